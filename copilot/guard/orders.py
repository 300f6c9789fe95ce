"""How orders to a machine are worded, in English, German, French and Spanish: rules on folded text. Pure.

People write "ignore my last e-mail" and "please disregard the invoice" to a help desk all day, so a verb alone is no
sign: an order names what only the machine has (its instructions, its prompt, its reply, other people's records).
"""

import re

_INSTRUCTIONS = (
    r"(?:instruction|rule|prompt|guideline|directive|guardrail|constraint|restriction|safeguard|"
    r"(?:safety |content )filter|polic(?:y|ie)|"
    r"system (?:message|prompt)|programming|training)s?"
)
_EARLIER = (
    r"(?:previous|prior|above|preceding|earlier|all|any|every|your|these|those|the|existing|original|"
    r"initial|system|safety|current|of|other|own|my|our|content|internal|and|ethical)"
)
_LEAK = (
    r"(?:reveal|print|show|repeat|output|quote|list|paste|display|dump|expose|disclose|leak|copy|"
    r"include|insert|attach|append|share|give|tell|send|forward|export|read out|recite|write(?: out)?|"
    r"return|provide|summari[sz]e|translate|spell out|encode|look up|add|put|state|mention|cite|"
    r"reproduce|echo|email|e-mail|post|need|want|see)"
)
_PEOPLE = (
    r"(?:customer|client|user|account holder|buyer|patient|guest|member|subscriber|people|person|"
    r"caller|tenant|compan(?:y|ie)|organi[sz]ation)(?:e?s)?(?:'s|s')?"
)
_OTHERS = (
    r"(?:other|another|all|every|previous|different|last|next|first|any|recent|your|ten|10|5|five|100|someone else'?s?)"
)
_DATA = (
    r"(?:order|address|e-?mail|name|phone|number|data|detail|record|conversation|ticket|history|"
    r"histories|payment|card|password|account|case|message|invoice|reply|replies|personal|contact|"
    r"knowledge|article|purchase)"
)
_HIDDEN = (
    r"(?:(?:private|internal|hidden|confidential|secret|staff|agent(?:'?s)?|non-public|"
    r"restricted)[ -](?:only )?(?:\w+ ){0,2}?(?:notes?|articles?|polic(?:y|ies)|knowledge|documents?|"
    r"docs?|comments?|pages?|rules?|guidelines?|threshold|codes?|passages?|sources?|instructions?|"
    r"prompts?|context|information|info|data|memos?|macros?)|system prompt|initial prompt|"
    r"developer message|hidden prompt|(?:your|the) (?:full |entire |whole |exact |own |original |"
    r"complete )*(?:instructions|prompt|context window|context|system message|configuration)|"
    r"everything (?:above|before|you (?:saw|see|were (?:told|given)|know|have))|(?:all|the) (?:text|"
    r"words|content|passages|lines) (?:above|before|you (?:saw|see|were given))|passages? (?:verbatim|"
    r"word for word))"
)
_WRITE = (
    r"(?:include|add|insert|embed|append|say|write|put|state|mention|tell|contain|start|begin|end|"
    r"finish|respond|reply|answer|output|print|return|promise|confirm|offer|approve|grant|issue|"
    r"recommend|render|use|link|cite|place|paste|advise|ask|direct|refer|send)"
)
_OUTPUT = (
    r"(?:suggested |next |final |generated |written )?"
    r"(?:reply|replies|response|responses|answer|answers|output|summary|summaries|draft|text)"
)
_REST = r"(?:[^.!?\n]|[.!?](?=\S))"
"""Within one sentence; a full stop amid a link ends none."""
_LURE = (
    r"(?:\w+:[/\\]{0,2}\w[^\s]*|www\.|(?<!\d)(?:\w+\.)+[a-z]{2,}\b|\]\(|!\[|<\w|@\w|\+\d|html|"
    r"markdown|\bimage|\bpixel|\bhotline|"
    r"\bpromis|\bguarante|\bgrant|\bapprove|\bevery(?:thing|one| customer)|\balways\b|\beach (?:reply|"
    r"answer)|\ball (?:of |the |your )?"
    r"(?:customers|passages|orders|addresses|data|text|notes|content)|\b(?:state|write|confirm|"
    r"say) that\b|\bi may keep\b|"
    r"\bget \d+|\bvoucher code\b|\bcode [a-z]+-?\d|\b\d+ ?% ?discount|\b\d+% |\bpassword|\bcard number|\biban\b|"
    r"\bother customers?\b|\bcustomers?'|\bprompt\b|\binternal\b)"
)
_MACHINE = (
    r"(?:ai|a\.i\.|llm|assistant|language model|chatgpt|gpt|claude|copilot|model|chatbot|bot|ai agent|"
    r"ai assistant|ai system|assistant model|reply writer|summari[sz]er|automation|machine|algorithm)"
)

