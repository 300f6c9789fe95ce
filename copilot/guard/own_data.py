"""Whether the customer's own data is asked for: "where is my order", not "how long does delivery take". Pure."""

from copilot.guard.wording import plain, said_in, wording

_THING = (
    r"(?:order|parcel|package|delivery|shipment|refund|return|repair|invoice|bill|payment|appointment|booking|"
    r"reservation|replacement|ticket|claim|"
    r"application|contract|subscription|membership|account|money|item|letter|card|technician|statement|transfer|"
    r"deposit|warranty claim)"
)
_NR = r"(?:[a-z]{1,4}-?\d{4,}|#?\d{5,})"
_DING = (
    r"(?:bestellung|paket|lieferung|sendung|erstattung|rückerstattung|rücksendung|retoure|reparatur|rechnung|zahlung|"
    r"termin|buchung|gutschrift|"
    r"ersatz\w*|ticket|vertrag|abo|konto|geld|ware|antrag|schadensmeldung|überweisung)"
)
_WORDINGS = (
    wording(
        "own data",
        r"\b(?:where(?:'s| is| are)|what happened to|what about|any (?:news|update|word) (?:on|about|regarding)|"
        r"status of|update on|eta (?:on|for)|track) (?:my|our|the "
        rf"status of my) (?:\w+ ){{0,2}}?{_THING}s?\b|\b(?:where(?:'s| is)|status of|when (?:will|does|is)|update on|"
        rf"about|track)\b[^\n]{{0,15}}\b{_NR}\b|"
        rf"^(?:order )?status\b[^\n]{{0,12}}\b(?:{_NR}|my)",
        r"\b(?:has|have|was|is|are|did|will|when (?:will|is|does|do|can)|why (?:is|was|has|hasn't|isn't)|when(?:'s|"
        r" is)) (?:you |i (?:get|receive) |you (?:already )?"
        r"(?:ship|send|sent|shipped|receive|received|get|process|processed|dispatch\w*) )?(?:my|"
        rf"our) (?:\w+ ){{0,2}}?{_THING}s?\b[^\n]{{0,25}}\b(?:been|arriv\w*|ship\w*|"
        r"deliver\w*|process\w*|sent|gone|go|come|coming|locked|blocked|end|ends|expire\w*|due|ready|paid|out|"
        r"scheduled|received|confirmed|late|delayed|cancelled|on "
        r"hold|higher|so|suspended|there|here|renew\w*|failed|declined|already|yet)\b|\bhave you (?:received|got|"
        r"processed|sent|shipped) (?:my|our)\b|\bdid you (?:ship|"
        rf"send|receive|get|process|dispatch) my\b|\bwhen (?:is|are|'s) my {_THING}\b",
        rf"\bmy (?:\w+ )?{_THING}\b[^\n]{{0,25}}\b(?:still )?(?:hasn'?t|has not|hasnt|haven'?t|not|never|didn'?t|"
        r"isn'?t) (?:been |yet )?(?:arriv\w*|come|shipped|delivered|"
        r"processed|received|here|turned up|shown up|paid)\b|\b(?:haven'?t|have not|havent|didn'?t|never|"
        r"still waiting for|not|waiting for|waiting on) (?:yet )?(?:received|"
        rf"receive|got|gotten|get )?\s?(?:my|our) (?:\w+ )?{_THING}\b",
        r"\b(?:my|our) (?:current |account |remaining |outstanding |card |gift card |points )?balance\b(?! (?:bike|"
        r"board))|\bhow much (?:do i|have i|did i|is) (?:\w+ )?(?:owe|paid|pay|"
        r"left on my|charged)\b|\bhow many (?:\w+ )?(?:points|credits|minutes|days of leave|vouchers|holidays) (?:do|"
        r"have) i\b|\bi(?:'ve| have| was| got| am|'m)? (?:been )?(?:charged|"
        r"billed|debited) (?:twice|double|again|two|three|\W?\d|more|too|for)|\bwhy (?:was|am|were|have|"
        r"did) i (?:been )?(?:charged|billed|pay|debited)|\bdouble charged\b",
        r"\b(?:which|what) (?:address|email|e-mail|phone|number|card|plan|tariff|data)\b[^\n]{0,20}\b(?:do you have|"
        r"have you got|am i on|is (?:on file|stored|saved)|on file)\b|\bon file "
        r"for me\b|\bwhen does my (?:contract|subscription|plan|policy|membership|trial)\b|\b(?:check|see|look up|"
        r"tell me|find) (?:if |whether |when |where |what )?(?:my|our) (?:\w+ )?"
        rf"(?:{_THING}|balance)\b(?! (?:number|myself))|\bwhat(?:'s| is) (?:my|the) (?:order|tracking|customer|"
        r"account|contract) number\b|\bwhat did i (?:order|buy|pay)\b",
        unless=(
            r"^(?:how (?:do|can|to|long)|where (?:do|can|would))\b|\bif (?:i|you|my)\b|\bcan i\b|\bi order (?:today|"
            r"now)\b|\bmyself\b|\blost\?",
            r"\b(?:e-?mails?) (?:land|go)\b|\bfree (?:of|shipping)\b|\bthank(?:s| you)\b",
        ),
    ),
    wording(
        "own data",
        r"\bwo (?:bleibt|ist|sind|steckt|befindet sich)\b[^\n]{0,12}\b(?:meine?|unsere?|"
        rf"{_NR})\b(?: \w+)? ?(?:{_DING})?(?! ?(?:router|gerät))(?=\W*$| {_NR}| jetzt| denn| gerade)|\bwann "
        r"(?:kommt|kommen|wird|erhalte ich|bekomme ich|endet|läuft|ist|trifft|geht)\b[^\n]{0,15}\b(?:meine?|"
        rf"unsere?|das|die)\b (?:\w+ )?(?:{_DING}|geld)\b",
        r"\b(?:ist|sind|wurde|wird|haben sie|habt ihr|hat|warum (?:ist|wurde)|was ist mit) (?:denn )?(?:meine?r?|"
        rf"unsere?|mein geld) (?:\w+ )?{_DING}\b[^\n]{{0,40}}(?:raus|da|angekommen|"
        r"unterwegs|versendet|verschickt|bearbeitet|eingegangen|gesperrt|erhalten|bezahlt|gutgeschrieben|überwiesen|"
        r"storniert|geliefert|bestätigt|fertig|los|\?)",
        rf"\bmeine? (?:\w+ )?{_DING}\b[^\n]{{0,40}}\b(?:noch )?(?:nicht|nie) (?:da|angekommen|erhalten|bekommen|"
        r"geliefert|gekommen|eingegangen|erschienen|bearbeitet)\b|\b(?:habe|hab|haben)\b"
        rf"[^\n]{{0,15}}\b(?:meine?n?|unsere?) (?:\w+ )?{_DING}\b[^\n]{{0,25}}\b(?:nicht|nie|noch nicht) (?:erhalten|"
        rf"bekommen)\b|\bwarte\b[^\n]{{0,25}}\bauf (?:meine?|unsere?) (?:\w+ )?{_DING}\b",
        r"\b(?:mein|unser) (?:aktuelle[sr]? )?(?:guthaben|kontostand|punktestand|restbetrag|saldo)\b|"
        r"\bwie ?viel(?:e)? (?:\w+ )?(?:schulde ich|muss ich noch|punkte habe|guthaben habe|habe ich "
        r"noch|datenvolumen habe)\b|\b(?:doppelt|zweimal|zu viel|mehrfach)\b[^\n]{0,20}\b(?:abgebucht|berechnet|"
        r"belastet|bezahlt)\b|\bwarum\b[^\n]{0,20}\b(?:mir|bei mir)\b[^\n]{0,30}\b"
        r"(?:abgebucht|berechnet|belastet)\b|\b(?:stand|status)\b[^\n]{0,12}\b(?:meiner?|meines|unserer|"
        rf"der bestellung|bestellung|{_NR})\b|\bvon mir (?:gespeichert|hinterlegt)\b|\bwelche "
        r"(?:adresse|e-?mail|nummer|bankverbindung)\b[^\n]{0,30}\b(?:hinterlegt|gespeichert)\b|\b(?:sendungsnummer|"
        r"kundennummer) (?:meiner|für meine)\b|\bwie lautet meine\b",
        unless=(
            r"\b(?:versandkostenfrei|danke)\b|^(?:wie (?:kann|lange|verfolge|finde)|wo (?:finde|kann|trage)|muss|"
            r"kann ich|wenn|falls)\b|\bwenn ich\b|\bmindest",
        ),
    ),
    wording(
        "own data",
        r"\b(?:où (?:est|en est|se trouve)|quand (?:arrive|sera|vais-je recevoir)) (?:ma|mon|notre) (?:commande|"
        r"colis|remboursement|livraison|paquet|argent|facture|réparation|rendez-vous)\b|\b(?:ma|"
        r"mon) (?:commande|colis|remboursement|paiement|compte|retour|livraison)\b[^\n]{0,12}\b(?:a-t-|"
        r"est-(?:il|elle)|n'est pas|n'a pas)|\bpas (?:encore )?reçu (?:ma|mon|mes)\b|\bmon solde\b|\bcombien "
        r"(?:je dois|dois-je)\b|\b(?:débitée?|prélevée?) (?:deux fois|en double)\b",
        r"\b(?:dónde (?:está|esta|queda)|cuándo (?:llega|llegará|recibiré)|estado de) (?:mi|nuestro) (?:pedido|"
        r"paquete|reembolso|envío|dinero|factura|reparación|cita|devolución)\b|\bno he recibido (?:mi|"
        r"el|la)\b|\bmi (?:saldo|pedido|paquete|reembolso)\b[^\n]{0,12}\b(?:no ha|aún|todavía|sigue|\?)|"
        r"\bcuál es mi saldo\b|\bcuánto debo\b|\bcobrado dos veces\b",
        r"\b(?:dov'e|dove si trova|quando arriva|stato del) (?:il )?(?:mio|nostro) (?:ordine|pacco|rimborso|reso|"
        r"denaro)\b|\bnon ho (?:ancora )?ricevuto (?:il|la) mi[oa]\b|\bmio saldo\b|\bquanto devo "
        r"(?:ancora )?(?:pagare)?\b|\baddebitato due volte\b",
        r"\b(?:waar (?:is|blijft)|wanneer komt|status van) mijn (?:bestelling|pakket|terugbetaling|geld|retour|"
        r"factuur)\b|\bmijn (?:bestelling|pakket|terugbetaling|geld)\b[^\n]{0,20}\bniet (?:ontvangen|"
        r"aangekomen|geleverd|binnen)\b|\bhoeveel (?:tegoed|punten) heb ik\b|\bmijn saldo\b|\bdubbel (?:afgeschreven|"
        r"betaald)\b",
        r"\b(?:onde (?:está|anda)|quando chega|estado d[oa]) (?:a |o )?(?:meu|minha) (?:pedido|encomenda|reembolso|"
        r"dinheiro|fatura|pacote)\b|\b(?:não|ainda não) recebi (?:o meu|a minha|meu|minha)\b|\bmeu "
        r"saldo\b|\bquanto devo\b|\bcobrado duas vezes\b",
        unless=(
            r"^\W*(?:comment|como|come|hoe)\b|\b(?:merci|gracias|grazie|bedankt|obrigad[oa])\b|\best (?:arrivée?|"
            r"bien arrivée?)\b",
            r"\b(?:routeur|router)\b",
            r"\bminim",
        ),
    ),
    wording(
        "own data",
        r"\b(?:package|parcel|order|delivery|shipment|booking|invoice|return|refund|claim|ticket|"
        rf"payment)\b[^\n]{{0,10}}\b(?:for |no\.? |number |nr\.? |to )?(?:order |booking )?{_NR}\b|\b(?:the |"
        r"my )?tracking\b[^\n]{0,20}\b(?:hasn'?t|has not|not|stuck|stopped|says|shows|still)\b|\byou (?:took|"
        r"charged|debited|"
        r"billed|deducted|withdrew)\b[^\n]{0,25}\b(?:my|me|from)\b|\b(?:did|has|"
        r"have)\b[^\n]{0,8}\bmy (?:\w+ ){0,2}?(?:payment|transfer|return|parcel|cheque|documents?|form|application|"
        r"letter)\b[^\n]{0,25}\b(?:reach\w*|arriv\w*|receiv\w*|come|gone|through|cleared|land\w*)\b|\b(?:which|"
        r"what) (?:plan|tariff|"
        r"package|contract|rate|tier) (?:am i|do i have|have i|i'm) ?(?:on|got)?\b|"
        r"\bis my (?:\w+ ){0,2}?(?:subscription|contract|policy|membership|plan|booking|order) (?:paid|active|still|"
        r"confirmed|running|valid|on its way)\b|\b(?:until|up to) when\b[^\n]{0,15}\bmy\b|\bi (?:ordered|paid|"
        r"returned|bought|booked)\b"
        r"[^\n]{0,30}\b(?:ago|last (?:week|month)|on \w+|since)\b[^\n]{0,15}\b(?:and|but)\b[^\n]{0,12}\b(?:nothing|"
        r"still|no|haven'?t|not|hasn'?t)\b|\b(?:check|confirm|verify|see) (?:if|whether|that) (?:my|"
        r"our) (?:\w+ )?(?:payment|order|return|booking|refund|transfer|account|appointment)\b|\bwhat was (?:that|it|"
        r"this) "
        r"(?:charge |payment |debit )?for\b|\bwhere (?:my|the) (?:\w+ )?(?:parcel|package|order|refund|"
        r"delivery)\b[^\n]{0,25}\b(?:is|are|right now|at the moment)\b",
        r"\b(?:lieferung|bestellung|paket|sendung|buchung|rechnung|retoure|auftrag|vorgang)\b[^\n]{0,8}\b(?:zu |"
        rf"nr\.? |nummer |für )?{_NR}\b|\b(?:sendungsverfolgung|tracking)\b[^\n]{{0,20}}\b(?:steht|still|zeigt|nicht|"
        r"seit|hängt)\b|\bsie haben\b[^\n]{0,25}\b(?:mir|bei mir|von meinem)\b[^\n]{0,25}\b(?:abgebucht|"
        r"eingezogen|berechnet|belastet)\b|\b\d[\d.,]* ?(?:euro?|€)?\b[^\n]{0,15}\bbei mir abgebucht\b|"
        r"\bist (?:meine?) (?:überweisung|zahlung|rücksendung|retoure|anmeldung|brief|antrag)\b|"
        r"\b(?:welche[nrs]?) (?:tarif|vertrag|abo|paket)\b[^\n]{0,10}\b(?:habe ich|bin ich)\b|"
        r"\bvor\b[^\n]{0,20}\bbestellt\b[^\n]{0,15}\bund\b"
        r"[^\n]{0,15}\b(?:nichts|noch|kein\w*|nicht)\b|\bbis wann\b[^\n]{0,15}\bmein\w* (?:abo|vertrag|beitrag)\b|"
        r"\bnachsehen\b[^\n]{0,12}\b(?:wo|ob|wann)\b[^\n]{0,20}\b(?:bestellung|lieferung|paket|sendung|zahlung|"
        r"geld)\b|\bgeht mein\w* (?:paket|bestellung)\b[^\n]{0,6}\braus\b",
        r"\bquand\b[^\n]{0,25}\b(?:recev\w+|arrive\w*|livré\w*)\b[^\n]{0,12}\b(?:mon|ma) (?:colis|commande|paquet)\b|"
        r"\bquand\b[^\n]{0,15}\b(?:mon|ma) (?:colis|commande|remboursement)\b|\bsuivi de (?:mon|ma)\b|\b(?:avez-vous|"
        r"est-ce que vous avez) reçu (?:mon|ma)\b",
        r"\b(?:ya|cuándo|cuando) (?:sali[oó]|sale|ha salido|enviaron|llega|llegó)\b[^\n]{0,6}\b(?:mi|el) (?:pedido|"
        r"paquete)\b|\bhan (?:recibido|enviado) mi\b|\bseguimiento de mi\b",
        r"\bquando\b[^\n]{0,15}\bil mio (?:ordine|pacco|rimborso)\b|\ba che punto (?:e|è)\b|\bavete (?:ricevuto|"
        r"spedito) (?:il|la) mi[oa]\b|\bmia spedizione\b",
        r"\b(?:hebben jullie|heeft u|hebt u)\b[^\n]{0,6}\bmijn\b[^\n]{0,25}\b(?:ontvangen|verstuurd|verwerkt)\b|"
        r"\bwanneer\b[^\n]{0,12}\bmijn (?:pakket|bestelling|geld)\b|\bwelk abonnement heb ik\b|\b(?:já|"
        r"quando)\b[^\n]{0,15}\b(?:receberam|enviaram|chega|saiu)\b[^\n]{0,8}\b(?:o meu|a minha)\b",
        unless=(
            r"\bif (?:i|you|my)\b|\bwenn\b|\bcan i\b|\bkann ich\b|\bif i were\b|\b(?:free of|versandkostenfrei|"
            r"qualif\w+)\b|\border (?:today|now)\b|^(?:how (?:do|can|to)|where (?:do|can|would))\b|\bwhat does\b",
        ),
    ),
    wording(
        "own data",
        r"\bwhy (?:did|do|are|have) you (?:\w+ )?(?:charg\w+|bill\w*|debit\w*|deduct\w*|cancel\w*|lock\w*|block\w*)\b|"
        r"\bwhen (?:is|will|does) (?:the|my|your) (?:technician|engineer|driver|courier|fitter|plumber)\b[^\n]{0,20}"
        r"\b(?:com\w+|here|arriv\w*|visit\w*)\b|\b(?:haven'?t|still not|not) (?:got|had|seen) my\b",
        r"\b(?:warum|wieso|weshalb)\b[^\n]{0,10}\bsie\b[^\n]{0,6}\b(?:mir|bei mir|mich)\b|\bwann kommt (?:der|die|ihr) "
        r"(?:techniker|monteur|fahrer|handwerker)\w*\b|\bwarte\b[^\n]{0,30}\bauf mein\w*\b|"
        r"\bguthaben\b[^\n]{0,20}\bmeine[rmn]?\b",
        r"\bwanneer (?:krijg|ontvang) ik mijn\b|\bwaar is mijn\b[^\n]{0,12}(?:bestelling|pakket)|\bquand (?:vais-je|"
        r"est-ce que "
        r"je)\b[^\n]{0,15}\b(?:mon|ma) \b|\bcuándo (?:recibo|me llega|me devuelven)\b|\bquando (?:ricevo|mi arriva)\b|"
        r"\bquando recebo\b|\bonde está a minha (?:encomenda|fatura)\b",
        unless=(r"\bif (?:i|you|my)\b|\bwenn\b|^(?:how|wie|comment|como|come|hoe)\b",),
    ),
)


def own_data_wanted(text: str) -> bool:
    """True where only the customer's record could answer."""
    return said_in(plain(text), _WORDINGS) is not None
