"""For how many and for which a thing holds: all, any, only, both, none, outside. Pure.

"Any repair" of "emergency repairs", "only owners" of "owners and admins", "one of you" of "both of you".
"""

import re
from functools import lru_cache

from copilot.guard.lexemes import spelt, turns
from copilot.guard.statements import Clause, Statement
from copilot.guard.words import common, stem

_EVERY = {
    "en": "all every any each no whatever whichever everyone everybody anyone anybody nobody everything",
    "de": "alle allen aller jede jeder jedes jeden jedem jegliche sämtliche beliebige beliebiger kein keine keinen "
    "keinem keiner",
    "fr": "tout tous toute toutes chaque aucun aucune n'importe", "es": "todo todos toda todas cualquier ningún "
        "ninguna",
    "nl": "alle elke elk iedere ieder geen", "it": "tutti tutte ogni qualsiasi nessun nessuna",
    "pt": "todos todas qualquer cada nenhum nenhuma",
}  # fmt: skip
_ALL = {language: frozenset(listed.split()) for language, listed in _EVERY.items()}
_NONE: frozenset[str] = frozenset()
_TWO = {
    "en": r"\bboth\b|\bthe two of\b", "de": r"\bbeide[nrs]?\b", "fr": r"\bles deux\b|\btous (?:les )?deux\b",
    "es": r"\bamb[oa]s\b|\blos dos\b", "nl": r"\b(?:beide|beiden|allebei)\b", "it": r"\bentramb[ie]\b",
    "pt": r"\bamb[oa]s\b",
}  # fmt: skip
_ONE = {
    "en": r"\b(?:either (?:one )?of|one of (?:you|them|the|your)|only one|just one|a single|either|one \w+er)\b",
    "de": r"\b(?:nur ein\w*|eine[rsn]? (?:von|der)|ein elternteil|einzige[rsn]?|eine[rs] der beiden)\b",
    "fr": r"\b(?:un seul|une seule|l['’]un des|l['’]un de|l['’]une des)\b",
    "es": r"\b(?:solo un[oa]?|uno de|una de|un solo|una sola)\b",
    "nl": r"\b(?:slechts een|slechts één|maar één|maar een|een van|één van|alleen één)\b",
    "it": r"\b(?:solo un[oa]?|uno dei|una delle|uno di|basta uno)\b", "pt": r"\b(?:só um|apenas um|um dos|uma "
        r"das|um de)\b",
}  # fmt: skip
_OUT = {
    "en": (r"\boutside(?: of)?\b|\bbeyond\b", r"\b(?:in|within|inside|during)\b"),
    "de": (r"\baußerhalb\b", r"\b(?:in|im|innerhalb|während)\b"),
    "fr": (r"\b(?:hors(?: de)?|en dehors)\b", r"\b(?:dans|en|au sein|à l['’]intérieur|pendant|durant)\b"),
    "es": (r"\bfuera\b", r"\b(?:en|dentro|durante)\b"), "nl": (r"\bbuiten\b", r"\b(?:in|binnen|tijdens)\b"),
    "it": (r"\bfuori\b|\bal di fuori\b", r"\b(?:in|nel|nella|dentro|durante|all['’]interno)\b"),
    "pt": (r"\bfora\b", r"\b(?:em|no|na|dentro|durante)\b"),
}  # fmt: skip
_ONLY = {
    "en": "only just solely", "de": "nur ausschließlich allein", "fr": "seul seule seuls seules uniquement seulement",
    "es": "solo sólo únicamente solamente", "nl": "alleen enkel uitsluitend", "it": "solo soltanto solamente",
    "pt": "só somente apenas",
}  # fmt: skip
_OWN_WORDS = """
own eigene eigenen eigener eigenes eigenem propre propres propio propios propia propias eigen proprio propri
propria proprie próprio próprios própria próprias
"""
_OWN = frozenset(_OWN_WORDS.split())
_WHICH = frozenset(
    [
        "who",
        "that",
        "which",
        "where",
        "whose",
        "wo",
        "où",
        "donde",
        "waar",
        "qui",
        "que",
        "dont",
        "che",
        "die",
        "der",
        "das",
    ]
)
_MINE = frozenset(
    ["your", "yours", "ihre", "ihren", "ihrer", "ihr", "vos", "votre", "sus", "su", "uw", "i", "suoi", "seus", "suas"]
)
_AND = {
    "en": "and or", "de": "und oder", "fr": "et ou", "es": "y o e u", "nl": "en of", "it": "e o ed", "pt": "e ou",
}  # fmt: skip
_SKIP = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "your",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "la",
        "le",
        "les",
        "el",
        "los",
        "las",
        "de",
        "het",
        "il",
        "lo",
        "gli",
        "i",
        "o",
        "as",
        "os",
    ]
)


