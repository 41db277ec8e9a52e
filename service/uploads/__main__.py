"""The worker that the service starts: ``python -m service.uploads SECONDS``. People use ``samuh worker``."""

import logging
import sys

from service.settings import load
from service.uploads.process import work


def main() -> None:
    """Work until idle for the given seconds, or until the service is gone."""
    settings = load()
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for room in ("ingest", "index", "service"):
        logging.getLogger(room).setLevel(settings.log_level.upper())
    work(settings, float(sys.argv[1]), with_parent=True)


if __name__ == "__main__":
    main()
