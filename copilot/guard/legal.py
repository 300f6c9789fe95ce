"""Threats and rights that a person must answer: law, authorities, data protection, the press. Pure."""

from copilot.guard.wording import plain, said_in, wording

_WORDINGS = (
    wording(
        "law",
        r"\b(?:will|to|gonna|shall|could|ll|be|are|we're|i'm) (?:sue|suing)\b|\bsue (?:you|your|the company|for)\b|"
        r"\bsuing "
        r"(?:you|your)\b|\b(?:my|our|a|the) (?:lawyer|solicitor|attorney|barrister|legal (?:team|counsel|"
        r"adviser))\b[^\n]{0,25}"
        r"\b(?:will|is|has|says|said|advis\w+|contact\w*|be|in touch|letter|about|write|writes)|\b(?:see|call|"
        r"consult\w*|"
        r"involve|instruct\w*|hire|speak to|talk to|contact\w*|get) (?:with )?(?:a|my|our) (?:lawyer|solicitor|"
        r"attorney)\b|"
        r"\blegal (?:action|proceedings|steps|advice|claim)\b|\b(?:small claims|county court|court (?:order|case|"
        r"action|"
        r"proceedings|claim)|in court|to court|before a court)\b|\blawsuit\b|\bletter before action\b|"
        r"\bbreach of contract\b",
        r"\bverklag\w*|\b(?:mein\w*|unser\w*|einen|zum|den|an) (?:rechts)?anw[aä]lt\w*\b|\brechtsbeistand\b|"
        r"\brechtliche "
        r"schritte\b|\brechtsweg\b|\b(?:vor|zu) gericht\b|\bgerichtlich\w*\b|\bklage (?:einreichen|erheben|"
        r"einleiten)\b|"
        r"\bmahnbescheid\b|\brechtsschutz\w*|\b(?:erstatte|stelle|erstatten)\b[^\n]{0,10}\b(?:straf)?anzeige\b|"
        r"\banzeige "
        r"(?:erstatten|bei der polizei)\b|\bletzte frist\b",
        r"\b(?:mon|notre|un|d'un) avocat\b[^\n]{0,25}(?:\bva\b|contact|saisi|écri|$)|\b(?:saisir|contacter|consulter) "
        r"(?:mon|un|notre) avocat\b|\btribunal\b|\bporter plainte\b|\b(?:action|poursuites?) (?:en justice|"
        r"judiciaires?)\b|"
        r"\ben justice\b|\bmise en demeure\b",
        r"\b(?:mi|un|nuestro) abogad[oa]\b|\bdemandar(?:les|los|é)?\b|\b(?:les|los) (?:voy a |vamos a )?(?:demand|"
        r"denunci)\w+|"
        r"\bdenunciar\b|\btribunal(?:es)?\b|\bacciones legales\b|\bjuicio\b",
        r"\b(?:mio|nostro|un) avvocato\b|\b(?:vi|le) (?:denunci|quereler|citer)\w+|\btribunale\b|\b(?:azioni|"
        r"vie) legali\b|"
        r"\bdenuncia\b",
        r"\b(?:mijn|een|onze) advocaat\b|\b(?:rechtbank|rechter|rechtszaak)\b|\bjuridische stappen\b|\baangifte\b|"
        r"\baanklagen\b",
        r"\b(?:meu|nosso|um) advogad[oa]\b|\bprocess[aá]-l[oa]s\b|\bvou processar\b|\btribunal\b|\bqueixa-crime\b|"
        r"\bação "
        r"judicial\b",
        unless=(
            r"\b(?:tennis|food|basketball|court shoes?)\b|\b(?:geeignet|suitable|e-signatures?|able to use|plan|"
            r"tarif|discount|rabatt|descuento|sconto|korting|desconto|réduction)\b|"
            r"\bcourt of arbitration clause\b",
        ),
    ),
    wording(
        "authority",
        r"\bombudsman\b|\btrading standards\b|\bwatchdog\b|\bregulators?\b(?= (?:about|will|and|if)|\W*$)|\b(?:ofcom|"
        r"ofgem|bbb|"
        r"better business bureau|ftc|fca|ico|consumer (?:protection|rights|affairs|council))\b|\bcitizens advice\b|"
        r"\bcharge ?-?back\b|\bdispute (?:the|this) (?:payment|charge|transaction)\b|\breport(?:ing)? you\b|"
        r"\bformal complaint\b|"
        r"\bpolice\b",
        r"\bverbraucher(?:zentrale|schutz)\w*|\b(?:schlichtungsstelle|ombudsmann|bundesnetzagentur|bafin|"
        r"aufsichtsbehörde|"
        r"gewerbeaufsicht|polizei)\b|\bformelle beschwerde\b|\brücklastschrift\b[^\n]{0,15}\bveranlass",
        r"\b(?:dgccrf|ufc|que choisir|médiateur|60 millions de consommateurs|répression des fraudes)\b|\bla police\b",
        r"\b(?:facua|ocu|hoja de reclamaciones|defensa del consumidor|oficina del consumidor|policía)\b",
        r"\b(?:agcom|altroconsumo|codacons|associazione consumatori|carabinieri|polizia)\b",
        r"\b(?:consumentenbond|geschillencommissie|acm|politie)\b|\b(?:deco|livro de reclamações|procon|asae|"
        r"polícia)\b",
        unless=(r"\bcomes? with a\b|\b(?:costume|toy|lego|kostüm|pressure|spannungs?|voltage)\b",),
    ),
    wording(
        "data protection",
        r"\b(?:delete|erase|remove|destroy) (?:all )?(?:of )?(?:my|our|any) (?:\w+ )?(?:personal )?(?:data|"
        r"information|details)\b"
        r"(?! column)|\bright to (?:be forgotten|erasure|access)\b|\bsubject access\b|\bdsar\b|\b(?:copy|"
        r"disclosure) of (?:all )?"
        r"(?:the |my )?(?:personal )?data\b|\b(?:data|information) you (?:hold|have|store|"
        r"keep)\b[^\n]{0,12}\b(?:about|on) me\b|"
        r"\b(?:withdraw|revoke) (?:my )?consent\b|\bdo not consent\b|\bobject to (?:the |your )?processing\b|"
        r"\bdata breach\b|"
        r"\bunder (?:the )?gdpr\b",
        r"\b(?:löschen|löscht|löschung|entfernen)\b[^\n]{0,40}\b(?:meine[rn]?|alle) (?:\w+ ){0,2}daten\b|"
        r"\bmeine (?:\w+ )"
        r"{0,2}daten\b[^\n]{0,20}\b(?:gelöscht|löschen|löschung)\b|\bdaten\w*auskunft\b|"
        r"\bauskunft\b[^\n]{0,40}\b(?:dsgvo|daten|"
        r"art)\b|\bart(?:ikel|\.)? ?1[5-9]\b|\bart\. ?\n?1[57]\b|\bwiderspreche\b[^\n]{0,30}\b(?:verarbeitung|daten)|"
        r"\b(?:gemäss|"
        r"nach|laut) (?:\w+ ){0,3}dsgvo\b|\b(?:einwilligung|zustimmung)\b[^\n]{0,25}\b(?:widerruf|zurück)|"
        r"\bdatenpanne\b|"
        r"\bdatenschutzbeauftragte",
        r"\b(?:suppression|effacement|supprimer|effacer)\b[^\n]{0,20}\b(?:de )?(?:mes|toutes) (?:\w+ )?(?:données|"
        r"informations)\b|"
        r"\bdroit (?:à l'oubli|d'accès)\b|\bcnil\b",
        r"\b(?:eliminen|borren|borrar|supresión|eliminar|eliminación)\b[^\n]{0,20}\b(?:de )?mis datos\b|"
        r"\bderecho (?:al olvido|de "
        r"acceso)\b|\baepd\b",
        r"\b(?:cancell\w+|elimin\w+)\b[^\n]{0,20}\b(?:i )?miei dati\b|\bdiritto all'oblio\b|"
        r"\bgarante (?:della )?privacy\b",
        r"\bverwijder\w*\b[^\n]{0,25}\b(?:mijn|al mijn) (?:\w+ )?gegevens\b|\binzage\b[^\n]{0,20}\bgegevens\b|"
        r"\bautoriteit "
        r"persoonsgegevens\b",
        r"\b(?:apaguem|eliminem|apagar|eliminar|eliminação)\b[^\n]{0,20}\b(?:os |dos )?meus dados\b|\bcnpd\b|\blgpd\b",
        unless=(r"^(?:how|where|wie|wo|comment|cómo|come|hoe|como)\b",),
    ),
    wording(
        "press",
        r"\b(?:go(?:ing)?|tell(?:ing)?|talk\w*|contact\w*|send\w*|write|report\w*|speak\w*|"
        r"call\w*)\b[^\n]{0,20}\b(?:the |a |to )"
        r"(?:press|papers?|newspapers?|media|journalists?|bbc|tv station)\b|\bconsumer (?:tv|show|programme)\b",
        r"\b(?:an|bei) (?:die|der) (?:presse|medien|zeitung|öffentlichkeit)\b|\bjournalist(?:en|in)?\b|"
        r"\bans fernsehen\b",
        r"\b(?:à la|la) presse\b|\bjournaliste|\b(?:a la|la) prensa\b|\bperiodista|\bgiornal(?:e|isti?)\b|"
        r"\bde (?:pers|media|krant)\b|"
        r"\bà imprensa\b|\bjornalista",
        unless=(r"\b(?:discount|rabatt|press (?:release|start|the)|french presse?|garlic|student|pressemitteilung)\b",),
    ),
    wording(
        "law",
        r"\b(?:hear(?:ing)?|letter) from (?:my|our) (?:solicitors?|lawyers?|attorneys?)\b|\b(?:my|"
        r"our) (?:solicitors?|lawyers?|attorneys?)\b(?! (?:office|discount|needs an?))|\b(?:a claim|claim against|"
        r"press charges|taking this further|take this further|legal (?:letter|notice|"
        r"consequences|dispute)|prosecut\w+|tribunal|statutory rights|consumer rights act)\b",
        r"\b(?:rechtlich|juristisch|gerichtlich)\w* (?:gegen|vor|schritte|prüfen|beraten|folgen|konsequenzen)\b|"
        r"\brechtsan\w+|\b(?:letzte|eine) (?:\w+ )?frist\b[^\n]{0,12}\b(?:setze|gesetzt|bis|danach)?|"
        r"\bsetze ich? ihnen\b[^\n]{0,20}\bfrist\b|\bschadenersatz\w*|"
        r"\bstrafrechtlich\w*|\bmahnverfahren\b",
        r"\b(?:devant|à) la justice\b|\bjustice\b[^\n]{0,6}$|\bdommages et intérêts\b|\b(?:mes|nos) avocats\b|"
        r"\bante (?:la justicia|los tribunales)\b|\bmis abogados\b|\b(?:adir[oò]|adire) le vie\b|\brisarcimento\b|"
        r"\bschadevergoeding\b|\bindemnização\b",
    ),
    wording(
        "authority",
        r"\bcitizens'? advice\b|\b(?:data protection|consumer|financial|energy|telecoms?|advertising) (?:authority|"
        r"regulator|commissioner|ombudsman)\b|\b(?:complain|complaint|report\w*)\b[^\n]{0,20}\b(?:to|"
        r"with) (?:the )?(?:authorit\w+|regulator|police|council|ministry)\b",
        r"\b(?:datenschutzbehörde|landesdatenschutz\w*|behörde|amt) (?:melden|einschalten|informieren|beschweren)\b|"
        r"\bbeschwerde bei (?:der|dem)\b|\b(?:livro de reclamacoes|reclame aqui|geschillencommissie)\b|\bqueixa\b",
    ),
    wording(
        "data protection",
        r"\barticle 1[5-9]\b|\b(?:erase|delete|forget|wipe)\b[^\n]{0,20}\b(?:everything|anything|"
        r"all)\b[^\n]{0,25}\b(?:about|on|of) me\b|\b(?:everything|anything|information|what) you (?:have|hold|know|"
        r"stored?|store|keep|have stored)\b[^\n]{0,15}\b(?:about|on) me\b|\bstop (?:selling|"
        r"sharing|processing) my (?:data|information)\b",
        r"\bartikel 1[5-9]\b|\b(?:alles|was)\b[^\n]{0,12}\b(?:was )?sie über mich\b[^\n]{0,20}\b(?:gespeichert|"
        r"wissen|haben)\b|\blöschen\b[^\n]{0,30}\büber mich\b|\b(?:lösch|auskunfts)(?:antrag|begehren|ersuchen)\b",
    ),
    wording(
        "press",
        r"\b(?:local |national )?(?:newspapers?|journalists?|reporters?|tv (?:show|programme|channel)|bbc|"
        r"consumer (?:show|programme))\b[^\n]{0,20}\b(?:will|would|is|are|interested|know|hear|contacted)\b",
        r"\b(?:lokal|bild|tages)?(?:zeitung|presse|medien|fernsehen|redaktion)\b[^\n]{0,20}\b(?:interessiert|freut|"
        r"informier\w*|erfahren|einschalten|wird|gehe\w*|berichte\w*)\b",
        unless=(r"\bpress(?:e)?(?:mitteilung|anfragen)\b|\bkit\b|\bwrap|\bsubscri|\babo\b",),
    ),
)


def legal(text: str) -> str | None:
    """``law``, ``authority``, ``data protection`` or ``press`` where the text threatens or claims it."""
    return said_in(plain(text), _WORDINGS)
