"""Read a record from YAML. What kind it is shows in its content, never in its folder."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from ingest.errors import CatalogueError
from ingest.sheets.models import Cluster, Record, Work
from ingest.sheets.reference_models import (
    Agencies,
    AreaWords,
    AspirationalDistricts,
    Indicators,
    MsmeClasses,
    Offices,
)
from ingest.sheets.scheme_models import Scheme

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
GUIDE = "How a record is written: docs/how-to/edit-the-corpus.md"


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of record: the keys that tell it, its model and the template of its sheet."""

    name: str
    keys: frozenset[str]
    model: type[Record]
    template: str


SHAPES = (
    Shape("scheme", frozenset({"id", "agency", "components", "status"}), Scheme, "scheme.md.j2"),
    Shape("cluster", frozenset({"id", "interventions", "outcomes"}), Cluster, "cluster.md.j2"),
    Shape("work", frozenset({"id", "authors", "key_findings"}), Work, "work.md.j2"),
    Shape("list of agencies", frozenset({"id", "agencies", "areas"}), Agencies, "agencies.md.j2"),
    Shape("list of indicators", frozenset({"id", "indicators", "groups"}), Indicators, "indicators.md.j2"),
    Shape("table of classes", frozenset({"id", "classes", "notification"}), MsmeClasses, "classes.md.j2"),
    Shape("list of areas", frozenset({"id", "north_east", "lwe"}), AreaWords, "areas.md.j2"),
    Shape(
        "list of districts",
        frozenset({"id", "programme", "states"}),
        AspirationalDistricts,
        "districts.md.j2",
    ),
    Shape("list of offices", frozenset({"id", "main", "helplines"}), Offices, "offices.md.j2"),
)


def read_yaml(path: Path) -> object:
    """Read one YAML file.

    Raises:
        CatalogueError: the file cannot be read as YAML.
    """
    try:
        content: object = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  safe loader
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: this cannot be read as YAML ({error}). {GUIDE}") from error
    return content


def shape_of(content: object) -> Shape | None:
    """Tell what a file's content is by the keys it has; None for anything that is no record."""
    if not isinstance(content, dict):
        return None
    return next((shape for shape in SHAPES if shape.keys <= content.keys()), None)


def load_record(path: Path) -> tuple[Shape, Record] | None:
    """Read and check the record in a file, or return None where the file holds none.

    Raises:
        CatalogueError: not YAML, or a field is missing, unknown or of the wrong kind; names file and field.
    """
    return as_record(path, read_yaml(path))


def as_record(path: Path, content: object) -> tuple[Shape, Record] | None:
    """Check the content of a file that was read already, as ``load_record`` does."""
    shape = shape_of(content)
    if shape is None:
        return None
    try:
        return shape, shape.model.model_validate(content)
    except ValidationError as error:
        raise CatalogueError(complaint(path, shape, error)) from error


def complaint(path: Path, shape: Shape, error: ValidationError) -> str:
    """Say the first fault of a record: file, field, what is wrong, what was found."""
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    more = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return (
        f"{path}: {field}: {first['msg']} in this {shape.name} (found {first['input']!r:.60}){more}. {GUIDE}"
    )
