"""How a fetch that brought nothing is told of, and what the tests' server gives."""

from service.fetching.records import FetchReport, FetchStatus

PDF = b"%PDF-1.4\n" + b"an original\n" * 20
HTML = b"<!doctype html><html><head><title>Guidelines</title></head><body><p>Words.</p></body></html>"


def refused(report: FetchReport, words: str) -> None:
    assert (report.status, report.file) == (FetchStatus.REFUSED, None)
    assert words in str(report.why)


def failed(report: FetchReport, words: str) -> None:
    assert (report.status, report.file) == (FetchStatus.FAILED, None)
    assert words in str(report.why)
