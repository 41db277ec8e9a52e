"""The sections of the site. A new section is one line here and one template."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation."""

    name: str
    address: str


SECTIONS = (
    Section("Ask", "/"),
    Section("Do we qualify?", "/assess"),
    Section("Passages", "/search"),
    Section("Schemes", "/schemes"),
    Section("Clusters", "/clusters"),
    Section("Precedents", "/precedents"),
    Section("Literature", "/literature"),
    Section("Briefs", "/briefs"),
    Section("Library", "/documents"),
    Section("About", "/about"),
)
