# ruff: noqa: E501 (long lists of words)
"""Words that tell a reader that a value is worked out: totals, comparisons, what remains, what is for each. Pure."""

import re

RESULT = re.compile(
    r"[=×]|\d\s?[x*]\s?[€$£]?\d|(?<!\w)(?:total\w*|together|altogether|in all|so|thus|therefore|that['’]s|that is|"
    r"that would|i\.e|makes?|"
    r"(?:your|the|whole|entire) stay|aufenthalt|séjour|estancia|soggiorno|verblijf|estadia|comes? to|adds? up|would|amounts?|each|both|per person|works out|sum|overall|in sum|pay|for (?:the|all|both|"
    r"you\w*|\d)|"
    r"zusammen|insgesamt|gesamt\w*|summe|also|macht|machen|das (?:sind|wären|ist)|(?:sind|ist|wäre|wird|ergibt) (?:das|es)|wären|somit|d\.\s?h|je|beide|"
    r"ergibt|ergeben|für (?:ihren|ihre|den gesamten|die ganze|zwei|drei|vier|\d)|"
    r"soit|donc|ensemble|revien\w+|en tout|au total|coûter\w+|total\w*|font|chacun\w*|serai\w+|pour (?:vous|votre|les|tout|"
    r"\d|deux|trois)|para (?:su|los|las|\d|dos|tres)|per (?:il suo|due|tre|\d)|"
    r"o sea|así que|es decir|en total|serían?|por tanto|sumando|cada uno|ambos|salen?|"
    r"quindi|in totale|sarebber\w+|ossia|cioè|verrebber\w+|sono|ciascun\w+|entramb\w+|"
    r"dus|samen|in totaal|komt|dat is|dat zijn|oftewel|beide|betaalt|totaal|neerkomt|"
    r"portanto|ou seja|no total|ambos|seriam?|ficam?|dá|logo)(?!\w)",
    re.IGNORECASE,
)
"""Words that tell a reader that something is worked out from what is said."""
COMPARED = re.compile(
    r"(?<!\w)(?:total\w*|together|altogether|sum|in all|saves?|saving|difference|instead|cheaper|zusammen|insgesamt|"
    r"gesamt\w*|"
    r"summe|sparen|spart|unterschied|differenz|günstiger|teurer|billiger|ersparnis|ensemble|juntos|insieme|juntas|aufpreis|aufschlag|zuschlag|supplément|suplemento|sovrapprezzo|toeslag|surcharge|en tout|au total|différence|"
    r"économis\w+|"
    r"plus cher|moins cher|en total|ahorra\w*|diferencia|samen|totaal|verschil|goedkoper|duurder|bespaart|in totale|"
    r"differenza|risparmi\w*|no total|diferença|poupa\w*|economiza\w*|lies? between)(?!\w)",
    re.IGNORECASE,
)
"""Words that tell a reader to add up, or to take apart."""
ADDED = re.compile(
    r"(?<!\w)(?:including|included|with the|on top|inklusive|inkl\.?|(?:first|primeiro|primer|premier|primo|ersten|eerste) (?:month|mês|mes|mois|mese|monat|maand)|mit (?-i:[A-ZÄÖÜ])\w+|hinzu|zuzüglich|abzüglich|mit der|mit dem|compris\w*|avec (?:le|la|les)|"
    r"incluid\w+|incluyendo|con (?:el|la|los|las|il|lo)|compres\w+|erbij|inclusief|met de|met het|incluindo|com (?:o|a|os|as))(?!\w)",
    re.IGNORECASE,
)
"""Words for what comes to a price that the reply states, or goes off it."""
COMPARES_IT = re.compile(
    r"(?:\s\w+){0,1}\s(?:more|less|higher|lower|cheaper|dearer|extra|short|left|over|lighter|heavier|longer|shorter|taller|bigger|larger|smaller|wider|faster|slower|leichter|schwerer|länger|kürzer|schneller|größer|kleiner|ligero|pesado|lichter|zwaarder|langer|korter|sneller|too (?:much|little)|remaining|"
    r"missing|mehr|"
    r"weniger|höher|niedriger|übrig|günstiger|teurer|rest|de plus|de moins|más|menos|meer|minder|in più|in meno|"
    r"a mais|a menos|"
    r"te (?:veel|weinig)|zu (?:viel|wenig))(?!\w)(?! (?:than|als|de|que|di|dan|do que)? ?[€$£]?\d)",
    re.IGNORECASE,
)
"""The same right after a value: "17 euros more"."""
COMPARES_AHEAD = re.compile(
    r"(?<!\w)(?:remaining|remains?|leaves|left with|balance|missing|fehl\w+|bleiben|übrig|verbleib\w+|restlich\w*|"
    r"il (?:vous )?reste\w*|"
    r"il (?:vous )?manque\w*|quedan?|faltan?|restano|rimangono|mancano|resten|resteert|blijft|ontbreekt|faltam|"
    r"restam|um genau|more by|"
    r"up by|rises? by|drops? by)(?:\s\w+){0,3}\s?$",
    re.IGNORECASE,
)
"""The same before it: "that leaves 17 euros"."""
EXAMPLE = re.compile(
    r"(?<!\w)(?:would|for example|e\.g|say|suppose|if|for instance|wäre\w*|würde\w*|beispiel\w*|z\.\s?B|bei|wenn|"
    r"par exemple|"
    r"serai\w*|coûterai\w*|si|por ejemplo|serían?|costaría\w*|ad esempio|sarebber?\w*|costerebbe\w*|bijvoorbeeld|"
    r"zou\w*|als|"
    r"por exemplo|seriam?|custaria\w*|se)(?!\w)",
    re.IGNORECASE,
)
"""Words of an example, whose first figure stands nowhere: "a bag of 27 kg would be 4 kg over"."""
YEARLY = re.compile(r"(?<!\w)(?:a year|per year|yearly|annual\w*|im jahr|pro jahr|jährlich|jahres\w*|par an|"
r"annue\w+|al año|"
                     r"por año|anual\w*|all['’]anno|annu[ao]\w*|per jaar|jaarlijks|"
                     r"por ano)(?!\w)", re.IGNORECASE)  # fmt: skip
BOTH = re.compile(
    r"(?<!\w)(?:both|two of you|return|round trip|couple|twice|double|beide\w*|hin und zurück|doppelt\w*|vous deux|"
    r"les deux|"
    r"aller-retour|ida y vuelta|ambos|los dos|las dos|andata e ritorno|entramb\w+|heen en terug|jullie beiden|"
    r"ida e volta)(?!\w)",
    re.IGNORECASE,
)
EACH = re.compile(
    r"(?<!\w)(?:each|chaque|jede[rnsm]?|ogni|elke?|ieder[e]?|per|a (?:month|week|day|year)|monthly|every|je|pro|monatlich|im monat|chacun\w*|par|cada|"
    r"al mes|por|ciascun\w*|"
    r"al mese|ognuno|elk|per maand)(?!\w)",
    re.IGNORECASE,
)
