"""Content words: what a sentence is about, for choosing and comparing passages. Pure; stems are cached."""

import re
from functools import lru_cache

import snowballstemmer

from retrieval.stopwords import STOPWORDS

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_SNOWBALL = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "nl": "dutch", "it": "italian",
             "pt": "portuguese"}  # fmt: skip
_TALK = """
about after again all already another any anyone anything away back before best better bit both can cannot come could
dear different don't done down each else even ever every few first for from further get gets getting give go goes going
gone good got great happen happened hello help hey hi however i'd i'll i'm i've into isn't it's just kind know let let's
like little ll lol look looks lot made make makes many maybe mean might more morning most much must need never new next
nothing now often ok okay once one only other over own people please pls put question quite rather re really regards
right said same saw say see seem send set should since some somebody someone something soon still such sure take tell
than thank thanks that's there they thing things think though time today tomorrow too took try trying two under until up
us use used using ve very want wanted way we'd week well went were what's whether while wish with within without would
yes yesterday yet you're
abend allem allen allerdings alles also andere anderen antwort bereits besten bisher bitte bleibt danke dazu denn dir
dort eben eigentlich einfach einmal etwas fragen frage gar geben geht genau gerade gern gerne gestern getan gibt grüße
gruß gut guten hallo hatten heute hin ihnen immer irgendwie ja jede jeder jetzt kannst kommt können könnte könnten
leider liebe lieber machen macht mal mehr melden morgen moin muß müssen möchte möchten nehmen neue nichts nochmal nun
oder schon sagen seit sollte sondern tag tagen trotzdem vielen viel vielleicht vom wann waren warum weil weiter weitere
welche wenn werde wieso wissen wollen wollte wurde wäre würde würden zwar
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun working
montag dienstag mittwoch donnerstag freitag samstag sonntag montags freitags samstags werktag werktage werktagen uhr
bis woche wochen ganze hause mutter geburtstag fragen
alors aussi avait bonjour bonsoir cordialement encore faire fait jamais merci peut peux pouvez quand quel quelle rien
sais savoir suis toujours très voudrais veux
ahora aquí buenas buenos días favor gracias hacer hola nada puede puedo pueden quiero quisiera saber siempre tengo
alvast bedankt beste dag dank goede graag groeten hallo hoi iets kunt moet nu wil willen
"""
STOP = frozenset(w for known in (_TALK.split(), *(STOPWORDS[k] for k in _SNOWBALL if k in STOPWORDS)) for w in known)
"""Words that say nothing about the matter, in lower case."""


def common(word: str) -> bool:
    """True for a lower-case word that says nothing of what a sentence is about."""
    return word in STOP or word.replace("'", "") in STOP


@lru_cache(maxsize=16)
def _stemmer(language: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(_SNOWBALL.get(language, "english"))


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The stem of one lower-case word; other than plain words (codes, numbers) stay as they are."""
    if any(c.isdigit() for c in word):
        return word
    return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=4096)
def content(text: str, language: str | None = None) -> tuple[str, ...]:
    """Stems of the content words of ``text``, in order, with repeats; without the stop words of the known languages."""
    short = (language or "en")[:2]
    words = (w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(text))
    return tuple(
        stem(w, short)
        for w in words
        if w not in STOP and w.replace("'", "") not in STOP and (len(w) > 1 or w.isdigit())
    )


def overlap(said: str, known: str, language: str | None = None) -> float:
    """Share of the content words of ``said`` that ``known`` holds too, 0..1."""
    words = set(content(said, language))
    return len(words & set(content(known, language))) / len(words) if words else 0.0
