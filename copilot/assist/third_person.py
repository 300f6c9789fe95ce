"""What somebody wrote, told by somebody else: "I can't log in" becomes "they can't log in". English only. Pure.

Only what a rule surely can: a sentence with speech in it, or of which a value would change, is quoted as it stands.
"""

import re
from typing import Literal

from copilot.assist.case import asks
from copilot.guard.values import extract

Speaker = Literal["customer", "agent"]
_LINK = re.compile(r"https?://\S+|\bt\.co/\S+|<LINK>")
_HANDLES = re.compile(r"^(?:[.\s]*@\w+[\s,:;-]*)+")
_HELLO = re.compile(
    r"^(?:(?:hi+|hey+|hello|dear|good (?:morning|afternoon|evening)|just to let you know that|ok(?:ay)?|well|yes|yeah|"
    r"no problem|so|also|and|but|"
    r"thanks(?: for \w+(?: \w+){0,4})?|thank you(?: for \w+(?: \w+){0,4})?|great|oh no|(?:so |very |really )?sorry"
    r"(?: (?:to hear|about|for) (?:this|that|the \w+))?)(?: (?:there|team|all|guys|folks))?(?: [A-Z]\w+)?"
    r"\s*[,!.:;-]+\s*)+",
    re.IGNORECASE,
)
_LAST_HANDLES = re.compile(r"(?:\s+@\w+)+\s*$")
_INITIALS = re.compile(r"\s+[-/^*~]*[A-Z]{2}$")
_SPEECH = re.compile(r"[\"“”«»]")
_ANYBODY = re.compile(r"\b(?:when|if|once|where|as|until|before|after|unless) you\b", re.IGNORECASE)
"""Said to the company, "you" may be anybody there."""
_WH = re.compile(r"(?:what|which|where|when|who|whose|how|why)\b", re.IGNORECASE)
_AUX = r"(?:am|are|is|was|were|do|does|did|have|has|had|can|could|will|would|should|may|shall|must)"
_REQUEST = re.compile(
    r"(?:^|^.{0,60}?\b(?:please|but|so|,)\s)(?:(?:can|could|would|will) (?:you|u|we have you)|please|pls|plz|kindly|"
    r"would you mind)\s+(?:please\s+|kindly\s+|just\s+|also\s+)*(?=[a-z]|DM)"
    r"(?!(?:could|can|may|would|do|be|feel|don['’]?t|not|never|i|we|you|keep in mind|let (?:me|us) know if)\b)",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"(?:please |pls |just |kindly |simply )?(?:try|send|dm|follow|check|contact|call|click|visit|go|use|give|let|"
    r"restart|"
    r"reinstall|update|reset|log|make sure|ensure|open|select|provide|share|tell|reply|drop|shoot|reach|meet|join|head|"
    r"take a|see|confirm|sign|turn|press|delete|remove|disable|enable|look|read|wait|keep|speak|ask|"
    r"email|fill|start)\b"
    r"(?! (?:to|is|are|was|has|will|details|number|version|\d))",
    re.IGNORECASE,
)
_NO_ORDER = re.compile(
    r"(?:please |just )?(?:keep in mind|let (?:me|us) know|see you|look forward|take care|feel free|"
    r"don['’]?t|never|be)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:please )?(?:fix|stop|help|give|send|tell|respond|answer|refund|cancel|bring|sort|explain) "
    r"(?:me|us|my|the|this|it|your|to)\b",
    re.IGNORECASE,
)
"""What a customer tells a company to do."""
_NO_SUBJECT = re.compile(
    r"(?:am|are|is|was|were|do|does|did|have|has|had|can|cant|can['’]t|could|will|would|should|been|"
    r"being|not|just|still|never|no|got|agree|bought|tried|trying|waiting|looking|need|want|wanted|received|paid|"
    r"ordered|called|spent|missed|love|loving|hope|hoping|seems|wish)"
    r"\b(?! (?:i|we|you|it|they|he|she|this|that|there|the|my|your)\b)",
    re.IGNORECASE,
)

_FIRST = (
    (r"(?:i|we)['’]?m|we['’]re|(?:i am|we are)", "they are"),
    (r"(?:i|we)['’]ve|ive|weve", "they have"),
    (r"(?:i|we)['’]ll|(?-i:Ill)", "they will"),
    (r"(?:i|we)['’]d|(?-i:Id)", "they would"),
    (r"i was", "they were"),
    (r"was i", "were they"),
    (r"am i", "are they"),
    (r"(?-i:I|i|We|we|WE)", "they"),
    (r"my|our", "their"),
    (r"(?-i:me|us|Us|Me)", "them"),
    (r"ours", "theirs"),
    (r"myself|ourselves", "themselves"),
)
_NAMED = {  # second person: how it is told of the one who is spoken to
    "customer": (
        (r"you guys|you all|y['’]all", "you"),
        (r"(?:you|u)['’]re|youre|you are", "the company is"),
        (r"(?:you|u)['’]ve|youve|you have", "the company has"),
        (r"(?:you|u)['’]ll|youll", "the company will"),
        (r"are you", "is the company"),
        (r"do you|do u", "does the company"),
        (r"have you", "has the company"),
        (r"you do(?:n['’]?t| not)", "the company does not"),
        (r"you|u|(?-i:ya)", "the company"),
        (r"yourself|yourselves", "itself"),
        (r"your|ur", "the company's"),
        (r"yours", "the company's"),
    ),
    "agent": (
        (r"you['’]re|youre", "they are"),
        (r"you['’]ve|youve", "they have"),
        (r"you['’]ll|youll", "they will"),
        (r"you['’]d|youd", "they would"),
        (r"you", "they"),
        (r"your", "their"),
        (r"yours", "theirs"),
        (r"yourself", "themselves"),
    ),
}
_OBJECT = re.compile(
    r"\b(?:(?P<lets>let|help|have|get) (?:you|ya)|(?P<before>assist|give|send|sent|told|gave|asked|"
    r"tell|contact|for|to|with|from|about|at|"
    r"of|see|thank|reach|direct|offer|ask|advise|show|by|on|provide|call|email|"
    r"refund) you\b(?! (?:are|have|can|will|could|"
    r"may|need|want|should|would|do|did|were|had|know|see|like|get|use|think|say|said)))\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:"
    r"the|a|an|my|our|their|they|this|that|these|those|it|there|what|which|where|when|who|how|why|is|are|"
    r"was|were|do|does|did|have|has|can|could|will|would|should|if|once|after|before|since|just|not|no|"
    r"still|never|nothing|everything|all|some|every|each|please|try|send|for|in|on|at|to|with|without|from|"
    r"by|as|so|because|while|any|one|two|again|also|only|been|got|had|get|having|trying|tried"
    r")",
    re.IGNORECASE,
)
"""Words that begin a sentence and are no names."""
_EDGE = r"(?<![\w@#/.'’-]){}(?![\w@/'’-]|\.\w)"


