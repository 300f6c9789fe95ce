"""Greetings, thanks and sign-offs: polite, in every message, and nothing that helps to find an answer."""

import re

from retrieval.sentences import sentences
from retrieval.wordset import wordset

_GREETINGS = wordset("""
    hi hii hiya hello helo hey heya howdy yo greetings dear morning afternoon evening hallo hallöchen moin servus
    guten tag morgen abend grüß grüezi gott liebe lieber liebes sehr geehrte geehrter bonjour bonsoir salut coucou
    hola buenos buenas días dias tardes noches buen ciao salve buongiorno buonasera hoi goedemorgen goedemiddag
    goedenavond goedendag dag beste olá ola oi bom boa dia tarde noite hej hei hejsan moi moikka terve god kära
    kjære kære cześć czesc dzień dobry witam ahoj merhaba good there all team everyone zusammen leute friends folks
    support
""")
_THANKS = wordset("""
    thanks thank thx thnx ty tysm cheers ta danke dank dankeschön bedanke merci gracias grazie bedankt obrigado
    obrigada tack takk tak kiitos dziękuję dzieki dzięki appreciated appreciate grateful nett lieb
""")
_GOODBYES = wordset("""
    bye goodbye cya tschüss tschüs ciao wiedersehen wiederhören adieu revoir adiós arrivederci doei tot ziens tchau
    adeus hejdå hade
""")
_FILLERS = wordset("""
    a an and at you your u so very much many lots again for the help that this it was is are all perfect great super
    amazing awesome brilliant wonderful lovely fantastic nice cool fine good ok okay okey alright sure yes yeah yep
    no problem worries worry welcome have day weekend evening one too best well done got understood see i im we to
    me really quick reply fast answer time how doing today hope re things vielen herzlichen lieben schönen schön
    schoenen noch dir ihnen euch für die hilfe antwort schnelle auch alles klar gut prima toll perfekt bis bald und
    ja nein gerne wie geht es ihr du sehr recht beaucoup bien bonne journée muchas mil molte tante hartelijk erg
    fijne muito mange so far oh ah haha lol just saying quickly thats great youre your works worked working now
    solved fixed sorted funktioniert geklappt hat jetzt nothing really geholfen erledigt
""")
_CORE = _GREETINGS | _THANKS | _GOODBYES
_SMALL = _FILLERS | _CORE
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORT = 14
"""Words; a longer message says something."""