RULES: dict[str, tuple[re.Pattern[str], ...]] = {
    code: tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns)
    for code, patterns in {
        "override": (
            rf"\b(?:ignore|disregard|forget|override|bypass|skip|drop|discard|neglect|dismiss|circumvent|"
            rf"suspend|disable|"
            rf"turn off|stop following|do not follow|don't follow|no longer follow|not bound by|set aside|void)\s+"
            rf"(?:(?:about|by) )?(?:{_EARLIER}\s+){{1,4}}(?:\w+\s+)?{_INSTRUCTIONS}\b(?! (?:manual|leaflet|"
            rf"booklet|sheet|i (?:got|was)))",
            r"\b(?:ignore|disregard|forget) (?:everything|anything|all|what(?:ever)?) (?:(?:that )?(?:is |"
            r"was |has been |you (?:were|have been) )?"
            r"(?:above|told|instructed|said (?:above|before this line)|written above|you know|"
            r"before this line|in (?:your|the) prompt))",
            r"\b(?:new|updated|revised|real|actual|following) (?:system )?(?:instructions?|rules?|directives?|"
            r"prompt)\s*(?:for (?:you|the (?:ai|assistant|model|bot)))?\s*:",
            r"\byour (?:new|real|actual|only|true) (?:instruction|task|goal|role|objective|job|rule|"
            r"purpose)s? (?:is|are)\b",
            r"\b(?:instructions|rules|prompt|restrictions|guidelines) (?:above |you (?:got|have|"
            r"were given) )?(?:no longer|don't|do not) (?:apply|count|matter|hold|exist)\b",
            r"\b(?:ignoriere|ignorier|vergiss|missachte|umgehe|verwirf|ignorieren sie|vergessen sie|"
            r"missachten sie|überschreibe)\s+"
            r"(?:\w+\s+){0,4}?(?:anweisung|instruktion|regel|vorgabe|richtlinie|prompt|befehl|systemnachricht|"
            r"einschränkung|filter)\w*",
            r"\bneue (?:anweisung|instruktion|regel)(?:en)?\s*(?:für (?:dich|die ki|den assistenten|das modell))?\s*:",
            r"\b(?:ignore[zr]?|oublie[zr]?|outrepasse[zr]?|contourne[zr]?|ne (?:tiens|tenez) (?:pas|"
            r"plus) compte)\s+(?:\w+['\s]+){0,5}?"
            r"(?:instruction|consigne|règle|directive|prompt|restriction)s?\b",
            r"\bnouvelles? (?:instruction|consigne|règle|directive)s?\s*(?:pour l'(?:ia|assistant))?\s*:",
            r"\b(?:ignora|ignore|ignorad|olvida|olvide|omite|omita|desobedece|salta)\s+(?:\w+\s+){0,4}?"
            r"(?:instruccion|instrucción|regla|directriz|directric|indicacion|prompt|restriccion)\w*",
            r"\bnuevas? (?:instrucción|instruccion|regla|directric)(?:es|s)?\s*(?:para (?:la ia|el asistente))?\s*:",
        ),
        "role": (
            r"\byou are (?:now|no longer|from now on)\s+(?:a |an |the |in |my |called |acting |operating |"
            r"bound |support |restricted |limited |under )",
            rf"\b(?:act|behave|respond|answer|reply|operate|role-?play|pretend) (?:as|like|to be|that you are|"
            rf"you are|you're) (?:if you (?:were|are|had) |though you (?:were|are|had) )?(?:a |an |the |my |"
            rf"in )?(?:\w+ ){{0,3}}?(?:{_MACHINE}|dan|unrestricted|unfiltered|developer|administrator|admin|"
            rf"root|hacker|database|terminal|shell|supervisor|team lead|evil|jailbroken|grandmother|grandma|"
            rf"no (?:rules|limits|restrictions)|pirate|manager with)\b",
            r"\b(?:developer|debug|god|dan|jailbreak|maintenance|admin|root|sudo|unrestricted|diagnostic|"
            r"training|test|audit|override|compliance) mode\s*(?::|=|is now|now (?:on|active)|activated|"
            r"enabled|engaged|unlocked|override)",
            r"\b(?:enter|activate|enable|switch to|engage|go into|start) (?:the )?(?:developer|debug|god|dan|"
            r"jailbreak|unrestricted|root|sudo|admin|diagnostic|unfiltered|audit|training) mode\b(?! (?:on|in|"
            r"for|of) (?:my|the|your|our) (?:phone|device|machine|router|tv|app|grinder|account))",
            r"\bdo anything now\b|\bjailbreak(?:ed)? (?:prompt|mode|yourself)|"
            r"\bno (?:content )?(?:restrictions|filters|guardrails|rules) (?:apply|whatsoever|any ?more)",
            r"\blet'?s (?:play|do) (?:a|some) (?:little )?(?:role[ -]?play|game|roleplaying)\b.{0,120}\b(?:you|your)\b",
            r"\b(?:in this|for this|in our) (?:story|game|play|scene|role-?play|scenario|simulation|"
            r"hypothetical)\b.{0,160}\b(?:assistant|agent|ai|bot|you)\b",
            r"\bdu bist (?:jetzt|nun|ab (?:jetzt|sofort)|nicht mehr) (?:ein|eine|im|der|die|kein)\b|\b(?:tu|"
            r"tue|verhalte dich|antworte) (?:so|als)\b.{0,20}\b(?:als (?:wärst|ob) du|ki|administrator|"
            r"entwickler)|\bentwicklermodus (?:an|aktiv|ein)|\bspiel(?:e)? die rolle\b",
            r"\b(?:tu es|vous êtes) (?:maintenant|désormais) (?:un|une|en|le|la|l')|\b(?:agis|agissez|"
            r"comporte-toi|réponds|répondez) comme (?:un|une|si|le|l')|\bmode développeur (?:activé|actif)",
            r"\b(?:ahora eres|eres ahora|a partir de ahora eres)\b|\b(?:actúa|actua|actúe|compórtate|"
            r"responde) como (?:un|una|si|el|la)\b|\bmodo desarrollador (?:activado|activo)",
        ),
        "fake_system": (
            r"^(?!.{0,60}\b(?:windows|macos|mac os|ios|android|linux|ubuntu|error|fehler|erreur|version|"
            r"browser)\b)\W{0,6}(?:system|developer|assistant|admin|administrator|root|system message|"
            r"system prompt|system override|system notice|system instruction|system update|sysadmin|operator|"
            r"tool|tool[ _](?:output|result|response|call)|function[ _](?:result|output|call)|"
            r"retrieval result|search result|policy engine|moderation|note to (?:the )?(?:ai|assistant|model|"
            r"bot|llm|copilot)|instructions? (?:to|for) (?:the )?(?:ai|assistant|model|bot|llm|"
            r"copilot))(?: \(?[\w ]{1,20}\)?)?\s*\W{0,3}\s*(?::|>|\]|=)\s*\S",
            r"<\|?\W?(?:im_start|im_end|endoftext|system|assistant|user|start_header_id)|\[/?(?:inst|sys)\]|"
            r"<<sys>>|\"role\"\s*:\s*\"(?:system|developer|assistant|tool)\"|\bbegin (?:system|admin|"
            r"developer) (?:prompt|message|instructions?)|\bend of (?:system |the )?(?:prompt|user (?:input|"
            r"message)|customer (?:message|data)|conversation data|data)\b|\b(?:tool_result|tool_output|"
            r"function_call|tool_call|search_result)s?\b.{0,4}[:={>]",
            r"\b(?:system|admin(?:istrator)?|developer|security|root|supervisor|ceo|policy|"
            r"safety) (?:override|authori[sz]ation(?: code)?|command|directive)\b\s*(?::|-|code|accepted|"
            r"granted|confirmed|\d)",
            r"\b(?:this is|message from|order from|i am|i'm) (?:a message from |"
            r"an order from )?(?:your (?:developer|creator|programmer|administrator|system)|the (?:developer|"
            r"creator|programmer|openai|anthropic|ai team|platform team|prompt engineer|"
            r"engineering team that (?:built|made) you))s?\b",
            r"^\W{0,6}(?:systemnachricht|systemmeldung an|entwicklernachricht|anweisung an (?:die ki|"
            r"den assistenten|das modell|den bot)|message système|instruction (?:à|pour) l'(?:ia|assistant)|"
            r"mensaje del sistema|instrucción para (?:la ia|el asistente)|nota para la ia|système|"
            r"sistema)\b.{0,30}:",
            r"</?\s?\W?(?:passage|customer|history|candidate|draft|task|subject|message|instructions?|system|"
            r"tool\w*)\b[^>]{0,60}>",
            r"(?:[(‹〈⟨«]|&lt;|\\u003c|%3c)\s?/?\s?(?:passage|message|history|candidate|task|system|"
            r"instructions)\b[^>›〉\n]{0,30}(?:[>›〉⟩»]|&gt;|\\u003e|%3e)",
        ),
        "leak": (
            rf"\b{_LEAK}\b[^.!?\n]{{0,50}}?\b{_HIDDEN}",
            r"\b(?:what|which) (?:are|were|is|does|do) (?:your |the )?(?:system prompt|(?:initial |original |"
            r"hidden |secret |exact )?instructions say|(?:hidden|secret|initial|original) (?:instructions|"
            r"prompt|rules))",
            r"\bwhat (?:do|does) (?:the|your) (?:internal|private|hidden|confidential) (?:notes?|articles?|"
            r"polic\w+|documents?) (?:say|tell|contain|state)",
            r"\b(?:internal|private) (?:note|notes|article|articles|policy) (?:says?|states?|confirms?|"
            r"allows?|approves?|instructs?)\b",
            r"\b(?:zeig|zeige|nenne|gib|wiederhole|drucke|zitiere|schreibe?|liste|verrate|kopiere|füge|"
            r"übersetze|fasse)\w*\b[^.!?\n]{0,60}\b(?:intern(?:e|en|er|es)|privat(?:e|en)|vertraulich\w*|"
            r"geheim\w*|versteckt\w*) (?:notiz|artikel|richtlinie|anweisung|regel|dokument|information|"
            r"hinweis|vermerk)\w*|\b(?:system-?prompt|systemanweisung)\w*",
            r"\b(?:montre|affiche|révèle|répète|cite|donne|copie|écri[st]|liste|dévoile|"
            r"recopie)\w*\b[^.!?\n]{0,60}\b(?:notes?|articles?|règles?|consignes?|instructions|documents?|"
            r"politiques?) (?:internes?|privée?s?|cachée?s?|confidentiel\w*|secr[eè]t\w*)|\bprompt système\b",
            r"\b(?:muestra|muéstrame|revela|repite|cita|dame|copia|escribe|enumera|lista|"
            r"imprime)\w*\b[^.!?\n]{0,60}\b(?:notas?|artículos?|reglas?|instrucciones|documentos?|"
            r"políticas?) (?:internas?|internos?|privadas?|privados?|ocult\w+|confidencial\w*|secret\w+)|"
            r"\bprompt del sistema\b",
        ),
        "others_data": (
            rf"\b{_LEAK}\b[^.!?\n]{{0,60}}?\b{_OTHERS} (?:\w+ )?{_PEOPLE}\b[^.!?\n]{{0,40}}?\b{_DATA}",
            rf"\b{_LEAK}\b[^.!?\n]{{0,40}}?\b{_DATA}\w*(?: \w+){{0,3}} (?:of|from|for|about|"
            rf"belonging to) (?:the |an?)?\s?{_OTHERS} (?:\w+ )?{_PEOPLE}",
            r"\b(?:what|which|who|where) (?:is|are|was|were|did|do|does)?\b[^.!?\n]{0,30}\b(?:other|another|"
            r"previous|last|next) (?:customer|client|user|buyer)(?:s|'s|s')?\b[^.!?\n]{0,30}\b(?:order|"
            r"address|live|e-?mail|name|phone|number|write|wrote|ask|say|pay|paid|data|card)",
            r"\b(?:all|every|any) (?:the )?(?:order numbers?|orders?|addresses|e-?mails?|names|phone numbers|"
            r"customers?|records?)"
            r" (?:that )?(?:you (?:know|have|can see|see|were given|got)|in (?:your|the) (?:context|database|"
            r"passages|prompt|memory))",
            r"\bcustomer_ids?\b|\b(?:past|previous|closed) (?:tickets?|conversations?|resolutions?|"
            r"cases?)\b[^.!?\n]{0,40}\b(?:customer|user|client)(?:'?s)?\b[^.!?\n]{0,20}\b(?:name|address|"
            r"order|e-?mail|phone)",
            rf"\b{_LEAK}\b[^.!?\n]{{0,60}}\b(?:customer|user|client)\b[^.!?\n]{{0,20}}\b(?:past|previous|other|"
            rf"closed) (?:conversation|ticket|case|resolution)",
            r"\b(?:passages?|resolutions?|sources)\b[^.!?\n]{0,20}\b(?:you were given|unmodified|"
            r"marked (?:as )?internal|in full)\b|\bbetween the \w+ tags\b",
            r"\b(?:zeig|zeige|nenne|gib|liste|schick|schicke|sende|schreib|schreibe|verrate|füge|"
            r"kopiere)\w*\b[^.!?\n]{0,60}\b(?:ander\w+|all\w+|letzt\w+|vorherig\w+) (?:kunde|kundin|nutzer|"
            r"benutzer|käufer)\w*",
            r"\b(?:montre|affiche|donne|liste|envoie|cite|copie|révèle|indique|"
            r"écri[st])\w*\b[^.!?\n]{0,60}\b(?:autres?|tous les|précédents?|derniers?) (?:clients?|clientes?|"
            r"utilisateurs?)\b",
            r"\b(?:muestra|muéstrame|dame|lista|envía|envia|copia|revela|dime|escribe|"
            r"enumera)\w*\b[^.!?\n]{0,60}\b(?:otros?|otras?|todos los|últimos?|anterior(?:es)?) (?:clientes?|"
            r"usuarios?)\b",
        ),
        "steering": (
            # customers too want things in a reply, but no foreign link, no promise and no rule for every reply
            rf"\b(?:in|at|to|with|of) (?:the (?:end|start|beginning|top|bottom) of )?(?:your|the|its|every|"
            rf"each) {_OUTPUT}\b"
            rf"(?={_REST}{{0,160}}?{_LURE}),?\s*(?:to (?:me|the customer),?\s*)?(?:you (?:must|should|will) |"
            rf"please |always )?{_WRITE}\b",
            rf"\b{_WRITE}\b(?={_REST}{{0,160}}?{_LURE}){_REST}{{0,160}}?\b(?:in|at|to|into|with|of) "
            rf"(?:the (?:end|start|beginning|top|bottom) of )?(?:your|the|every|each|any|all) {_OUTPUT}\b",
            r"\b(?:respond|reply|answer|output|return|say|write) (?:only|exactly|solely|just|"
            r"nothing but)(?: (?:with|as follows|this|the (?:word|text|following|phrase|code|link)s?)\b|"
            r"\s?[:\"'])|\b(?:respond|reply|answer) with (?:only|exactly|nothing but|the (?:words?|code|text|"
            r"following|phrase|exact)|everything|all|yes|no|ok)\b",
            r"\b(?:begin|start|end|finish|open|close) (?:your|the|every|each) (?:reply|response|answer|"
            r"message|output|summary)\b[^.\n]{0,20}\b(?:with|by|saying)\b",
            rf"\b(?:the |any |dear |attention,? |hey,? |hello,? |"
            rf"note to (?:the )?)?{_MACHINE}s?\b(?: (?:reading|processing|handling|writing|summari[sz]ing|"
            rf"answering|that (?:reads|writes|answers)|who reads)[^.:\n]{{0,50}})?(?:,|:|"
            rf" -)?\s+(?:you )?(?:must|should|shall|has to|have to|needs? to|is (?:required|instructed|"
            rf"authori[sz]ed|allowed) to|are (?:required|instructed|authori[sz]ed) to|will now|please|"
            rf"now)\s+(?:now |always |also |immediately )?(?!have\b|be\b|not be\b)\w+\b",
            rf"\bif you(?:'re| are) (?:an? |the )?(?:\w+ )?{_MACHINE}\b|\bas (?:an|the) (?:ai|llm|"
            rf"language model|assistant|helpful assistant)\b[,\s]+(?:you|please|it|must)\b|"
            rf"\battention,? {_MACHINE}\b|\b(?:dear|hey|hello|hi),? (?:ai|llm|language model|ai assistant|"
            rf"copilot|model)\b",
            r"\b(?:tell|inform|assure|promise|convince|instruct|advise|direct|ask|let) (?:the|this|every|each|"
            r"all|any|your) (?:customer|client|user|reader|agent)s?\b(?: (?:that|to|about|know|here|they|he|"
            r"she|their))",
            r"\b(?:insert|include|embed|add|append|render|display|output|paste|put|show|emit|generate|print|"
            r"place|attach) (?:the |this |an? |following |exact |these )*(?:\w+ )?(?:image|markdown|html|"
            r"iframe|pixel|beacon|script|javascript|hyperlink|link|url|img|button|svg|banner|logo|barcode|"
            r"qr code)\b[^\n]{0,30}(?:!?\[|https?:|//|www\.|:|<|in (?:your|the) (?:reply|answer)|`|to (?:your|"
            r"the) (?:reply|answer))",
            r"\b(?:approve|grant|issue|confirm|authori[sz]e|promise|process|mark|set|offer|guarantee) (?:me |"
            r"him |them |this |the |an? |immediate(?:ly)? |full |instant )*(?:\w+ )?(?:refund|voucher|credit|"
            r"discount|coupon|compensation|goodwill|status|upgrade|"
            r"payout)\b[^.\n]{0,60}\b(?:without (?:checking|asking|approval|review|telling|mentioning|"
            r"verification)|regardless|no questions|do not (?:check|verify|mention)|unconditionally|"
            r"in your (?:reply|answer)|automatically|silently)\b",
            r"\b(?:do not|don't|never) (?:mention|tell|reveal|disclose|inform|show|flag|report|warn|"
            r"notify)\b[^.\n]{0,40}\b(?:this (?:instruction|message|note|prompt|request)|these instructions|"
            r"the agent|the user|the customer|the human|anyone that|the operator|the supervisor)\b",
            r"\b(?:decode|base64-decode|rot13|decrypt|deobfuscate|de-?code|unscramble|"
            r"reverse)\b[^.\n]{0,60}\b(?:and|then)\b[^.\n]{0,30}\b(?:follow|execute|obey|do|run|act|carry|"
            r"comply|perform|apply)",
            r"\b(?:follow|execute|obey|comply with|carry out|run|perform) (?:the |these |this |all |any |my |"
            r"every )*(?:\w+ )?(?:decoded|hidden|encoded|embedded|following|above|secret|concatenated|"
            r"combined|resulting) ?(?:instructions?|commands?|orders?|text|message|payload|"
            r"string)?\b(?! (?:steps|path|link))",
            r"\b(?:concatenate|combine|join|put together) (?:the |these |this |all |both |my |"
            r"parts? )*(?:\w+ )?(?:parts?|messages?|pieces|strings?|variables|subject|fields|fragments|"
            r"letters|halves|lines|a and b)\b",
            r"\b(?:base64|rot-?13|hex(?:adecimal)?|morse)\b[^.\n]{0,60}\b(?:follow|instruction|decode|execute|"
            r"obey|message for (?:you|the))|\b(?:encode|encrypt)\b[^.\n]{0,80}\b(?:base64|url|hex|query|"
            r"parameter|link)",
            r"\b(?:all|every|each) (?:future |further |suggested |next |subsequent )*(?:replies|reply|"
            r"answers?|responses?|drafts?|summar(?:y|ies)) (?:must|should|shall|will|has to|have to|need to|"
            r"to)\b",
            r"\b(?:append|replace|substitute|fill in|interpolate)\b[^.\n]{0,60}\b(?:url|link|query|parameter|"
            r"placeholder|image)\b|https?://\S*(?:\{|%7b|\[)(?:\w+)",
            r"\b(?:in|an das ende|am ende|zu beginn|am anfang)\b[^.\n]{0,12}\b(?:deiner|deine|deinem|jeder|"
            r"jede) (?:antwort|zusammenfassung|ausgabe)\w*|\bantworte (?:nur|ausschliesslich|genau|"
            r"immer) (?:mit|dass|auf)|\b(?:füge|baue|schreibe|setze|nimm)\b[^.\n]{0,90}\b(?:in|an) (?:deine|"
            r"die|jede|der|deiner|jeder) (?:antwort|zusammenfassung)\w*|\bsag(?:e)? (?:dem|der|den|"
            r"jedem) (?:kunden|kundin|kunde)\b|\b(?:die|der|das|liebe|hallo|an die|achtung) (?:ki|"
            r"sprachmodell|assistent|chatbot|bot)\b[^.\n]{0,30}\b(?:muss|soll|sollst|sollen|musst|bitte|"
            r"jetzt)\b",
            r"\b(?:dans|au début de|à la fin de) (?:ta|chaque|tes) (?:réponse|résumé)s?\b[^.\n]{0,6}|"
            r"\bréponds? (?:uniquement|seulement|exactement|toujours)\b|\bdis (?:au|à la|aux) clients?\b|"
            r"\b(?:ajoute|insère|inclus|mets|écris)\b[^.\n]{0,90}\b(?:réponse|résumé)\b|\b(?:l'ia|l'assistant|"
            r"le modèle|le bot) (?:doit|devra|est tenu)",
            r"\b(?:en|al final de|al principio de|al inicio de) (?:tu|cada|tus) (?:respuesta|resumen)s?\b|"
            r"\bresponde (?:solo|sólo|únicamente|exactamente|siempre)\b|\b(?:dile|di|diga) al cliente\b|"
            r"\b(?:añade|agrega|incluye|inserta|escribe|pon)\b[^.\n]{0,90}\b(?:respuesta|resumen)\b|"
            r"\b(?:la ia|el asistente|el modelo|el bot) (?:debe|tiene que|deberá)",
        ),
        "markup": (
            r"!\[[^\]\n]{0,200}\]\s?(?:\(\s*<?\s*(?:https?:|//|data:|www\.|[a-z0-9-]+\.[a-z])|\[)",
            r"<\s*(?:img|iframe|script|svg|object|embed|link|meta|form|video|audio|base|input|"
            r"style)\b[^>\n]{0,200}(?:src|href|on\w+|data|action|url|content|xlink)\b\s*[=(]",
            r"\b(?:javascript|vbscript)\s*:\s*\S|\bdata:(?:text|image|application)/[\w+.-]+[;,]|\bon(?:error|"
            r"load|click)\s*=\s*[\"'\w]",
            r"^\s{0,3}\[[^\]\n]{1,40}\]:\s*<?(?:https?:)?//\S+",
        ),
    }.items()
}
"""Code -> rules, any of which is enough."""

_TELL = re.compile(r"\btell the customer to\b")
STRONG = (*RULES["override"], *RULES["leak"], *RULES["role"], *RULES["others_data"][:2], *RULES["steering"][:2], _TELL)
"""Rules that hold for a text that had to be made readable first."""
