"""Whether an act is asked for that needs rights: "cancel my order", not "how do I cancel". Pure."""

from copilot.guard.wording import plain, said_in, wording

_DO = (
    r"(?:cancel|terminate|refund|reimburse|change|update|correct|amend|replace|exchange|swap|resend|re-?send|send|"
    r"issue|book|schedule|reschedule|move|"
    r"arrange|close|delete|remove|unsubscribe|block|unblock|unlock|lock|reactivate|activate|deactivate|suspend|pause|"
    r"extend|upgrade|downgrade|waive|"
    r"credit|compensate|stop|transfer|reset|remit|reverse|reship|collect|pick up|add|apply|release|switch)"
)
_MINE = (
    r"(?:(?:the|a|an|my|our|this|that|these|all|any|another|new|full|partial|current|future|following|latest|last|"
    r"both|order|late|delivery|whole) ){1,4}"
    r"(?:\w+ )?(?:order|item|subscription|contract|membership|account|booking|reservation|appointment|delivery|"
    r"address|payment|fee|charge|refund|replacement|"
    r"invoice|plan|policy|sim|card|repair|technician|engineer|label|trial|email|e-?mail|confirmation|password|name|"
    r"number|amount|money|voucher|code|return|"
    r"collection|parcel|package|part|credit|points|service|line|phone|flight|ticket|visit|slot|license|licence|seat|"
    r"user)"
)
_HOW = (
    r"\b(?:suppose|imagine|assuming|thinking (?:of|about)|in general|at your shop|can i also|will that be possible|"
    r"how much)\b",
    r"^(?:(?:hi|hello|hey|so|and|but|please|ok)[, ]+)*(?:how|what|where|when|why|which|who|is it|is there|can i|"
    r"could i|may i|do i|should i|am i|"
    r"do you|does|will i|if)\b(?! you (?:please|cancel|refund|send))",
    r"\b(?:how (?:do|can|to|would|should)|whether|want to know|like to know|explain|tell me (?:how|if|what|where)|"
    r"let me know|possible to|"
    r"how it works|how does (?:it|that) work)\b",
    r"\b(?:i|we|you|they|already|was|were|been|be|has|have|had|got) (?:cancel+ed|refunded|changed|replaced)\b",
)
_HOW_DE = (
    r"\b(?:angenommen|überlege|generell|grundsätzlich|geht das|geht es|wie viel)\b|^(?:erstatten|stornieren|ändern|"
    r"liefern) sie (?:\w+ )?(?:die versandkosten|bestellungen|\w+en,)",
    r"^(?:(?:hallo|guten tag|und|aber|bitte)[, ]+)*(?:wie|was|wo|wann|warum|welche\w*|wer|kann (?:ich|man)|"
    r"können wir|darf ich|muss ich|ist es|gibt es|"
    r"wenn|falls|bis wann|wohin)\b",
    r"\b(?:wie (?:ich|man|geht|kann|funktioniert)|ob (?:ich|man|sie)|wissen|erklären|erkläre)\b",
)
_HOW_OTHER = (
    r"^\W*(?:comment|ou|quand|combien|puis-je|est-ce que je peux|peut-on|quel\w*|como|donde|cuando|cuanto|puedo|"
    r"se puede|que|come|dove|quando|posso|si puo|"
    r"cosa|quanto|hoe|waar|wanneer|kan ik|mag ik|wat|onde|qual|quais|cual\w*)\b",
    r"\b(?:savoir|saber|sapere|weten|expliqu\w+|explicar\w*)\b",
)
_WORDINGS = (
    wording(
        "done",
        r"\b(?:please|pls|plz|kindly|can you|could you|would you|will you|can u|you to|you must|i want (?:you )?to|"
        r"i (?:would|'d) like (?:you )?to|i'd like "
        r"(?:you )?to|i(?:'d| would)? (?:wish|need|have) (?:you )?to|need you to|i'm asking you to|let's|we (?:want|"
        r"need|would like) to) (?:please |kindly |"
        rf"just |now )?(?:cancel|terminate|reschedule|close|unsubscribe|end|{_DO}) (?:me (?:a |the |an )?)?{_MINE}\b",
        rf"^(?:(?:hi|hello|hey|so|and|then|just|please|now)[, ]+)*{_DO} (?:me (?:a |an |the )?)?(?:my|our|the|this|"
        r"that|all my) (?:\w+ ){0,3}?(?:order|"
        r"subscription|contract|membership|account|booking|appointment|address|payment|invoice|plan|money|sim|card|"
        r"repair|refund)\b",
        r"(?:^|[,;] ?|\b(?:please|pls|and|then|you) )(?:refund|reimburse|compensate|credit|unsubscribe|upgrade|"
        r"downgrade|remove|call off|swap|exchange|"
        r"replace|update|change|correct|fix|cancel|send) (?:me|us|it|this|that|them|everything)\b(?! to (?:work|"
        r"start))",
        r"\bsend me (?:a |an |my |the )?(?:\w+ )?(?:replacement|refund|new|another|return label|label|corrected|"
        r"copy of my|spare)\b|\b(?:want|need|demand|request|"
        r"expect|like|insist on) (?:a |my |an? (?:full|immediate|partial|new) |full )?(?:\w+ )?(?:refund|money back|"
        r"reimbursement|replacement|compensation|"
        r"return label|exchange|new invoice|corrected invoice|invoice with|cancellation|repair appointment)\b|"
        r"\bgive me (?:my |the )?(?:money|refund)\b|\bmoney back "
        r"(?:please|now)\b|^(?:refund|cancel|cancellation|unsubscribe|stop)\W*(?:please|now|me)*\W*$",
        r"\b(?:please|pls|kindly)\b[^\n]{0,25}\b(?:cancel|refund|unsubscribe|terminate|waive|reimburse|resend|"
        r"reschedule|unlock|unblock|block)\b",
        unless=_HOW,
    ),
    wording(
        "done",
        r"\b(?:bitte|können sie|könnten sie|könnt ihr|kannst du|würden sie|ich möchte|möchte ich|ich will|"
        r"ich wünsche|ich muss|hiermit|wir möchten)\b[^\n]{0,70}\b(?:"
        r"stornier\w*|kündig\w*|widerruf\w*|erstatt\w*|überweis\w*|umtausch\w*|tausch\w* (?:sie )?(?:mir|den|die|"
        r"das)|verschieb\w*|verleg\w*|sperr\w*|entsperr\w*|"
        r"freischalt\w*|reaktivier\w*|deaktivier\w*|pausier\w*|verlänger\w*|gutschreib\w*|abmeld\w*|auflös\w*|"
        r"berichtig\w*|korrigier\w*|umbuch\w*|stoppen)\b",
        r"\b(?:stornier|kündig|storniert|erstattet|erstatten sie|stornieren sie|kündigen sie|überweisen sie|"
        r"sperren sie|schalten sie|verschieben sie|pausieren sie|"
        r"löschen sie|ändern sie|schicken sie mir|senden sie mir|nehmen sie mich|tauschen sie|annullieren sie|"
        r"ich kündige|kündige ich|ich storniere|ich widerrufe|"
        r"widerrufe ich)\b",
        r"\b(?:können sie|könnten sie|könnt ihr|kannst du|bitte|möchte|würden sie)\b[^\n]{0,60}\b(?:adresse|"
        r"anschrift|e-?mail\w*|rechnung|namen|telefonnummer|termin|"
        r"tarif|zahlung\w*|bankverbindung|bestellung|größe|vertrag)\b[^\n]{0,40}\b(?:ändern|anpassen|aktualisieren|"
        r"löschen|umstellen|ausstellen|schicken|wechseln|"
        r"verschieben)\b|\b(?:lautet|ist jetzt)\b[^\n]{0,60}\bbitte ändern\b",
        r"\b(?:bitte|können sie|könnt ihr|hätte gern\w*|brauche|will|möchte|bitte um)\b[^\n]{0,30}\b(?:ersatz|"
        r"ersatzteil|umtausch|neue rechnung|korrigierte rechnung|"
        r"rücksendeetikett|retourenlabel|reparaturtermin|techniker|gutschrift|stornierung|kündigungsbestätigung|"
        r"rückerstattung|erstattung)\b|\bgeld "
        r"(?:sofort )?(?:zurück|wieder)\b(?! oder| auf die)|\baus dem (?:verteiler|newsletter)\b|\b(?:stornierung|"
        r"kündigung)\W*$",
        unless=(*_HOW_DE, r"\b(?:habe|hatte|wurde|wird)\b[^\n]{0,40}\b(?:gekündigt|storniert|erstattet)\b"),
    ),
    wording(
        "done",
        r"\b(?:annulez|résiliez|remboursez|changez|modifiez|envoyez|remplacez|supprimez|bloquez|débloquez|reportez|"
        r"clôturez)\b|\b(?:pouvez-vous|pourriez-vous|"
        r"veuillez|merci de|je (?:veux|souhaite|voudrais|demande|désire)|j'aimerais)\b[^\n]{0,25}\b(?:annul|résili|"
        r"rembours|chang|modifi|remplac|échang|supprim|"
        r"bloqu|débloqu|report|clôtur|renvoy|envoyer un|rectifi)\w*",
        r"\b(?:cancelen?|anulen?|reembols[eé]\w*|devuelvan\w*|devu[eé]lvan\w*|devolv[eé]d\w*|cambien?|modifiquen?|"
        r"envíen\w*|bloqueen?|desbloqueen?|den de baja)\b"
        r"|\b(?:pueden?|podrían?|quiero|quisiera|deseo|solicito|necesito|exijo)\b[^\n]{0,25}\b(?:cancel|anul|"
        r"reembols|devuel|devol|cambi\w* (?:mi|la|el)|modific|"
        r"reemplaz|bloque|desbloque|darme de baja|baja|sustitu)\w*",
        r"\b(?:annullate|rimborsate\w*|cambiate|modificate|inviate\w*|spedite\w*|bloccate|sbloccate|disdite|"
        r"cancellate|sostituite)\b|\b(?:potete|può|potreste|"
        r"voglio|vorrei|desidero|chiedo|esigo)\b[^\n]{0,25}\b(?:annull|rimbors|cambi|modific|invi|sostitu|blocc|"
        r"sblocc|disdi|recedere|cancell|soldi "
        r"indietro)\w*",
        r"\b(?:annuleer|annuleren|stop|wijzig|blokkeer|stuur mij|betaal) (?:alstublieft |aub )?(?:mijn|het|de|een)\b|"
        r"\b(?:kunt u|kunnen jullie|kun je|graag|wil|wilt u|"
        r"verzoek)\b[^\n]{0,35}\b(?:annuleren|opzeggen|terugbetal\w+|terugstorten|wijzigen|aanpassen|omruilen|"
        r"vervang\w+|blokkeren|deblokkeren|verzetten|geld "
        r"terug)\b|\bgeld terug\b|\b(?:hierbij )?zeg ik\b[^\n]{0,30}\bop\b",
        r"\b(?:cancelem?|anulem?|reembols[ei]\w*|devolvam|alterem?|mudem|enviem|bloqueiem?|desbloqueiem?|"
        r"substituam)\b|\b(?:podem|pode|poderiam|quero|gostaria|gostava|"
        r"desejo|solicito|exijo|preciso)\b[^\n]{0,25}\b(?:cancel|anul|reembols|devol|dinheiro de volta|alter|mud|"
        r"substitu|bloque|desbloque|rescindir)\w*",
        unless=_HOW_OTHER,
    ),
    wording(
        "done",
        r"\b(?:no longer (?:want|need)|don'?t (?:want|need)\b[^\n]{0,15}\bany ?more)\b[^\n]{0,40}\b(?:subscription|"
        r"contract|order|membership|plan|account|it|cancel|end|stop)\b|\bend (?:it|this|my \w+|"
        r"the \w+)\b[^\n]{0,25}\b(?:immediate|now|today|effect|please)\b|\bwith immediate effect\b|\b(?:take|get|put|"
        r"leave|move|push|bring)\b"
        r"[^\n]{0,25}\b(?:off|back|from|onto|out of|forward)\b[^\n]{0,8}\b(?:the |my |our )?(?:order|delivery|card|"
        r"booking|account|appointment|invoice|list|by a|by one|by two|to)\b[^\n]{0,25}(?:please|pls|\?|$)|"
        r"\byou sent\b[^\n]{0,15}\b(?:wrong|incorrect|different)\b|\b(?:grateful|appreciate it|great|"
        r"nice) if you (?:could|would) (?:please )?"
        r"(?:cancel|refund|change|send|replace|remove|move|stop|close|extend|update|correct)\b|\b(?:arrange|"
        r"organi[sz]e)\b[^\n]{0,25}\b(?:collect\w*|picked up|pick-?up|delivered|replaced|repaired|technician|"
        r"return)\b|\b(?:from now on|in future)\b[^\n]{0,25}\b(?:should|must|please|send|go)\b|"
        r"\bmake sure\b[^\n]{0,30}\b(?:back|refunded|removed|"
        r"cancelled|stopped)\b|\b(?:put|transfer|pay)\b[^\n]{0,15}\b(?:money|amount|pounds|euros?|"
        r"dollars)\b[^\n]{0,15}\bback\b|\bi(?:'ve| have)? moved\b[^\n]{0,30}\b(?:please|address|to)\b",
        unless=_HOW,
    ),
    wording(
        "done",
        r"\b(?:bitte|könnten sie|können sie|könnt ihr|sofort|ab sofort|würden sie)\b[^\n]{0,40}\b(?:beenden|"
        r"rausnehmen|herausnehmen|abholen|zurücküberweisen|eintragen|tragen sie|nehmen sie|streichen|entfernen|"
        r"verschieben|schieben|zurückbuchen|veranlassen|austauschen|umändern|zurückziehen|aufheben|gutschreiben|"
        r"ersetzen|reparieren|nach hinten|vorverlegen|"
        r"nachliefern|nachsenden|beauftragen|einstellen sie)\b|\b(?:brauche|will|"
        r"möchte)\b[^\n]{0,20}\bnicht mehr\b[^\n]{0,30}\b(?:bitte|beenden|weg|löschen)\b|\b(?:falsche|falschen|"
        r"falsches)\b[^\n]{0,20}\b(?:geschickt|geliefert|bekommen|erhalten)\b|\bwir sind umgezogen\b|"
        r"\bich bin umgezogen\b|\bveranlassen sie\b|\b(?:nehmen|tragen|überweisen|"
        r"beenden|streichen|stoppen|verlegen|buchen) sie (?:bitte )?(?:die|das|den|mich|mir|mein\w*|es)\b|"
        r"\bschreiben sie\b[^\n]{0,25}\bgut\b",
        unless=_HOW_DE,
    ),
    wording(
        "done",
        r"\b(?:procéder|procedez|procédez) (?:au|à la|à l')|\b(?:demande|réclame|"
        r"exige)\b[^\n]{0,12}\b(?:l'annulation|le remboursement|la résiliation|un échange|un remplacement)\b|"
        r"\b(?:solicito|pido|exijo|quiero)\b[^\n]{0,8}\b(?:la |el |una? )?(?:anulación|cancelación|devolución|"
        r"reembolso|cambio|baja|sustitución)\b|\b(?:chiedo|richiedo|"
        r"voglio|esigo)\b[^\n]{0,8}\b(?:la |il |lo |l'|un )?(?:cancellazione|annullamento|rimborso|sostituzione|"
        r"disdetta|cambio|recesso)|\b(?:graag|verzoek|wil)\b[^\n]{0,35}\b(?:verplaats\w*|annuler\w*|verzett\w*|"
        r"opzegg\w*|terugbetal\w*|wijzig\w*|omruil\w*|stopz\w*)\b|\b(?:peço|solicito|quero|exijo)\b[^\n]{0,8}\b(?:o |"
        r"a |um |uma )?"
        r"(?:cancelamento|reembolso|troca|devolução|substituição|alteração)\b",
        unless=_HOW_OTHER,
    ),
)


def action_wanted(text: str) -> bool:
    """True where the text asks for an act, and not how or whether it can be done."""
    return said_in(plain(text), _WORDINGS) is not None
