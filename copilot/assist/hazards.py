"""Whether somebody may get hurt, and which sentences of a page warn. English, German, French, Spanish, Dutch. Pure."""

import re

from copilot.assist.case import Case, once

_DANGER = re.compile(
    r"\b(?:safe|unsafe|danger\w*|burn(?:s|t|ed|ing)?|smok(?:e|es|ing)|fire|flames?|sparks?|electric shocks?|"
    r"overheat\w*|"
    r"(?:so|too|very) hot|melt\w*|explod\w*|injur\w*|gas|"
    r"gefähr\w*|verbrannt\w*|brenn\w*|rauch\w*|feuer|funken|stromschlag|überhitz\w*|(?:so|zu|sehr) heiß|schmilzt|"
    r"verletz\w*|danger\w*|brûl\w*|fumée|feu|étincelles?|surchauff\w*|blessé\w*|"
    r"peligr\w*|quem\w*|humo|fuego|chispas?|recalent\w*|gevaar\w*|brand\w*|rook|vuur|vonken|oververhit\w*)\b",
    re.IGNORECASE,
)
_WARNS = re.compile(
    r"\b(?:stop using|(?:do not|don['’]?t|never) (?:use|plug|switch|touch|open)|unplug|switch (?:it )?off|"
    r"keep away|nicht (?:mehr )?(?:benutzen|verwenden|einschalten|berühren)|(?:benutzen|verwenden) sie \w+ nicht|"
    r"stecker (?:ziehen|heraus)|ziehen sie den (?:netz)?stecker|n['’]utilisez (?:pas|plus)|débranchez|"
    r"no (?:use|utilice|enchufe)|desenchufe|gebruik \w+ niet|trek de stekker|haal de stekker)\b",
    re.IGNORECASE,
)


@once
def dangerous(case: Case) -> bool:
    """The customer tells of, or asks about, something that may hurt."""
    return bool(_DANGER.search(case.turn_text))


def warns(sentence: str) -> bool:
    """The sentence says what not to do, or to take the power away."""
    return bool(_WARNS.search(sentence))
