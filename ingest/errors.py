"""Every error that Samuh raises on purpose, with the exit code of the command that meets it.

SamuhError                      1   the family; message = what is wrong, where, what to do next
├── SettingsError               3   a setting is unknown or has a value that cannot be used
├── UnreadableDocumentError     4   a file cannot be read at all
├── CatalogueError              5   the catalogue or a sheet breaks its own rules
├── LibraryError                6   the library folder is missing, busy or damaged
│   ├── LibraryBusyError        6   another run is writing to the library; it can be waited for
│   └── IndexMismatchError      7   the index was built with another model or other settings
├── ModelError                  8   the embedding model is missing or is not the one that was pinned
├── NotFoundError               9   a document, passage or answer with that id is not in the library
└── BadRequestError            10   the question or its filters cannot be used as given

Exit code 2 belongs to argparse. "No evidence" is not an error: it is an ending of an answer.
"""


class SamuhError(Exception):
    """The family of errors whose message is written for the person who meets it."""

    exit_code = 1


class SettingsError(SamuhError):
    """A setting is unknown or has a value that cannot be used."""

    exit_code = 3


class UnreadableDocumentError(SamuhError):
    """A file cannot be read at all."""

    exit_code = 4


class CatalogueError(SamuhError):
    """The catalogue or a sheet breaks its own rules."""

    exit_code = 5


class LibraryError(SamuhError):
    """The library folder is missing, busy or damaged."""

    exit_code = 6


class LibraryBusyError(LibraryError):
    """Another run is writing to the library; it can be waited for."""


class IndexMismatchError(LibraryError):
    """The index was built with another model or other settings."""

    exit_code = 7


class ModelError(SamuhError):
    """The embedding model is missing or is not the one that was pinned."""

    exit_code = 8


class NotFoundError(SamuhError):
    """A document, passage or answer with that id is not in the library."""

    exit_code = 9


class BadRequestError(SamuhError):
    """The question or its filters cannot be used as given."""

    exit_code = 10
