"""A brief in the form that somebody asks for."""

from service.briefs import carried
from service.briefs.paper import Address, paper
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
    if ending == "docx":
        from service.briefs.word import docx_bytes

        return docx_bytes(set_)
    if ending == "pdf":
        from service.briefs.pdf import pdf_bytes

        return pdf_bytes(set_)
    from service.briefs.markdown import markdown

    return markdown(set_).encode()
