"""What comes in: JSON bodies checked strictly against their types, and ids taken from paths."""

from typing import Annotated, Any
from urllib.parse import unquote_to_bytes

from litestar import Request
from litestar.datastructures import State
from litestar.params import PathParameter
from pydantic import BaseModel, TypeAdapter, ValidationError

from copilot.api.problems import Fault, Refused, refuse_body
from copilot.domain import ActionSpec, Caller, ConversationId
from retrieval.documents import DocumentId

BODY_LIMIT = 2 * 1024 * 1024
"""Bytes of any JSON body: the largest article (2,000,000 characters) fits with its envelope."""

PathId = Annotated[
    str,
    PathParameter(
        description="Percent-encode it whole, slashes too (`docs/2fa.md` is `docs%2F2fa.md`).",
        schema_extra={"minLength": 1, "maxLength": 512, "pattern": r"^[^\x00-\x1f\x7f]+$"},
    ),
]
PathConversation = Annotated[
    str, PathParameter(schema_extra={"minLength": 1, "maxLength": 256, "pattern": r"^[^/\x00-\x1f\x7f]+$"})
]
PathAction = Annotated[str, PathParameter(schema_extra={"maxLength": 128, "pattern": r"^[a-z][a-z0-9_]{0,127}$"})]

_DOCUMENT_ID: TypeAdapter[str] = TypeAdapter(DocumentId)
_CONVERSATION_ID: TypeAdapter[str] = TypeAdapter(ConversationId)
_ACTION_NAME: TypeAdapter[str] = TypeAdapter(Annotated[str, *ActionSpec.model_fields["name"].metadata])


def document_id(raw: str, name: str = "document_id") -> str:
    """The id of a document or customer from its path segment. Raises Refused (400)."""
    return _segment(_DOCUMENT_ID, raw, name)


def conversation_id(raw: str) -> str:
    """The id of a conversation from its path segment. Raises Refused (400)."""
    return _segment(_CONVERSATION_ID, raw, "conversation_id")


def action_name(raw: str) -> str:
    """The name of an action from its path segment. Raises Refused (400)."""
    return _segment(_ACTION_NAME, raw, "name")


def _segment(adapter: TypeAdapter[str], raw: str, name: str) -> str:
    where = f"path.{name}"
    try:
        return adapter.validate_python(unquote_to_bytes(raw).decode())
    except UnicodeDecodeError:
        raise Refused(400, "invalid-input", f"{where}: not UTF-8", [Fault(where=where, problem="not UTF-8")]) from None
    except ValidationError as e:
        problem = e.errors(include_url=False, include_input=False)[0]["msg"]
        problem = problem[:1].lower() + problem[1:]
        raise Refused(400, "invalid-input", f"{where}: {problem}", [Fault(where=where, problem=problem)]) from None


def media_type(request: Request[Any, Any, Any]) -> str:
    """The body's media type, lower case and without parameters; empty where the header is absent."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


class StrictRequest(Request[Caller, Any, State]):
    """Reads a JSON body straight into the type that its handler names.

    Strict, so ``"3"`` is no number and ``1`` no truth, and from the bytes, so a fault has its place in the document.
    """

    async def json(self) -> Any:
        given = media_type(self)
        if given and given != "application/json" and not given.endswith("+json"):
            raise Refused(415, "unsupported-media-type", "send this as application/json")
        field = self.route_handler.parsed_data_field
        model = field.annotation if field else None
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            return await super().json()
        try:
            return model.model_validate_json(await self.body(), strict=True)
        except ValidationError as e:
            raise refuse_body(e) from None
