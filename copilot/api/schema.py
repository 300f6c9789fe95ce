"""The OpenAPI document: Litestar's paths, with the types as pydantic itself describes them."""

from collections.abc import Iterator
from typing import Any

from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.routes import HTTPRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

REF = "#/components/schemas/{model}"


class DocumentPlugin(JsonRenderPlugin):
    """Serves the document.

    Litestar 2.25 leaves out of its schemas that unknown fields are refused, patterns, and the type of the items of a
    tuple with bounds; what checks the bodies knows better.
    """

    def __init__(self) -> None:
        super().__init__()
        self._document: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document as JSON; made once."""
        if self._document is None:
            models = sorted(set(_models(request)), key=lambda m: m.__name__)
            _, described = models_json_schema([(m, "validation") for m in models], ref_template=REF)
            components = {**openapi_schema["components"], "schemas": described["$defs"]}
            self._document = self.render_json(request, {**openapi_schema, "components": components})
        return self._document


def _models(request: Request[Any, Any, Any]) -> Iterator[type[BaseModel]]:
    """Every type that a handler takes or answers with; the types within them come along."""
    for route in request.app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for annotation in _annotations(handler):
                    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                        yield annotation


def _annotations(handler: HTTPRouteHandler) -> Iterator[Any]:
    if (data := handler.parsed_data_field) is not None:
        yield data.annotation
    returned = handler.parsed_return_field
    yield returned.annotation
    yield from returned.args
    for spec in (handler.responses or {}).values():
        yield spec.data_container
