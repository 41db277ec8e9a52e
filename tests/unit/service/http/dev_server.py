"""Look at the pages with the small library of the tests: ``python tests/unit/service/http/dev_server.py [PORT]``."""

import logging
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fake_desk import FakeDesk

from service.http.app import build_app
from service.http.server import serve
from service.settings import Settings

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8017
    settings = Settings(port=port)
    serve(build_app(FakeDesk(ready=True, folder=Path(tempfile.gettempdir())), settings), settings)
