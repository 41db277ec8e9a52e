"""What changes something is done for our own pages and for programs, never for a page of another site."""

from urllib.parse import urlsplit

from fastapi import HTTPException, Request

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
OURS = frozenset(("same-origin", "none"))
REFUSED = "This was sent by a page of another site, and is not taken. Open the form here and send it again."


def same_site(request: Request) -> None:
    """Refuse a change that another site's page had a browser send; a program sends no such headers and may pass.

    Raises:
        HTTPException: 403, where the browser says that the request comes from elsewhere.
    """
    if request.method in SAFE:
        return
    fetch_site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = fetch_site not in OURS if fetch_site else bool(origin) and not _is_ours(origin or "", request)
    if foreign:
        raise HTTPException(403, REFUSED)


def _is_ours(origin: str, request: Request) -> bool:
    return urlsplit(origin).netloc == request.headers.get("host", "")
