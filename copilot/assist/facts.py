"""Facts of a thread by rules: what was tried, how the customer feels. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from copilot.assist.case import Case, once, own_text
from copilot.conditions import Mood
from copilot.guard.sentences import units

MoodChange = Literal["better", "worse", "same", "unknown"]

_DID = (
    r"(?:re-?start|re-?boot|descal|clean|check|chang|replac|unplug|plug|clear|updat|re-?install|re-?seat|"
    r"refill|power.cycl|"
    r"turn|switch|tighten|rins|swap|contact|call|phon|email|wait|test|log|try|tri)(?:e?d|ped|ged|ned)\b"
)
_TRIED = re.compile(
    rf"\b(?:i|we)(?:'ve|’ve| have)?\s+(?:\w+\s+){{0,2}}{_DID}|\b(?:i|we)(?:'ve|’ve|"
    rf" have)?\s+(?:already\s+)?(?:reset|ran|run|put in|"
    rf"left it|did (?:that|it|descale)|rang|been through)\b|^(?:{_DID}|left it)|\balready\s+{_DID}|"
    rf"[,:;]\s(?:\w+\s)?{_DID}|"
    r"\b(?:no change|didn'?t help|made no difference|without effect)\b|"
    r"\b(?:habe?n?|hab)\b[^.!?]{0,80}\b(?:neu ?gestartet|probiert|versucht|gezogen|geprüft|entkalkt|gereinigt|"
    r"gewechselt|"
    r"getauscht|zurückgesetzt|angerufen|geschrieben|nachgesehen|kontrolliert|gewartet|ausgeschaltet)\b|"
    r"\b(?:ohne erfolg|hat nichts gebracht|hilft nicht)\b|"
    r"\b(?:j['’]ai|nous avons|on a)\b[^.!?]{0,60}\b(?:redémarré|essayé|vérifié|nettoyé|détartré|changé|remplacé|"
    r"réinstallé|réinitialisé|débranché)|"
    r"\b(?:he|hemos|ya)\b[^.!?]{0,60}\b(?:reiniciado|probado|intentado|revisado|comprobado|limpiado|cambiado|"
    r"reinstalado|restablecido|desenchufado|descalcificado)|"
    r"\bya (?:(?:lo|la|me|nos) )?(?:reinici|prob|intent|revis|comprob|limpi|cambi|"
    r"reinstal|desench?uf|descalcifiqu)(?:é|amos)\b|"
    r"\b(?:ho|abbiamo)\b[^.!?]{0,60}\b(?:riavviato|provato|controllato|pulito|cambiato|sostituito|reinstallato|"
    r"decalcificato|staccato)|"
    r"\bjá\b[^.!?]{0,40}\b(?:reiniciei|tentei|verifiquei|limpei|troquei|reinstalei|desliguei|descalcifiquei)|"
    r"\b(?:heb|hebben)\b[^.!?]{0,60}\b(?:herstart|opgestart|geprobeerd|gecontroleerd|schoongemaakt|vervangen|"
    r"gereset|ontkalkt)",
    re.IGNORECASE,
)
_ANGRY = re.compile(
    r"\b(?:furious|disgrace\w*|outrag\w*|ridiculous|unacceptable|scam|lawyer|solicitor|sue|worst|"
    r"terrible service|fed up|"
    r"sick of|last straw|never again|trading standards|joke|third time|fourth time|you people|nobody rang|lied|"
    r"unverschämt\w*|frechheit|anwalt|verbraucherzentrale|unfassbar|betrug|nie wieder|katastrophe|sauer|wütend|"
    r"zum dritten mal|"
    r"es reicht|lächerlich)\b",
    re.IGNORECASE,
)
_FRUSTRATED = re.compile(
    r"\b(?:still (?:not|no|waiting|nothing|broken|haven'?t)|again|nobody|no one|never (?:heard|got|arrived|"
    r"came)|disappoint\w*|annoy\w*|"
    r"frustrat\w*|waste of|not good enough|out of patience|second time|another week|too late|promised|how long|"
    r"useless|omg|"
    r"immer noch|schon wieder|niemand|enttäusch\w*|ärger\w*|genervt|nie(?:mals)? (?:angekommen|gehört)|"
    r"zum zweiten mal|nichts gehört|"
    r"seit wochen|verschwunden)\b|\?\?|!!",
    re.IGNORECASE,
)
_WORRIED = re.compile(
    r"\b(?:worr\w+|afraid|panic|safe|danger\w*|scared|anxious|urgent\w*|burn\w*|smoke|hot|hurt|child|baby|"
    r"year old|sorge\w*|angst|"
    r"gefähr\w*|dringend|sicher|verbrannt|kind)\b",
    re.IGNORECASE,
)
_PLEASED = re.compile(
    r"\b(?:brilliant|lovely|love (?:it|the|my)|great (?:service|job)|perfect|thank you so much|thanks so much|"
    r"fantastic|amazing|happy with|"
    r"super(?= (?:service|arbeit|support)\b|[,!.])|wunderbar|toll|klasse|begeistert|vielen lieben dank)\b",
    re.IGNORECASE,
)
_RELIEVED = re.compile(
    r"\b(?:thank(?:s| you)|works? (?:again|now)|that (?:helped|worked)|danke|merci|gracias|grazie|obrigad[oa]|"
    r"bedankt)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Its sentences, each on one line."""
    for unit in units(text):
        yield re.sub(r"\s+", " ", unit.text).strip()


