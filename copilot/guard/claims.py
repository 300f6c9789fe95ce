"""Which sentences of a reply claim something, and which are courtesy, questions or talk about the talk. Pure."""

import re

_COURTESY = re.compile(
    r"^(?:\W*(?:so|also|and|well|oh|ok|okay|alright|great|sure|certainly|of course|absolutely|no problem|good news|"
    r"great news|gerne|klar|natürlich|bien sûr|claro|natuurlijk|na klar)\b\W*)*(?:"
    # greetings, thanks, regrets
    r"hello|hi\b|hey\b|dear\b|good (?:morning|afternoon|evening|day)|thanks?\b|thank you|many thanks|"
    r"(?:i(?:'m| am)|we(?:'re| are)|we|i) (?:so |very |really |truly |terribly )?(?:sorry|apologi[sz]e|glad|"
    r"happy to (?:hear|"
    r"help)|delighted|pleased|thrilled)|sorry\b|my apologies|our apologies|apologies|please accept|i apologi[sz]e|"
    r"(?:i|we) (?:completely |fully |totally |can |do |really )*(?:understand|know|see|realise|realize|imagine|"
    r"appreciate|hear)\b"
    r"(?= (?:how|that (?:this|it|you)|your|why|the (?:frustration|trouble|worry))\b)|"
    r"that(?:'s| is| must| sounds?) (?:very |really |so |be |have been )*(?:annoying|frustrating|great|fine|"
    r"understandable|"
    r"a pity|good|not good|worrying|unpleasant|lovely|no problem|a good question|disappointing)|"
    r"what a (?:pity|shame|nuisance)|congratulations|welcome\b|you(?:'re| are) (?:very )?welcome|"
    r"(?:i|we) hope\b|hope (?:this|that|it)|good luck|take care|enjoy\b|have a (?:nice|great|good|lovely|safe)|"
    r"(?:kind |best |warm |many )?regards|best wishes|cheers|sincerely|yours|all the best|"
    # offers and invitations to write
    r"(?:please )?(?:do )?(?:just )?let (?:me|us) know (?:if|whether|how|should|when|in case|which|what)|"
    r"(?:please )?(?:feel free|don't hesitate|do not hesitate)|"
    r"(?:if|should|in case) (?:you|there|anything|something|that|this)\b(?=.*\b(?:question|questions|anything|"
    r"help|trouble|"
    r"unsure|stuck|unclear|need|else|concerns)\b).{0,70}\b(?:let (?:me|us) know|just (?:reply|write|ask|"
    r"tell)|(?:reply|write|get back|come back|reach out|contact us|happy to|here to help|glad to|gladly)\b)|"
    r"(?:is there )?anything else|(?:i|we)(?:'m| am|'re| are|'ll| will| would)?(?: be)? (?:always |also |"
    r"very )*(?:happy|glad|pleased|here) "
    r"to (?:help|assist|answer|explain|look)|just (?:reply|write back|ask|shout)|"
    r"here(?:'s| is| are) (?:how|what|the (?:steps|details|answer))\b|here you go|"
    # requests for what we need
    r"(?:could|can|would) you\b|(?:so )?(?:please |kindly |just )*(?:send|tell|give|share with|provide|forward|"
    r"show|let) (?:me|us)\b|"
    r"to help you (?:further|better)|please (?:reply|confirm|provide|attach)\b|"
    # the talk itself
    r"(?:i|we)(?:'ll| will| am going to) (?:look into|check|ask|find out|get back|come back|be in touch|"
    r"keep you|have a look|take a look)|"
    r"(?:a|one of our|my|our) (?:colleagues?|teammates?|specialists?|team|agents?) (?:will|is going to|"
    r"can) (?:\w+ )?(?:look into|check|get back|be in touch|"
    r"contact|reply|answer|come back|take a look|get in touch|take over|have a look|help)|"
    r"(?:i|we) (?:do not|don't|cannot|can't|couldn't|could not) (?:have|find|see|know|say|tell|answer)\b|"
    r"(?:unfortunately,? )?(?:i|we) (?:do not|don't) have (?:any |enough |further )?(?:information|details)|"
    # German
    r"guten (?:tag|morgen|abend)|hallo\b|liebe[rs]?\b|sehr geehrte|moin|vielen(?: lieben)? dank|danke|"
    r"herzlichen dank|besten dank|"
    r"es tut (?:mir|uns)|tut mir leid|(?:ich|wir) bedauern?|(?:bitte )?entschuldigen|verzeihen|entschuldigung|"
    r"(?:ich|wir) (?:kann|können|verstehen?|weiß|wissen)\b.{0,40}\b(?:verstehen|nachvollziehen|ärgerlich|ärger|"
    r"frust|unmut|sorge|sorgen)|"
    r"schön,|schade|(?:das|dies) ist (?:natürlich |sehr |wirklich )*(?:ärgerlich|schade|verständlich|schön|"
    r"unangenehm)|"
    r"(?:ich|wir) (?:hoffe|hoffen|freue|freuen)|viel (?:erfolg|spaß|freude|glück)|gute (?:reise|besserung)|"
    r"(?:mit )?(?:freundliche[nr]?|herzliche[nr]?|viele|beste|liebe) grüße?n?|"
    r"(?:falls|wenn|sollten|sollte|bei) (?=.*(?:frage|etwas|noch|weiter|hilfe|unklar|"
    r"unsicher)).{0,70}(?:melden|schreiben|antworten|fragen) sie\b(?: sich)?.{0,30}$|"
    r"(?:bei|für) (?:weiteren |weitere )?(?:fragen|rückfragen)|(?:zögern sie|melden sie sich (?:gern|jederzeit|"
    r"einfach))|"
    r"(?:wir|ich) (?:helfen?|sind|bin) (?:ihnen |dir )?(?:gern|jederzeit|gerne)|so geht|und so|"
    r"(?:bitte )?(?:schicken|senden|nennen|teilen|geben|sagen|schreiben) sie (?:uns|mir)\b|könnten sie|"
    r"können sie (?:uns|mir)|"
    r"(?:ich|wir) (?:schaue?n?|prüfen?|kläre?n?|frage?n?|melde?n?|kümmere?n?)\b(?! .{0,40}(?:erstatt|überweis|"
    r"gutschr))|"
    r"(?:ein|eine|unser|unsere|mein) (?:kolleg\w+|team|spezialist\w*) (?:wird|meldet|schaut|prüft|kümmert)|"
    # French, Spanish, Dutch
    r"bonjour|bonsoir|merci|(?:je suis|nous sommes|je|nous) (?:vraiment |sincèrement )?(?:désolée?s?|navrée?s?|"
    r"ravie?s?|comprends|comprenons|vous remercie\w*)|"
    r"toutes (?:nos|mes) excuses|cordialement|bien à vous|bonne (?:journée|soirée|continuation|chance)|n'hésitez|"
    r"si (?:vous|quelque).{0,70}(?:n'hésitez|répondez|écrivez|contactez-nous|dites)|(?:je|nous) rest(?:e|ons)|"
    r"(?:envoyez|dites|donnez|indiquez)[- ](?:moi|nous)|pourriez-vous|pouvez-vous|voici|"
    r"(?:je|nous) (?:vais|allons) (?:vérifier|regarder|me renseigner)|un(?:e)? collègue|"
    r"¡?hola|buen[oa]s|gracias|muchas gracias|(?:lo )?(?:siento|sentimos|lamento|lamentamos)|un saludo|saludos|"
    r"atentamente|"
    r"disculpe|perdone|no dude|si (?:tiene|necesita|le queda|queda).{0,70}(?:escríb\w+|respond\w+|dude|díga\w+|"
    r"avís\w+|ayud\w+)|"
    r"(?:estamos|estoy|quedo|quedamos) (?:aquí|a su|encantad)|espero|esperamos|(?:envíe|diga|indique|"
    r"mánde)(?:nos|me)|¿|"
    r"entiendo|entendemos|comprendo|aquí tiene|un compañero|"
    r"beste\b|geachte|goede(?:ndag|morgen|middag|navond)|hoi|bedankt|dank u|dankjewel|het spijt|sorry|excuses|"
    r"(?:met )?(?:vriendelijke|hartelijke) groet|groet|(?:ik|we|wij) (?:begrijp|begrijpen|snap|hoop|hopen|help|"
    r"helpen)|"
    r"(?:heeft|hebt|mocht) u (?:nog|verder).{0,60}|laat het (?:ons|me|gerust)|aarzel|stuur (?:ons|me)|"
    r"kunt u (?:ons|me)|fijn|wat vervelend|"
    r"een collega|veel (?:plezier|succes)"
    r")",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:(?:kind|best|warm|many) regards|regards|best wishes|sincerely|yours|cheers|all the best|thanks|"
    r"(?:mit )?(?:freundliche[nr]?|herzliche[nr]?|viele|beste|liebe) grüße?n?|cordialement|bien à vous|"
    r"un saludo|saludos|"
    r"atentamente|(?:met )?(?:vriendelijke|hartelijke) groet\w*|groet\w*|best)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hello|hi|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|moin|sehr geehrte[rs]?|bonjour|bonsoir|hola|"
    r"buen[oa]s \w+|beste|geachte|hoi|goede\w+|good (?:morning|afternoon|evening))\b[^,.!:;?\n]{0,40}[,!:.]?\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^(?:yes|no|ja|nein|oui|non|sí|nee|sure|gerne|klar|natürlich|doch)[,.!:;]+\s*", re.IGNORECASE)


