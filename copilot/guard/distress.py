"""What needs a person's care: self-harm, death and illness, disability, hardship, abuse, minors, despair. Pure."""

from copilot.guard.wording import plain, said_in, wording

_KIN = (
    r"(?:husband|wife|partner|mother|mum|mom|father|dad|son|daughter|brother|sister|grand(?:mother|father|ma|pa|dad)|"
    r"nan|"
    r"parents?|child|baby|friend|uncle|aunt|he|she|fiance\w?)"
)
_KIND = (
    r"(?:mann|frau|ehe(?:mann|frau)|mutter|vater|mama|papa|sohn|tochter|bruder|schwester|oma|opa|gross(?:mutter|vater)|"
    r"partner(?:in)?|lebensgefährt\w+|kind|er|sie)"
)
_WORDINGS = (
    wording(
        "self-harm",
        r"\b(?:kill|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?) my ?self\b|\bsuicid(?:e|al)\b|\bend(?:ing)? (?:my life|"
        r"it all)\b|"
        r"\b(?:don'?t|do not) (?:want|wish) to (?:live|be alive|be here any ?more|wake up)\b|\bbetter off dead\b|"
        r"\bwant to die\b|"
        r"\bno (?:reason|point) (?:to|in) liv(?:e|ing)\b|\bself[- ]harm",
        r"\bnicht mehr leben\b|\b(?:selbstmord|suizid)\w*|\bmich umbringen\b|\bmir (?:das leben nehmen|"
        r"etwas an(?:zu)?tun)\b|"
        r"\bwill sterben\b|\bselbst verletz|\bdem leben ein ende\b",
        r"\b(?:veux|envie de) mourir\b|\bsuicide|\bme tuer\b|\bplus (?:envie de )?vivre\b|\ben finir avec la vie\b",
        r"\b(?:seguir|quiero) viviendo\b|\bsuicid|\bmatarme\b|\bquiero morir|\bquitarme la vida\b|\bno quiero vivir\b",
        r"\b(?:voglio morire|uccidermi|farla finita|non voglio più vivere|suicid)",
        r"\b(?:niet meer (?:verder )?leven|zelfmoord|mezelf iets aan|wil dood)\b",
        r"\b(?:quero morrer|matar-me|suic[ií]d|não quero (?:mais )?viver|acabar com a (?:minha )?vida)",
        unless=(
            r"\bsuicide squad\b|\b(?:cut|hurt) myself\b[^\n]{0,20}\bblade\b|\bdon't want to cut myself\b|\blaughing\b",
        ),
    ),
    wording(
        "abuse",
        r"\b(?:domestic|physical(?:ly)?) (?:abuse|violence)|\babusive (?:ex|partner|husband|wife|relationship|father|"
        r"boyfriend)|\b(?:ex|husband|partner|boyfriend)\b[^\n]{0,20}\b(?:violent|hits me|beats me|stalk\w*|"
        r"threaten\w*|abus\w+)|"
        r"\brestraining order\b|\b(?:stalker|stalking me|being stalked)\b|\bmust not (?:find out|"
        r"know)\b[^\n]{0,20}\baddress\b|"
        r"\bwomen'?s (?:refuge|shelter)\b",
        r"\bhäusliche\w* gewalt\b|\b(?:schlägt|bedroht|verprügelt|stalkt) mich\b|\b(?:mann|"
        r"ex)\b[^\n]{0,15}\bgewalttätig|"
        r"\bfrauenhaus\b|\bmeine (?:neue )?adresse nicht (?:erfahren|wissen)\b|\bstalker\b",
        r"\bviolences? conjugales?\b|\bme (?:frappe|bat)\b|\bviolencia (?:de género|doméstica)\b|\bme (?:pega|"
        r"maltrata)\b|"
        r"\bviolenza domestica\b|\bmi picchia\b|\bhuiselijk geweld\b|\bslaat mij\b|\bviolência doméstica\b|\bbate-me\b",
        unless=(r"\btripod\b",),
    ),
    wording(
        "bereavement",
        rf"\b(?:my|our|her|his)? ?{_KIN}(?: \w+)?(?:'s| has| have| had| was| just| sadly)*(?: (?:just|sadly|recently|"
        r"suddenly))* "
        r"(?:died|passed(?: away)?|dead|deceased|killed)\b|\bpassed away\b|\bmy late (?:husband|wife|mother|father|"
        r"\w+)\b|"
        r"\b(?:death|loss|passing) of my\b|\bbereave\w+|\b(?:i am|i'm) a widow|\bdeceased\b|\bdeath certificate\b|"
        r"\b(?:lost|"
        r"losing) my (?:husband|wife|mother|mum|mom|father|dad|son|daughter|baby|child|brother|sister|partner)\b|"
        r"\bmiscarriage\b",
        rf"\b{_KIND}\b[^\n]{{0,30}}\b(?:gestorben|verstorben|verschieden|tot|verunglückt|verloren)\b|"
        r"\bverstorben\w*\b|\b(?:todesfall|"
        r"sterbeurkunde|trauerfall|hinterblieben\w*)\b|\b(?:witwe|witwer)\b|\bfehlgeburt\b",
        r"\b(?:décédée?s?|décès|obsèques|veuve?)\b|\b(?:mari|femme|père|mère|fils|fille)\b[^\n]{0,8}\best mort",
        r"\b(?:falleci\w+|viuda?|defunción)\b|\b(?:padre|madre|marido|mujer|hijo|hija|esposo)\b[^\n]{0,8}\bmurió\b",
        r"\b(?:decedut[oa]|defunt[oa]|vedov[oa]|lutto|venut[oa] a mancare)\b|\b(?:marito|moglie|padre|madre|"
        r"figli[oa])\b[^\n]{0,8}"
        r"\b(?:e mort[oa]|scompars[oa])",
        r"\b(?:man|vrouw|vader|moeder|zoon|dochter|partner|oma|opa)\b[^\n]{0,12}\b(?:overleden|gestorven)\b|\bweduwe|"
        r"\bsterfgeval\b",
        r"\b(?:faleceu|falecid[oa]|viúv[oa]|óbito)\b|\b(?:marido|mulher|pai|mãe|filh[oa])\b[^\n]{0,8}\bmorreu\b",
        unless=(r"\b(?:battery|phone|line|laptop|akku|router|handy|gerät|accu|bateria|batteria|batería)\b",),
    ),
    wording(
        "illness or disability",
        r"\b(?:i|i'm|he|she|have|has|had|with|diagnosed|after|is|am|are)\b[^\n]{0,30}\b(?:cancer|chemo\w*|a stroke|"
        r"heart attack|"
        r"dementia|alzheimer\w*|parkinson\w*|terminal(?:ly)? ill\w*|seriously ill|intensive care|palliative|"
        r"kidney failure|"
        r"depression|ptsd|bipolar|a disability|epilep\w+)\b|\b(?:i'm|i am|i was|she is|he is|he's|she's|is|"
        r"am) (?:currently |"
        r"still )?in (?:the )?hospital\b|\bterminally ill\b",
        r"\b(?:i'm|i am|she is|he is|registered|partially|legally|visually) (?:\w+ )?(?:blind|deaf|disabled|impaired|"
        r"sighted|"
        r"autistic|dyslexic|paraly[sz]ed|housebound|bedridden)\b|\b(?:use|in|need|am in) a wheelchair\b|"
        r"\bwheelchair user\b|"
        r"\bscreen ?reader\b|\bmy disability\b|\bhearing impaired\b|\bmental health\b",
        r"\b(?:krebs|hirntumor|leukämie|schlaganfall|herzinfarkt|chemo\w*|demenz|alzheimer|parkinson|depression\w*|"
        r"palliativ\w*)\b"
        r"[^\n]{0,30}\b(?:festgestellt|erkrankt|diagnos\w+|im krankenhaus|habe|hat|leide\w*|krank|bekommen)\b|"
        r"\b(?:habe|hat|hatte|"
        r"leide\w*|wurde|nach|an)\b[^\n]{0,20}\b(?:krebs|hirntumor|leukämie|schlaganfall|herzinfarkt|chemo\w*|demenz|"
        r"alzheimer|"
        r"parkinson|depression\w*)\b|\b(?:liege|liegt|bin|ist)\b[^\n]{0,25}\bim krankenhaus\b|\b(?:todkrank|"
        r"schwerkrank|schwer krank|"
        r"bettlägerig|intensivstation)\w*",
        r"\b(?:bin|ist)\b[^\n]{0,15}\b(?:blind|gehörlos|taub|sehbehindert|schwerbehindert|behindert|querschnitt\w*|"
        r"autist\w*|"
        r"pflegebedürftig)\b|\bim rollstuhl\b|\brollstuhlfahrer|\bschwerbehinder\w+",
        r"\b(?:un|le) cancer\b|\bà l'hôpital\b|\bhospitalisée?\b|\b(?:suis|est) (?:aveugle|sourde?|handicapée?|"
        r"malvoyante?)\b|"
        r"\bfauteuil roulant\b|\ben phase terminale\b|\bhandicap\b",
        r"\b(?:tengo|tiene|diagnostic\w+)\b[^\n]{0,15}\bcáncer\b|\ben el hospital\b|\bhospitalizad[oa]\b|\b(?:soy|"
        r"es) (?:cieg[oa]|"
        r"sord[oa]|discapacitad[oa])\b|\bsilla de ruedas\b|\bdiscapacidad\b",
        r"\b(?:il|un) (?:cancro|tumore|ictus)\b|\bin ospedale\b|\bricoverat[oa]\b|\b(?:sono|e) (?:ciec[oa]|sord[oa]|"
        r"disabile)\b|\bsedia a "
        r"rotelle\b",
        r"\b(?:heb|heeft)\b[^\n]{0,10}\b(?:kanker|dementie|beroerte)\b|\bin het ziekenhuis\b|\b(?:ben|is) (?:blind|"
        r"doof|slechtziend|"
        r"gehandicapt)\b|\bin een rolstoel\b",
        r"\b(?:tenho|tem)\b[^\n]{0,10}\b(?:cancro|câncer)\b|\b(?:no hospital|internad[oa])\b|\b(?:sou|é) (?:ceg[oa]|"
        r"surd[oa]|deficiente)\b|"
        r"\bcadeira de rodas\b",
        unless=(
            r"\b(?:horoscope|discount|rabatt|nurses|charity|sternzeichen|blind spot|blinds|dogs?|hospital bed size|"
            r"barrierefrei)\b|"
            r"\bcancer and leo\b",
        ),
    ),
    wording(
        "hardship",
        r"\b(?:can'?t|cannot|can not|unable to|couldn'?t|no longer) (?:\w+ )?(?:afford|pay (?:the|my|it|this|you|"
        r"for food|rent|on|any)|make "
        r"(?:the|my) payments?)\b|\b(?:lost|losing) my job\b|\b(?:made redundant|unemployed|bankrupt\w*|insolven\w+|"
        r"food ?bank|on "
        r"benefits|evict\w+|homeless|bailiffs?|financial (?:difficult\w+|hardship|trouble)|struggling to pay|"
        r"behind (?:on|with) (?:my |"
        r"the )?(?:rent|bills|payments|mortgage))\b|\bno money\b[^\n]{0,10}\b(?:left|for food|until)\b|\bi (?:have|"
        r"am in) (?:\w+ )?debts?\b",
        r"\b(?:arbeit|job|arbeitsplatz|stelle)\b[^\n]{0,8}\bverloren\b|\b(?:kann|können|"
        r"schaffe)\b[^\n]{0,40}\bnicht (?:mehr )?"
        r"(?:(?:be)?zahlen|leisten|aufbringen)\b|\b(?:arbeitslos|insolven\w+|überschuldet|privatinsolvenz|bürgergeld|"
        r"hartz ?(?:iv|4)|"
        r"obdachlos|gerichtsvollzieher|zahlungsunfähig|kurzarbeit)\b|\bkein geld mehr\b|\bfinanzielle\w* (?:notlage|"
        r"schwierigkeiten|"
        r"probleme)\b",
        r"\bperdu mon (?:emploi|travail|boulot)\b|\b(?:peux|pouvons|puis) (?:plus|pas) payer\b|\b(?:au chômage|"
        r"surendett\w+|plus "
        r"d'argent|difficultés financières)\b",
        r"\bsin trabajo\b|\bperdido (?:mi|el) (?:trabajo|empleo)\b|\bno (?:puedo|podemos) (?:pagar|permitirme)\b|"
        r"\b(?:en paro|"
        r"desempleado|dificultades económicas)\b",
        r"\bperso il (?:mio )?lavoro\b|\bnon (?:riesco a|posso|possiamo) (?:più )?pagare\b|\b(?:disoccupat[oa]|"
        r"difficoltà economiche)\b",
        r"\b(?:baan|werk) (?:kwijt|verloren)\b|\bniet (?:meer )?betalen\b|\b(?:werkloos|schuldsanering|schulden)\b",
        r"\b(?:desempregad[oa]|perdi o (?:meu )?emprego|dificuldades financeiras)\b|\bnão (?:consigo|posso) pagar\b",
        unless=(r"\b(?:can(?:not|'t) pay (?:with|by|via|using))\b|\b(?:paypal|apple pay|klarna|google pay)\b",),
    ),
    wording(
        "a minor",
        r"\b(?:i'm|i am|im) (?:only |just )?(?:[6-9]|1[0-7])(?: years? old|\byo)?\b(?! (?:%|percent|minutes?|hours?|"
        r"days?|weeks?|months?|"
        r"miles|km|cm|kg|stone|weeks))(?=\W|$)|\b(?:son|daughter|child|kid|nephew|niece|grandson|"
        r"year[- ]old)\b[^\n]{0,40}\b(?:without "
        r"(?:my|our|the) (?:permission|consent|knowledge)|(?:used|with) my (?:card|credit card|phone|account))\b|"
        r"\b(?:spent|bought)\b"
        r"[^\n]{0,40}\bwithout my (?:permission|consent|knowledge)\b|\bwith my (?:mum|mom|dad|parents?)'?s? (?:card|"
        r"credit card)\b|\bi am "
        r"(?:a minor|underage)\b",
        r"\bich bin (?:erst |noch )?(?:[6-9]|1[0-7])(?: jahre(?: alt)?)?(?! (?:tage|wochen|monate|minuten|cm|kg|km|"
        r"%))(?=\W|$)|\b(?:sohn|"
        r"tochter|kind|enkel)\b[^\n]{0,50}\b(?:ohne (?:meine|unsere) (?:erlaubnis|zustimmung|einwilligung|wissen)|"
        r"mit meiner karte)\b|"
        r"\bmit (?:papas|mamas|der karte meine[rs] (?:mutter|vaters|eltern))\b|\bminderjährig\w*",
        r"\b(?:j'ai|tengo|ho|ik ben|tenho) (?:seulement |solo |pas )?(?:[6-9]|1[0-7]) (?:ans|años|anni|jaar|anos)\b|"
        r"\bsans (?:mon|notre) "
        r"(?:accord|autorisation)\b|\bsin mi permiso\b|\bsenza il mio permesso\b|\bzonder mijn toestemming\b|"
        r"\bsem (?:a )?minha "
        r"(?:autorização|permissão)\b",
    ),
    wording(
        "despair",
        r"\b(?:can'?t|cannot|can not) (?:cope|go on|take (?:it|this|any|much)|handle (?:it|this)(?: any)?|"
        r"do this any ?more)\b|\bat my wit'?s?'? "
        r"end\b|\bend of my (?:tether|rope)\b|\b(?:in tears|crying|desperate|distraught|devastated|heartbroken|"
        r"overwhelmed|panic attack|"
        r"breaking down|nervous breakdown|having a breakdown)\b|\bmaking me ill\b|\bcan'?t sleep\b",
        r"\b(?:am ende meiner|mit den nerven|keine kraft mehr|nervlich am|nicht mehr (?:weiter|ein noch aus)|"
        r"verzweif\w+|nervenzusammenbruch|"
        r"panikattacke|weine\b|in tränen|überfordert|ich kann nicht mehr)",
        r"\b(?:n'en peux plus|désespérée?|en larmes|à bout|détresse)\b|\b(?:no puedo más|desesperad[oa]|llorando)\b|"
        r"\b(?:non ce la faccio (?:più)?|"
        r"disperat[oa]|in lacrime)\b|\b(?:kan (?:het|dit) niet meer|ten einde raad|wanhopig|in tranen)\b|"
        r"\b(?:não aguento mais|desesperad[oa]|a "
        r"chorar)\b",
        unless=(r"\b(?:desperate (?:housewives)|baby (?:is |was )?crying|crying baby)\b|\bmattress\b|\bto try\b",),
    ),
    wording(
        "self-harm",
        r"\b(?:everyone|everybody|world|they|you|all|family)\b[^\n]{0,12}\bbetter (?:off )?without me\b|"
        r"\b(?:tired of|sick of|point (?:of|in)) (?:living|life|being alive)\b|\btake my (?:own )?life\b|\bnot (?:be|"
        r"want to be) (?:here|around|alive) any ?more\b|\boverdose\b",
        r"\b(?:besser|wenn)\b[^\n]{0,20}\bmich nicht (?:mehr )?gäbe\b|\bmöchte (?:am liebsten )?(?:sterben|"
        r"tot sein)\b|\b(?:keinen sinn|lebensmüde|schluss machen mit (?:dem|meinem) leben)\b|"
        r"\bohne mich besser dran\b",
    ),
    wording(
        "bereavement",
        r"\b(?:nan|nana|gran|granny|grandad|grandpa|cousin|niece|nephew|aunt|uncle|in-law|flatmate|fiance\w?|spouse|"
        r"dad|mum|mom|mother|father|husband|wife|brother|sister|son|daughter|partner|"
        r"neighbour)\b[^\n]{0,25}\b(?:died|dead|dying|passed|"
        r"no longer with us|funeral)\b|\b(?:estate of|executor|probate|next of kin)\b|\bi(?:'ve|"
        r" have)? (?:just )?buried my\b",
        r"\bvon uns gegangen\b|\b(?:beerdigung|beisetzung|nachlass|erbengemeinschaft|verstorb\w+)\b|\b(?:mann|frau|"
        r"mutter|vater|oma|opa|sohn|tochter)\b[^\n]{0,30}\b(?:lebt nicht mehr|eingeschlafen)\b",
        r"\b(?:mère|père|mari|femme|fils|fille|frère|sœur|soeur|grand-\w+)\b[^\n]{0,12}\b(?:vient de mourir|morte?|"
        r"mourir|nous a quittés)\b|\b(?:madre|padre|marido|esposa|hijo|hija|"
        r"abuel[oa])\b[^\n]{0,12}\b(?:acaba de morir|ha muerto|muert[oa])\b|"
        r"\b(?:mãe|pai|avó|avô|irmão|irmã)\b[^\n]{0,8}\bmorreu\b|\b(?:madre|padre|nonn[oa])\b[^\n]{0,8}\bmort[oa]\b",
        unless=(r"\b(?:battery|phone|wreath|usual for a funeral|akku)\b",),
    ),
    wording(
        "illness or disability",
        r"\b(?:undergoing|having|in|on|during|because of|after) (?:my |his |her )?(?:chemo\w*|radiotherapy|dialysis|"
        r"cancer treatment|rehab|surgery|an operation|a coma)\b|\b(?:i'm|i am) (?:\w+ )?(?:deaf|blind|disabled|"
        r"hard of hearing|seriously ill|very ill|"
        r"bed ?bound|pregnant and)\b|\b(?:my|has|have|had) (?:\w+ )?(?:cancer|tumou?r|dementia|stroke|disability|"
        r"illness|heart condition|learning difficult\w+)\b|\bmy carer\b|\bi care for my\b|\bi can'?t (?:see|hear|"
        r"walk|read)(?: very)? well\b",
        r"\b(?:in|wegen|während|nach) (?:der |einer |meiner )?(?:chemo\w*|bestrahlung|dialyse|krebs\w*|reha|"
        r"operation|op)\b|\b(?:schwerhörig|gehbehindert|sehschwach|pflegegrad|pflegefall|behinderung|lernschwäche|"
        r"todkrank)\w*|\bmein\w* (?:krebs|tumor|demenz|"
        r"krankheit|erkrankung)\b",
        r"\b(?:traitement|tratamiento|trattamento|behandeling|tratamento)\b[^\n]{0,15}\b(?:cancer|cáncer|cancro|"
        r"tumore|kanker|câncer|chimio\w*|quimio\w*|chemio\w*)\b|\b(?:malentendante?|chimiothérapie|quimioterapia|"
        r"chemioterapia|malad(?:e|ie) grave)\b",
        unless=(
            r"\b(?:horoscope|charity|discount|rabatt|sternzeichen|blind spot|dogs?|barrierefrei|leo|sauce|op-|"
            r"machine|device)\b",
        ),
    ),
    wording(
        "hardship",
        r"\b(?:no way|not able|unable|don'?t know how|struggl\w+|hard|impossible)\b[^\n]{0,15}\b(?:can |could |to |"
        r"i'll |i will |for me to )*pay\b(?! (?:with|by|via|in the app))|\b(?:universal credit|job ?seekers?|"
        r"minimum wage|pension credit|payday|overdrawn|"
        r"skint|in arrears|laid off|out of work|redundan\w+|payment plan|can'?t make ends meet|no income)\b",
        r"\b(?:bürgergeld|grundsicherung|sozialhilfe|existenzminimum|ratenzahlung nötig|pleite|entlassen worden|"
        r"gekündigt worden|job weg|schulden)\b|\b(?:euro|summe|betrag|rate)\w*\b[^\n]{0,20}\b(?:gehen|geht|"
        r"schaffe\w*|kann ich)\b[^\n]{0,10}\bnicht\b",
        unless=(r"\bhow (?:do|can|hard)\b|\bpayday sale\b",),
    ),
    wording(
        "abuse",
        r"\b(?:partner|husband|wife|ex|boyfriend|girlfriend|father|mother)\b[^\n]{0,20}\b(?:controls|control|reads|"
        r"monitors|tracks|follows|locks|beat|beats|hurts|scares|threatens)\b[^\n]{0,12}\b(?:me|my)\b|"
        r"\bafraid of (?:my|him|her)\b|\bnot safe at home\b",
        r"\b(?:mann|partner|ex\S*|freund|vater)\b[^\n]{0,20}\b(?:kontrolliert|überwacht|verfolgt|liest meine|bedroht|"
        r"schlug)\b|\bangst vor (?:meinem|meiner|ihm)\b",
    ),
    wording(
        "a minor",
        r"\b(?:i'm|i am|im) (?:only |just )?(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
        r"seventeen)\b(?! (?:percent|days|weeks|months|minutes|miles|stone))|\bmy (?:parents|mum|mom|dad) (?:don'?t|"
        r"doesn'?t|do not) know\b|\bbehind my (?:back|parents)\b",
        r"\bich bin (?:gerade mal |erst |noch )*(?:zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|[6-9]|"
        r"1[0-7]) jahre\b|\bmeine eltern (?:wissen|dürfen)\b",
    ),
    wording(
        "despair",
        r"\b(?:everything|it|this|all) is (?:just )?too much\b|\bbreak(?:ing)? down\b|\b(?:hopeless|suffering|"
        r"at rock bottom|losing my mind|mental(?:ly)? (?:exhausted|breakdown)|in despair|so scared|terrified|sobbing|"
        r"falling apart)\b|\bhaven'?t slept\b|\bno one (?:left )?to turn to\b",
        r"\b(?:über den kopf|heule nur|nur noch heulen|nervlich|am boden|hoffnungslos|todesangst|kaputt vor sorge|"
        r"nicht mehr schlafen|schlaflose nächte|zusammengebrochen|am ende mit)\b|\bwird mir (?:alles )?zu viel\b",
        unless=(r"\bcar\b[^\n]{0,10}\bbreak|\bboxes|\bbreak down (?:the|into)",),
    ),
)


def vulnerable(text: str) -> str | None:
    """What kind of care the text calls for, the gravest first; None for most."""
    return said_in(plain(text), _WORDINGS)
