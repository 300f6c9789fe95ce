"""Which account of a help desk an export is of, so that the ids of two don't meet."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from retrieval.documents import Article, Resolution
from retrieval.sources import Read, Unreadable
from retrieval.sources.json_items import items
from retrieval.sources.values import string

PROBED = 20
"""Objects of a file that are looked at."""
_API = re.compile(r"https?://([^/@\s]+)/api/", re.IGNORECASE)


def instance_of(item: Mapping[str, Any]) -> str | None:
    """The account that an object says it is of; None where it says nothing.

    Of Zendesk the host of the API's address (a page's own may be on another domain), of Intercom the workspace, of
    Chatwoot the account. Zammad says nothing.
    """
    if address := _API.match(string(item.get("url"))):
        return address[1].lower()
    return string(item.get("workspace_id")) or string(item.get("account_id")) or None


def instances(exports: Sequence[tuple[Path, str]]) -> dict[Path, str]:
    """The account of each file, given with its product, where the files of one product are of several.

    Empty for what is of one account each: ids then stay as they are.
    """
    found: defaultdict[str, dict[Path, str]] = defaultdict(dict)
    for path, product in exports:
        objects = (item for _, item in islice(items(path, path.name), PROBED) if not isinstance(item, Unreadable))
        votes = Counter(filter(None, map(instance_of, objects)))
        if votes:
            found[product][path] = votes.most_common(1)[0][0]
    return {path: name for of in found.values() if len(set(of.values())) > 1 for path, name in of.items()}


def prefixed(reads: Iterator[Read], prefix: str) -> Iterator[Read]:
    """The same documents under ids that begin with ``prefix:``, and what they supersede too: ids are of one source."""
    for read in reads:
        if isinstance(read, Article):
            supersedes = tuple(_prefixed(name, prefix) for name in read.supersedes)
            yield read.model_copy(update={"id": f"{prefix}:{read.id}", "supersedes": supersedes})
        elif isinstance(read, Resolution):
            yield read.model_copy(update={"id": f"{prefix}:{read.id}"})
        else:
            yield read


def _prefixed(name: str, prefix: str) -> str:
    past = "resolution:"
    return f"{past}{prefix}:{name.removeprefix(past)}" if name.startswith(past) else f"{prefix}:{name}"
