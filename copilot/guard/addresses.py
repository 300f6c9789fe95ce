"""Links in a text, and whether a reply may hold them: those of its evidence, and those to the tenant's own hosts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from copilot.guard.value_tables import words

_BODY = r"[^\s<>\"'„“”\[\]{}|`\x00]"
_TLD = (
    "com|org|net|io|de|uk|eu|fr|es|nl|it|at|ch|be|pl|se|dk|no|pt|ie|us|ca|au|nz|in|jp|br|mx|cz|fi|gr|hu|ro|sk|ua|tr|kr|"
    "tw|hk|sg|za|app|shop|store|info|biz|xyz|ru|su|cn|link|me|co|tv|ai|dev|cloud|tech|pro|live|support|help|page|"
    "click|example|test|site|online|top|ly|gl|gg|to|cc|ws|tk|ml|ga|cf|icu|zip|mov|gov|edu|int|mobi|name|space|website|"
    "world|today|life|email|agency|solutions|services|systems|digital|global|center|group|bank|pay|money|finance"
)
_WORDY = words(
    """
    no it at be in me to us so help live today name page life world pro link top space pay group
    """
)
"""Top-level domains that are words too: "works.It" is a missing space."""
_LINK = re.compile(
    rf"(?:[a-z][a-z0-9+.-]{{1,15}}://|(?<!\w)www\.)(?:\[[0-9a-f:.]+\])?{_BODY}{{0,2000}}|"
    rf"(?<![\w:])(?:javascript|vbscript|data|file):(?=\S){_BODY}{{1,2000}}|"
    rf"(?<![\w@.:/-])//(?:[\w-]+\.)+[a-z]{{2,}}{_BODY}{{0,2000}}|"
    rf"(?<![\w.])(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?::\d{{1,5}})?(?:/{_BODY}{{0,2000}})?(?![\w.]*\d)|"
    rf"(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,6}}(?P<tld>{_TLD}|xn--[a-z0-9-]+)(?::\d{{1,5}})?(?:[/?#\\]{_BODY}{{0,2000}})?"
    rf"(?![\w@-])",
    re.IGNORECASE,
)
_TARGET = re.compile(r"(?:\]\(|<|href\s?=\s?[\"']?)\s?([^\s()<>\"'\x00]{2,2000})")
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]{1,15}):(?=//)|^(javascript|vbscript|data|file):", re.IGNORECASE)
_INSIDE = re.compile(r"https?:|//|%3a(?:%2f|/)|%2f%2f|\\", re.IGNORECASE)


def find_links(text: str) -> Iterator[tuple[int, int]]:
    """Places of the links in ``text``: with a scheme, bare domains, and whatever a Markdown or HTML link leads to."""
    taken = 0
    for m in _LINK.finditer(text):
        link = m[0].rstrip(".,;:!?)]}»*_'’")
        if m[0][len(link) :].startswith(")") and "(" in link:
            link += ")"
        tld = (m["tld"] or "").lower()
        bare = bool(tld) and link.lower().endswith("." + tld)
        if bare and tld in _WORDY and not m[0].islower():
            continue
        if bare and (re.fullmatch(r"[\w-]\.\w+", link) or link.replace(".", "").isdigit()):
            continue
        if link:
            taken = m.start() + len(link)
            yield m.start(), taken
    for m in _TARGET.finditer(text):
        target = m[1]
        if "." in target and not _LINK.search(target) and "@" not in target and not target[0].isdigit():
            yield m.span(1)


def link_key(link: str) -> str:
    """One form for a link however it is written: no scheme of the web, no ``www.``, no port that is understood."""
    said = unicodedata.normalize("NFKC", link)
    said = re.sub(r"^//", "", re.sub(r"^https?://", "", said, flags=re.IGNORECASE))
    said = re.sub(r"^www\.", "", said, flags=re.IGNORECASE)
    host, rest = (re.match(r"([^/?#\\]*)(.*)", said, re.DOTALL) or re.match(r"()(.*)", said, re.DOTALL)).groups()  # type: ignore[union-attr]
    host = re.sub(r":(?:80|443)$", "", host.lower()).rstrip(".")
    return (host + rest).rstrip("/")


def host_of(key: str) -> str:
    """Host of a normalised link, without user, port and ``www.``."""
    return re.split(r"[/?#\\]", key, maxsplit=1)[0].rpartition("@")[2].split(":")[0].removeprefix("www.")


def objection(key: str, known: Iterable[str], hosts: Iterable[str]) -> str:
    """Why a reply may not hold a link; empty where it may. ``known`` are the links of the evidence, as keys."""
    if key in known:
        return ""
    authority = re.split(r"[/?#\\]", key, maxsplit=1)[0]
    scheme = _SCHEME.match(key)
    if scheme:
        return f"Its scheme {(scheme[1] or scheme[2]).lower()!r} is none that a reply may use."
    if "@" in authority:
        return "It hides its host behind a user name."
    if "\\" in key:
        return "It holds a backslash, which browsers read as the end of the host."
    host = host_of(key)
    if not host.isascii() or "xn--" in host:
        return "Its host is written in look-alike or foreign letters, and no source holds it."
    allowed = {h.lower().removeprefix("www.").rstrip(".") for h in hosts}
    if host not in allowed and authority not in allowed:
        near = any(host_of(k) == host for k in known)
        if near:
            return "No source holds this link, only others of its host, which the policy does not list."
        return "It comes from no source, and its host is not allowed by the policy."
    if ":" in authority and authority not in allowed:
        return "Its host is allowed, but not on this port."
    if _INSIDE.search(key[len(authority) :]):
        return "Its host is allowed, but it carries another address within."
    return ""