_REQUEST = re.compile(
    r"^(?:then |so |bitte |please |kindly |just )*(?:(?:send|tell|give|share with|provide|forward|show|let) "
    r"(?:me|us)\b|"
    r"(?:confirm|provide|attach)\b|(?:a|one of our|my|our) (?:colleagues?|specialists?|team|agents?) (?:will|is "
    r"going to)\b|"
    r"(?:schicken|senden|nennen|teilen|geben|sagen|schreiben) sie (?:uns|mir)\b|"
    r"(?:envoyez|dites|donnez|indiquez)[- ](?:moi|nous)|(?:envíe|diga|indique|mánde)(?:nos|me)|stuur (?:ons|me))",
    re.IGNORECASE,
)
"""Requests and promises: courtesy, but where they cite a passage they claim that it says so."""


def without_greeting(text: str) -> tuple[str, int]:
    """A sentence without the greeting and the yes or no that begin it, and how many characters those had."""
    rest = text
    for lead in (_GREETING, _ANSWER):
        m = lead.match(rest)
        if m:
            rest = rest[m.end() :]
    return rest, len(text) - len(rest)


def closes(text: str) -> bool:
    """True for the line that a sign-off begins with."""
    return bool(_CLOSING.match(text.strip()))


def claims(text: str, *, cited: bool = False) -> bool:
    """True where a sentence states a fact, gives an instruction, or promises something; ``cited``: by a passage."""
    bare = text.strip().rstrip("\"'”’)")
    courtesy = _COURTESY.match(bare) and not (cited and _REQUEST.match(bare))
    return bool(bare) and not bare.endswith("?") and not courtesy
