"""The form that a channel wants: said to the model beforehand, and held against what it wrote. Pure."""

import re
import unicodedata
from collections.abc import Iterator

from copilot.assist.case import LIMITS, SHORT_CHANNELS, Case
from copilot.assist.outside import plain
from copilot.domain import Check

_LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "nl": "Dutch", "it": "Italian",
              "pt": "Portuguese", "pl": "Polish", "sv": "Swedish", "da": "Danish"}  # fmt: skip
_NAMES = {"x": "X", "sms": "SMS", "whatsapp": "WhatsApp", "imessage": "iMessage"}
_LETTER = frozenset({"email"})
"""Channels on which a message without greeting or sign-off is odd,"""
_SHORT = 40
"""from so many words on: a line may stand alone."""
_GREETING = 6
"""Most words of a greeting."""
_SMS = 160
"""Characters of one text message; two are the most."""
_GREETS = re.compile(
    r"(?P<word>hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|"
    r"liebe[rs]?|sehr geehrte[rs]?|moin|grüezi|servus|bonjour|bonsoir|chère?|hola|buen(?:os|as) (?:días|tardes|noches)|"
    r"estimad[oa]|querid[oa]|beste|geachte|goede(?:morgen|middag|navond|ndag)|goedendag|ciao|buongiorno|gentile|salve|"
    r"olá|prezad[oa]|caro|cara|hej|dzień dobry)\b[ \t]*(?P<who>[^\n,!.:;–—]{0,60})",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:regards|sincerely|best wishes|kind wishes|all the best|yours|cheers|thank you|thanks|take care|warmly|"
    r"grüße|grüßen|gruß|grüsse|hochachtungsvoll|herzlich|cordialement|salutations|bien à vous|saludo|saludos|"
    r"atentamente|cordialmente|groet|groeten|vriendelijke|hoogachtend|saluti|atenciosamente|hälsningar|hilsen)\b",
    re.IGNORECASE,
)
_TITLE_WORDS = """
mr mrs ms miss mx dr prof sir madam herr frau fräulein familie monsieur madame mademoiselle m mme mlle señor señora
señorita sr sra don doña meneer mevrouw de heer dhr mw signor signora sig there all everyone everybody team customer
again and und et y en zusammen kunde kundin client cliente klant tous todos allemaal back
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_MARKDOWN = re.compile(
    r"(?m)^[ \t]{0,3}#{1,6}[ \t]+\S[^\n]*|\*\*(?=\S)[^*\n]+\*\*|__(?=\S)[^_\n]+__|(?<!!)\[[^\]\n]+\]\([^)\n]*\)|"
    r"`[^`\n]+`|^```[^\n]*|^[ \t]{0,8}\|?[ \t]{0,8}:?-{3,}:?[ \t]{0,8}\|[^\n]*"
)
_GAP = re.compile(
    r"\[(?:(?:insert|your|customer|agent|company|ihre?|kunden|votre|su|uw)(?:['’]s)?[ _-][^\[\]\n]{1,40}|"
    r"(?:(?:first|last|full)[ _]?)?name|vorname|nachname|nom|prénom|nombre|naam|date|datum|signature|unterschrift|"
    r"(?:order|phone|tracking|ticket)[ _](?:number|id|link)|xx+)\](?!\()|\{\{[^{}\n]{1,60}\}\}",
    re.IGNORECASE,
)
"""What is left to be filled in, as templates have it."""
_TAG = re.compile(
    r"</?(?:passage|message|customer|history|candidate|known|draft|task|subject)\b[^<>\n]{0,200}>", re.IGNORECASE
)
"""Of a prompt."""


def form(case: Case) -> str:
    """What to tell the model of language, length, greeting and reader."""
    language = _LANGUAGES.get(case.language, f"the language '{plain(case.language)}'")
    name = _NAMES.get(case.channel, case.channel)
    parts = [f"Write in {language}."]
    if case.channel == "sms":
        parts.append(f"It is a text message (SMS): {_SMS} characters if that is possible, {LIMITS['sms']} at most.")
    elif case.channel in LIMITS:
        parts.append(f"It is for {name}: at most {LIMITS[case.channel]} characters.")
    elif case.channel in SHORT_CHANNELS:
        parts.append(f"It is for {name}: two to five short sentences, with a short greeting, without a sign-off.")
    elif case.channel == "phone":
        parts.append("It is read out on the phone: short, spoken sentences.")
    else:
        sign = f" Sign off with: {plain(case.policy.signature).strip()}" if case.policy.signature.strip() else ""
        parts.append(f"It is {_kind(case)} with a greeting by name and a sign-off." + sign)
    if case.public:
        parts.append(
            "Everyone can read this thread: no personal data, no order numbers, no surname. Invite to a direct message."
        )
    return " ".join(parts)


def _kind(case: Case) -> str:
    return {"email": "an e-mail", "review": "an answer to a review"}.get(case.channel, "a message")


def check_form(text: str, case: Case, *, own: bool = False) -> Iterator[Check]:
    """What the channel doesn't take: too long, Markdown, no greeting or sign-off (of a text that is not the agent's
    ``own``), another person's name, what is still to be filled in."""
    limit = case.limit
    if limit and len(text) > limit:
        detail = f"{len(text)} characters; {_NAMES.get(case.channel, case.channel)} takes {limit}."
        yield failed(limit, len(text), text[limit : limit + 40], detail)
    for mark in _MARKDOWN.finditer(text):
        yield failed(mark.start(), mark.end(), mark[0][:80], "Markdown is shown as it stands on this channel.")
    for gap in _GAP.finditer(text):
        yield failed(gap.start(), gap.end(), gap[0], f"{gap[0]!r} is still to be filled in.")
    for tag in _TAG.finditer(text):
        yield failed(tag.start(), tag.end(), tag[0][:80], "A tag of the prompt, which no customer may read.")
    greeting = _GREETS.match(text)
    if case.channel in _LETTER and not own and len(text.split()) >= _SHORT:
        first = text.strip().split("\n", maxsplit=1)[0]
        if greeting is None and not (len(first.split()) <= 5 and first.endswith((",", "!", ":"))):
            yield failed(0, min(len(text), len(first)), first[:60], "An e-mail begins with a greeting.")
        if not _closed(text, case):
            yield failed(None, None, None, "An e-mail ends with a sign-off.")
    if greeting:
        yield from _name(greeting, case)