def _distinct(found: Iterable[str], most: int) -> tuple[str, ...]:
    out: list[str] = []
    for text in found:
        short = text if len(text) <= 180 else text[:177].rsplit(" ", 1)[0] + "..."
        if short not in out:
            out.append(short)
    return tuple(out[:most])


def is_step(sentence: str) -> bool:
    """True where a customer's sentence says what they did about it."""
    return bool(_TRIED.search(sentence)) and not sentence.endswith("?")


@once
def tried(case: Case) -> tuple[str, ...]:
    """Steps that the customer says they took, in the thread first, then from earlier contacts."""
    texts = [own_text(m) for m in case.from_customer]
    history = case.customer.history if case.customer else ()
    for past in reversed(history):
        texts += [own_text(m) for m in past.messages if m.author == "customer"]
        texts += [past.summary] if past.summary else []
    steps = (s for text in texts for s in sentences(text) if is_step(s))
    return _distinct(steps, 6)


@once
def mood(case: Case) -> Mood:
    """How the customer sounds in this thread; history of open or reopened contacts weighs in."""
    text = case.customer_text
    if not text.strip():
        return "unknown"
    history = case.customer.history if case.customer else ()
    unsolved = sum(1 for h in history if h.outcome in ("open", "reopened", "unsolved"))
    angry = _anger(text)
    upset = angry + len(_FRUSTRATED.findall(text)) + min(unsolved, 2)
    if angry >= 2 and upset >= 4:
        return "angry"
    if upset >= 2:
        return "worried" if len(_WORRIED.findall(text)) > upset else "frustrated"
    if _WORRIED.search(text) and re.search(
        r"\b(?:worr|afraid|panic|safe|danger|urgent|sorge|angst|gefähr|dringend)", text, re.IGNORECASE
    ):
        return "worried"
    return "pleased" if _PLEASED.search(text) else "calm"


def mood_change(case: Case) -> MoodChange:
    """From the customer's first turn to the latest one; unknown where there is one turn only."""
    first = next((n for n, m in enumerate(case.visible) if m.author == "customer"), 0)
    answered = next((n for n, m in enumerate(case.visible) if n > first and m.author != "customer"), None)
    if answered is None or case.turn[:1] == case.from_customer[:1]:
        return "unknown"
    before = _heat("\n\n".join(own_text(m) for m in case.visible[:answered] if m.author == "customer"))
    now = _heat(case.turn_text)
    return "same" if before == now else "worse" if now > before else "better"


def felt(case: Case) -> str | None:
    """The customer's latest sentence that the mood was read from."""
    signs = {"angry": (_ANGRY, _FRUSTRATED), "frustrated": (_FRUSTRATED, _ANGRY), "worried": (_WORRIED,)}
    found = signs.get(mood(case), (_PLEASED,) if mood(case) == "pleased" else ())
    for sign in found:
        for message in reversed(case.from_customer):
            for sentence in sentences(own_text(message)):
                if sign.search(sentence):
                    return sentence
    return None


def _anger(text: str) -> int:
    letters = [c for c in text if c.isalpha()]
    shouting = len(letters) > 40 and sum(c.isupper() for c in letters) / len(letters) > 0.5
    return len(_ANGRY.findall(text)) * 2 + 2 * shouting


def _heat(text: str) -> int:
    """How upset a text sounds, from -1 (relieved) to 3 (angry)."""
    upset = _anger(text) + len(_FRUSTRATED.findall(text))
    if upset:
        return 3 if upset >= 4 else 2
    if _WORRIED.search(text):
        return 1
    return -1 if _PLEASED.search(text) or _RELIEVED.search(text) else 0
