"""``python -m service`` is the command ``samuh``: for a place where the environment is not on the search path."""

import sys

from service.cli import main

if __name__ == "__main__":
    sys.exit(main())
