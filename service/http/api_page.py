"""The page that describes the JSON interface to people: the OpenAPI description, made readable."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a route."""

    name: str
    words: str
    required: bool


@dataclass(frozen=True, slots=True)
class Route:
    """One route; ``replies`` are its statuses with what they mean."""

    method: str
    path: str
    summary: str
    paragraphs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    replies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The routes under one tag."""

    name: str
    words: str
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """All routes, group by group."""

    template: ClassVar[str] = "api.html"
    section: ClassVar[str] = "/about"

    paragraphs: tuple[str, ...]
    groups: tuple[Group, ...]
    title: str = "For programs"


def api_page(schema: Mapping[str, Any]) -> ApiPage:
    """Build the page from an OpenAPI description."""
    groups = tuple(
        Group(tag["name"], tag["description"], tuple(routes(schema, tag["name"]))) for tag in schema["tags"]
    )
    return ApiPage(paragraphs(schema["info"]["description"]), groups)


def routes(schema: Mapping[str, Any], tag: str) -> Iterator[Route]:
    """The routes that carry a tag, in the order of the description."""
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            if tag in told["tags"]:
                yield Route(
                    method=method.upper(),
                    path=path,
                    summary=told["summary"],
                    paragraphs=paragraphs(told["description"]),
                    parameters=(
                        *(
                            Parameter(p["name"], p.get("description", ""), p["required"])
                            for p in told.get("parameters", [])
                        ),
                        *body_fields(schema, told),
                    ),
                    replies=tuple(
                        (status, reply["description"]) for status, reply in told["responses"].items()
                    ),
                )


def body_fields(schema: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Parameter]:
    """The fields of the JSON that a route takes; none where it takes no JSON."""
    taken = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in taken:
        model = schema["components"]["schemas"][taken["$ref"].rpartition("/")[2]]
        for name, field in model["properties"].items():
            yield Parameter(name, field.get("description", ""), name in model.get("required", ()))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a description, without the marks of code."""
    return tuple(" ".join(part.split()).replace("`", "") for part in text.strip().split("\n\n"))
