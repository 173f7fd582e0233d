"""Sparse answers of heavy lists: `?fields=post_id,state` gives of each item those fields alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from services.gateway.api.pagination import Page, PageRequest
from services.gateway.errors import FieldError, InvalidRequestError

Document = dict[str, Any]
View = TypeVar("View", bound=BaseModel)

PARAMETER = "fields"
_SPARSE = "Sparse"
_MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of each item are wanted; None: all."""

    names: frozenset[str] | None

    def __contains__(self, name: str) -> bool:
        return self.names is None or name in self.names

    def of(self, shown: Page[View], page: PageRequest) -> Page[View] | Response:
        """The page with these fields alone.

        Args:
            shown: With all of them.
            page: What was asked for; the headers are its response's.
        """
        if self.names is None:
            return shown
        items = [item.model_dump(mode="json", include=set(self.names)) for item in shown.items]
        body = {"items": items, "next_cursor": shown.next_cursor}
        return JSONResponse(body, headers=dict(page.response.headers))


def fields_of(view: type[BaseModel]) -> Callable[..., Awaitable[Fields]]:
    """A dependency that reads `fields`: `Annotated[Fields, Depends(fields_of(PostView))]`."""
    known = tuple(view.model_fields)

    async def wanted(
        fields: Annotated[
            list[str] | None,
            Query(
                alias=PARAMETER,
                max_length=_MOST_NAMED,
                description="Only these fields of each item, several times or with commas between; all if left out.",
            ),
        ] = None,
    ) -> Fields:
        if fields is None:
            return Fields(None)
        names = dict.fromkeys(name for one in fields for name in one.split(","))
        unknown = [name for name in names if name not in known]
        if unknown:
            there = ", ".join(known)
            raise InvalidRequestError.of(
                *(
                    FieldError(
                        f"query/{PARAMETER}", f"{name[:60]!r} is no field of an item; these are: {there}"
                    )
                    for name in unknown[:_MOST_NAMED]
                )
            )
        return Fields(frozenset(names))

    return wanted


def describe_fields(operation: Document, schemas: Document) -> None:
    """Complete what the OpenAPI document says of an operation that takes `fields`: which there are, and the sparse answer."""
    parameter = next((one for one in operation.get("parameters", ()) if one["name"] == PARAMETER), None)
    if parameter is None:
        return
    content = operation["responses"]["200"]["content"]["application/json"]
    page = _named(content["schema"], schemas)
    reference = page["properties"]["items"]["items"]
    item, name = _named(reference, schemas), reference["$ref"].rpartition("/")[2]
    parameter["schema"] = {
        "type": "array",
        "items": {"type": "string", "enum": list(item["properties"])},
        "maxItems": _MOST_NAMED,
    }
    schemas[f"{_SPARSE}{name}"] = {
        "type": "object",
        "description": f"The fields of a {name} that were asked for.",
        "properties": item["properties"],
    }
    some = {"type": "array", "items": {"$ref": f"#/components/schemas/{_SPARSE}{name}"}}
    sparse = {
        "type": "object",
        "description": "Where `fields` names some.",
        "required": page["required"],
        "properties": page["properties"] | {"items": some},
    }
    content["schema"] = {"anyOf": [content["schema"], sparse]}


def _named(reference: Document, schemas: Document) -> Document:
    found: Document = schemas[reference["$ref"].rpartition("/")[2]]
    return found
