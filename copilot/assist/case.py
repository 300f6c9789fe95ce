"""One request as the assistant sees it: who writes, what was said where all can read it, what is asked. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from copilot.domain import AssistRequest, Conversation, Customer, Policy
from copilot.guard.grounding import flatten
from copilot.guard.places import countries
from copilot.guard.sentences import Unit, units
from copilot.guard.words import content
from retrieval.documents import Message
from retrieval.segments import segments_of
from retrieval.text import detect_language, strip_quoted

T = TypeVar("T")
SHORT_CHANNELS = frozenset(
    {"chat", "whatsapp", "messenger", "instagram", "imessage", "sms", "x", "video", "web", "other"}
)
LIMITS = {"sms": 320, "x": 280}
"""Most characters a message may have on a channel."""
_ASKS = re.compile(
    r"(?:(?:and|also|so|but|und|auch|oder)\s+)*"
    r"(?:(?:what|how|why|who|whose)(?:['’]?s)?\b|which\b(?! (?:is|was)\b)|"
    r"(?:when|where)(?:['’]?s| (?:is|are|do|does|did|can|will|would|should))\b|"
    r"(?:can|could|do|does|did|is|are|will|would|should|may) (?:i|you|we|it|there|this|that|they|the|my|your|u)\b|"
    r"(?:was|wie|wann|wo|warum|wieso|welche[nrsm]?|wieviel) \w+|"
    r"(?:kann|können|könnt|darf|muss|gibt|ist|sind|habt|haben) (?:ich|sie|ihr|man|wir|es|das|die|der|mein\w*)\b)",
    re.IGNORECASE,
)
_NO_HELP = re.compile(
    r"\b(?:human|real person|agent|not my|no help|useless|ma(?:de|kes?) no difference|not (?:\w+ )?helpful|next idea|"
    r"same (?:problem|error|answer)|"
    r"(?:did|does|do|is|was)(?: not|n['’]?t) (?:really )?(?:help|work|answer|what)\w*|"
    r"(?:no|without) (?:change|effect|success)|still (?:not|no|the same|broken|there|shows?|\w+s\b)|"
    r"already (?:did|done|tried|know|said|told)|"
    r"mensch\w*|mitarbeiter\w*|kein bot|nicht geholfen|(?:immer|nach wie vor) noch|ohne erfolg|"
    r"(?:hilft|half|funktioniert|geht|klappt)\b[^.!?]{0,20}\bnicht|schon (?:gemacht|probiert|versucht)|"
    r"gleiche\w* (?:problem|fehler)|"
    r"(?:ça|cela) n['’]a (?:pas|rien)|toujours (?:pas|le même)|un humain|déjà (?:fait|essayé)|"
    r"no (?:me )?(?:ayuda|sirve|funciona)\w*|una persona|ya lo (?:hice|intenté)|sigue (?:sin|igual)|"
    r"makes? no sense|not what i asked|repeating yourself|wrong answer|that(?:['’]s| is) wrong|does nothing|"
    r"no change|tried that|did that|"
    r"(?:even|actually) (?:reading|read)|i asked|(?:didn|doesn)['’]?t answer|"
    r"nicht meine frage|falsche antwort|wiederholen sich|beantwortet\b[^.!?]{0,20}\bnicht|bringt nichts|"
    r"keine (?:änderung|besserung)|"
    r"lesen sie überhaupt|hab(?:e)? ich (?:schon |bereits |alles )?(?:gemacht|probiert|versucht)|"
    r"pas ma question|ne (?:change|marche|fonctionne)\b[^.!?]{0,6}\b(?:rien|pas)|no es lo que|no (?:me )?ha servido|"
    r"non (?:funziona|ha funzionato|è quello)|continua sem|não (?:funciona|ajudou)|"
    r"helpt niet|werkt niet|nog steeds|een mens|al (?:gedaan|geprobeerd))\b",
    re.IGNORECASE,
)
"""Said after an answer that did not help."""
_HANDED = re.compile(
    r"\b(?:hand(?:ed|ing)?[ -]?(?:over|off)|transferr?ed|escalated|passed (?:on )?to|"
    r"requested an? (?:human|agent|person)|"
    r"übergeben|übergabe|weitergeleitet|weitergegeben|transférée?|transferid[oa]|derivad[oa]|trasferit[oa]|"
    r"overgedragen|doorgezet|encaminhad[oa]|escalad[oa])\b",
    re.IGNORECASE,
)
_SAID, _AGAIN = 3, 0.6
"""Words of a message from which on it can be told that it says the same again, and the share of them that must."""
_AND = re.compile(r",? (?:and|und) (?:also |auch )?", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:it|they|them|that|this|these|those|there|es|das|dies\w*|dort|ihn)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Case:
    """Compared by identity, so that what is worked out of it can be kept as long as it lives (``once``)."""

    request: AssistRequest
    conversation: Conversation
    customer: Customer | None
    policy: Policy

    @cached_property
    def visible(self) -> tuple[Message, ...]:
        """The thread as both sides can read it: no private notes, no system lines."""
        return tuple(m for m in self.conversation.messages if not m.private and m.author != "system")

    @cached_property
    def from_customer(self) -> tuple[Message, ...]:
        return tuple(m for m in self.visible if m.author == "customer")

    @cached_property
    def turn(self) -> tuple[Message, ...]:
        """The customer's messages since an agent last answered (what a bot said in between does not count)."""
        after = max((n for n, m in enumerate(self.visible) if m.author == "agent"), default=-1)
        latest = tuple(m for m in self.visible[after + 1 :] if m.author == "customer")
        return latest or self.from_customer[-1:]

    @cached_property
    def turn_text(self) -> str:
        return "\n\n".join(own_text(m) for m in self.turn)

    @cached_property
    def customer_text(self) -> str:
        return "\n\n".join(own_text(m) for m in self.from_customer)

    @cached_property
    def thread_text(self) -> str:
        """All that both sides can read, quoted mails and attachments' texts with it: for looking values up."""
        parts = [self.conversation.subject or ""]
        for message in self.visible:
            parts.append(message.text)
            parts += [a.text for a in message.attachments if a.text]
        return "\n".join(parts)

    @cached_property
    def record_text(self) -> str:
        if self.customer is None:
            return ""
        c = self.customer
        past = [h.summary or "" for h in c.history]
        past += [m.text for h in c.history for m in h.messages if not m.private]
        return "\n".join([c.name or "", flatten(c.attributes), flatten(self.conversation.metadata), *past])

    @cached_property
    def places(self) -> frozenset[str]:
        """Countries that the thread or the customer's record names."""
        said = self.customer.attributes.get("country") if self.customer else None
        code = {said.upper()} if isinstance(said, str) and len(said) == 2 else set()
        return countries(f"{self.thread_text}\n{self.record_text}") | code

    @cached_property
    def segments(self) -> tuple[tuple[str, str], ...]:
        """The brand, market and plan that the conversation or else the customer's record names."""
        return segments_of(self.conversation.metadata, self.customer.attributes if self.customer else {})

    @cached_property
    def language(self) -> str:
        """The customer's: as the caller says, else as they write, else as the record says, else English."""
        if self.conversation.language:
            return self.conversation.language.split("-")[0]
        found = detect_language(self.turn_text) or detect_language(self.customer_text)
        if found:
            return found.split("-")[0]
        said = self.customer.attributes.get("language") if self.customer else None
        return (
            said.split("-")[0].lower()
            if isinstance(said, str) and re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", said)
            else "en"
        )

    @property
    def channel(self) -> str:
        return self.conversation.channel

    @property
    def public(self) -> bool:
        return self.conversation.public

    @cached_property
    def limit(self) -> int | None:
        return LIMITS.get(self.channel)

    @cached_property
    def customer_name(self) -> str | None:
        name = (self.customer.name if self.customer else None) or ""
        name = re.sub(r"\s+", " ", name).strip()
        # a name is untrusted text that lands in a greeting: words only, or none
        return name if re.fullmatch(r"[^\W\d_][\w'’.\- ]{0,60}", name) else None

    @cached_property
    def first_name(self) -> str | None:
        return self.customer_name.split()[0] if self.customer_name else None

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """The questions of the customer's turn, sentence by sentence; in haste the question mark is left out."""
        return tuple(u.text for u in self.turn_units if asks(u.text) and len(u.text.strip(" ?!")) > 3)

    @cached_property
    def turn_units(self) -> tuple[Unit, ...]:
        return units(self.turn_text)

    @cached_property
    def bot_failed(self) -> bool:
        """A bot answered, and since then the customer says that it was no help or asks the same again, or the thread
        was handed over; or the caller says so."""
        if self.conversation.metadata.get("bot_failed") is True:
            return True
        bots = [n for n, m in enumerate(self.visible) if m.author == "bot"]
        last_agent = max((n for n, m in enumerate(self.visible) if m.author == "agent"), default=-1)
        answered = [n for n in bots if n > last_agent and any(m.author == "customer" for m in self.visible[:n])]
        if not answered:
            return False
        since = [m.text for m in self.visible[answered[0] + 1 :] if m.author == "customer"]
        return any(_NO_HELP.search(t) for t in since) or self._asked_again(answered[0]) or self._handed_over

    @cached_property
    def bot_unanswered(self) -> bool:
        """No agent has written since the bot: who does now speaks to somebody whom it failed."""
        authors = [m.author for m in self.visible if m.author != "customer"]
        return self.bot_failed and (not authors or authors[-1] == "bot")

    def _asked_again(self, bot: int) -> bool:
        """What the customer wrote before the bot's answer, at this place, comes once more after it."""
        before, after = (
            [set(content(own_text(m), self.language)) for m in part if m.author == "customer"]
            for part in (self.visible[:bot], self.visible[bot:])
        )
        return any(
            len(said & again) >= _AGAIN * max(len(said), len(again))
            for said in before
            for again in after
            if min(len(said), len(again)) >= _SAID
        )

    @cached_property
    def _handed_over(self) -> bool:
        """The help desk noted, after a bot's answer, that a person takes over."""
        messages = self.conversation.messages
        last = max((n for n, m in enumerate(messages) if m.author == "bot"), default=len(messages))
        return any(m.author == "system" and _HANDED.search(m.text) for m in messages[last:])

    @cached_property
    def last_at(self) -> datetime | None:
        return next((m.sent_at for m in reversed(self.visible) if m.sent_at), None)

    @cached_property
    def personal_words(self) -> tuple[str, ...]:
        """What must not stand in a public text: the last name, and the record's own ids and addresses."""
        words = [w for w in (self.customer_name or "").split()[1:] if w[:1].isupper()]  # "van der" is in any text
        if self.customer:
            for key in ("email", "phone", "postcode", "street", "address"):
                value = self.customer.attributes.get(key)
                words += [value] if isinstance(value, str) else []
        return tuple(words)


def once(work: Callable[[Case], T]) -> Callable[[Case], T]:
    """Works a thing out of a case once, and keeps it only as long as the case lives."""
    known: WeakKeyDictionary[Case, T] = WeakKeyDictionary()

    @wraps(work)
    def kept(case: Case) -> T:
        if case not in known:
            known[case] = work(case)
        return known[case]

    return kept


def asks(sentence: str) -> bool:
    """True for a question, with its mark or, where the sentence has no end at all, by its first words."""
    bare = sentence.rstrip("\"'”’) ")
    return bare.endswith("?") or (not bare.endswith((".", "!", "…", ":", ",", ";")) and bool(_ASKS.match(bare)))


def apart(question: str) -> list[str]:
    """Two questions in one sentence: "What is the last day, and can my sister return it?". One where the second can't
    be understood without the first."""
    for cut in _AND.finditer(question):
        first, second = question[: cut.start()].rstrip(), question[cut.end() :]
        if len(first.split()) > 2 and _ASKS.match(second) and not _POINTS_BACK.search(" ".join(second.split()[:5])):
            return [first, second]
    return [question]


def own_text(message: Message) -> str:
    """What the author wrote, without quoted mails and signatures."""
    return strip_quoted(message.text).strip() or message.text.strip()
