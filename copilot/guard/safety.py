"""Danger to people or to their money: fire, shock, injury, gas, poisoning; fraud and accounts taken over. Pure."""

from copilot.guard.wording import plain, said_in, wording

_THING = (
    r"(?:machine|device|charger|battery|plug|socket|cable|phone|laptop|heater|kettle|oven|unit|appliance|it|toaster)"
)
_WORDINGS = (
    wording(
        "fire or shock",
        r"\b(?:caught|catch(?:es|ing)?|on|set|started a|a small) fire\b(?! tv| stick)|\bburst into flames\b|"
        r"\bin flames\b|"
        r"\bfire (?:brigade|department)\b|\bburn(?:t|ed) (?:down|through|a hole|out)\b|\bmelt(?:ed|ing)\b",
        r"\bsmok(?:e|ing)\b[^\n]{0,20}\b(?:com(?:es|ing)|came|pour\w*|out of|from)\b|\b(?:started|is|was|"
        r"began) (?:to )?"
        r"smok(?:e|ing)\b(?! ?(?:d|free))|\b(?:there(?:'s| is| was)|see|saw|lots of|white|black|thick) smoke\b",
        r"\bburn(?:ing|t)? (?:smell|plastic|odou?r)|\b(?:smell|stink|reek)(?:s|ed|ing)?\b[^\n]{0,20}\b(?:burn\w*|burnt|"
        r"smoke|singed|scorched|electrical)\b",
        r"\belectric(?:al)? shock|\belectrocut|\b(?:gave|got|get|gives)\b[^\n]{0,12}\b(?:a shock|shocked|zapped)\b|"
        r"\bsparks?\b[^\n]{0,25}\b(?:out|from|fl[ey]w?|when|com\w+|came)\b|\bsparking\b|\bexplo(?:ded|des|ding|sion)\b|"
        r"\bblew up\b|\bshort[- ]circuit",
        rf"\b(?:swollen|bulging|bloated|puffed up|leaking acid)\b[^\n]{{0,15}}\bbattery\b|\bbattery\b[^\n]{{0,25}}\b(?:"
        rf"swoll?en|swelling|swelled|bulg\w+|bloated|smok\w+|hiss\w*)\b|\b{_THING}\b[^\n]{{0,20}}\b(?:overheat\w*|"
        r"red hot|"
        r"too hot to touch)\b",
        r"\bfeuer gefangen\b|\b(?:in flammen|in brand|angefangen zu brennen|abgebrannt|durchgeschmort|geschmort|"
        r"verschmort|"
        r"angeschmort|kabelbrand|funken|explodier\w*|geplatzt)\b|\b(?:es|gerät|akku|maschine|ladegerät)\b[^\n]{0,15}"
        r"\b(?:brennt|brannte|raucht|rauchte|qualmt|qualmte|stinkt)\b(?! länger)",
        r"\b(?:kommt|kam|steigt|quillt)\b[^\n]{0,25}\b(?:rauch|qualm)\b|\b(?:rauch|qualm)\b[^\n]{0,20}\b(?:kommt|kam|"
        r"aus "
        r"de[mr]|steigt)\b|\bverbrannt\w*\b[^\n]{0,15}\b(?:geruch|riecht|gerochen)\b|\b(?:riecht|roch|stinkt|gestank|"
        r"geruch)\b"
        r"[^\n]{0,20}\b(?:verbrannt|verschmort|brand|verkohlt|schmor\w*)\w*|\bbrandgeruch\b|\b(?:strom|"
        r"elektrischen )schlag\b|"
        r"\bkurzschluss\b|\beinen (?:gewischt|schlag) bekommen\b",
        r"\bakku\b[^\n]{0,25}\b(?:aufgebläht|bläht|geschwollen|ausgelaufen|gewölbt|sehr heiss|glühend)\b",
        r"\b(?:pris|prend) feu\b|\b(?:de la|une) fumée\b[^\n]{0,20}\b(?:sort|s'échappe|vient)|\b(?:sort|dégage)\b"
        r"[^\n]{0,15}\bfumée\b|\bodeur de brulé\b|\bsent le brulé\b|\bélectrocut|\b(?:décharge|choc) électrique|"
        r"\bétincelles?\b|"
        r"\bexplosé\b|\bbatterie\b[^\n]{0,15}\bgonfl",
        r"\b(?:se )?(?:prendió|incendi[oó]|quem[oó])\b|\bhumo\b[^\n]{0,15}\bsale|\b(?:sale|sali[oó]|echa) humo\b|"
        r"\bhuele a "
        r"quemado\b|\b(?:descarga|calambre)\b[^\n]{0,12}(?:eléctrica)?|\bchispas\b|\bexplot[oó]\b|"
        r"\bbatería\b[^\n]{0,12}"
        r"\bhinchada",
        r"\b(?:preso|prende) fuoco\b|\b(?:esce|usciva|uscito)\b[^\n]{0,10}\bfumo\b|\bpuzza di bruciato\b|"
        r"\bodore di bruciato\b|"
        r"\bscossa\b|\bscintille\b|\besplos[oa]\b|\bbatteria\b[^\n]{0,12}\bgonfia",
        r"\bin brand\b|\bvlam gevat\b|\b(?:komt|kwam)\b[^\n]{0,8}\brook\b|\bbrandlucht\b|"
        r"\bruikt\b[^\n]{0,12}\b(?:verbrand|"
        r"aangebrand)|\b(?:elektrische )?schok gekregen\b|\bvonken\b|\bontploft\b|\baccu\b[^\n]{0,12}\bopgezwollen",
        r"\bpegou fogo\b|\b(?:sai|saiu|a deitar)\b[^\n]{0,8}\bfum(?:o|aça)\b|\bcheira a queimado\b|\bchoque elétrico\b|"
        r"\bfaíscas\b|\bexplodiu\b|\bbateria\b[^\n]{0,12}\binchada",
        unless=(
            r"\b(?:fire (?:tv|stick|rating|retardant|extinguisher|pit|alarm)|smoke (?:alarm|detector)|smoked|shock (?:"
            r"resistant|absorber\w*|proof)|burn (?:a|the) (?:cd|dvd)|bath bombs?)\b",
            r"\b(?:rauchmelder|feuerlöscher|wunderkerze\w*|vuurvast)\b",
        ),
    ),
    wording(
        "gas",
        r"\bsmell(?:s|ed|ing)?\b[^\n]{0,12}\bgas\b|\bgas (?:leak|is leaking|smell|is escaping)|\bcarbon monoxide\b"
        r"(?! (?:detector|alarm))",
        r"\briecht\b[^\n]{0,10}\bgas\b|\bgasgeruch\b|\bgas (?:tritt aus|strömt)\b|\bgasleck\b|\bkohlenmonoxid\b",
        r"\b(?:odeur de|sent le|fuite de) gaz\b|\b(?:huele a|olor a|fuga de) gas\b|\b(?:puzza|odore|fuga) di gas\b|"
        r"\bgaslucht\b|\bruikt naar gas\b|\bgaslek\b|\b(?:cheira a|cheiro a|fuga de) gás\b",
    ),
    wording(
        "injury",
        r"\b(?:was|were|got|been|is|are|me|i) (?:badly |seriously |slightly )?(?:injured|hurt|burned|burnt|scalded)\b"
        r"(?! through)|\binjur(?:y|ies)\b|\b(?:i|he|she|who|and) (?:badly )?(?:cut|burnt?|burned|scalded) (?:my|his|"
        r"her)"
        r"(?:self)?\b|\bwent to (?:a&e|the er|hospital)\b|\bambulance\b|\bbleed(?:s|ing)\b|\bbroke (?:my|his|"
        r"her) (?:arm|leg|"
        r"wrist|tooth|finger)\b",
        r"\ballergic (?:reaction|shock)\b|\banaphyla|\b(?:broke|came) out in (?:a rash|hives)\b|\b(?:got|gave me|"
        r"have) (?:a )?"
        r"(?:rash|hives|blisters)\b",
        r"\bchok(?:ed|ing) (?:on|to)\b|\b(?:nearly|almost) choked\b|\bswallowed\b|\bpoison(?:ed|ing)\b|"
        r"\bfood poisoning\b|"
        r"\b(?:are|is) (?:they|it) poisonous\b[^\n]{0,40}|\b(?:ate|eaten|drank|licked)\b[^\n]{0,40}\b(?:poison\w*|"
        r"vomit\w*|"
        r"toxic|sick|ill)\b|\bvomiting\b|\bbeen sick\b[^\n]{0,15}\bafter\b",
        r"\b(?:verletzt|verletzung\w*|verbrüht|verbrennungen|blutet|notaufnahme|notarzt|krankenwagen)\b|\b(?:finger|"
        r"hand|arm)\b"
        r"[^\n]{0,12}\b(?:verbrannt|geschnitten|gebrochen)\b",
        r"\ballergische[nr]? (?:reaktion|schock)\b|\b(?:ausschlag|quaddeln)\b[^\n]{0,12}\b(?:bekommen|gekriegt)\b|"
        r"\bverschluckt\b|"
        r"\bvergift(?:et|ung)\b|\berbr(?:ochen|icht)\b|\b(?:fast|beinahe) erstickt\b",
        r"\b(?:blessée?s?|brulée? (?:au|à la|les)|réaction allergique|avalé|étouff\w+|empoisonn\w+|intoxi\w+)\b",
        r"\b(?:herid[oa]s?|lesionad[oa]|me (?:quemé|corté)|reacción alérgica|se tragó|se atragantó|intoxic\w+|"
        r"envenen\w+)\b",
        r"\b(?:ferit[oaie]|ustionat[oa]|mi sono (?:bruciat|tagliat)\w|reazione allergica|ingoiato|soffoc\w+|"
        r"avvelenat\w|"
        r"intossic\w+)\b",
        r"\b(?:gewond|verwond|verbrand aan|allergische reactie|ingeslikt|gestikt|vergiftig\w*)\b",
        r"\b(?:ferid[oa]s?|queimei-me|cortei-me|reação alérgica|engoliu|engasgou\w*|envenen\w+|intoxica\w+)\b",
        unless=(r"\b(?:don't want to|can i|could i|how sharp|choking hazard warning|verletzt das|herida feature)\b",),
    ),
    wording(
        "fraud",
        r"\b(?:account|card|e-?mail|profile|phone)\b[^\n]{0,20}\b(?:hacked|hijacked|compromised|taken over|"
        r"broken into)\b|"
        r"\bhacked (?:my|our|into|me)\b|\b(?:been|got|was) (?:hacked|scammed|defrauded|phished)\b|\bidentity theft\b",
        r"\b(?:my|our) (?:\w+ )?(?:card|wallet|phone|bag|details)\b[^\n]{0,12}\b(?:was|were|been|got|is) (?:stolen|"
        r"cloned)\b|"
        r"\b(?:stole|stolen) my (?:\w+ )?(?:card|wallet|identity|details)\b|\bstolen (?:card|credit card)\b",
        r"\bunauthori[sz]ed\b|\b(?:payments?|charges?|transactions?|purchases?|orders?|"
        r"debits?)\b[^\n]{0,30}\bi (?:didn'?t|"
        r"did not|never|don'?t) (?:make|made|place|placed|authori[sz]ed?|recogni[sz]e|approve)|\bi never (?:ordered|"
        r"bought|signed up|authori[sz]ed)\b",
        r"\b(?:this|that|it) is (?:a )?(?:fraud|scam|theft)\b|\breport (?:a |this )?fraud\b|\bfraudulent\b|"
        r"\bpretending to be "
        r"(?:you|from)\b|\bsomeone (?:else )?(?:used|is using|ordered with|has used) my\b",
        r"\b(?:konto|account|profil|e-?mail\w*)\b[^\n]{0,20}\b(?:gehackt|übernommen|gekapert)\b|\b(?:gehackt|betrogen|"
        r"abgezockt) worden\b|\b(?:karte|kreditkarte|girocard|handy|geldbörse)\b[^\n]{0,15}\b(?:gestohlen|geklaut|"
        r"gehackt)\b|\bidentitätsdiebstahl\b",
        r"\b(?:abbuchung|zahlung|bestellung|belastung|buchung|kauf)\w*\b[^\n]{0,30}\b(?:nicht (?:autorisiert|"
        r"veranlasst|"
        r"getätigt|gemacht|erkenne|erlaubt|genehmigt)|unbekannt)\w*|\bunberechtigte? \w*(?:buchung|zahlung|"
        r"abbuchung)|\bnie "
        r"(?:etwas )?bei ihnen bestellt\b|\b(?:das ist|wegen) betrug|\bbetrugsfall\b|\bbetrüger\b",
        r"\bcompte\b[^\n]{0,15}\bpiraté|\bpiraté mon\b|\bcarte\b[^\n]{0,12}\bvolée|\bvolé ma carte\b|\bnon autorisé|"
        r"\b(?:escroquerie|arnaqu\w+|fraude)\b",
        r"\b(?:hackea\w+|pirate\w+ mi)\b|\b(?:robado|robaron)\b[^\n]{0,8}\b(?:mi|la) (?:tarjeta|cartera|cuenta)\b|\bno "
        r"(?:autoric|reconozco|he hecho)\w*\b[^\n]{0,15}(?:cargo|pago)?|\bestaf\w+\b|\bcargo no autorizado\b",
        r"\baccount\b[^\n]{0,12}\b(?:violato|hackerato|rubato)\b|\b(?:rubato|clonato)\b[^\n]{0,8}\b(?:la )?(?:carta|"
        r"account)\b|"
        r"\bcarta\b[^\n]{0,10}\b(?:rubata|clonata)\b|\bnon autorizzat\w\b|\btruff\w+\b",
        r"\b(?:gehackt|opgelicht)\b|\b(?:kaart|pas|pinpas)\b[^\n]{0,10}\bgestolen|"
        r"\bniet (?:door mij )?(?:geautoriseerd|"
        r"gedaan)\b|\boplichting\b",
        r"\bconta\b[^\n]{0,12}\b(?:invadida|hackeada|pirateada|roubada)\b|\b(?:roubaram|"
        r"roubado)\b[^\n]{0,10}\bcartão\b|"
        r"\bcartão\b[^\n]{0,10}\broubado\b|\bnão autoriz\w+|\bburla\b|\bfui enganad[oa]\b",
        unless=(
            r"\b(?:rfid|protect against|only planning|plane nur|schützen sie|if my card|wenn mir|protection fee|"
            r"insurance "
            r"cover)\b|\bgets? stolen\b|\bgestohlen wird\b|\bfraud protection\b",
        ),
    ),
    wording(
        "fire or shock",
        r"\bloud (?:bang|pop|crack)\b|\b(?:socket|plug|outlet|cable|wall)\b[^\n]{0,20}\b(?:black|charred|scorched|"
        r"melted|burn\w*|sparks?)\b|\b(?:tingl\w+|zap\w*|current)\b[^\n]{0,25}\b(?:arm|hand|fingers?|touch\w*|"
        r"through me)\b|\btouch\w*\b[^\n]{0,30}\b(?:tingle|shock|current|zap)\b|"
        r"\bburst into\b|\bcatching fire\b|\bsinge[ds]?\b|\bbattery\b[^\n]{0,15}\b(?:puffed|swol\w+|expand\w*|"
        r"leak\w*|bulg\w*|hiss\w*|burst)\b|\bscreen (?:lifts|is lifting|lifting)\b|\b(?:set off|"
        r"triggered) the (?:smoke|fire) alarm\b",
        r"\b(?:lauter|lauten|riesen) knall\b|\b(?:steckdose|stecker|kabel)\b[^\n]{0,20}\b(?:schwarz|verkohlt|"
        r"geschmolzen|verbrannt|heiss)\b|\b(?:steht|stand|stehen)\b[^\n]{0,15}\bin flammen\b|\beine? gewischt\b|"
        r"\b(?:kribbel\w*|strom)\b[^\n]{0,20}\b(?:finger|hand|arm|berühr\w*|gespürt)\b|"
        r"\bqualm\w*\b|\brauchentwicklung\b|\bunter strom\b|\bakku\b[^\n]{0,20}\b(?:dick|gedehnt|ausgedehnt|gebläht|"
        r"gewachsen)\b",
        r"\bfumée\b[^\n]{0,12}\b(?:qui|s'|sort|noire)|\bcalambre\b|\b(?:la|una) scossa\b|\btakket? i brann\b|"
        r"\bgrote knal\b|\bum estrondo\b|\bchoque ao tocar\b",
        unless=(r"\bknallrot|\bsmoke alarm need|\btest my smoke\b",),
    ),
    wording(
        "injury",
        r"\b(?:blister\w*|swelling|swollen (?:face|lips?|eyes?|tongue)|can'?t breathe|trouble breathing|passed out|"
        r"fainted|unconscious|stitches|concussion|scars?)\b|\b(?:glass|metal|plastic|screw|needle|shard|mould|"
        r"insects?|maggots?)\b[^\n]{0,10}\b(?:in|inside)\b[^\n]{0,5}\b(?:the |my )?(?:jam|"
        r"food|bread|drink|bottle|soup|milk|yog\w+|salad|meal|cereal|chocolate|sauce)\b|\b(?:bit|choked) on (?:it|a|"
        r"the)\b|\b(?:skin|face|eyes?) (?:is |are |was |has )?(?:burn\w*|blister\w*|itch\w*|red and)\b|\bfell (?:off|"
        r"down|and hurt)\b[^\n]{0,20}\bbroke\b",
        r"\b(?:glas\w*|metall\w*|plastik\w*|schraube|nadel|schimmel|maden|splitter)\b[^\n]{0,12}\b(?:in|im) (?:der|"
        r"dem|meinem)?\s?(?:marmelade|brot|essen|joghurt|salat|suppe|milch|schokolade|glas)\b|"
        r"\bmarmelade\b[^\n]{0,15}\bglas\w*|\b(?:darauf|auf) \w* ?gebissen\b|\b(?:atemnot|blasen auf der haut|"
        r"haut brennt|"
        r"geschwollen\w*|ohnmächtig|gehirnerschütterung|genäht werden|notarzt)\b",
        unless=(r"\bno scars\b|\bblister (?:pack|plaster)",),
    ),
    wording(
        "fraud",
        r"\b(?:someone|somebody|a stranger|they|who)\b[^\n]{0,12}\b(?:logged|log(?:ging)?|got|broke|access\w*|"
        r"been) (?:in|into|using)\b[^\n]{0,15}\b(?:as me|my|account)\b|\b(?:debits?|charges?|payments?|withdrawals?|"
        r"transactions?|orders?)\b[^\n]{0,30}\b(?:know nothing|don'?t (?:know|recogni[sz]e|remember)|"
        r"isn'?t mine|not mine|wasn'?t me|unknown)\b|\b(?:isn'?t|is not|not|wasn'?t) (?:me|mine|"
        r"my order)\b[^\n]{0,12}$|\bcard details (?:were )?(?:stolen|leaked)\b|\bphishing\b",
        r"\bjemand\b[^\n]{0,25}\b(?:eingeloggt|angemeldet|zugegriffen|bestellt|benutzt)\b[^\n]{0,20}|"
        r"\b(?:lastschrift|abbuchung|buchung|zahlung|bestellung)\w*\b[^\n]{0,30}\b(?:nicht (?:kenne|von mir|"
        r"zuordnen)|nichts weiss|fremd\w*|unbekannt\w*)\b|\b(?:fremde[rn]?|unbefugte) (?:zugriff|person\w*|"
        r"bestellung)\b|\bphishing\b",
        r"\bquelqu'un\b[^\n]{0,20}\b(?:connecté|utilisé|commandé)\b|\balguien\b[^\n]{0,20}\b(?:entró|accedió|"
        r"ha usado|pidió)\b|\bqualcuno\b[^\n]{0,20}\b(?:entrato|usato|accesso)\b|"
        r"\biemand\b[^\n]{0,25}\b(?:overgenomen|ingelogd|gebruikt|besteld)\b|\balguém\b[^\n]{0,20}\b(?:entrou|usou|"
        r"acedeu)\b",
        unless=(
            r"\brabatt\b|\bif someone\b|\bwenn jemand\b|\bphishing (?:training|filter)\b|\bwie (?:lade|kann)\b|\bhow\b",
        ),
    ),
)


def danger(text: str) -> str | None:
    """``fire or shock``, ``gas``, ``injury`` or ``fraud`` where the text tells of it."""
    return said_in(plain(text), _WORDINGS)
