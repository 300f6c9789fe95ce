"""Words that turn a statement (not, only, may, before, if ...), in seven languages. Data only."""

Turn = str
"""What a word does to a statement: ``not``, ``only``, ``also``, ``may``, ``must``, ``before``, ``after``, ``if`` ..."""

# One line for each turn: phrases parted by |. A phrase may do several things ("mustn't": not + may).
TURNS: dict[str, dict[str, str]] = {
    "en": {
        "advised": "recommend|recommends|recommended|advise|advises|advised|suggest|suggested|advisable",
        "anytime": "at any time|whenever you like|whenever you want|whenever you wish|in any case|"
        "under all circumstances|"
        "any time",
        "despite": "no matter whether|no matter if|no matter what|no matter how|no matter who|no matter when|"
        "no matter which|no matter where|whatever|whoever|whichever|wherever|even if|even when|even without|"
        "regardless of|regardless|whether or not|even after|even though",
        "idiom": "you don't show up|you do not show up|you don't turn up|not affected|not only|no problem|"
        "no worries|don't hesitate|do not hesitate|don't worry|do not worry|don't forget|"
        "do not forget|whether or not|why not|if not already|no matter|not a problem|not to worry|not just|"
        "not least|no need to worry|no charge|no cost|no fee|at no cost|at no charge|at no extra cost|"
        "at no additional cost|no extra charge|no additional charge|without charge|without extra charge|"
        "not charged|not charge|nothing to pay|costs nothing|cost you nothing|costs you nothing|don't pay|"
        "do not pay|without paying|no shipping costs|no reason to worry|anything but|for free|not be charged|"
        "don't have to pay|do not have to pay|won't be charged|as soon as possible|at once|all at once|"
        "once more|once a|once per|once every|used once|don't cost anything|doesn't cost anything|"
        "do not cost anything|does not cost anything|not cost anything|doesn't cost you anything|"
        "cost nothing|more than once|at the same time",
        "not": "left out|leaves out|missing from|omitted|is missing|are missing|"
        "not|no|never|none|nobody|nothing|neither|nor|cannot|hardly|unable to|unable|impossible|refuse|"
        "refuses|forbidden|prohibited|no longer|without|ineligible|void|declined|excluded|exclude|excludes|"
        "non|instead of|rather than|rule out|rules out|nowhere|no one|disallowed|banned|out of the question|"
        "ain't|stop working|stops working|stopped working|lose their|loses its|lose its|"
        "free from|fail to|fails to|rejected|reject|rejects|refused|denied|deny|declines",
        "only": "only|just|solely|exclusively|nothing but|no other|limited to|is reserved for|are reserved for|"
        "it's reserved for|they're reserved for|restricted to|purely|exclusive to|merely|alone",
        "also": "also|as well|too|in addition|additionally|even|not only|not just|as well as|both|either",
        "may": "can|may|could|allowed|permitted|able to|possible|let you|lets you|allows|allow you|allow|optional|"
        "optionally|if you like|option to|free to|entitled|feel free to|eligible|voluntary",
        "must": "expected|"
        "must|have to|has to|need to|needs to|needed|required|requires|require|mandatory|obliged|compulsory|"
        "necessary|essential|need|needs|obligatory",
        "not may": "must not|mustn't|may not|can't|cannot|can not|couldn't|not allowed|not permitted|not possible|"
        "never allowed|should not|shouldn't|not eligible|not entitled|not able to|won't be able to|"
        "not be able to|unable to|forbidden|prohibited|impossible|no way to|no option to|no possibility|"
        "isn't possible|isn't available|not available|unavailable",
        "not must": "not expected|never expected|"
        "don't have to|do not have to|doesn't have to|does not have to|need not|needn't|"
        "not required|no need|"
        "not necessary|don't need|do not need|doesn't need|does not need|not need|not have to|isn't required|"
        "aren't required|not mandatory|unnecessary|no obligation|without having to|isn't necessary|"
        "aren't needed|isn't needed|not needed",
        "before": "before|prior to|ahead of|no later than|earlier than|by the time",
        "after": "after|once|following|as soon as",
        "only after": "not before|not until|only after|only once|only when|no earlier than|don't until",
        "until": "until|till|up until|up to and including",
        "from": "from now on|starting from|as of|onwards",
        "during": "within the|under the|inside the|during|while|throughout|meanwhile",
        "if": "depends on whether|depends on|depending on|whether|if and when|"
        "if|when|whenever|as long as|provided|provided that|in case|so long as|assuming|on condition|"
        "on the condition|in the event|subject to|given that|upon",
        "not if": "unless|except|except if|except when|except for|apart from|with the exception of|excluding|"
        "other than",
        "always": "always|every time|at all times|in every case|in all cases|automatically",
        "never": "never|at no time|under no circumstances|in no case",
        "all": "all|every|each|everyone|everything|everywhere|any",
        "some": "some|certain|several|selected|partial|partially|partly|a few|sometimes|occasionally|in some cases|"
        "rarely",
        "more": "more than|longer than|larger than|heavier than|exceeding|higher than|greater than",
        "less": "less than|shorter than|smaller than|lighter than|lower than|fewer than",
        "least": "at least|minimum|minimum of|no less than|from as little as",
        "most": "at most|maximum|maximum of|up to|no more than|not more than",
        "with": "with|including|together with|included|includes|include",
        "without": "without|even without",
    },
    "de": {
        "advised": "empfehlen|empfiehlt|empfohlen|raten|ratsam|empfehlenswert",
        "anytime": "jederzeit|zu jeder zeit|auf jeden fall|in jedem fall|wann immer sie wollen|wann sie wollen|"
        "wann sie möchten",
        "despite": "egal ob|egal wer|egal wie|egal was|egal wann|egal welche|egal welcher|egal welches|egal wo|"
        "ganz gleich|"
        "gleichgültig|auch wenn|auch ohne|selbst wenn|unabhängig|auch nach|ungeachtet",
        "idiom": "nicht erscheinen|nicht erscheint|nicht betroffen|nicht berührt|nicht nur|kein problem|"
        "keine sorge|zögern sie nicht|vergessen sie nicht|ob oder nicht|keine kosten|"
        "ohne aufpreis|ohne kosten|ohne zusatzkosten|kostet nichts|kostet sie nichts|keine gebühr|"
        "keine gebühren|keine versandkosten|nichts bezahlen|nichts zahlen|nicht bezahlen|nicht zahlen|"
        "keine zusätzlichen kosten|fallen keine kosten an|nichts kosten|ohne weitere kosten|"
        "so bald wie möglich",
        "not": "fehlt|fehlen|"
        "nicht|kein|keine|keinen|keinem|keiner|keines|nie|niemals|nichts|ohne|weder|unmöglich|ausgeschlossen|"
        "nicht mehr|untersagt|verboten|statt|anstatt|anstelle|niemand|nirgends|abgelehnt|ablehnen|verweigert|"
        "ausgenommen|fällt nicht",
        "only": "nur|ausschließlich|lediglich|allein|bloß|einzig|beschränkt auf|vorbehalten",
        "also": "auch|ebenfalls|zusätzlich|außerdem|sogar|ebenso|nicht nur|sowohl|zudem|darüber hinaus",
        "may": "kann|können|könnten|darf|dürfen|möglich|erlaubt|lässt sich|lassen sich|optional|freiwillig|könnt|"
        "dürft|kannst|darfst|berechtigt|zulässig|gestattet",
        "must": "muss|müssen|erforderlich|notwendig|nötig|pflicht|brauchen|braucht|benötigen|benötigt|verpflichtet|"
        "zwingend|müsst|musst|verlangen|verlangt",
        "not may": "kann nicht|können nicht|darf nicht|dürfen nicht|nicht möglich|unmöglich|nicht erlaubt|verboten|"
        "untersagt|nicht zulässig|unzulässig|nicht gestattet|lässt sich nicht|lassen sich nicht|"
        "nicht verfügbar",
        "not must": "müssen nicht|muss nicht|nicht erforderlich|nicht notwendig|nicht nötig|brauchen nicht|"
        "nicht müssen|"
        "keine pflicht|brauchen keine|brauchen keinen|brauchen kein|unnötig|nicht verpflichtet|freiwillig",
        "before": "vor|bevor|ehe|spätestens",
        "after": "nach|nachdem|sobald|im anschluss",
        "only after": "erst nach|erst wenn|erst nachdem|nicht vor|nicht bevor|erst dann|erst sobald",
        "until": "bis",
        "from": "ab sofort|ab",
        "during": "während|innerhalb der|innerhalb des|im rahmen",
        "if": "je nachdem|hängt davon ab|"
        "wenn|falls|sofern|solange|vorausgesetzt|im falle|bei|soweit|unter der bedingung|unter der voraussetzung",
        "not if": "außer|es sei denn|ausgenommen|mit ausnahme|außer wenn|abgesehen von|sofern nicht|ausser",
        "always": "immer|stets|jedes mal|automatisch",
        "never": "nie|niemals|auf keinen fall|keinesfalls|unter keinen umständen",
        "all": "alle|allen|aller|alles|jede|jeder|jedes|jeden|jedem|sämtliche|ganze|ganzen",
        "some": "einige|manche|bestimmte|bestimmten|ausgewählte|ausgewählten|teilweise|manchmal",
        "more": "mehr als|länger als|schwerer als|größer als|höher als",
        "less": "weniger als|kürzer als|leichter als|kleiner als|niedriger als",
        "least": "mindestens|wenigstens|mindest",
        "most": "höchstens|maximal|bis zu|nicht mehr als",
        "with": "mit|inklusive|einschließlich|samt|inkl|enthalten|enthält",
        "without": "ohne|auch ohne",
    },
    "fr": {
        "advised": "recommandons|recommandé|recommandée|conseillons|conseillé|conseillée",
        "anytime": "à tout moment|n'importe quand|dans tous les cas|en tout temps|quand vous voulez",
        "despite": "peu importe|quelle que soit|quels que soient|quelles que soient|même si|même sans|"
        "quel que soit|même après",
        "idiom": "ne payez pas|ne paie pas|ne paient pas|ne devez pas payer|n'avez pas à payer|pas affecté|"
        "pas affectée|pas seulement|pas de problème|n'hésitez pas|n'oubliez pas|sans frais|ne coûte rien|aucun frais|"
        "sans supplément|ne payez rien|pas de frais|aucuns frais|non ouvert|non ouverts|non ouverte|"
        "non ouvertes|non utilisé|non portés",
        "not": "et non|mais non|non pas|"
        "pas|jamais|aucun|aucune|rien|sans|ni|impossible|interdit|exclu|exclue|exclus|exclues|plus possible|"
        "refuse|refusons|refusé|refusée|refusées|ne peut plus|ne peuvent plus|n'est plus|ne sont plus|"
        "au lieu de",
        "only": "seulement|uniquement|exclusivement|seul|seule|seuls|seules|réservé|réservée|réservés|limité à",
        "also": "aussi|également|en plus|même|ainsi que|pas seulement|de plus",
        "may": "peut|peuvent|pouvez|pouvons|possible|autorisé|permis|permet|facultatif|pourrez|pourra",
        "must": "doit|doivent|devez|devrez|devra|obligatoire|nécessaire|requis|requise|il faut|exige|faut|"
        "avez besoin|besoin",
        "not may": "ne peut pas|ne peuvent pas|ne pouvez pas|impossible|interdit|pas possible|pas autorisé|"
        "ne pouvons pas|ne peut plus|ne peuvent plus|ne pouvez plus|n'est plus possible",
        "not must": "pas obligatoire|pas nécessaire|pas besoin|n'êtes pas obligé|pas requis|ne devez pas|inutile",
        "before": "avant|au plus tard",
        "after": "après|une fois|dès",
        "only after": "pas avant|seulement après|qu'après",
        "until": "jusqu'à|jusqu'au|jusque",
        "during": "dans le cadre|pendant|durant",
        "if": "si|s'il|s'ils|s'elle|s'elles|lorsque|quand|à condition|tant que|en cas|pourvu que",
        "not if": "sauf|sauf si|à moins que|excepté|hormis|à l'exception",
        "always": "toujours|à chaque fois|automatiquement|systématiquement",
        "never": "jamais|en aucun cas",
        "all": "tous|toutes|tout|toute|chaque|n'importe",
        "some": "certains|certaines|quelques|parfois|partiellement|souvent",
        "more": "plus de|supérieur|supérieure|supérieurs",
        "less": "moins de|inférieur|inférieure|inférieurs",
        "least": "au moins|minimum",
        "most": "au plus|maximum|jusqu'à",
        "with": "avec|inclus|incluse|comprend|compris|inclut",
        "without": "sans|même sans",
    },
    "es": {
        "advised": "recomendamos|recomendado|recomendable|aconsejamos|aconsejable",
        "anytime": "en cualquier momento|en todo momento|cuando quiera|en cualquier caso",
        "despite": "sin importar|no importa|da igual|cualquiera que sea|sea cual sea|aunque|incluso si|"
        "incluso sin|aun sin|independientemente",
        "idiom": "no paga|no pagan|no tiene que pagar|no necesita pagar|sin pagar|no se ve afectado|"
        "no se ve afectada|no afecta|no solo|no sólo|no hay problema|no dude|no olvide|sin coste|sin costo|"
        "sin cargo|no cuesta nada|"
        "sin gastos|no paga nada|ningún coste|sin coste adicional|no tiene coste|no se preocupe|sin abrir|"
        "sin usar|sin estrenar",
        "not": "no|nunca|jamás|ningún|ninguna|ninguno|nada|sin|ni|imposible|prohibido|excluido|excluidos|excluida|"
        "excluidas|en lugar de|tampoco|ya no",
        "only": "solo|sólo|solamente|únicamente|exclusivamente|exclusivo|limitado a|reservado",
        "also": "también|además|incluso|asimismo|no solo|no sólo|así como",
        "may": "puede|pueden|podrá|podrán|puedes|podemos|posible|permitido|permite|opcional",
        "must": "debe|deben|deberá|tiene que|tienen que|hay que|obligatorio|obligatoria|necesario|necesaria|requiere|"
        "necesita|es preciso|hace falta|hacen falta|se necesita|se necesitan|se requiere|imprescindible",
        "not may": "no puede|no pueden|no podemos|no se puede|no se pueden|no es posible|imposible|prohibido|"
        "no está permitido|ya no se puede|no podrá|no pueden",
        "not must": "no tiene que|no es necesario|no hace falta|no es obligatorio|no necesita|no se requiere|"
        "no hay que|no hacen falta|no se necesita|no se necesitan|"
        "no es necesaria",
        "before": "antes|antes de|antes de que|a más tardar",
        "after": "después|después de|tras|una vez|en cuanto",
        "only after": "no antes de|solo después|sólo después",
        "until": "hasta",
        "during": "durante|mientras",
        "if": "si|cuando|siempre que|en caso de|a condición|mientras",
        "not if": "salvo|excepto|a menos que|salvo que|a excepción",
        "always": "siempre|cada vez|automáticamente",
        "never": "nunca|jamás|en ningún caso",
        "all": "todos|todas|todo|toda|cada|cualquier|cualquiera",
        "some": "algunos|algunas|ciertos|ciertas|a veces|parcialmente|a menudo",
        "more": "más de|superior|superiores|mayor",
        "less": "menos de|inferior|inferiores|menor",
        "least": "al menos|como mínimo|mínimo",
        "most": "como máximo|máximo|hasta",
        "with": "con|incluido|incluida|incluye|incluyen",
        "without": "sin|incluso sin|aun sin",
    },
    "nl": {
        "advised": "aanbevolen|raden|aangeraden|adviseren|raadzaam",
        "anytime": "op elk moment|te allen tijde|wanneer u wilt|wanneer u maar wilt|in elk geval",
        "despite": "maakt niet uit|het maakt niet uit|om het even|ook als|ook zonder|zelfs als|ongeacht|ook wanneer",
        "idiom": "niet betalen|hoeft niet te betalen|betaalt u niets|betaalt niets|niet alleen|geen probleem|"
        "geen zorgen|aarzel niet|vergeet niet|zonder kosten|kost niets|geen kosten|"
        "zonder extra kosten|kost u niets|niets te betalen",
        "not": "niet|geen|nooit|niets|zonder|noch|onmogelijk|verboden|uitgesloten|in plaats van|niet meer|niemand",
        "only": "alleen|slechts|enkel|uitsluitend|beperkt tot|voorbehouden",
        "also": "ook|eveneens|bovendien|daarnaast|zelfs|niet alleen|evenals",
        "may": "kan|kunt|kunnen|mag|mogen|mogelijk|toegestaan|optioneel|kun",
        "must": "moet|moeten|vereist|nodig|verplicht|noodzakelijk|dient|dienen",
        "not may": "kan niet|kunt niet|kunnen niet|mag niet|mogen niet|niet mogelijk|onmogelijk|"
        "niet toegestaan|verboden",
        "not must": "hoeft niet|hoeven niet|niet nodig|niet verplicht|hoeft geen|niet vereist|hoef",
        "before": "voor verzending|voor de verzending|voor ontvangst|voor levering|voor de levering|voor vertrek|"
        "voor aankomst|voordat|voor het|vooraf|uiterlijk|alvorens|vóór",
        "after": "na|nadat|zodra",
        "only after": "pas na|pas nadat|pas als|niet voordat|pas zodra",
        "until": "tot|totdat|tot en met",
        "during": "tijdens|terwijl",
        "if": "als|indien|wanneer|mits|zolang|in geval van|op voorwaarde",
        "not if": "tenzij|behalve|uitgezonderd|met uitzondering",
        "always": "altijd|telkens|automatisch",
        "never": "nooit|in geen geval",
        "all": "alle|alles|elke|elk|iedere|ieder|hele",
        "some": "sommige|bepaalde|enkele|soms|gedeeltelijk|vaak",
        "more": "meer dan|boven|langer dan|zwaarder dan",
        "less": "minder dan|onder|korter dan|lichter dan",
        "least": "minstens|ten minste|minimaal",
        "most": "hoogstens|maximaal|tot",
        "with": "met|inclusief|inbegrepen",
        "without": "zonder|ook zonder",
    },
    "it": {
        "advised": "consigliamo|raccomandiamo|consigliato|raccomandato|consigliabile",
        "anytime": "in qualsiasi momento|in ogni momento|quando vuole|in ogni caso",
        "despite": "non importa|qualunque sia|anche se|anche senza|indipendentemente|anche dopo|a prescindere",
        "idiom": "non paga|non pagano|non solo|nessun problema|non esiti|non dimentichi|senza costi|"
        "non costa nulla|nessun costo|"
        "senza spese|non paga nulla|senza costi aggiuntivi|non si preoccupi",
        "not": "non|mai|nessun|nessuno|nessuna|niente|nulla|senza|né|impossibile|vietato|escluso|esclusa|esclusi|"
        "escluse|invece di|non più|nemmeno|rifiutiamo",
        "only": "solo|soltanto|solamente|unicamente|esclusivamente|limitato a|riservato",
        "also": "anche|inoltre|pure|perfino|non solo|così come",
        "may": "può|possono|possiamo|potrà|possibile|consentito|consente|facoltativo|può essere|possono essere",
        "must": "deve|devono|dovrà|obbligatorio|obbligatoria|necessario|necessaria|occorre|bisogna|richiede|serve",
        "not may": "non può|non possono|non possiamo|non è possibile|impossibile|vietato|non si può|non si possono|"
        "non consentito|non potrà",
        "not must": "non deve|non è necessario|non occorre|non serve|non è obbligatorio|non richiede|non bisogna",
        "before": "prima|prima di|prima che|prima del|prima della|al più tardi|entro",
        "after": "dopo|dopo che|una volta|non appena|appena",
        "only after": "non prima di|solo dopo|soltanto dopo",
        "until": "fino a|fino al|fino alla|finché",
        "during": "durante|mentre",
        "if": "se|quando|purché|a condizione|in caso di|qualora",
        "not if": "salvo|tranne|eccetto|a meno che|a eccezione|ad eccezione",
        "always": "sempre|ogni volta|automaticamente",
        "never": "mai|in nessun caso",
        "all": "tutti|tutte|tutto|tutta|ogni|qualsiasi",
        "some": "alcuni|alcune|certi|certe|talvolta|parzialmente|a volte",
        "more": "più di|superiore|superiori|oltre",
        "less": "meno di|inferiore|inferiori",
        "least": "almeno|minimo|come minimo",
        "most": "al massimo|massimo",
        "with": "con|incluso|inclusa|comprende|include",
        "without": "senza|anche senza",
    },
    "pt": {
        "advised": "recomendamos|recomendado|aconselhamos|aconselhável",
        "anytime": "a qualquer momento|a qualquer altura|em qualquer momento|quando quiser|em qualquer caso",
        "despite": "não importa|seja qual for|mesmo que|mesmo sem|mesmo se|independentemente|mesmo depois",
        "idiom": "não só|sem problema|não hesite|não se esqueça|sem custos|não custa nada|nenhum custo|sem encargos|"
        "não paga nada|sem custos adicionais|não se preocupe",
        "not": "não|nunca|jamais|nenhum|nenhuma|nada|sem|nem|impossível|proibido|excluído|excluída|excluídos|"
        "em vez de|já não|tampouco|recusamos",
        "only": "só|somente|apenas|unicamente|exclusivamente|limitado a|reservado",
        "also": "também|além disso|inclusive|não só|assim como",
        "may": "pode|podem|podemos|poderá|possível|permitido|permite|facultativo|opcional",
        "must": "deve|devem|deverá|tem de|têm de|tem que|obrigatório|obrigatória|necessário|necessária|precisa|"
        "precisam|é preciso|requer",
        "not may": "não pode|não podem|não podemos|não é possível|impossível|proibido|não é permitido|não poderá",
        "not must": "não tem de|não precisa|não precisam|não é necessário|não é obrigatório|não é preciso|não requer",
        "before": "antes|antes de|antes do|antes da|antes que|o mais tardar",
        "after": "depois|depois de|após|uma vez|assim que|logo que",
        "only after": "só depois|apenas depois|não antes de|só após|apenas após",
        "until": "até|até ao|até à",
        "during": "durante|enquanto",
        "if": "se|quando|desde que|em caso de|caso",
        "not if": "salvo|exceto|a menos que|a não ser|à exceção|com exceção|menos para",
        "always": "sempre|cada vez|automaticamente",
        "never": "nunca|jamais|em caso algum",
        "all": "todos|todas|todo|toda|cada|qualquer",
        "some": "alguns|algumas|certos|certas|por vezes|parcialmente|às vezes",
        "more": "mais de|superior|superiores",
        "less": "menos de|inferior|inferiores",
        "least": "pelo menos|mínimo|no mínimo",
        "most": "no máximo|máximo",
        "with": "com|incluído|incluída|inclui|incluem",
        "without": "sem|mesmo sem",
    },
}
