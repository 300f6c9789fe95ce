"""Whether a sentence of a reply breaks a promise: another day, another sum, or a refusal. Where it is sure. Pure."""

import re
from datetime import UTC, datetime

from copilot.assist.acts import acts, done, money, same_kind, without_acts
from copilot.assist.deadlines import conditional, due, due_on
from copilot.assist.ledger import Promise
from copilot.guard.values import Value, extract, same
from copilot.guard.words import content, overlap

_WHEN = ("date", "weekday", "time")
_SOON = re.compile(
    r"\b(?:today|tomorrow|tonight|next (?:week|month)|end of (?:the )?(?:day|week|month)|heute|morgen|nächste\w* "
    r"(?:woche|monat)|ende der woche|demain|aujourd'hui|mañana|hoy|domani|oggi|amanhã|hoje|vandaag)\b",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"\b(?:can(?:no|['’]?)t|cannot|unable to|won['’]?t|will not|not able to|not possible|isn['’]t possible|no "
    r"longer|nobody will|no one will|"
    r"(?:do|does)(?: not|n['’]t) (?=offer|give|make|do|issue|provide|grant)|nicht|niemand|kein\w*|"
    r"ne (?:\w+ ){1,2}pas|pas possible|no (?:podemos|puedo|es posible|vamos a)|non (?:possiamo|posso|è possibile)|"
    r"não (?:podemos|posso|é possível|vamos)|niet|geen)\b|\b(?:there (?:is|will be) no|no) (?=refund|call|"
    r"replacement|"
    r"discount|voucher)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:possible|offer|give|provide|make|issue|process|grant|möglich|anbieten|geben|machen|gewähren|posible|"
    r"ofrecer|dar|"
    r"possibile|offrire|possível|oferecer|mogelijk|geven|aanbieden|donner|accorder|proposer)\b",
    re.IGNORECASE,
)
"""What is denied of a noun: a refund is not possible, we can't offer one."""
_AFTER = 5
"""Words after a denial in which what is denied must stand."""
_CLAUSE = re.compile(r"[,;:]|\b(?:so|but|because|aber|denn|mais|pero|ma|mas|maar)\b", re.IGNORECASE)
_ONLY_LATER = re.compile(
    r"\b(?:if you|wenn sie|falls sie|si vous|als u|before|until|earlier|sooner|yet|right now|already|vor|bis|"
    r"früher|noch nicht|avant|antes|prima di|"
    r"voor|tot|nog niet|"
    r"reach you|get hold of you|erreich\w*|find (?:an?|the) earlier|joindre|localizar\w*|contattarla|bereiken|worry|"
    r"sorgen|need to|have to|müssen|brauchen|moet|hoeft|charge|berechn\w*|kosten)\b",
    re.IGNORECASE,
)
"""A refusal that is none: not yet, not reached, no need, no charge, not by us."""
_OURS = re.compile(
    r"\b(?:i|we|you(?:'ll|’ll| will)|our|us|your\b[^.!?]{0,40} will|colleagues?|technicians?|ihr\w* "
    r"[^.!?]{0,40}wird|ich|wir|uns|sie (?:erhalten|bekommen|hören)|nous|je|vous recevrez|nosotros|"
    r"recibirá|wij|u ontvangt|ik|le \w+(?:emos|é)|riceverà|receberá)\b|\b\w+(?:eremo|iremo|erò)\b|"
    r"\b\w+(?:aremos|eremos)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|until|before|later than|within|in|end|bis|spätestens|vor|innerhalb|ici|avant|sous|dans|tard|antes|"
    r"hasta|"
    r"tardar|dentro|entro|prima|até|voor|uiterlijk|binnen)\b",
    re.IGNORECASE,
)
_FILLER = frozenset(
    content(
        "unfortunately afraid sorry possible offer able policy regret inform customer leider möglich bedauern "
        "anbieten kunde malheureusement désolé lamentablemente posible purtroppo possibile infelizmente "
        "possível helaas mogelijk refund call replacement send discount voucher erstattung erstatten anrufen "
        "ersatz remboursement rembourser appeler reembolso reembolsar llamar rimborso rimborsare "
        "terugbetaling terugbetalen bellen amount money promised case order pouvons possiamo podemos kunnen "
        "vous usted voi você eur phone calls something"
    )
)


def broken(sentence: str, promise: Promise, now: datetime, language: str) -> tuple[int, int, str] | None:
    """Start and end of the words that break it, and why; None where nothing does or nobody can tell."""
    promised = acts(promise.what)
    shared = acts(sentence) & promised
    if not shared or done(sentence) or not same_kind(sentence, promise.what):
        return None
    about = overlap(promise.what, sentence, language)
    near = about >= 0.3 or len(promised) == 1
    if _refused(sentence, promise.what, shared, about):
        return 0, len(sentence), f"Refuses what was promised: {promise.what!r}."
    if not (near and _OURS.search(sentence)):
        return None
    place = _other_day(sentence, promise, now) or _other_sum(sentence, promise.what, about)
    return (*place, f"Promised was: {promise.what!r}.") if place else None


def _refused(sentence: str, promise: str, shared: frozenset[str], about: float) -> bool:
    """True where a clause denies an act that was promised."""
    if not _CANNOT.search(sentence) or _CANNOT.search(promise) or _ONLY_LATER.search(sentence):
        return False
    clause = next((c for c in _CLAUSE.split(sentence) if _denies(c, shared)), None)
    if clause is None:
        return False
    if about >= 0.4:
        return True
    # "we can't refund you" refuses it as a whole; "we can't refund the shipping" speaks of something else
    rest = set(content(_CANNOT.sub(" ", without_acts(clause, shared)))) - set(content(promise)) - _FILLER
    return not rest


def _denies(clause: str, shared: frozenset[str]) -> bool:
    if not acts(clause) & shared:
        return False
    for denial in _CANNOT.finditer(clause):
        denied = denial[0] + " " + " ".join(clause[denial.end() :].split()[:_AFTER])
        if acts(denied) & shared or _GENERIC.search(denied):
            return True
    return False


def _other_day(sentence: str, promise: Promise, now: datetime) -> tuple[int, int] | None:
    """Where the words stand for a day later than the promised one; for another where it was to be that very day."""
    said, before = _times(sentence), _times(promise.what)
    if promise.overdue or any(same(a, b) for a in said for b in before):
        return None  # what is late already needs a new day
    words = due(sentence)
    if words and promise.due and words.casefold() == promise.due.casefold():
        return None  # said again some days later
    meant = due_on(words, now) if words and not conditional(sentence) else None
    if promise.due_on is None or meant is None:
        return (said[0].start, said[0].end) if said and before else None
    exact = promise.due is not None and not _BY.search(promise.due)
    wrong = meant > promise.due_on or (exact and meant != promise.due_on)
    if not wrong or meant < now.astimezone(UTC).date():
        return None
    if said:
        return said[0].start, said[0].end
    start = sentence.index(words or "")
    return start, start + len(words or "")


def _other_sum(sentence: str, promise: str, about: float) -> tuple[int, int] | None:
    said, before = money(sentence), money(promise)
    kinds = {v.kind for v in before}
    if about < 0.3 or not said or not before or any(same(a, b) for a in said for b in before):
        return None
    return next(((v.start, v.end) for v in said if v.kind in kinds), None)


def _times(text: str) -> list[Value]:
    found = [v for v in extract(text) if v.kind in _WHEN]
    found += [Value("weekday", m[0], m.start(), m.end(), frozenset({m[0].lower()})) for m in _SOON.finditer(text)]
    return found