_FACES = "\u2600-\u27bf\U0001f300-\U0001faff"
"""Emoji, which end a greeting as a comma does: "Hi Ann 👋"."""
_OPENING = re.compile(
    r"^\s*(?:hi+|hiya|hello|hey+|good (?:morning|afternoon|evening|day)|dear|hallo+|moin(?: moin)?|servus"
    r"|guten (?:tag|morgen"
    r"|abend)|grüß (?:gott|dich|sie)|grüezi|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|hola"
    r"|buen[oa]s (?:d[ií]as"
    r"|tardes|noches)|ciao|salve|buongiorno|buonasera|hoi|goede(?:morgen|middag|navond|ndag)|beste|ol[áa]|oi|bom dia"
    r"|boa (?:tarde|noite)|hej(?:san)?|hei|moi|terve|god (?:dag|morgon|morgen)|kära|kjære|kære"
    r"|dzień dobry|cześć|dobrý den)"
    rf"\b(?P<who>[^\n,.!?:;–—{_FACES}]{{0,60}})(?P<end>[,.!:;–—{_FACES}]|\n|$)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:with )?(?:(?:best|kind|kindest|warm|warmest|many) )?(?:regards|wishes)|best|all the best"
    r"|(?:yours )?(?:sincerely"
    r"|faithfully|truly)|yours|cheers|many thanks|thanks(?: (?:a lot|again|in advance|so much|very much))?|thank you"
    r"(?: (?:again|in advance|so much|very much))?|take care|have a (?:nice|great|lovely|good) .{2,20}"
    r"|love|mit (?:freundlichen"
    r"|besten|herzlichen|lieben|sonnigen) grü(?:ß|ss)en|mit freundlichem gru(?:ß|ss)|(?:viele|liebe|beste"
    r"|schöne|herzliche|freundliche"
    r"|sonnige) grü(?:ß|ss)e.{0,20}|grü(?:ß|ss)e?|gru(?:ß|ss)|lg|vg|mfg|bg|danke(?: (?:schön|im voraus"
    r"|nochmals?|vorab))?"
    r"|vielen dank(?: (?:im voraus|nochmals?|vorab))?|besten dank|cordialement|bien à vous|bonne journée"
    r"|merci(?: d'avance"
    r"| beaucoup)?|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|gracias|(?:cordiali"
    r"|distinti) saluti|grazie"
    r"|met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|alvast bedankt|cumprimentos|atenciosamente|obrigad[oa]"
    r"|med vänlig(?:a)? hälsning(?:ar)?|mvh|hälsningar|med venlig hilsen|vennlig hilsen|hilsen|ystävällisin terveisin"
    r"|terveisin|pozdrawiam|z poważaniem|s pozdravem)\s*[,.!]*\s*(?P<name>.{0,40})$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"^[ ,.!\n–—\ufe0f{_FACES}]+")
_JUST_SAYING = re.compile(
    r"\bjust (?:saying|to say|wanted to say|wanna say) (?:hi|hello|thanks|thank you)\b"
    r"|\b(?:nur|einfach)(?: mal| kurz)? (?:hallo|danke) sagen\b",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"^\s*p\.?\s?s\.?\s*[:.,)]?\s", re.IGNORECASE)
_NAME = re.compile(r"^(?:[^\W\d_][\w.'’-]*)(?: [^\W\d_][\w.'’-]*){0,3}$")


def strip_courtesies(text: str) -> str:
    """A message without its salutation and its closing with what follows it; a postscript stays. May be empty."""
    text = _without_opening(text.strip())
    text = _without_closing(text)
    parts = sentences(text)
    while parts and is_small_talk(parts[0]):
        text = text[text.find(parts[0]) + len(parts[0]) :].lstrip()
        parts.pop(0)
    while parts and is_small_talk(parts[-1]):
        text = text[: text.rfind(parts[-1])].rstrip()
        parts.pop()
    return text


def is_small_talk(text: str) -> bool:
    """True for greetings, thanks, goodbyes and bare emoji, which ask for nothing. Not for "yes" or "ok" alone."""
    words = [word.casefold().replace("’", "").replace("'", "") for word in _WORD.findall(text)]
    if not words:
        return True
    if _JUST_SAYING.search(text) and len(words) <= 30 and not any(c.isdigit() for c in text):
        return True
    if len(words) > _SHORT or any(c.isdigit() for c in text) or not _CORE.intersection(words):
        return False
    unknown = [word for word in words if word not in _SMALL]
    if not unknown:
        return True
    # "Hello Maya", "Hi, Gareth here": a name or two beside a greeting, and no question
    named = sum(1 for word in _WORD.findall(text) if word.casefold() in unknown and word[:1].isupper())
    return len(words) <= 6 and named == len(unknown) <= 2 and "?" not in text and words[0] in _SMALL


def _without_opening(text: str) -> str:
    found = _OPENING.match(text)
    if not found:
        return re.sub(r"^(?:hi|hello|hey|hallo|moin|hola|bonjour|ciao|hoi|hej)\s+(?=\S)", "", text, flags=re.IGNORECASE)
    who = found["who"].split()
    if len(who) <= 5 and not any(c.isdigit() for c in found["who"]) and (found["end"] or text == found.group()):
        named = [w for w in who if w[:1].isupper() or w.casefold() in _SMALL or w.startswith("@")]
        if len(named) == len(who):
            return _AFTER.sub("", text[found.end() :])
    return text[found.start("who") :].lstrip(" ,") if who else text[found.end() :].lstrip()


def _without_closing(text: str) -> str:
    lines = text.split("\n")
    last = [n for n, line in enumerate(lines) if line.strip()][-7:]
    for n in last:
        found = _CLOSING.match(lines[n])
        if n == 0 or not found or not (not found["name"] or _NAME.match(found["name"].strip())):
            continue
        tail = next((k for k in range(n + 1, len(lines)) if _POSTSCRIPT.match(lines[k])), len(lines))
        return "\n".join([*lines[:n], *lines[tail:]]).strip()
    # all in one line: "Is that right? Kind regards, Bram van der Wiel (Utrecht)"
    parts = sentences(text)
    if len(parts) > 1 and (found := _CLOSING.match(parts[-1])) and "," in parts[-1]:
        name = re.sub(r"\s*\([^)]*\)\s*$|[.,]+$", "", found["name"].strip())
        if _NAME.match(name) and all(w[:1].isupper() or len(w) <= 3 for w in name.split()):
            return text[: text.rfind(parts[-1])].strip()
    # below a blank line or a finished sentence only: "Which one? / Arc Pro" ends with no name
    if len(last) > 1 and _is_name(lines[last[-1]]) and (last[-1] - last[-2] > 1 or lines[last[-2]][-1] in ".!,"):
        return "\n".join(lines[: last[-1]]).strip()
    return text.strip()


def _is_name(line: str) -> bool:
    """A line with nothing but a name: "Gwen Hallett", "Maya (Pellworth)"."""
    line = re.sub(r"\s*\([^)]*\)\s*$", "", line.strip())
    if any(c.isdigit() for c in line):
        return False
    return bool(_NAME.match(line)) and len(line) <= 40 and all(w[:1].isupper() for w in line.split())