def widened(clause: Clause, here: Statement, other: Statement, language: str) -> str | None:
    """Where a claim says it of more, or of fewer, than the passage's sentence does."""
    return (
        _both(here.text, other.text, language)
        or _outside(here.text, other.text, language)
        or _only_one(clause, here, other, language)
        or _any(clause, here, other, language)
    )


def _found(table: dict[str, str], language: str, text: str) -> bool:
    return language in table and bool(re.search(table[language], text, re.IGNORECASE))


def _both(said: str, known: str, language: str) -> str | None:
    one, two = _found(_ONE, language, said), _found(_TWO, language, said)
    if one and not two and _found(_TWO, language, known) and not _found(_ONE, language, known):
        return "Says 'one', the passage says 'both'."
    if two and not one and _found(_ONE, language, known) and not _found(_TWO, language, known):
        return "Says 'both', the passage says 'one'."
    return None


def _outside(said: str, known: str, language: str) -> str | None:
    """Outside of what the passage says it holds in."""
    out, inside = _OUT.get(language, ("(?!)", "(?!)"))
    place = r" (?:of |de |del |della |der |des |do |da )?(?:the |la |le |el |l['’]|den |de |het |il )?(?P<where>[\w-]+)"
    for a, b, word in ((out, inside, "outside"), (rf"(?:{inside})", rf"(?:{out})", "in")):
        for m in re.finditer(f"(?:{a}){place}", said, re.IGNORECASE):
            where = re.escape(m["where"])
            there = rf"(?:{b})(?: \w+)?{place.replace('(?P<where>[' + chr(92) + 'w-]+)', where)}\b"
            same = rf"(?:{a})(?: \w+)?{place.replace('(?P<where>[' + chr(92) + 'w-]+)', where)}\b"
            if re.search(there, known, re.IGNORECASE) and not re.search(same, known, re.IGNORECASE):
                return f"Says '{word} {m['where']}', the passage doesn't."
    return None


def _only_one(clause: Clause, here: Statement, other: Statement, language: str) -> str | None:
    """Only one of what the passage lists."""
    words = [w for w, _, _ in spelt(clause.text)]
    if not set(words) & set(_ONLY.get(language, "").split()) or "only" in other.turns:
        return None
    joined = _pairs(other.text, language)
    mine = {stem(w, language) for w, _, _ in spelt(here.text)}
    for n, word in enumerate(words):
        if word not in _ONLY.get(language, "").split():
            continue
        after = [w for w in words[n + 1 : n + 5] if w not in _SKIP and not common(w)][:1]
        for one in after:
            root = stem(one, language)
            for a, b in joined:
                for x, y in ((a, b), (b, a)):
                    if x == root and y not in mine:
                        return f"Says 'only', the passage says it of '{y}', too."
    return None


@lru_cache(maxsize=4096)
def _pairs(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Stems of words right beside an "and" or "or"."""
    words = [w for w, _, _ in spelt(text)]
    joins = _AND.get(language, "").split()
    out = []
    for n in range(1, len(words) - 1):
        if words[n] in joins and not common(words[n - 1]):
            after = next((w for w in words[n + 1 : n + 3] if w not in _SKIP), "")
            if after and not common(after):
                out.append((stem(words[n - 1], language), stem(after, language)))
    return tuple(out)


def _any(clause: Clause, here: Statement, other: Statement, language: str) -> str | None:
    """Every, any or no thing, of what the passage says of some sort of it: "emergency repairs", "Metal customers"."""
    every = _ALL.get(language, _NONE)
    known = [w for w, _, _ in spelt(other.text)]
    if not every or set(known) & every or "all" in other.turns:
        return None
    words = [w for w, _, _ in spelt(clause.text)]
    mine = {stem(w, language) for w, _, _ in spelt(here.text)}
    for n, word in enumerate(words[:-1]):
        if word not in every or clause.condition in ("if", "not if"):
            continue
        noun = words[n + 1]
        if common(noun) or (n + 2 < len(words) and stem(noun, language) not in {stem(w, language) for w in known}):
            continue
        root = stem(noun, language)
        for k, other_word in enumerate(known):
            if stem(other_word, language) != root or not k:
                continue
            sort = known[k - 1]
            told = [w for w in known[k + 2 : k + 5] if w not in _SKIP and not common(w)]
            if (
                known[k + 1 : k + 2]
                and known[k + 1] in _WHICH
                and told
                and not {stem(w, language) for w in told} & mine
            ):
                return f"Says '{word} {noun}', the passage '{' '.join(known[k : k + 5])}'."
            if sort in _OWN and not {sort, *_MINE} & set(words):
                return f"Says '{word} {noun}', the passage '{sort} {other_word}'."
            if (
                not common(sort)
                and sort not in _SKIP
                and (sort,) not in turns(language)
                and stem(sort, language) not in mine
                and sort.isalpha()
            ):
                return f"Says '{word} {noun}', the passage '{sort} {other_word}'."
    return None
