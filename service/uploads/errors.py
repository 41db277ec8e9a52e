"""What can be wrong with a request about uploads. The text is for the person who sent it.

BadRequestError              10   (``ingest.errors``)
├── UploadsOffError          10   the service takes no files, or not from there
├── TooLargeError            10   a request that is larger than may be sent at once
├── QueueFullError           10   too many files are waiting already
└── ConflictError            10   what was asked cannot be done with an upload in its present state
"""

from ingest.errors import BadRequestError


class UploadsOffError(BadRequestError):
    """The service takes no files, or not from there."""


class TooLargeError(BadRequestError):
    """A request that is larger than may be sent at once."""


class QueueFullError(BadRequestError):
    """Too many files are waiting already."""


class ConflictError(BadRequestError):
    """What was asked cannot be done with an upload in its present state."""
