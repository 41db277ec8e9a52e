"""A brief in the form that somebody asks for, with the text that it shows sealed in it."""

from collections.abc import Callable
from dataclasses import replace

from service.briefs import carried
from service.briefs.opened import parts_of
from service.briefs.paper import Address, Paper, paper
from service.briefs.records import Brief

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}
"""The forms, by the ending of a file, and what a web server calls them."""


def printed(brief: Brief, ending: str, address: Address) -> bytes:
    """Write a brief as the bytes of a file.

    Args:
        brief: What is written.
        ending: A key of ``MEDIA``.
        address: Where each quote's place is opened.
    """
    set_ = paper(brief, address, carried.written(brief))
    write = writer(ending)
    _, shown = parts_of(
        write(set_), f"brief.{ending}"
    )  # read as it will be read again, so that both are cut alike
    return write(replace(set_, part=carried.written(brief, shown)))


def writer(ending: str) -> Callable[[Paper], bytes]:
    """What writes a paper as the bytes of a file of one form; libraries are loaded for that form alone."""
    if ending == "docx":
        from service.briefs.word import docx_bytes

        return docx_bytes
    if ending == "pdf":
        from service.briefs.pdf import pdf_bytes

        return pdf_bytes
    from service.briefs.markdown import markdown

    return lambda set_: markdown(set_).encode()
