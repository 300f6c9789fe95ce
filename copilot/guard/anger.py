"""Anger that a machine should not answer: insults, outrage, threats to leave loudly. Pure."""

import re

from copilot.guard.wording import plain, said_in, wording

_WORDINGS = (
    wording(
        "outrage",
        r"\b(?:furious|livid|outraged?|outrageous|disgust\w+|disgrace\w*|unacceptable|appalling|appalled|atrocious|"
        r"pathetic|"
        r"shambles|shameful|infuriat\w+|enraged|fuming)\b|\b(?:fed|so) up with (?:you|your|this|it|the)\b|"
        r"\bsick (?:and tired |to death )?of "
        r"(?:you|your|this|it|wait|being|all)|\bshame on you\b|\byou(?:r)? (?:people|company|lot|service|support|"
        r"shop)\b[^\n]{0,15}\b(?:joke|"
        r"useless|incompetent|liars|thieves|idiots|terrible|awful|rubbish|worst|crap)\b|\bworst (?:\w+ )?(?:company|"
        r"service|support|shop|"
        r"experience|customer)\b|\b(?:absolute|complete|total|utter)(?:ly)? (?:joke|disgrace|rubbish|incompetence|"
        r"useless|ridiculous|nightmare)\b|"
        r"\b(?:rip[- ]?offs?|crooks|thieves|liars|scammers|con artists)\b|\b(?:so|very|really|extremely|beyond|"
        r"bloody) (?:angry|frustrat\w+|"
        r"annoyed|disappointed|upset)\b|\blast straw\b|\bhow dare you\b|\bridiculous\b|\bwaste of (?:my )?time\b",
        r"\b(?:wtf|bullshit|f[*u]ck\w*|shit(?:ty|s)?|crap(?:py)?|bastards?|arseholes?|assholes?|idiots?|morons?|"
        r"piss(?:ed)? (?:off|me)|"
        r"screw you|bloody hell)\b",
        r"\b(?:unverschämt\w*|frechheit|unfassbar|unerhört|skandal\w*|sauerei|schweinerei|saftladen|stinksauer|wütend|"
        r"fuchsteufelswild|betrüger|verbrecher|abzocke\w*|lächerlich|verarsch\w*|scheiss\w*|verdammt\w*|idioten|"
        r"unzumutbar|zumutung|"
        r"unter aller (?:sau|kanone)|frech)\b|\bso (?:sauer|enttäuscht|verärgert|wütend)\b|\b(?:jetzt |"
        r"mir )?reicht(?:s| es)\b(?! (?:der|die|das|ein|"
        r"für|wenn))|\bnase voll\b|\bschnauze voll\b|\bist (?:ein witz|eine katastrophe)\b|\bschämen sie sich\b|"
        r"\b(?:sehr|stock|"
        r"extrem|ziemlich) (?:verärgert|enttäuscht|sauer)\b",
        r"\b(?:inadmissible|furieu(?:x|se)|scandaleu\w+|honteux|honte|voleurs?|escrocs?|arnaqueurs?|ras[- ]le[- ]bol|"
        r"j'en ai (?:marre|assez)|"
        r"incompétents?|merde|lamentable)\b",
        r"\b(?:vergüenza|hart[oa] de|inaceptable|indignante|furios[oa]|ladrones|estafadores|mierda|indignad[oa]|"
        r"lamentable|pésim[oa])\b",
        r"\b(?:vergogn\w+|furios[oa]|inaccettabile|indecente|ladri|truffatori|schifo|scandalos[oa]|stuf[oa] di|"
        r"merda)\b",
        r"\b(?:belachelijk|woedend|schandalig|schande|onacceptabel|oplichters|dieven|spuugzat|boos|klote\w*|"
        r"waardeloos)\b",
        r"\b(?:furios[oa]|inaceitável|inadmissível|ladrões|palhaçada|fart[oa] de|porcaria|indignad[oa])\b",
        unless=(r"\bmy old\b|\bmeinen? alten?\b|\b(?:shit|crap) (?:hot|bag)\b",),
    ),
    wording(
        "leaving loudly",
        r"\b(?:never|not) (?:again|buy(?:ing)?|order(?:ing)?|us(?:e|ing)|shop(?:ping)?)\b[^\n]{0,30}\b(?:from you|"
        r"with you|here|again|your)\b|\bnever "
        r"again\b|\b(?:taking|take) (?:my|our) business\b|\b(?:i'm|i am|we are) (?:so )?done with (?:you|your|"
        r"this)\b|\b(?:one|1|zero)[- ]star|\b(?:bad|"
        r"negative|terrible|scathing) review\b|\btell (?:everyone|everybody|all my friends|the world)\b|\b(?:post|"
        r"share|expose)\b[^\n]{0,25}\b(?:twitter|"
        r"facebook|social media|trustpilot|everywhere|tiktok|reddit)\b|\blost (?:me as )?a customer\b|"
        r"\bgoing viral\b|\bbad publicity\b",
        r"\bnie wieder\b|\b(?:schlechte|negative|vernichtende|1-stern|ein-stern)\w* (?:bewertung|rezension)\w*|"
        r"\bals kunden? (?:verloren|los)\b|\b(?:auf|"
        r"bei) (?:facebook|twitter|trustpilot|google|social media)\b[^\n]{0,25}\b(?:posten|bewert|schreib|"
        r"veröffentlich)\w*|\ballen? (?:bekannten|"
        r"freunden)\b[^\n]{0,20}\b(?:abraten|erzählen|warnen)",
        r"\bplus jamais\b|\b(?:mauvais|négatif)s? avis\b|\bnunca más\b|\b(?:mala|pésima) reseña\b|\bmai più\b|"
        r"\b(?:pessima|brutta) recensione\b|\bnooit "
        r"(?:meer|weer)\b|\bslechte (?:review|recensie)\b|\bnunca mais\b",
        unless=(r"\bhow (?:do|can)\b",),
    ),
    wording(
        "outrage",
        r"\b(?:horrendous|horrific|abysmal|diabolical|dreadful|shocking|despicable|insulting|laughable|clueless|"
        r"incompetent|incompetence|clowns?|cowboys|con(?:ned|ning)|treated (?:so |this |like)\w*|had it with|"
        r"had enough of (?:you|your|this)|sick to death|"
        r"nothing (?:more|further) to do with you|how can you (?:people|treat)|hate (?:you|your|this company)|"
        r"angry)\b|\b(?:terrible|awful|rubbish|useless|lousy|crap|poor) (?:customer )?(?:service|company|support|"
        r"experience|treatment)\b",
        r"\b(?:dreist\w*|unglaublich\w*|bodenlos\w*|miserabel\w*|grottenschlecht\w*|beschissen\w*|lachnummer|"
        r"saustall|chaosladen|drecksladen|drecks\w*|inkompetent\w*|stümper|letzte verein|kundenfeindlich\w*|"
        r"verärgert|empört|platzt mir|hals voll|faxen dicke|"
        r"abzocker|gauner|witzverein|zum kotzen|mieser? (?:service|laden))\b|\bfür dumm verkauf\w*|"
        r"\bnie(?:mals)? (?:mehr|wieder) (?:kauf|bestell)\w*",
        r"\b(?:pourri|nulle?s? (?:de|a chier)|foutage|en colère|dégueulasse|minable|se moque\w* de)\b|"
        r"\b(?:sinvergüenzas?|asco|enfadad[oa]|tomadura de pelo|chapuza|inútiles)\b|\b(?:arrabbiat[oa]|presa in giro|"
        r"pessimo servizio|incompetenti|delinquenti)\b|"
        r"\b(?:boos|kwaad|prutsers|schandalige|slechtste)\b|\b(?:vergonhos[oa]|revoltad[oa]|incompetentes|"
        r"péssimo (?:serviço|atendimento))\b",
        unless=(
            r"\b(?:another brand|my last|mein letzter|shocking pink|clown (?:fish|costume|nose)|cowboy (?:boots|"
            r"hat)|unglaublich (?:leise|gut|schön|weich|lecker)|angry birds|shocking the|shocking my)\b",
        ),
    ),
    wording(
        "leaving loudly",
        r"\b(?:very )?public post\b|\b(?:warn|warning) (?:others|people|everyone)\b|\bname and shame\b|"
        r"\bnever (?:buy|order|shop|use)\b[^\n]{0,15}\bagain\b|\b(?:close|closing) my account and\b|"
        r"\bswitch(?:ing)? to (?:a|your) competitor\b",
        r"\bnie mehr\b[^\n]{0,15}\b(?:kauf|bestell|bei)\w*|\b(?:warne|warnen)\b[^\n]{0,15}\b(?:alle|andere|jeden)\b|"
        r"\bzur konkurrenz\b|\böffentlich (?:machen|posten)\b",
    ),
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def angry(text: str) -> str | None:
    """``outrage``, ``leaving loudly`` or ``shouting`` where the text is that angry."""
    return said_in(plain(text), _WORDINGS) or ("shouting" if shouting(text) else None)


def shouting(text: str) -> bool:
    """True where a message of some length is in capitals."""
    words = _WORD.findall(text[:2000])
    return len(words) >= 7 and sum(w.isupper() for w in words) > 0.7 * len(words)
