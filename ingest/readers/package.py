"""Zipped formats (Word, PowerPoint, Excel, OpenDocument, EPUB): what is refused before any of it is unpacked."""

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.reading import RefusedError
from ingest.sandbox import Limits

MOST_PARTS = 20_000
MEMORY_SHARE = 4  # a package in memory, parsed, takes some four times the room of its parts


def check(path: Path, limits: Limits, what: str) -> None:
    """Refuse what is no package and what would unpack to more than fits in memory.

    Raises:
        RefusedError: and why; ``what`` names the format in it.
    """
    if not zipfile.is_zipfile(path):
        raise RefusedError(f"it is no {what}, or it is protected by a password.")
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise RefusedError(f"it is no {what}, or it is damaged ({error}).") from error
    size = sum(part.file_size for part in parts)
    if size > limits.memory_mb * 2**20 / MEMORY_SHARE:
        raise RefusedError(f"it unpacks to {size / 2**20:.0f} MiB, more than may be read.")
    if len(parts) > MOST_PARTS:
        raise RefusedError(f"it holds {len(parts)} parts, more than may be read.")


def parse(data: bytes) -> Any:  # noqa: ANN401 -- an element of lxml, which has no types
    """Parse XML without resolving entities, loading a DTD or reaching for the network.

    Raises:
        RefusedError: it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(f"a part of it is no XML ({error}).") from error


def part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """Unpack one part; None where there is none of that name.

    Raises:
        RefusedError: the part holds more than it states, or is damaged.
    """
    try:
        return package.read(name)
    except KeyError:
        return None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise RefusedError(f"its part {name} is damaged or protected ({error}).") from error