def greets(sentence: str) -> bool:
    """True for a greeting that stands alone."""
    found = _GREETS.match(sentence)
    if found is None or len(sentence.split()) > _GREETING:
        return False
    rest = sentence[found.end() :].strip(" ,!.:;")
    return not rest or (not found["who"].strip() and len(rest.split()) == 1 and rest[:1].isupper())


def _closed(text: str, case: Case) -> bool:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    tail = "\n".join(lines[-4:])
    own = [w for w in (case.policy.signature.strip(), case.policy.brand.strip()) if w]
    if len(lines) < 2:
        return False
    named = len(lines[-1].split()) <= 4 and not lines[-1].endswith((".", "?", "!", ":"))
    return bool(_CLOSES.search(tail)) or named or any(w.lower() in tail.lower() for w in own)


def _name(greeting: re.Match[str], case: Case) -> Iterator[Check]:
    """The greeting names the customer, or nobody."""
    known = {_folded(w) for w in re.findall(r"[^\W\d_]+", case.customer_name or "")}
    said = {_folded(w) for w in re.findall(r"[^\W\d_]+", case.thread_text)}
    for word in re.finditer(r"[^\W\d_][\w'’-]*", greeting["who"]):
        if not word[0][:1].isupper() or word[0].lower() in _TITLES:
            continue
        parts = {_folded(w) for w in re.findall(r"[^\W\d_]+", word[0])}
        # a short form (Chris for Christopher), a nickname or another name that they sign with
        if parts <= known | said or any(len(p) > 2 and k.startswith(p) for p in parts for k in known):
            continue
        start = greeting.start("who") + word.start()
        who = f"The customer's name is {case.customer_name}." if case.customer_name else "Nobody gave that name."
        yield failed(start, start + len(word[0]), word[0], f"Greets {word[0]!r}. {who}")
        return


def _folded(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def failed(start: int | None, end: int | None, found: str | None, detail: str) -> Check:
    """A failed ``consistency`` check."""
    return Check(kind="consistency", ok=False, start=start, end=end, found=found, detail=detail)