def bare(text: str) -> str:
    """One line without handles, greetings and initials around what is said; links are told as "[link]"."""
    text = _HANDLES.sub("", re.sub(r"\s+", " ", _LINK.sub("[link]", text)).strip())
    return _INITIALS.sub("", _LAST_HANDLES.sub("", _HELLO.sub("", text))).strip()


def told(text: str, speaker: Speaker, *, wrong: bool = False) -> str:
    """What ``text`` says, as what follows "Customer" or "Agent". ``wrong``: it is a complaint."""
    said = bare(text)
    if _SPEECH.search(said) or not _ascii(said) or (speaker == "customer" and _ANYBODY.search(said)):
        return f"says: {said}"
    clause = _clause(said, speaker, wrong=wrong)
    known = {v.text.rstrip(".") for v in extract(said)}
    return clause if all(v.text.rstrip(".") in known for v in extract(clause)) else f"says: {said}"


def _clause(said: str, speaker: Speaker, *, wrong: bool) -> str:
    said = re.sub(rf"^please (?={_AUX} (?:i|we)\b)", "", said, flags=re.IGNORECASE)
    question = asks(said) or bool(re.match(rf"{_AUX} (?:i|we|you)\b", said, re.IGNORECASE))
    body = said.rstrip(" .!?,;:")
    other = "the company" if speaker == "customer" else "the customer"
    asked = _REQUEST.search(body)
    if asked and not _NO_ORDER.match(body[asked.end() :]):
        return f"asks {other} to {_verb(_turned(body[asked.end() :], speaker))}"
    order = _IMPERATIVE if speaker == "agent" else _CALL
    if not question and order.match(body) and not _NO_ORDER.match(body):
        return f"asks {other} to {_verb(_turned(re.sub('^(?i:please|pls|just|kindly) ', '', body), speaker))}"
    if not question and (_NO_ORDER.match(body) or _NO_SUBJECT.match(body)):
        return f"says: {body}"
    if question:
        return f"asks {_indirect(body, speaker)}".replace("asks :", "asks:", 1)
    verb = "is complaining that" if speaker == "customer" and wrong else "says that"
    return f"{verb} {_small(_turned(body, speaker))}"


def _indirect(body: str, speaker: Speaker) -> str:
    """A question as a clause: "are you on the train" is "whether they are on the train"."""
    who = r"(?:i|we|you|it|they|he|she|this|that|there)"
    wh = _WH.match(body)
    inverted = re.compile(rf"\b(?P<aux>{_AUX}) (?P<who>{who})\b", re.IGNORECASE)
    found = inverted.search(body)
    if wh:
        if found is None:
            return f": {_turned(body, speaker)}" if re.match(rf"\w+ {_AUX}\b", body) else _small(_turned(body, speaker))
        aux, subject = found["aux"].lower(), found["who"]
        rest = body[found.end() :]
        if aux in ("do", "does"):
            return _small(_turned(f"{body[: found.start()]}{subject}{rest}", speaker))
        return _small(_turned(f"{body[: found.start()]}{subject} {aux}{rest}", speaker))
    if found and found.start() == 0:
        aux, subject = found["aux"].lower(), found["who"]
        turned = f"{subject}{'' if aux == 'do' else ' ' + aux}{body[found.end() :]}"
        return f"whether {_small(_turned(turned, speaker))}"
    return f": {_turned(body, speaker)}"


def _turned(text: str, speaker: Speaker) -> str:
    if speaker == "agent":
        text = _OBJECT.sub(lambda m: f"{m['lets'] or m['before']} them", text)
    for pattern, told_as in (*_NAMED[speaker], *_FIRST):
        text = re.sub(_EDGE.format(f"(?:{pattern})"), told_as, text, flags=re.IGNORECASE)
    return text


def _small(text: str) -> str:
    """Within a sentence: the first word in small letters, where it is no name."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.istitle() and _OPENER.fullmatch(first) else text


def _verb(text: str) -> str:
    """An order's first word in small letters, such as "Send"; not "DM"."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _ascii(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isascii() for c in letters) >= 0.9 * len(letters)
