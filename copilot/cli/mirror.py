"""What is no longer in a source goes from the knowledge too."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from copilot.cli.reach import ServiceError, problem_of
from retrieval.documents import Kind

if TYPE_CHECKING:
    import httpx2

_AGAIN = "run the same command again for the rest"


async def remove_missing(
    http: "httpx2.AsyncClient", source: str, there: Mapping[Kind, Collection[str]]
) -> dict[Kind, int]:
    """Delete the documents of a source whose ids are not among those ``there``; how many of each kind.

    Call it when everything that is there was put with this source: then it may be cut off and repeated at any point,
    since what is left to delete is still listed.
    """
    removed: dict[Kind, int] = {}
    for kind, ids in there.items():
        removed[kind] = 0
        for gone in [known for known in await _listed(http, kind, source) if known not in ids]:
            removed[kind] += await _delete(http, kind, gone)
    return removed


async def _listed(http: "httpx2.AsyncClient", kind: Kind, source: str) -> list[str]:
    ids: list[str] = []
    after: str | None = None
    while True:
        query = {"source": source} if after is None else {"source": source, "after": after}
        response = await _asked(http, "GET", f"/v1/{kind}s", query)
        page = response.json()
        ids += page["ids"]
        after = page["next"]
        if after is None:
            return ids


async def _delete(http: "httpx2.AsyncClient", kind: Kind, name: str) -> bool:
    path = quote(name, safe="").replace(".", "%2E")  # '..' would be taken for the folder above
    return (await _asked(http, "DELETE", f"/v1/{kind}s/{path}")).status_code != 404


async def _asked(
    http: "httpx2.AsyncClient", method: str, path: str, query: Mapping[str, str] | None = None
) -> "httpx2.Response":
    import httpx2

    try:
        response = await http.request(method, path, params=query)
    except httpx2.HTTPError as e:
        raise ServiceError(
            f"the service went away while old documents were removed ({type(e).__name__}); {_AGAIN}"
        ) from e
    if response.status_code >= 400 and not (method == "DELETE" and response.status_code == 404):
        raise ServiceError(f"{problem_of(response)}; {_AGAIN}")
    return response
