"""Takes the other customer out of a past answer: names, greetings, ids, addresses, and what was done for them.

A past answer gives wording and procedure. What was true for that one case ("I have booked RP-20418") is left out of
what may be quoted; what remains in a text shown beside it is masked.
"""

import re
from collections.abc import Iterable

from copilot.guard.sentences import Unit, units
from copilot.guard.values import extract

_GREETING = re.compile(
    r"^(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)|morning|hallo|guten (?:tag|morgen|abend)|moin|"
    r"liebe[rs]?|"
    r"sehr geehrte[rs]?|grüß|servus|bonjour|bonsoir|chère?|hola|buen[oa]s|estimad[oa]|beste|geachte|hoi|"
    r"goedemorgen)\b"
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|Fr|Hr)\.|[^.!?,\n]){0,60}(?:[,!.]|\n|$)",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^(?:(?:kind|best|warm|many|with best|friendly)\s+(?:regards|wishes|thanks)|regards|best|cheers|yours|"
    r"sincerely|take care|"
    r"(?:mit\s+)?(?:freundliche[nr]?|herzliche[nr]?|viele|liebe|beste|schöne)\s+grüße[n]?|lg|vg|gruß|"
    r"cordialement|bien à vous|"
    r"un saludo|saludos|atentamente|met vriendelijke groet|groetjes)\b[^\n]*$",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(r"^(?:[–—-]\s*)?[A-ZÄÖÜÉ][\w'’.-]+(?:\s+[A-ZÄÖÜÉ][\w'’.-]+){0,2}(?:\s*[,|][^\n]{0,40})?$")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|\b\d{4,5}\s+[A-ZÄÖÜ][a-zäöüß]+")
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?\s+(?:[A-Z][\w'’]+\s+){1,3}(?:street|st|road|rd|lane|avenue|ave|drive|close|way|court|"
    r"place|terrace|"
    r"square|gardens)\b|\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer)\s+\d+\w?|"
    r"\b\d{1,4},?\s+rue\s+[\w' ]{3,40}",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[\dA-Z]{4}){3,7}(?:\s?[\dA-Z]{1,3})?\b")
_ID = re.compile(r"(?<![\w-])[A-Za-z]{1,6}-(?=[\w-]*\d{3})[\w-]+|(?<!\w)[A-Z]{0,4}\d{6,}(?!\w)|#\d{3,}")
_MASK = {"email": "[e-mail]", "phone": "[phone]"}

# What was done or found in that one case, and talk that only makes sense there.
_CASE_BOUND = re.compile(
    r"\b(?:i|we)(?:'ve|’ve|'ll|’ll|'m|’m| have| has| had| just| will| am| can see| see| looked| checked|"
    r" booked| sent| asked| "
    r"opened| refunded| cancelled| canceled| added| noted| understand| spoke| found| put| changed| made|"
    r" called| tried)\b|"
    r"\bi(?:'d|’d| would| can| could)\b|\blet me\b|\b(?:done|sorry|apolog\w+|thank|thanks|glad|welcome|"
    r"congratulations|perfect|great|lovely|right|good news|of course)\b|"
    r"\byour (?:order|parcel|machine|repair|refund|replacement|label|subscription|invoice|account|points|"
    r"case) (?:is|was|has|leaves|left|will|should)\b|"
    r"\b(?:attached|attachment|enclosed|this is|here is [A-Z])\b|\b(?:today|tomorrow|tonight|yesterday|"
    r"this morning|this afternoon|this evening|this week|next week)\b|\bas promised\b|"
    r"\b(?:is|are|has been|have been|was|were)(?: already| now| all)? (?:ordered|booked|cancelled|refunded|"
    r"sent|changed|updated|"
    r"on (?:its|the) way|attached|in your (?:mail|inbox|e-mail)|paused|done|added|registered|unlocked|shipped|"
    r"issued|switched)\b|"
    r"\blet'?s\b|\byour (?:sister|brother|husband|wife|mum|mother|dad|father|friend|flatmate|partner|son|daughter)\b|"
    r"\b(?:schaue|frage|gebe|trage|nehme|storniere|erstatte) ich\b|\bIhre Bank hat\b|"
    r"\bich (?:habe|hab|bin|war|sehe|kann|werde|schicke|sende|buche|prüfe|schaue|frage|melde|gebe|lege|trage|"
    r"nehme|storniere|erstatte|verstehe|kümmere)\b|"
    r"\b(?:habe|hab|haben|sehe|kann|werde|schicke|sende|buche|prüfe|melde|lege) (?:ich|wir)\b|\bwir (?:haben|"
    r"werden|schicken|senden)\b|"
    r"\b(?:erledigt|tut mir leid|leider|entschuldig\w+|danke|vielen dank|gerne|freut mich|anbei|angehängt|"
    r"liegt bei|beigefügt)\b|"
    r"\b(?:heute|morgen|gestern|(?:diese|nächste) woche)\b|\bwie versprochen\b|"
    r"\bIhre? (?:Bestellung|Paket|Maschine|Reparatur|"
    r"Erstattung|Abo) (?:ist|war|wurde|wird|geht)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?\s*$")
_PERSONAL_KINDS = {"email", "phone"}


def case_bound(sentence: str) -> bool:
    """True where a sentence tells what happened in one case, apologises or thanks: not for the next customer."""
    return bool(_CASE_BOUND.search(sentence) or _ASKS.search(sentence))


def personal(text: str, names: Iterable[str] = ()) -> list[tuple[int, int, str]]:
    """Places of personal data in ``text`` as (start, end, mask), none overlapping."""
    found = [(v.start, v.end, _MASK[v.kind]) for v in extract(text) if v.kind in _PERSONAL_KINDS]
    found += [(m.start(), m.end(), "[id]") for m in _ID.finditer(text)]
    found += [(m.start(), m.end(), "[address]") for p in (_STREET, _POSTCODE) for m in p.finditer(text)]
    found += [(m.start(), m.end(), "[account]") for m in _IBAN.finditer(text)]
    for name in sorted({n for n in names if len(n) > 2}, key=len, reverse=True):
        found += [(m.start(), m.end(), "[name]") for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    out: list[tuple[int, int, str]] = []
    for start, end, mask in sorted(found, key=lambda f: (f[0], -f[1])):
        if not out or start >= out[-1][1]:
            out.append((start, end, mask))
    return out


def names_in(text: str) -> set[str]:
    """Names that a message greets or signs with."""
    found: set[str] = set()
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    for line in lines:
        greeted = _GREETING.match(line)
        if greeted:
            found |= set(re.findall(r"[A-ZÄÖÜÉ][\w'’-]{2,}", greeted[0])[1:])
    if len(lines) > 1 and _NAME_LINE.match(lines[-1]) and len(lines[-1].split()) <= 4:
        found |= set(re.findall(r"[A-ZÄÖÜÉ][\w'’-]{2,}", lines[-1]))
    return found


def past_answer(text: str, names: Iterable[str] = ()) -> str:
    """The agent's side of a past conversation without greeting, sign-off and names, personal data masked."""
    known = set(names) | names_in(text)
    kept: list[str] = []
    for paragraph in re.split(r"\n{2,}", text.strip()):
        lines = [line.rstrip() for line in paragraph.splitlines()]
        while lines and (_SIGN_OFF.match(lines[-1].strip()) or _is_name(lines[-1].strip())):
            lines.pop()
        if lines:
            first = _GREETING.sub("", lines[0].strip(), count=1).strip()
            lines[0] = first[:1].upper() + first[1:]
        body = "\n".join(line for line in lines if line.strip())
        if body and not _SIGN_OFF.match(body):
            kept.append(body)
    clean = "\n\n".join(kept)
    for start, end, mask in reversed(personal(clean, known)):
        clean = clean[:start] + mask + clean[end:]
    return clean


def _is_name(line: str) -> bool:
    return bool(_NAME_LINE.match(line)) and len(line.split()) <= 4 and not line.endswith((".", "!", "?", ":"))


def quotable(text: str) -> list[Unit]:
    """Units of a masked past answer that hold for another customer too."""
    found = units(text)
    bound = {u.block for u in found if u.kind == "step" and ("[" in u.text or case_bound(u.text))}
    out = []
    for unit in found:
        if unit.kind == "debris" or (unit.kind == "step" and unit.block in bound):
            continue
        if re.search(r"\[(?:e-mail|phone|id|address|account|name)\]", unit.text) or case_bound(unit.text):
            continue
        if any(v.kind in ("date", "weekday") for v in extract(unit.text)):
            continue
        out.append(unit)
    return out
