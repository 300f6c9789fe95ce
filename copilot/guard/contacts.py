"""What the text says of the conversation itself: written before, nobody answered; something was attached. Pure."""

from copilot.guard.wording import plain, said_in, wording

_N = r"(?:second|third|fourth|fifth|2nd|3rd|4th|5th|\d+th|last|umpteenth)"
_AGAIN = (
    wording(
        "again",
        rf"\b{_N} (?:time|attempt)\b[^\n]{{0,40}}\b(?:writ\w+|ask\w*|contact\w*|call\w*|email\w*|e-mail\w*|messag\w+|"
        r"report\w*|chas\w+|complain\w*|explain\w*|tell\w*)\b|\b(?:writing|asking|"
        rf"contacting|emailing|calling|messaging|chasing)\b[^\n]{{0,20}}\b(?:for the )?{_N} time\b|"
        rf"^(?:this is )?(?:my |the )?{_N} (?:e-?mail|message|request|reminder|ticket|attempt)\b",
        r"\b(?:i|we)(?:'ve| have| had)?(?: already| now)? (?:contacted|called|emailed|e-mailed|written|wrote|"
        r"messaged|phoned|rung|rang|asked|reported|told|explained)\b[^\n]{0,30}\b(?:twice|"
        r"(?:two|three|four|five|six|several|many|multiple|\d+) (?:times|e-?mails|messages)|times already|repeatedly|"
        r"last week|days ago|weeks ago|and (?:nobody|no one|nothing|heard|got|was))\b",
        r"\b(?:still )?no (?:answer|reply|response)\b[^\n]{0,35}|\b(?:nobody|no one|noone) (?:has |ever |"
        r"bothered to )?(?:repl\w+|answer\w*|respond\w*|called|got back|came back|contacted)\b|"
        r"\b(?:heard|hear) nothing\b|\bhaven'?t heard (?:back|anything)\b|\bas (?:i|we) (?:already |"
        r"previously )?(?:wrote|said|mentioned|told|explained|reported)\b|\b(?:following|follow) up on my\b|"
        r"\bhow (?:many more times|often) (?:do|must|should) i (?:have to |need to )?(?:write|ask|call|explain|"
        r"repeat|tell|contact|chase)\b|\b(?:writing|emailing|calling|chasing|"
        r"waiting)\b[^\n]{0,20}\bfor (?:\w+ )?(?:days|weeks|months)\b|\bbeen no (?:response|reply|answer)\b",
        r"\bzum (?:zweiten|dritten|vierten|fünften|x-ten|\d\.|wiederholten) mal\b[^\n]{0,40}|\b(?:zweite|dritte|"
        r"vierte|fünfte|\d\.) (?:anfrage|mail|e-mail|nachricht|anruf|erinnerung|versuch)\b|\b(?:schon|bereits|"
        r"mittlerweile|habe ich|hab ich)\b[^\n]{0,20}\b(?:zwei|drei|vier|fünf|mehr|zig|etliche|\d+) ?(?:mal|fach|"
        r"male)\b[^\n]{0,25}\b(?:geschrieben|angerufen|kontaktiert|gemeldet|erklärt|gefragt|gesagt|geschildert)\b",
        r"\b(?:keine|nie eine|noch keine|ohne) (?:antwort|rückmeldung|reaktion)\b|"
        r"\bniemand\b[^\n]{0,20}\b(?:antwortet|gemeldet|meldet|geantwortet|reagiert|hilft|zurückgerufen)\b|"
        r"\bnichts (?:mehr )?(?:von ihnen )?gehört\b|"
        r"\bwie (?:bereits|schon|gestern|letzte woche|zuvor)\b[^\n]{0,15}\b(?:geschrieben|gesagt|erwähnt|erklärt|"
        r"geschildert|mitgeteilt|gemeldet)\b|\bwie oft (?:muss|soll|denn noch)\b|\bseit\b[^\n]{0,20}\b(?:tagen|"
        r"wochen|monaten)\b"
        r"[^\n]{0,15}\b(?:warte|schreibe|versuche)\b|\bwarte (?:schon |nun |jetzt )?seit\b",
        r"\b(?:deuxième|troisième|quatrième|\d+(?:e|eme)) (?:fois|message|mail|e-mail|relance)\b|\b(?:pas|aucune|"
        r"sans|toujours pas) (?:de )?(?:réponse|retour)\b|\bpersonne ne (?:m'a )?répond\w*|\bdéjà (?:écrit|contacté|"
        r"appelé)\b",
        r"\b(?:segunda|tercera|cuarta|enésima) vez\b|\b(?:nadie|no me) (?:me )?(?:ha|han|contesta\w*|"
        r"respond\w*)\b[^\n]{0,15}(?:respondido|contestado)?|\bsin respuesta\b|\bya (?:les )?(?:he )?(?:escrib\w+|"
        r"escrito|llam\w+)\b[^\n]{0,15}\bveces\b",
        r"\b(?:seconda|terza|quarta|ennesima) volta\b|\b(?:nessuna|ricevuto|senza) risposta\b|"
        r"\bnessuno (?:mi )?(?:ha )?rispo\w+|\bgià (?:scritto|chiamato|contattato)\b",
        r"\b(?:tweede|derde|vierde|zoveelste) (?:keer|mail|bericht)\b|\bgeen (?:antwoord|reactie)\b|"
        r"\bniemand (?:reageert|antwoordt|heeft)\b|\bal (?:twee|drie|meerdere) keer\b",
        r"\b(?:segunda|terceira|quarta|enésima) vez\b|\b(?:não|sem|nenhuma)\b[^\n]{0,15}\bresposta\b|"
        r"\bninguém (?:me )?(?:respond\w+|contactou)\b|\bjá (?:escrevi|contactei|liguei)\b",
        r"\b(?:wrote|written|contacted|emailed|e-mailed|called|rang|messaged|in touch|"
        r"asked)\b[^\n]{0,25}\b(?:and (?:then )?again|again on|on (?:the )?\d\w*|before about|about this before)\b|"
        r"\b(?:come|came|got|get|gotten) back to me\b[^\n]{0,25}|\bstill waiting for (?:an? |your |any )?(?:answer|"
        r"reply|response|call|someone|you)\b|\brepeat "
        r"(?:my|the|this) (?:question|request|story)\b|\b(?:promised|supposed|going|meant|said you would|"
        r"said you'd)\b[^\n]{0,12}\b(?:to )?(?:ring|call|get|come|write|reply)\b[^\n]{0,30}\b(?:but|and|ago|didn'?t|"
        r"never|hasn'?t|nothing)\b|\b(?:already|previously) (?:told|sent|wrote|written|asked|reported|contacted|"
        r"opened|raised|raised)\b[^\n]{0,20}\b(?:you|a ticket|this|it)\b|"
        r"\b(?:\w+ )?(?:mail|e-mail|message|ticket)s? i(?:'ve| have)? (?:sent?|send|wrote|written)\b|\bignor(?:ed|"
        r"ing) (?:me|my)\b",
        r"\b(?:gemeldet|geschrieben|angerufen|gemailt|kontaktiert|nachgefragt)\b[^\n]{0,30}\b(?:bisher|nichts|nie|"
        r"keine\w*|ohne|und am|erneut|noch immer)\b|\b(?:bisher|passiert ist|gekommen ist|es kam|kam) (?:noch |"
        r"aber )?nichts\b|\bfrage\b[^\n]{0,20}\bwiederholen\b|\b(?:wollte|wollten|sollte|"
        r"versprach\w*)\b[^\n]{0,25}\b(?:zurückrufen|anrufen|melden|antworten|schreiben)\b|"
        r"\b(?:mail|nachricht|anfrage)\b[^\n]{0,5}\bdie ich\b|\b(?:schon|bereits)\b[^\n]{0,12}\b(?:gemailt|"
        r"geschrieben|gemeldet|geschildert|nachgefragt|mitgeteilt)\b|\bignoriert\b[^\n]{0,10}|\b(?:erneut|nochmals|"
        r"wieder) (?:schreiben|melden|nachfragen)\b",
        r"\b(?:déjà|deux fois|plusieurs fois)\b[^\n]{0,15}\b(?:envoyé|écrit|contacté|demandé|signalé)\b|"
        r"\bya\b[^\n]{0,12}\b(?:escrib\w+|escrito|avis\w+|llam\w+)\b[^\n]{0,12}\b(?:veces|semana|sobre)\b|\b(?:due|"
        r"tre|più) volte\b[^\n]{0,12}\b(?:scritto|chiamato)\b|\b(?:twee|drie|meerdere) (?:keer|"
        r"maal)\b[^\n]{0,15}\b(?:gemaild|geschreven|gebeld)\b|\b(?:duas|três|várias) vezes\b",
        unless=(
            r"\breview\b|\bbewertung\b|\bmixed up\b|\b(?:ignore|disregard|forget)\b|\b(?:buy|buying|order|ordering|"
            r"bestell\w*|kaufe|commande|compro|generation|compra|ordino|koop|loyalty|treue\w*|solved|erledigt)\b",
        ),
    ),
)
_PICTURE = (
    r"(?:photos?|pictures?|pics?|screen ?shots?|images?|videos?|clips?|recording|scan|pdf|document|file|"
    r"receipt|invoice|log)"
)
_BILD = (
    r"(?:foto|fotos|bild|bilder|bildern|screenshots?|video|videos|aufnahme|scan|pdf|beleg|kaufbeleg|rechnung|"
    r"bildschirmfoto|datei|dokument)"
)
_ATTACHED = (
    wording(
        "attached",
        r"\battached\b(?! to (?:the|my|it))|\b(?:see|find|in|per) (?:the |my )?(?:attachments?|enclosed|"
        r"enclosure)\b|\benclosed\b[^\n]{0,15}\b(?:is|are|please|the|a|my)\b|\bi(?:'m| am|'ve|"
        r" have)? attach(?:ing)?\b|"
        r"\b(?:see|look at|check|as (?:shown|seen|you can see)|visible)\b[^\n]{0,20}\b(?:in |on )?(?:the|this|my|"
        rf"these|attached) {_PICTURE}\b|^(?:pls |please )?see (?:\w+ )?{_PICTURE}\W*$|\b(?:here(?:'s| is| are)|"
        r"sending|i(?:'ve| "
        rf"have)? (?:sent|send|uploaded|added|included|took|put))\b[^\n]{{0,20}}\b{_PICTURE}\b|"
        rf"\b{_PICTURE}\b[^\n]{{0,20}}\b(?:i(?:'ve| have)? (?:uploaded|sent|added)|below|above|enclosed|i sent)\b",
        rf"\b(?:siehe|im|in der|laut) (?:anhang|anlage|{_BILD})\b|\b(?:anbei|beigefügt\w*|angehängt\w*|beiliegend\w*|"
        r"hänge\b[^\n]{0,30}\ban|füge\b[^\n]{0,30}\bbei)\b|\b(?:auf|am) (?:dem|den|diesem|meinem|beigefügten) "
        rf"{_BILD}\b|\bhier (?:ist |sind |sehen sie |kommt )?(?:ein |eine |das |die |noch ein |mein )?{_BILD}\b|"
        rf"\b(?:sehen|schauen|schau)\b[^\n]{{0,25}}\b(?:das|die|mein) {_BILD}\b[^\n]{{0,6}}(?:an)?|"
        rf"\bschicke\b[^\n]{{0,20}}\b{_BILD}\b",
        r"\b(?:visible|seen|clear|shown|see|visible)\b[^\n]{0,10}\b(?:in|on) (?:the|this|my|these|"
        rf"attached) {_PICTURE}\b|\b(?:the|my|this|these|attached) {_PICTURE}\b[^\n]{{0,10}}\b(?:shows?|proves?|"
        rf"is from|are from|i took|was taken)\b|\battaching\b|\bhave a look at (?:the|this|my) {_PICTURE}\b|"
        r"\bfind (?:\w+ ){1,4}enclosed\b|^\W*(?:image|photo|video|picture|file|voice message|bild|foto|"
        r"sprachnachricht)(?: omitted)?\W*$",
        rf"\bauf (?:dem|den|diesem|meinem) {_BILD}\b[^\n]{{0,20}}\b(?:erkenn\w*|sieht|sehen)\b|\b(?:das|mein|"
        rf"dieses) {_BILD} zeigt\b|\bin der (?:anlage|beilage)\b|\bmitgeschickt\b|\bhochgeladen\b",
        r"\bci-joint\w*|\ballego\b|\b(?:comprobante|archivo|foto)\b[^\n]{0,10}\badjunt|\ben fichier joint\b",
        r"\b(?:ci-joint\w*|en pièces? jointes?|pièce jointe|je joins)\b|\b(?:voir|voici|"
        r"regardez)\b[^\n]{0,15}\b(?:photo|image|capture|vidéo)\b",
        r"\b(?:adjunt[oa]s?|adjuntad[oa])\b|\b(?:vea|vean|ver|mire|miren|aquí (?:está|va)|envío|"
        r"les mando)\b[^\n]{0,15}\b(?:foto|imagen|captura|vídeo|video)\b",
        r"\b(?:in allegato|allegat[oaie]|allego)\b|\b(?:vi mando|ecco|vedi|vedete|guardate|"
        r"invio)\b[^\n]{0,15}\b(?:foto|screenshot|immagine|video)\b",
        r"\b(?:zie|in de|als) bijlage\b|\b(?:bijgevoegd|bijgaand|toegevoegd)\b|\b(?:zie|hier(?:bij)?|"
        r"kijk)\b[^\n]{0,15}\b(?:foto|afbeelding|screenshot|video)\b",
        r"\b(?:em anexo|segue anexo|anexo (?:a|o|uma|um)|anexei|anexad[oa])\b|\b(?:vejam|veja|aqui (?:está|vai)|"
        r"envio)\b[^\n]{0,15}\b(?:foto|imagem|captura|vídeo)\b",
        unless=(
            r"\b(?:how (?:do|can|to) i|your (?:shop|website|site|page|manual)|in ihrem shop|auf (?:eurer|"
            r"ihrer) (?:seite|website)|votre site|su web|vostro sito|jullie site|vosso site|comment|como|cómo|"
            r"wie hänge)\b",
            r"\b(?:comes|included|vacuum|do you (?:print|accept))\b|\b(?:should|must|can i|could i)\b",
        ),
    ),
)


def wrote_before(text: str) -> bool:
    """True where the text says that the customer has asked already, or was left without an answer."""
    return said_in(plain(text), _AGAIN) is not None


def tells_of_attachment(text: str) -> bool:
    """True where the text points to something that came with it."""
    return said_in(plain(text), _ATTACHED) is not None
