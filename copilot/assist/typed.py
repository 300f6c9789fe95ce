"""Parameters by their type alone: yes or no, counts, lists, choices, and ids that a label or an example tells. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from copilot.assist.case import Case, own_text
from copilot.assist.whence import Known, objects, place, said
from copilot.domain import Where

_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|sure|please do|of course|ja|gerne?|klar|oui|sí|si|claro|sì|certo|sim|graag)\b", re.IGNORECASE
)
_NO = re.compile(r"^\W*(?:no|nope|not|without|nein|ohne|non|sans|não|nee|geen|senza|sin)\b", re.IGNORECASE)
_WITH, _WITHOUT = "with|mit|avec|con|com|met", "no|without|ohne|kein|keine|sans|sin|sem|zonder|geen|senza"
_NUMBERS = dict(zip("zero one two three four five six seven eight nine ten".split(), range(11), strict=True))  # noqa: SIM905
_LABELS = frozenset(["id", "ids", "number", "num", "no", "nr", "code", "serial", "reference", "ref"])
_TOKEN = r"(?=[\w-]*[\d_])[A-Za-z0-9][\w-]{2,39}"  # noqa: S105
_EXAMPLE = re.compile(r"(?:such as|e\.g\.|for example|like|z\. ?B\.)\s*[\"'“‘`]?([A-Za-z0-9][\w-]{3,39})")


def words_of(name: str) -> list[str]:
    """The words of a parameter's name: ``total_baggages`` and ``totalBaggages`` have two."""
    return [w.lower() for w in re.findall(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+|\d+", name)]


def in_record(name: str, case: Case) -> list[Known]:
    """Values under a key of this name, however it is spelt; ``order_id`` is also the ``id`` of one of ``orders``."""
    wanted = words_of(name)
    out: dict[str, Known] = {}
    for path, node in objects(case):
        for key, value in node.items():
            if isinstance(value, (str, int, float, list)) and _called(key, path, wanted):
                quote = str(value) if not isinstance(value, list) else ", ".join(map(str, value))
                out.setdefault(quote, Known(value, Where(record=f"{path}/{key}", quote=quote[:300])))
    return list(out.values())


def _called(key: str, path: str, wanted: Sequence[str]) -> bool:
    own = words_of(key)
    if own == wanted:
        return True
    parent = next((p for p in reversed(path.split("/")) if not p.isdecimal()), "")
    return len(wanted) > 1 and own == wanted[-1:] and words_of(parent.removesuffix("s")) == wanted[:-1]


def yes_or_no(name: str, case: Case) -> Known | None:
    """True or False where the record holds it, or where the customer answered the question after it."""
    for known in in_record(name, case):
        if isinstance(known.value, bool):
            return known
    topic = _topic(name)
    for n in range(len(case.visible) - 1, -1, -1):
        message, before = case.visible[n], case.visible[n - 1] if n else None
        if message.author != "customer":
            continue
        text = own_text(message)
        if near := re.search(rf"\b({_WITH}|{_WITHOUT})\s+(?:\w+\s)?{topic}", text, re.IGNORECASE):
            value = near[1].lower() in _WITH.split("|")
            where = said(case, near[0])
            return Known(value, where) if where else None
        asked = re.findall(r"[^.!?\n]+\?", before.text) if before and before.author != "customer" else []
        if len(asked) == 1 and re.search(topic, asked[0], re.IGNORECASE):
            answered = _YES.match(text) or _NO.match(text)
            if answered and (where := said(case, answered[0].strip())):
                return Known(bool(_YES.match(text)), where.model_copy(update={"message_id": message.id}))
    return None


def _topic(name: str) -> str:
    """A pattern for what a parameter is about: the words of its name, in one or many."""
    words = [w for w in words_of(name) if w not in ("is", "has", "with", "wants", "total", "nonfree", "number", "of")]
    stems = [re.escape(w[:-1] if w.endswith("s") and len(w) > 4 else w) for w in words or words_of(name)]
    return r"\b" + r"\w{0,2}[\s_-]+".join(stems) + r"\w{0,3}\b"


def count(name: str, case: Case) -> Known | None:
    """A whole number beside the words of the name ("3 boxes", "boxes: 3"), the only one that is named so."""
    topic = _topic(name)
    number = rf"(?<![\w.,-])(\d{{1,6}}|{'|'.join(_NUMBERS)})(?![\w-]|[.,]\d)"
    for text in (case.turn_text, case.customer_text):
        found: dict[int, str] = {}
        for match in re.finditer(rf"{number}\s+(?:x\s+|\w+\s+)?{topic}|{topic}\s*[:=]\s*{number}", text, re.IGNORECASE):
            word = match[1] or match[2]
            value = _NUMBERS.get(word.lower())
            found.setdefault(int(word) if value is None else value, match[0])
        if len(found) == 1:
            value, words = next(iter(found.items()))
            where = said(case, words)
            return Known(value, where) if where else None
        if found:
            return None
    return None  # what the record counts is how it is, not how it shall be


def many(name: str, spec: Mapping[str, Any], case: Case) -> Known | None:
    """A list: all its choices that the customer names, all ids of its pattern, or the record's own list."""
    items = spec.get("items")
    inner: Mapping[str, Any] = items if isinstance(items, Mapping) else {}
    options = inner.get("enum")
    found: list[str] = []
    if isinstance(options, list):
        found = named([o for o in options if isinstance(o, str)], case.turn_text)
    elif (shape := safe_pattern(inner.get("pattern"))) or (shape := example_shape(inner) or example_shape(spec)):
        tokens = (t.rstrip(".") for t in re.findall(r"[^\s,;:!?()\"'<>]{2,40}", case.turn_text))
        found = list(dict.fromkeys(t for t in tokens if shape.search(t)))
    if found:
        where = said(case, found[0].replace("_", " ")) or said(case, found[0])
        return Known(found, where) if where else None
    held = [k for k in in_record(name, case) if isinstance(k.value, list) and all(isinstance(v, str) for v in k.value)]
    return held[0] if len(held) == 1 else None


def named(options: Sequence[str], text: str) -> list[str]:
    """The options that ``text`` names; "basic economy" does not name "economy"."""
    taken: list[tuple[int, int]] = []
    out: list[str] = []
    for option in sorted(options, key=len, reverse=True):
        parts = [re.escape(p) for p in re.split(r"[\s_-]+", option) if p]
        spelt = r"[\s_-]+".join(parts)
        spans = [m.span() for m in re.finditer(rf"(?<!\w){spelt}(?!\w)", text, re.IGNORECASE)]
        free = [s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in taken)]
        if free and parts:
            out.append(option)
        taken += spans
    return sorted(out, key=list(options).index)


def directed(name: str, fits: re.Pattern[str], case: Case) -> str | None:
    """For a parameter that says where from or where to, the token of its form behind that word."""
    words = set(words_of(name))
    heads = "from" if words & {"from", "origin", "source"} else "to" if words & {"to", "destination", "target"} else ""
    if not heads:
        return None
    for text in (case.turn_text, case.customer_text, case.thread_text):
        parts = re.findall(rf"\b{heads}\b([^.?!\n]{{2,60}})", text)
        starts = (re.split(r"\b(?:from|to)\b", part)[0] for part in parts)
        tokens = [t for part in starts for t in re.findall(r"[\w-]{2,40}", part) if fits.search(t)]
        if tokens:
            return tokens[-1] if len(set(tokens)) == 1 else None
    return None


def labelled(name: str, case: Case) -> Known | None:
    """What stands behind the parameter's own words: "my user ID is mia_li_36", "Serial: AP-26"."""
    words = words_of(name)
    if not words or not (_LABELS & set(words)):
        return None
    body = r"[\s_-]*".join(re.escape(w) for w in words if w not in _LABELS or w == "serial" or len(words) == 1)
    label = rf"\b{body}(?:[\s_-]*(?:ids?|numbers?|no\.?|nr\.?|code|reference|nummer))*"
    found: list[str] = []
    for text in (case.turn_text, case.customer_text):
        found = re.findall(rf"{label}\s*(?:is|was|ist|lautet|:|=|#|\()*\s*[\"'“(#]?({_TOKEN})", text, re.IGNORECASE)
        if found:
            break
    distinct = list(dict.fromkeys(f.rstrip("-") for f in found))
    where = said(case, distinct[0]) if len(distinct) == 1 else None
    return Known(distinct[0], where) if where else None


def by_example(spec: Mapping[str, Any], case: Case, used: Collection[str] = ()) -> Known | None:
    """The only word in the thread of the form that the description's example has: "such as 'ZFA04Y'"."""
    shape = example_shape(spec)
    if shape is None:
        return None
    for text in (case.turn_text, case.customer_text, case.thread_text):
        found = list(dict.fromkeys(t for t in re.findall(r"[\w-]{3,40}", text) if shape.fullmatch(t) and t not in used))
        if found:
            where = place(case, found[0]) if len(found) == 1 else None
            return Known(found[0], where) if where else None
    return None


def example_shape(spec: Mapping[str, Any]) -> re.Pattern[str] | None:
    """The form of the example in a description; None where it has no digit, since that may be any word."""
    described = spec.get("description")
    example = _EXAMPLE.search(described) if isinstance(described, str) else None
    if example is None or not any(c.isdigit() for c in example[1]):
        return None
    parts = []
    for run in re.findall(r"[A-Z0-9]+|[a-z]+|[^A-Za-z0-9]", example[1]):
        if run.isdigit():
            parts.append(rf"\d{{{len(run)}}}")
        elif run.isupper():
            mixed = any(c.isdigit() for c in run)
            parts.append(rf"[A-Z{'0-9' if mixed else ''}]{{{len(run)}}}")
        else:
            parts.append(r"[a-z]+" if run.islower() else re.escape(run))
    return re.compile("".join(parts).replace(r"_\d{3}", r"_\d{1,6}"))


_NESTED = re.compile(r"\([^)]*[+*{][^)]*\)\s*[+*{]")


def safe_pattern(pattern: Any) -> re.Pattern[str] | None:
    """A schema's pattern as one that can be run on short tokens; None for what may run for ever or is none."""
    if not isinstance(pattern, str) or len(pattern) > 200 or _NESTED.search(pattern):
        return None
    try:
        return re.compile(pattern)
    except re.error:
        return None
