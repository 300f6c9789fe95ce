"""Two accounts of one help desk count from 1 each: what is there already under the same id must be the same."""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from copilot.errors import UserError
from retrieval.documents import Kind

if TYPE_CHECKING:
    import httpx2

LOOKED_AT = 3
"""Documents of each kind: ids of two accounts meet all along or hardly ever."""


async def must_be_ours(http: "httpx2.AsyncClient", kind: Kind, batch: Sequence[bytes], source: str) -> None:
    """Raise UserError where an export's ids are those of another source's documents, and plainly not the same ones.

    A document that only moved, from a folder to another, is the same: an article on the same host, a conversation that
    began at the same moment.
    """
    for line in batch[:LOOKED_AT]:
        new = json.loads(line)
        name = quote(new["id"], safe="").replace(".", "%2E")
        response = await http.get(f"/v1/{kind}s/{name}")
        if response.status_code != 200:
            continue  # not there; what else may be wrong is said when it is sent
        old = response.json()
        if old.get("source") not in (None, source) and _mark(old) and _mark(new) and _mark(old) != _mark(new):
            raise UserError(
                f"{new['id']} is there already, from {old['source']}, and is another {kind}: give what comes from "
                "another account an --id-prefix NAME of its own, or, if it is the same and has moved, "
                f"--source '{old['source']}'; nothing was changed"
            )


def _mark(document: dict[str, Any]) -> str | None:
    """What two versions of one document have in common; None where it doesn't say."""
    if "messages" in document:
        at = document["messages"][0].get("sent_at")
        return at.replace("Z", "+00:00") if at else None
    host = re.match(r"https?://([^/]+)", document.get("url") or "")
    return host[1].lower() if host else None
