"""Whether a person is asked for: "an agent please", "call me back", "am I talking to a bot?". Pure."""

from copilot.guard.wording import plain, said_in, wording

_WHO = (
    r"(?:human(?: being)?s?|persons?|people|agents?|representatives?|reps?|advis[oe]rs?|operators?|supervisors?|"
    r"managers?|colleagues?|someone|somebody|anyone|member of (?:the )?(?:staff|team)|customer (?:service|support))"
)
_REAL = r"(?:(?:a|an|the|your|some|any|real|live|actual|human|proper|customer|service|support|sales|living) )*"
_I = r"(?:i|me|us|we)"
_UNLESS = (
    r"\b(?:estate|travel|letting|user|build|remote|cleaning|descaling|bleaching|insurance) agents?\b",
    r"\b(?:spanish|german|french|english|language)\b|\bhuman (?:error|resources|hair|rights|body)\b|\bhr\b",
    r"\bif (?:i|we) (?:upgrade|buy|order|choose|take|subscribe|switch)\b|\b(?:plan|tier|tariff|package|abo|tarif|"
    r"forfait|abonnement|piano|plano) (?:include|come|enth|compren|inclu)",
    r"\b(?:will|does|do) the (?:courier|driver|technician|delivery)\b|\b(?:doorbell|door bell|headset|speaker)\b",
    r"\bhow (?:do|can) (?:i|we) (?:add|assign|invite)\b",
)
_WORDINGS = (
    wording(
        "a person",
        rf"\b(?:speak|talk|chat|connect\w*|transfer\w*|put|pass|escalat\w*|speaking|talking)\b[^\n]{{0,25}}?"
        rf"\b(?:to|with|through) {_REAL}{_WHO}\b",
        rf"\b(?:want|need|prefer|get {_I}|give {_I}|reach|find|like|deal with|get hold of|send {_I}) {_REAL}"
        r"(?:human(?: being)?|agent|representative|advis[oe]r|operator|supervisor|manager|real person|live person|"
        r"person who|someone (?:to (?:speak|talk|call)|who)|somebody (?:to|who)|actual person|proper person)\b",
        r"^(?:(?:an?|live|human|real|just|hi|hello|ok|no|speak to|get)[, ]+)*(?:agent|human|person|representative|"
        r"operator|advisor|manager|supervisor|real person|human being)s?(?: (?:please|pls|plz|now|help|support))*\W*$",
        r"\b(?:agent|human|representative|operator|real person)[, ]+(?:please|pls|now)\b|[,;!] ?operator\W*$",
        r"\b(?:member of staff|team member|real person|human|someone human|actual human) (?:\w+ )?(?:look|help|check|"
        r"answer|reply|read|respond|handle|deal)\b",
        r"\b(?:can|could|would|will) (?:someone|somebody|anyone|anybody)(?: from your team)? (?:please )?"
        r"(?:call|ring|phone|contact) (?:me|us)\b",
        r"\b(?:with|an|von|mit|durch) (?:einem|einen|einer) (?:echten |richtigen |anderen )?(?:mensch\w*|"
        r"mitarbeiter\w*|"
        r"berater\w*|person\b|kollegen|kollegin|ansprechpartner\w*|vorgesetzten)\b[^\n]{0,30}\b(?:sprechen|reden|"
        r"chatten|telefonieren|verbinden|verbunden|weiter\w*|verbinde\w*)?",
        r"\b(?:mit|zu) (?:jemand\w*|einem mensch\w*|echten menschen|ihrem (?:chef|vorgesetzten)|ihrer chefin)\b"
        r"[^\n]{0,40}\b(?:sprechen|reden|chatten|telefonieren|verbinden)\b",
        r"\b(?:verbinde\w*|leite\w*|stelle\w*|geben) (?:sie )?(?:mich|das|es)\b[^\n]{0,30}\b(?:mitarbeiter\w*|"
        r"berater\w*|"
        r"mensch\w*|kolleg\w+|jemand\w*|durch\b)",
        r"\b(?:will|möchte|brauche|verlange|wünsche)\b[^\n]{0,25}\b(?:einen? (?:echten |richtigen )?(?:mensch\w*|"
        r"mitarbeiter\w*|ansprechpartner\w*|berater\w*)|(?:ihren|einen|den) (?:vorgesetzten|chef))\b",
        r"^(?:(?:ein|einen|echter|bitte)[, ]+)*(?:mensch|mitarbeiter(?:in)?|berater|kundenberater)"
        r"(?:[, ]+(?:bitte|sprechen|jetzt))*\W*$",
        r"\b(?:echte|richtige)[nr]? (?:menschen?|mitarbeiter|person)\b",
        r"\b(?:parler|échanger|discuter)\b[^\n]{0,20}\b(?:a|avec) (?:un|une|quelqu)[^\n]{0,15}(?:humain|personne|"
        r"conseill|agent|opérat|quelqu|responsable|un\b)|\bpasse[zr]?[- ]moi\b|\b(?:un|être) humain,? (?:s'il|svp)|"
        r"\b(?:vrai|véritable) (?:conseiller|humain|personne)\b|^(?:un )?(?:conseiller|humain)\W*(?:svp|s'il.*)?\W*$",
        r"\b(?:hablar|comunicar\w*|chatear)\b[^\n]{0,20}\bcon (?:un|una|alguien|su)\b[^\n]{0,20}|"
        r"\b(?:paseme|pasame|pongame|comuniqueme|transfierame)\b|^(?:un )?(?:agente|humano|"
        r"persona)[, ]*(?:por favor)?\W*$",
        r"\bparlare\b[^\n]{0,15}\bcon (?:un|una|qualcuno|il)\b|\bpassatemi\b|\bmi passi\b|^(?:un )?operatore\W*"
        r"(?:per favore)?\W*$",
        r"\b(?:medewerker|mens|iemand|persoon|leidinggevende)\b[^\n]{0,15}\b(?:spreken|praten|chatten)\b|"
        r"\b(?:spreken|praten|chatten|verbind\w*)\b[^\n]{0,15}\bmet (?:een|iemand)\b|^(?:een )?(?:echte )?"
        r"(?:medewerker|mens)[, ]*(?:graag|aub|alstublieft)?\W*$",
        r"\bfalar\b[^\n]{0,10}\bcom (?:um|uma|alguém|o seu)\b|^(?:um )?(?:atendente|humano)[, ]*(?:por favor)?\W*$",
        unless=_UNLESS,
    ),
    wording(
        "a call",
        r"\b(?:call|ring|phone) me (?:back|please|on|at|asap|today|tomorrow|now|this)\b|\b(?:please|pls) (?:call|ring|"
        r"phone)(?: me| us)?\b|\bgive me a (?:call|ring)\b|\b(?:want|need|request|like|arrange) a call ?-?back\b|"
        r"^(?:please )?(?:call|ring|phone) me\b",
        r"\b(?:rufen sie|ruft|ruf)\b[^\n]{0,20}\b(?:mich|uns|zurück)\b|\b(?:bitte um|erbitte|wünsche\w*)\b[^\n]{0,20}"
        r"\brückruf\b|\b(?:mich|uns)\b[^\n]{0,15}\b(?:jemand|wer)\b[^\n]{0,15}\b(?:an|zurück)(?:zu)?rufen\b|"
        r"\brückruf (?:bitte|erbeten|erwünscht)\b",
        r"\b(?:pouvez-vous|veuillez|merci de|pourriez-vous)\b[^\n]{0,12}\bme (?:r'?appeler)\b|\bme rappeler\b|"
        r"\b(?:r?appelez)-moi\b",
        r"\b(?:puede|pueden|podria\w*)\b[^\n]{0,15}\bllam\w+\b|\bllam(?:en|e|a)me\b|\bme (?:puede|pueden|"
        r"podria\w*) llamar\b|"
        r"\bque me llam(?:e|en)\b",
        r"\b(?:ri)?chiamatemi\b|\bmi (?:ri)?chiam(?:i|ate|ino)\b|\b(?:essere|venire) richiamat\w\b|\bmi (?:può|potete) "
        r"(?:ri)?chiamare\b",
        r"\b(?:mij|me|ons)\b[^\n]{0,20}\b(?:terug ?bellen|bellen|opbellen)\b|\bbel (?:mij|me|ons)\b",
        r"\b(?:ligar?|liguem|ligue|telefonem|telefonar)-me\b|\bme (?:liguem?|telefonem?)\b|\b(?:podem|pode) me ligar\b",
        unless=(*_UNLESS, r"\bkann (?:die|der|das)\b", r"\brepartidor\b"),
    ),
    wording(
        "no machine",
        r"\b(?:am i|are we|is this|are you|are these|i'm)\b[^\n]{0,25}\b(?:a |an )?(?:ro)?bots?\b(?! (?:vacuum|mower|"
        r"arm|account))",
        r"\bam i (?:talking|speaking|chatting) (?:to|with) a (?:machine|computer|person|human|real)\b|\bare you (?:a )?"
        r"(?:human|real|machine|computer)\b",
        r"\b(?:no (?:more )?|stop (?:the |this |with the )?|not? (?:to |with )?(?:a |your |this )?|don'?t want (?:a |"
        r"another |your )?|hate (?:these |this )?)(?:chat)?bots?\b",
        r"\b(?:don'?t|do not|won't) want to (?:talk|speak|chat) (?:to|with) (?:a |your |this )?(?:machine|computer|"
        r"robot|"
        r"ai)\b",
        r"\b(?:bin ich|spreche ich|rede ich|schreibe ich|sind sie|bist du|ist das)\b[^\n]{0,30}\b(?:ro|"
        r"chat)?bot(?:er)?\b|"
        r"\bkein(?:en)? (?:chat|ro)?bot\b|\bmit (?:einer maschine|einem computer)\b",
        r"\b(?:parle|discute)\b[^\n]{0,10}\b(?:a|avec) un (?:ro)?bot\b|\b(?:êtes-vous|es-tu|c'est|est-ce) un (?:ro|"
        r"chat)?bot\b|\bpas (?:de|un) (?:ro)?bot\b",
        r"\b(?:eres|es usted|esto es|hablando con|hablar con) un (?:ro)?bot\b",
        r"\b(?:parlando|parlo|parlare) con un (?:ro)?bot\b|\bsei un (?:ro)?bot\b",
        r"\b(?:praat|spreek|chat) ik met een (?:ro)?bot\b|\bbent u een (?:ro)?bot\b|\bgeen (?:chat|ro)?bot\b",
        r"\b(?:falar|falando) com um (?:ro)?b[oô]t?\b|\b(?:és|você é) um (?:ro)?bo\b",
    ),
    wording(
        "a person",
        r"\b(?:hand(?:ed)?|pass(?:ed)?|forward(?:ed)?|refer(?:red)?|give)\b[^\n]{0,20}\b(?:over |on )?to (?:one of |"
        r"some ?(?:one|body) (?:of |from )?|an? )?(?:your |other |different )*"
        r"(?:colleagues?|team|staff|humans?|persons?|people|employees?|someone|somebody|supervisor|manager)\b",
        r"\b(?:any(?:one|body)|someone|somebody|a person|people|humans?|real people|actual people) (?:\w+ )?(?:i|"
        r"we) (?:can|could) (?:speak|talk|chat|turn|write)\b|\b(?:is there|are there|do you have)\b"
        r"[^\n]{0,12}\b(?:anyone|anybody|someone|people|humans?|a person)\b[^\n]{0,12}\b(?:real|there|here|available|"
        r"human)\b",
        r"\b(?:let|have|get|want|like|prefer|can|could|may i have)\b[^\n]{0,12}\b(?:a |an |some |"
        r"one of your )?(?:real|actual|human|living|proper)\b[^\n]{0,8}\b(?:employees?|staff|answer|being|person|"
        r"people|support|reply|"
        r"response|colleague|contact)\b|\b(?:get|have|reach|want|need)\b[^\n]{0,8}\b(?:someone|somebody|anyone|"
        r"a person|a human)\b[^\n]{0,6}\bon the (?:phone|line)\b|\b(?:speak|talk) to (?:an? |the )?(?:representative|"
        r"human|person|agent|"
        r"advisor|operator|employee)\b|\bpersonal (?:contact|advis[oe]r)\b",
        r"\b(?:ein |echter |eine )?(?:mensch|mitarbeiter(?:in)?|person|kolleg(?:e|in))\b[^\n]{0,25}\b(?:ansehen|"
        r"anschauen|antworten|melden|kümmern|lesen|bearbeiten|übernehmen|helfen)\b|\b(?:persönliche[nrs]?|feste[nr]?|"
        r"menschliche[nr]?) "
        r"(?:ansprechpartner\w*|berater\w*|kontakt|betreuung|hilfe|antwort)\b|\b(?:kunden)?(?:berater|betreuer|"
        r"service|mitarbeiter|support)\w* (?:sprechen|erreichen|anrufen)\b|\bjemand(?:en|em)? (?:persönlich\w*|"
        r"am telefon|ans telefon|ans rohr)\b|"
        r"\b(?:möchte|will|kann ich|hätte gern\w*)\b[^\n]{0,20}\bmit (?:jemand\w*|ihnen|euch|einem|"
        r"einer)\b[^\n]{0,25}\b(?:sprechen|reden|telefonieren)\b",
        r"\b(?:en relation avec|en contact avec|à) (?:un|une|quelqu'un)[^\n]{0,12}\b(?:conseill\w+|humain\w*|"
        r"personne|agent|opérat\w+|collègue)?\b(?=[^\n]{0,3}(?:conseill|humain|vrai|$|\.|\?))|\b(?:conseill\w+|"
        r"humain|vraie personne)\b[^\n]{0,15}"
        r"\b(?:au téléphone|me réponde|s'il vous)\b|\bune vraie personne\b",
        r"\b(?:atienda|ayude|conteste|responda)\b[^\n]{0,10}\b(?:una persona|un humano|alguien|un agente)\b|"
        r"\b(?:persona|agente|humano) (?:real|de verdad|humano)\b|\b(?:alguien|persona) con quien (?:pueda )?hablar\b",
        r"\b(?:qualcuno|una persona|un operatore)\b[^\n]{0,15}\bcon cui (?:posso )?parlare\b|\b(?:persona|"
        r"operatore) (?:reale|umano|vera)\b|\bparlare con\b",
        r"\b(?:iemand|medewerker|persoon)\b[^\n]{0,12}\baan de (?:lijn|telefoon)\b|\b(?:echte|menselijke) (?:persoon|"
        r"medewerker|hulp)\b|\bdoorverbinden\b",
        r"\bfalar com\b[^\n]{0,12}\b(?:atendente|pessoa|alguém|operador|humano|funcionário|responsável|gerente)\b|"
        r"\b(?:pessoa|atendente) (?:real|humano|de verdade)\b",
        unless=(*_UNLESS, r"\btranslat|\bübersetz|\bconfirm that i'm|\bob ich ein|\bhow many|\bwie viele"),
    ),
    wording(
        "a call",
        r"\b(?:appreciate|prefer|like|want|need|expect|request)\w*\b[^\n]{0,12}\b(?:a |your )?(?:phone ?|"
        r"telephone )?call\b(?! (?:centre|center|waiting|forward|log|record))|\bcontact me (?:by|on the|"
        r"via) (?:tele)?phone\b|\bmy (?:phone |mobile )?number is\b",
        r"\b(?:melden|meldet|kontaktieren|kontaktiert)\b[^\n]{0,15}\b(?:telefonisch|per telefon)\b|"
        r"\btelefonisch (?:bei mir|kontaktieren|melden|erreichen sie mich)\b|\brückruf\b[^\n]{0,10}\b(?:unter|bitte|"
        r"gewünscht|erbeten)\b|\bmich (?:bitte )?(?:zurück|an)(?:zu)?rufen\b",
        r"\b(?:par téléphone|un appel)\b[^\n]{0,4}(?:s'il|svp|\.|$)|\b(?:contacten|contáctenme) por teléfono\b|"
        r"\btelefonisch contact\b",
        unless=_UNLESS,
    ),
    wording(
        "no machine",
        r"\b(?:who|what) am i (?:talking|speaking|chatting|writing) (?:to|with)\b|\bam i (?:talking|speaking|"
        r"chatting|writing) (?:to|with)\b|\b(?:chat)?bot (?:nonsense|rubbish|answers?|replies)\b|\b(?:answered|"
        r"written) by (?:a )?(?:bot|machine|ai|computer)\b|"
        r"\bautomat(?:ed|ic) (?:answers?|repl(?:y|ies)|messages?|responses?)\b",
        r"\b(?:antwortet|schreibt|spricht|sitzt)\b[^\n]{0,12}\b(?:nur )?(?:eine maschine|ein computer|ein automat|"
        r"eine ki|ein bot|ein roboter)\b|\bautomatische\w* (?:antwort\w*|floskeln|standardantwort\w*)\b",
        unless=(r"\b(?:how (?:do|can)|set up|einrichten|richte ich|out of office|abwesenheit)\b",),
    ),
)


def human_wanted(text: str) -> str | None:
    """``a person``, ``a call`` or ``no machine`` where the text asks for it."""
    return said_in(plain(text), _WORDINGS)
