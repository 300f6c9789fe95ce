"""Scripted customers of the sample company: who they are, what they write first, and how they react. Seeded."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from evals.drafts.openings import Opening

Message = dict[str, Any]
LANGUAGES = ("en", "de", "fr")
CHANNELS = ("chat", "chat", "email", "email", "whatsapp", "web", "sms", "x")
MOST_TURNS = 7
"""Messages of a customer in one conversation."""
SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "thanks": {
        "en": ("Thanks, that's all!", "Great, thank you.", "ok thx"),
        "de": ("Danke, das war's!", "Vielen Dank!"),
        "fr": ("Merci beaucoup !",),
    },
    "no help": {
        "en": ("That didn't help.", "No, that's not what I asked.", "Tried that, it's still the same problem."),
        "de": ("Das hat mir nicht geholfen.", "Nein, das hilft leider nicht."),
        "fr": ("Cela n'a pas aidé.",),
    },
    "human": {
        "en": ("I want to talk to a human.", "Can I speak to a real person please?", "agent please"),
        "de": ("Ich möchte mit einem Menschen sprechen.", "Bitte einen Mitarbeiter."),
        "fr": ("Je voudrais parler à un humain.",),
    },
    "angry": {
        "en": (
            "This is ridiculous. Third time I write and nobody helps, worst service ever!!",
            "I am furious, this is completely unacceptable and a disgrace!!",
        ),
        "de": ("Das ist eine Frechheit, ich bin stinksauer! Es reicht, nie wieder!!",),
        "fr": ("C'est inadmissible, je suis furieux !!",),
    },
    "hello": {
        "en": ("Hi", "Hello", "Good morning", "hey there"),
        "de": ("Hallo", "Guten Tag"),
        "fr": ("Bonjour",),
    },
    "impatient": {
        "en": ("Hello?? Anybody there?", "I'm still waiting.", "Any news?"),
        "de": ("Hallo? Ist da jemand?", "Ich warte noch."),
        "fr": ("Il y a quelqu'un ?",),
    },
    "ignores": {
        "en": ("I don't understand the question.", "Doesn't matter.", "???"),
        "de": ("Verstehe ich nicht.", "Egal."),
        "fr": ("Je ne comprends pas.",),
    },
    "tried": {
        "en": ("I have already restarted it twice.", "I've cleaned it and checked everything."),
        "de": ("Ich habe es schon zweimal neu gestartet.",),
        "fr": ("J'ai déjà redémarré deux fois.",),
    },
    "order": {
        "en": ("My order number is {order}.", "It's order {order}."),
        "de": ("Meine Bestellnummer ist {order}.",),
        "fr": ("Mon numéro de commande est {order}.",),
    },
    "attached": {
        "en": ("Here is a photo.", "See attached."),
        "de": ("Im Anhang ein Foto.",),
        "fr": ("Voici une photo.",),
    },
}
FRENCH = (
    "Bonjour, combien coûte la livraison en France ?",
    "Comment puis-je retourner ma commande ?",
    "Ma machine affiche E3 et il n'y a pas d'eau, que faire ?",
    "Je voudrais mettre mon abonnement en pause, comment faire ?",
)
AFTER_SEND = ("thanks", "thanks", "question", "question", "no help", "repeat", "human", "angry", "attached", "stop")
AFTER_CLARIFY = ("answer", "answer", "answer", "question", "ignores", "human", "angry", "stop")
AFTER_HANDOFF = ("stop", "stop", "stop", "impatient", "question", "released", "released", "angry")
OPENS = ("question",) * 9 + ("hello", "hello", "angry", "human", "attached")


@dataclass
class Persona:
    """One customer in one conversation; what they said is noted, so that it can be looked for afterwards."""

    seed: str
    openings: tuple[Opening, ...]
    rng: Random = field(init=False)
    said: list[str] = field(default_factory=list)
    moods: set[str] = field(default_factory=set)
    """Of what they wrote: ``angry``, ``human``, ``tried``, ``no help``, ``attached``."""
    order: str | None = None
    asked: Opening | None = None
    """What their latest message asks, where it is one of the openings."""

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)  # noqa: S311  # scripts, no secrets
        self.language = self.rng.choices(LANGUAGES, (70, 24, 6))[0]
        self.channel = self.rng.choice(CHANNELS)
        self.public = self.channel == "x" and self.rng.random() < 0.7
        self.model = self.rng.random() < 0.2
        """A model that obeys everybody is behind the bot."""
        self.customer = self._customer()

    def opens(self) -> Message:
        return self._message(self.rng.choice(OPENS), first=True)

    def reacts(self, decision: str, question: str | None) -> tuple[str, Message | None]:
        """What the customer does (``stop``, ``released`` by a human first, or writes), and the message."""
        if len(self.said) >= MOST_TURNS:
            return "stop", None
        does = self.rng.choice({"send": AFTER_SEND, "clarify": AFTER_CLARIFY}.get(decision, AFTER_HANDOFF))
        if does == "stop":
            return does, None
        if does == "answer":
            self.asked = None
            return does, self._write(self._answer(question or ""))
        return does, self._message("question" if does == "released" else does)

    def _message(self, does: str, *, first: bool = False) -> Message:
        self.asked = None
        if does == "question":
            text = self._question()
        elif does == "repeat":
            text = self.said[-1]
        else:
            text = self._pick(does)
            if first and does in ("angry", "human", "attached"):
                text = f"{self._question()} {text}"
        if does in ("angry", "human", "no help", "attached"):
            self.moods.add(does)
        if first and does != "hello":
            if self.rng.random() < 0.35:
                self.order = f"PW-{self.rng.randrange(300000, 420000)}"
                text += " " + self._pick("order").format(order=self.order)
            if self.rng.random() < 0.2:
                text += " " + self._pick("tried")
                self.moods.add("tried")
        message = self._write(text)
        if does == "attached":
            message["attachments"] = [{"type": "image", "name": "photo.jpg"}]
        return message

    def _write(self, text: str) -> Message:
        self.said.append(text)
        return {"author": "customer", "text": text}

    def _question(self) -> str:
        if self.language == "fr":
            return self.rng.choice(FRENCH)
        self.asked = self.rng.choice([o for o in self.openings if o.language == self.language])
        return self.asked.text

    def _answer(self, question: str) -> str:
        """One of the two things that a question offers, else what they wanted to know all along."""
        quoted = [part for part in question.replace("„", "“").replace("”", "“").split("“")[1::2] if part.strip()]
        return self.rng.choice(quoted) if quoted else self._question()

    def _pick(self, what: str) -> str:
        return self.rng.choice(SAID[what][self.language])

    def _customer(self) -> dict[str, Any] | None:
        kind = self.rng.choice(("none", "stranger", "attested"))
        if kind == "none":
            return None
        return {
            "id": f"cus-{self.seed}",
            "name": "Robin Winterbourne",
            "verified": "attested" if kind == "attested" else "none",
            "attributes": {"circle": "Roast", "orders": [{"order_id": "PW-299123", "status": "delivered"}]},
        }
