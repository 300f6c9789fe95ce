"""Words of support that mean the same or the opposite, and that turn a statement, in five languages. Data only.

A phrase may be of several words. What stands in no list here is compared by its stem.
"""

Turn = str
"""What a word does to a statement: ``not``, ``only``, ``also``, ``may``, ``must``, ``before``, ``after``, ``if`` ..."""

# One line for each turn: phrases parted by |. A phrase may do several things ("mustn't": not + may).
TURNS: dict[str, dict[str, str]] = {
    "en": {
        "despite": "even if|even when|even without|regardless of|regardless|whether or not|even after|even though",
        "idiom": "not only|no problem|no worries|don't hesitate|do not hesitate|don't worry|do not worry|don't forget|"
        "do not forget|whether or not|why not|if not already|no matter|not a problem|not to worry|not just|"
        "not least|no need to worry|no charge|no cost|no fee|at no cost|at no charge|at no extra cost|"
        "at no additional cost|no extra charge|no additional charge|without charge|without extra charge|"
        "not charged|not charge|nothing to pay|costs nothing|cost you nothing|costs you nothing|don't pay|"
        "do not pay|without paying|no shipping costs|no reason to worry|anything but|for free|not be charged|"
        "don't have to pay|do not have to pay|won't be charged|as soon as possible|at once|all at once|"
        "once more|once a|once per|once every|used once|don't cost anything|doesn't cost anything|"
        "do not cost anything|does not cost anything|not cost anything|doesn't cost you anything|"
        "cost nothing|more than once|at the same time",
        "not": "not|no|never|none|nobody|nothing|neither|nor|cannot|hardly|unable to|unable|impossible|refuse|"
        "refuses|forbidden|prohibited|no longer|without|ineligible|void|declined|excluded|exclude|excludes|"
        "non|instead of|rather than|rule out|rules out|nowhere|no one|disallowed|banned|out of the question|"
        "ain't|stop working|stops working|stopped working|lose their|loses its|lose its|lose the|loses the|"
        "free from|fail to|fails to|rejected|reject|rejects|refused|denied|deny|declines",
        "only": "only|just|solely|exclusively|nothing but|no other|limited to|is reserved for|are reserved for|"
        "restricted to|purely|exclusive to|merely|alone",
        "also": "also|as well|too|in addition|additionally|even|not only|not just|as well as|both|either",
        "may": "can|may|could|allowed|permitted|able to|possible|let you|lets you|allows|allow you|allow|optional|"
        "optionally|if you like|option to|free to|entitled|feel free to|eligible|voluntary",
        "must": "must|have to|has to|need to|needs to|needed|required|requires|require|mandatory|obliged|compulsory|"
        "necessary|essential|need|needs|obligatory",
        "not may": "must not|mustn't|may not|can't|cannot|can not|couldn't|not allowed|not permitted|not possible|"
        "never allowed|should not|shouldn't|not eligible|not entitled|not able to|won't be able to|"
        "not be able to|unable to|forbidden|prohibited|impossible|no way to|no option to|no possibility|"
        "isn't possible|isn't available|not available|unavailable",
        "not must": "don't have to|do not have to|doesn't have to|does not have to|need not|needn't|"
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
        "if": "if|when|whenever|as long as|provided|provided that|in case|so long as|assuming|on condition|"
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
        "despite": "auch wenn|auch ohne|selbst wenn|unabhängig|auch nach|ungeachtet",
        "idiom": "nicht nur|kein problem|keine sorge|zögern sie nicht|vergessen sie nicht|ob oder nicht|keine kosten|"
        "ohne aufpreis|ohne kosten|ohne zusatzkosten|kostet nichts|kostet sie nichts|keine gebühr|"
        "keine gebühren|keine versandkosten|nichts bezahlen|nichts zahlen|nicht bezahlen|nicht zahlen|"
        "keine zusätzlichen kosten|fallen keine kosten an|nichts kosten|ohne weitere kosten|"
        "so bald wie möglich",
        "not": "nicht|kein|keine|keinen|keinem|keiner|keines|nie|niemals|nichts|ohne|weder|unmöglich|ausgeschlossen|"
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
        "if": "wenn|falls|sofern|solange|vorausgesetzt|im falle|bei|soweit|unter der bedingung|unter der voraussetzung",
        "not if": "außer|es sei denn|ausgenommen|mit ausnahme|außer wenn|abgesehen von|sofern nicht|ausser",
        "always": "immer|stets|jedes mal|jederzeit|in jedem fall|automatisch",
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
        "despite": "même si|même sans|quel que soit|même après",
        "idiom": "pas seulement|pas de problème|n'hésitez pas|n'oubliez pas|sans frais|ne coûte rien|aucun frais|"
        "sans supplément|ne payez rien|pas de frais|aucuns frais|non ouvert|non ouverts|non ouverte|"
        "non ouvertes|non utilisé|non portés",
        "not": "pas|jamais|aucun|aucune|rien|sans|ni|impossible|interdit|exclu|exclue|exclus|exclues|plus possible|"
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
        "if": "si|s'il|s'ils|s'elle|s'elles|lorsque|quand|à condition|tant que|en cas de|pourvu que",
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
        "despite": "aunque|incluso si|incluso sin|aun sin|independientemente",
        "idiom": "no solo|no sólo|no hay problema|no dude|no olvide|sin coste|sin costo|sin cargo|no cuesta nada|"
        "sin gastos|no paga nada|ningún coste|sin coste adicional|no tiene coste|no se preocupe|sin abrir|"
        "sin usar|sin estrenar",
        "not": "no|nunca|jamás|ningún|ninguna|ninguno|nada|sin|ni|imposible|prohibido|excluido|excluidos|excluida|"
        "excluidas|en lugar de|tampoco|ya no",
        "only": "solo|sólo|solamente|únicamente|exclusivamente|exclusivo|limitado a|reservado",
        "also": "también|además|incluso|asimismo|no solo|no sólo|así como",
        "may": "puede|pueden|podrá|podrán|puedes|podemos|posible|permitido|permite|opcional",
        "must": "debe|deben|deberá|tiene que|tienen que|hay que|obligatorio|obligatoria|necesario|necesaria|requiere|"
        "necesita|es preciso",
        "not may": "no puede|no pueden|no podemos|no se puede|no se pueden|no es posible|imposible|prohibido|"
        "no está permitido|ya no se puede|no podrá|no pueden",
        "not must": "no tiene que|no es necesario|no hace falta|no es obligatorio|no necesita|no se requiere|"
        "no hay que|"
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
        "despite": "ook als|ook zonder|zelfs als|ongeacht|ook wanneer",
        "idiom": "niet alleen|geen probleem|geen zorgen|aarzel niet|vergeet niet|zonder kosten|kost niets|geen kosten|"
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
}

# Words of one line mean the same; all languages together, since most are told apart by their form.
SAME = """
free|free of charge|no charge|no cost|no fee|at no cost|at no charge|at no extra cost|without charge|gratis|kostenlos|
  kostenfrei|unentgeltlich|gratuit|gratuite|gratuits|gratuitement|gratuito|gratuita|costs nothing|costs you nothing|
  kostet nichts|don't pay|do not pay|keine kosten|ohne kosten|sans frais|ne coûte rien|sin coste|sin cargo|sin costo|
  kosteloos|kost niets|zonder kosten|for free|nothing to pay|no extra charge|not be charged|won't be charged|
  don't have to pay|do not have to pay|don't cost anything|doesn't cost anything|do not cost anything|
  not cost anything|doesn't cost you anything|cost nothing|at no additional cost|ohne aufpreis|keine gebühr|
  keine gebühren|portofrei|versandkostenfrei|complimentary|on us|no additional charge|cost you nothing|not charged
refund|refunds|refunded|reimburse|reimbursed|reimbursement|money back|money|pay back|pays back|paid back|pay you back|
  repay|erstattung|erstatten|rückerstattung|zurückerstatten|zurückerstattet|geld zurück|geld|remboursement|rembourser|
  remboursé|remboursée|remboursons|reembolso|reembolsar|reembolsamos|terugbetaling|terugbetalen|terugbetaald|credited|
  credit|gutschrift|erstattet
return|returns|returned|returning|send back|sent back|sending back|send it back|send them back|bring back|give back|
  take back|taken back|takes back|rücksendung|rückgabe|retoure|zurückschicken|zurücksenden|zurückgeben|
  zurückgeschickt|zurückgesendet|zurück|retour|retourner|renvoyer|renvoi|renvoyez|retourné|retournés|devolución|
  devolver|devuelto|retourneren|terugsturen|teruggestuurd|retouren|rückversand
parcel|parcels|package|packages|shipment|shipments|paket|pakete|paketes|sendung|sendungen|lieferung|colis|paquete|
  paquetes|envío|pakket|pakketje|pakketten|zending
deliver|delivered|delivery|deliveries|arrive|arrives|arrived|arrival|reach|reaches|reached|receive|received|
  receipt of|get|gets|liefern|geliefert|ankunft|ankommen|erhalt|erhalten|erhält|zustellung|zugestellt|eintrifft|
  eingang|eingetroffen|livraison|livrer|livré|livrée|livrons|livrés|réception|reçu|recevez|recevoir|recevrez|entrega|
  entregar|entregado|recibir|recibe|recibirá|recepción|llegar|llega|levering|bezorging|bezorgd|ontvangst|ontvangen|
  ontvangt|bezorgen|geleverd|come|comes|ankommt|lands|bekommen|bekommt
ship|ships|shipped|shipping|dispatch|dispatched|send|sends|sent|sending|post|mail out|leave|leaves|versand|versenden|
  versendet|verschicken|verschickt|schicken|schickt|senden|gesendet|geschickt|expédition|expédier|expédié|expédions|
  envoyer|envoyez|envoyé|envoyons|envoi|enviar|envíe|enviamos|enviado|enviada|verzenden|verzonden|verzending|sturen|
  stuurt|gestuurd|stuur|raus|goes out|go out
buy|bought|purchase|purchased|purchases|kauf|kaufen|gekauft|kaufdatum|achat|acheter|acheté|compra|comprar|comprado|
  kopen|gekocht|aankoop|acquired
order|orders|ordered|ordering|bestellung|bestellen|bestellt|bestellungen|commande|commander|commandes|commandé|pedido|
  pedidos|bestelling|besteld|bestellingen
cancel|cancels|cancelled|canceled|cancellation|cancelling|terminate|terminated|termination|end|ends|ended|kündigen|
  kündigung|kündbar|gekündigt|stornieren|storniert|stornierung|beenden|abbestellen|résilier|résiliation|annuler|
  annulé|annulation|cancelar|cancelación|cancelado|opzeggen|opgezegd|opzegging|annuleren|geannuleerd|call off|quit
fix|fixes|fixed|repair|repairs|repaired|mend|reparieren|repariert|reparatur|reparaturen|réparer|réparation|réparé|
  reparar|reparación|repareren|reparatie|gerepareerd
replace|replaced|replacement|replaces|exchange|exchanged|swap|swapped|ersatz|ersetzen|ersetzt|umtausch|umtauschen|
  austausch|austauschen|tauschen|tauscht|getauscht|remplacer|remplacement|remplacé|échange|échanger|cambiar|cambio|
  sustitución|sustituir|reemplazo|vervangen|vervanging|ruilen|omruilen|change|changed|changes|changing|ändern|
  geändert|änderung|wechseln|wechsel|modify|modified|modifier|modification|modificar|wijzigen|gewijzigd|wijziging|
  edit|edited|alter|update|updated|updating|switch|switching|aktualisieren|aktualisiert|modifié|adjust|anpassen|amend|
  amended
broken|defective|faulty|defect|defects|fault|damaged|damage|damages|kaputt|defekt|defekte|beschädigt|schaden|
  beschädigte|défectueux|endommagé|endommagée|cassé|dañado|defectuoso|dañados|roto|kapot|beschadigd|schade|broke|harm|
  harms|harmed
warranty|guarantee|guaranteed|garantie|gewährleistung|garantía|coverage|covered|cover|covers|abgedeckt|deckt
invoice|invoices|rechnung|rechnungen|facture|factures|factura|facturas|factuur|facturen
bill|bills|billing|billed|charged|charge|charges|abbuchen|abgebucht|abbuchung|belastet|débité|cobro|cobra|cobrar|
  afgeschreven|debited|prélevé|berechnet|berechnen
price|prices|cost|costs|fee|fees|preis|preise|kosten|kostet|gebühr|gebühren|prix|coûte|coût|frais|tarif|precio|cuesta|
  coste|tarifa|gastos|prijs|kost
pay|paid|pays|payment|payments|paying|bezahlen|bezahlt|zahlung|zahlen|zahlt|payer|paiement|payé|pagar|pago|pagado|
  betalen|betaald|betaling|bezahlung|zahlungen
subscription|subscriptions|subscribe|subscriber|subscribers|abo|abos|abonnement|abonnements|suscripción|abonnieren|
  membership|vertrag|contract|contrat|contrato|contracts|verträge
plan|plans|tier|tariff|tarife|tarif|paket|formule|package|abonnementen
choose|chosen|select|selected|pick|auswählen|wählen|gewählt|auswahl|choisir|choisissez|elegir|elija|seleccionar|
  seleccione|kiezen|kies|sélectionnez|tap|click|press|pressing|drücken|gedrückt|tippen|klicken|klicken sie|cliquez|
  appuyez|pulse|haga clic|klik|druk|choice|hit|wählen sie|sélectionner|push
open|opens|go to|opening|öffnen|öffnen sie|ouvrez|ouvrir|abra|abrir|openen|gehen
turn on|switch on|switched on|turned on|power on|enable|enabled|enables|activate|activated|activates|einschalten|
  aktivieren|aktiviert|activer|activé|activez|activar|activado|inschakelen|aanzetten|ingeschakeld|turning on|
  switching on|switch back on|eingeschaltet|allumez
turn off|switch off|switched off|turned off|power off|disable|disabled|disables|deactivate|deactivated|ausschalten|
  deaktivieren|deaktiviert|désactiver|désactivé|désactivez|desactivar|desactivado|uitschakelen|uitzetten|
  uitgeschakeld|turning off|switching off|ausgeschaltet|éteignez|shut down|unplug|unplugged
start|starts|started|begin|begins|beginning|beginn|beginnen|beginnt|starten|startet|commencer|commence|début|empezar|
  empieza|comenzar|comienza|begint|runs from|kick off
fill|fills|fill out|complete|completed|ausfüllen|remplir|rellenar|invullen
sign in|log in|login|logging in|signing in|logged in|anmelden|einloggen|angemeldet|connexion|connectez-vous|
  se connecter|iniciar sesión|inloggen|anmeldung
sign out|log out|logged out|logout|abmelden|ausloggen|déconnexion|cerrar sesión|uitloggen
sign up|register|registered|registration|registering|registrieren|registriert|registrierung|inscription|inscrire|
  enregistrer|enregistré|registro|registrar|registrado|registreren|registratie|geregistreerd
delete|deleted|deleting|deletion|deletes|remove|removed|removes|removing|erase|erased|erases|erasing|wipe|löschen|
  gelöscht|löschung|entfernen|entfernt|supprimer|supprimé|suppression|supprimés|eliminar|eliminado|borrar|verwijderen|
  verwijderd|take out|taken out|herausnehmen|entnehmen|detach|discard
keep|kept|keeps|store|stored|stores|retain|retained|save|saved|remain|remains|stay|stays|behalten|gespeichert|
  speichern|aufbewahren|aufbewahrt|bleibt|bleiben|conserver|conservé|conservés|conservons|guardar|conservar|conserva|
  bewaren|bewaard|bewaart|blijven|blijft|reste|restent|held|hold
allow|allows|allowed|permit|permits|permitted|erlaubt|gestattet|autorisé|permitido|toegestaan|accept|accepts|accepted|
  akzeptieren|akzeptiert|annehmen|angenommen|accepter|acceptons|accepté|aceptar|aceptamos|accepteren|geaccepteerd|
  accepteert|admit|approve|approved|take
contact|contacts|contacted|get in touch|reach out|kontaktieren|wenden|melden|kontakt|contacter|contactez|contactar|
  contacte|contacteren|write to|schreiben|schreiben sie|écrivez|escriba|neem contact|tell|inform|informieren|notify|
  notified|report|reports|reported|reporting|meldung|gemeldet|signaler|signalez|avisar|avise|meldt|let know|
  let us know|benachrichtigen|benachrichtigt|raise|prévenez|informer|communicate
customer|customers|client|clients|kunde|kunden|kundin|cliente|clientes|klant|klanten|buyer|buyers|shopper|user|users|
  people|person|those|member|members|mitglied|mitglieder|membres|membre|miembro|miembros|leden|lid|nutzer|benutzer|
  utilisateur|utilisateurs|usuario|usuarios|gebruiker|gebruikers|kundinnen
item|items|article|articles|goods|product|products|artikel|ware|waren|produkt|produkte|produit|produits|producto|
  productos|articulo|artículo|artículos|device|devices|gerät|geräte|geräts|appareil|appareils|aparato|apparaat|
  toestel|unit|units|stuk|hardware|merchandise|things|thing|machine|machines|maschine|maschinen|máquina
shop|shops|store|stores|branch|branches|filiale|filialen|geschäft|laden|läden|boutique|magasin|magasins|tienda|
  tiendas|winkel|winkels|retail
website|site|web|online|online shop|webshop|on the web|internet|en ligne|en línea|im netz|webseite
email|e-mail|mail|mails|e-mails|emails|courriel|correo|per mail|correo electrónico
phone|telephone|call|calls|hotline|telefon|telefonisch|angerufen|ruft|anruft|anrufen|anruf|rufen|téléphone|appeler|
  appelez|teléfono|llamar|llame|telefoon|bellen|by phone|ring
chat|live chat|messenger
letter|post|by post|brief|schriftlich|per post|courrier|por correo postal|per brief
find|finds|found|see|seen|located|shown|shows|show|displayed|display|displays|einsehen|einsehbar|appear|appears|
  listed|list|finden|sehen|steht|stehen|anzeigen|angezeigt|zeigt|trouver|trouverez|trouvez|voir|affiche|affiché|
  encontrar|encuentra|ver|aparece|muestra|vinden|vindt|zien|getoond|toont|look up|view|visible|sichtbar|indicates|
  means|mean|bedeutet|signifie|significa|betekent|stands for|sign of
help|helps|support|supported|assist|assistance|hilfe|helfen|unterstützung|unterstützt|aide|aider|ayuda|ayudar|hulp|
  helpen|customer service|kundendienst|kundenservice|service client|atención al cliente|klantenservice|team|
  support team|service|agent|agents|staff|we|colleague|colleagues
fast|quick|quickly|faster|express|schnell|rapide|rápido|snel
wait|waits|waiting|stay|stays|warten|attendre|attendez|esperar|espere|wachten|wacht
use|used|uses|using|apply|applied|applies|redeem|redeemed|redeemable|valid|enter|entered|work|works|working|einlösen|
  eingelöst|gültig|gilt|gelten|nutzen|verwenden|benutzen|verwendet|eingeben|einlösbar|genutzt|utiliser|utilisé|
  utilisez|utilisable|valable|appliquer|usar|utilizar|válido|válida|canjear|usarse|utilice|gebruiken|gebruikt|geldig|
  gebruik|inwisselen|benutzt|geld|s'applique|aplica|run|runs|combine|combined|kombinieren|kombiniert|kombinierbar|
  spend
expire|expires|expired|expiry|run out|runs out|lapse|lapses|ablaufen|verfallen|verfällt|läuft ab|abgelaufen|expirer|
  expire|expiré|caducar|caduca|vence|vervallen|verlopen|verloopt|vervalt|lose validity
voucher|vouchers|coupon|coupons|code|codes|promo code|discount code|gutschein|gutscheine|gutscheincode|bon|
  bon d'achat|cupón|vale|kortingscode|cadeaubon|discount|discounts|rabatt|réduction|descuento|korting|remise|
  gift card|gift cards|geschenkkarte|carte cadeau|tarjeta regalo
address|addresses|adresse|adressen|dirección|adres
name|names|nom|nombre|naam
account|accounts|profile|konto|kontos|compte|comptes|cuenta|rekening|kundenkonto|benutzerkonto
setting|settings|preferences|einstellung|einstellungen|paramètres|réglages|ajustes|configuración|instellingen
password|passwords|passwort|kennwort|passwörter|mot de passe|contraseña|wachtwoord
link|links|lien|enlace
document|documents|dokument|dokumente|document|documento|receipt|proof of purchase|proof|kaufbeleg|beleg|nachweis|
  quittung|kassenbon|preuve d'achat|justificatif|ticket|recibo|comprobante|bon|aankoopbewijs|kassabon|bewijs
photo|photos|picture|pictures|image|images|foto|fotos|bild|bilder|foto's|photographie
file|files|datei|dateien|fichier|fichiers|archivo|archivos|bestand|bestanden
data|information|details|daten|données|datos|gegevens|angaben
button|taste|knopf|schaltfläche|bouton|touche|botón|knop|key
clean|cleaned|cleaning|wash|washed|rinse|rinsed|reinigen|gereinigt|reinigung|säubern|waschen|spülen|gespült|nettoyer|
  nettoyez|laver|lavez|rincer|limpiar|limpie|lavar|schoonmaken|reinig|wassen|ausspülen|wipe|flush
light|lamp|led|leuchte|lämpchen|voyant|luz|lampje|indicator|leuchtet|licht
fully|complete|completely|full|entire|vollständig|komplett|voll|complètement|entièrement|completamente|volledig|
  helemaal|whole|in full
take|takes|last|lasts|dauert|dauern|duration|durée|dure|dauer|tarda|dura|duurt|nehmen|need|running time
immediately|right away|at once|straight away|instantly|instant|sofort|umgehend|immédiatement|inmediatamente|direct|
  meteen|onmiddellijk|unverzüglich
automatic|automatically|automatisch|automatique|automatiquement|automático|automáticamente|by itself|on its own|
  von selbst|by themselves
pause|paused|pausing|suspend|suspended|pausieren|pausiert|aussetzen|suspendre|suspender|pausar|pauzeren|on hold|
  freeze|gepauzeerd|frozen
increase|raise|erhöhen|erhöht|upgrade|upgraded|upgrading|hochstufen|augmenter|aumentar|verhogen
decrease|reduce|reduced|lower|reduzieren|verringern|senken|downgrade|downgraded|downgrading|diminuer|reducir|verlagen
travel|trip|journey|reise|voyage|viaje|reis|fly|flight|flights|flug|flüge|vol|vols|vuelo|vlucht
book|booked|booking|bookings|reservation|reservations|reserve|reserved|buchen|buchung|gebucht|réservation|réserver|
  reserva|reservar|boeken|boeking|reservering|schedule|scheduled|appointment|termin|appointments|rendez-vous|cita|
  afspraak|arrange|arranged|slot
expensive|teuer|cher|caro|duur
begin|launch
allowance|volume|quota|limit|limits|grenze
water|wasser|eau|agua
original|originals|originale|originalen|ursprünglich|ursprüngliche|ursprünglichen|initial|originales|originele|
  oorspronkelijke|same
box|packaging|carton|verpackung|karton|emballage|embalaje|caja|verpakking|doos|originalverpackung|schachtel
tag|tags|label|labels|etikett|etiketten|étiquette|étiquettes|etiqueta|etiquetas|rücksendeetikett|kaartje|sticker|
  retourenetikett|retourlabel|versandetikett
day|days|tag|tage|tagen|jour|jours|día|días|dag|dagen
month|months|monat|monate|monaten|mois|mes|meses|maand|maanden|monthly|monatlich|mensuel
year|years|jahr|jahre|jahren|an|ans|année|años|año|jaar|jahre
minute|minutes|minuten|minuut|minutos
hour|hours|stunde|stunden|heure|heures|hora|horas|uur
carrier|courier|driver|versanddienst|paketdienst|zusteller|transporteur|livreur|transportista|vervoerder|bezorger|
  delivery service|spediteur
bank|card issuer|banque|banco
business|company|companies|firma|unternehmen|entreprise|empresa|bedrijf|corporate|geschäftlich|geschäftskunden|
  organisation|organization
child|children|kid|kids|kinder|kind|enfant|enfants|niños|niño|kinderen
employee|employees|staff|mitarbeiter|colleague|teammate|teammates
restart|reboot|reset|neu starten|neustart|redémarrer|redémarrez|reiniciar|reinicie|herstarten|opnieuw opstarten|
  neustarten
confirm|confirmation|confirmed|bestätigen|bestätigung|confirmer|confirmation|confirmar|confirmación|bevestigen|
  bevestiging|verify|verified|verification
hardship|problem|problems|issue|issues|trouble|fehler|error|errors|erreur|problème|probleem|fout
connect|connected|connection|pair|paired|pairing|link|verbinden|verbunden|verbindung|koppeln|gekoppelt|connecter|
  connexion|conectar|conexión|verbinding
contain|contains|include|included|includes|including|enthalten|enthält|inklusive|inbegriffen|beinhaltet|comprend|
  compris|inclus|inclut|incluido|incluye|inbegrepen|inclusief|bevat|comes with|come with|part of|mit dabei
collect|collected|collection|pick it up|pick them up|picked it up|pick your order up|pick the order up|pick up|
  picked up|pickup|abholen|abgeholt|abholung|récupérer|retirer|retrait|recoger|recogida|ophalen|afhalen|fetch
hand in|drop off|dropped off|drop|bring|brings|take to|abgeben|bringen|déposer|déposez|entregar|inleveren|afgeven|hand
offer|offers|offered|earn|earns|earned|award|awarded|provide|provides|provided|available|have|anbieten|bieten|bietet|
  angeboten|verfügbar|erhältlich|proposer|proposons|propose|disponible|disponibles|ofrecer|ofrecemos|beschikbaar|
  aanbieden|bieden|give|gives|given|grant|granted|possible
download|downloaded|downloads|herunterladen|télécharger|télécharge|descargar|downloaden|export|exported
invite|invited|invites|einladen|add|added|adding|hinzufügen|hinzugefügt|ajouter|ajouté|añadir|toevoegen|insert|
  inserted|attach|attached
owner|owners|inhaber|propriétaire|propietario|eigenaar
weekend|weekends|wochenende|week-end|fin de semana
gift|gifts|present|presents|geschenk|geschenke|cadeau|cadeaux|regalo|regalos|cadeaus
size|sizes|größe|größen|taille|tailles|talla|maat
destination|country|countries|land|länder|pays|país|abroad|ausland|étranger|extranjero|buitenland
team lead|manager|supervisor|vorgesetzte
permanently|permanent|for good|forever|ever|endgültig|dauerhaft|définitivement|definitivamente|definitief
request|requests|requested|ask|asked|anfrage|anfordern|beantragen|demande|demander|solicitar|solicitud|verzoek|
  aanvragen
step|steps|way|schritt|schritte
battery|batteries|akku|batterie|batterien|batería|batterij|accu
charge up|charging|charged up|aufladen|geladen|laden|ladevorgang|recharger|cargar|opladen|opgeladen
screen|display|bildschirm|écran|pantalla|scherm
reason|reasons|grund|gründe|begründung|raison|motif|motivo|razón|reden|explain|explanation|why
correct|right|korrekt|richtig|correcte|correcto|juist
deadline|latest|last
test|trial|try|probe|testen|essai|prueba|proef|probezeit|testphase|probieren
allowed weight|weight|gewicht|poids|peso
luggage|baggage|bag|bags|gepäck|bagage|bagages|equipaje|suitcase
trace|tracking|track|sendungsverfolgung|suivi|seguimiento|volgen|nachverfolgen|investigation|nachforschung
dirty|worn|getragen|porté|usado|gedragen
"""

# A line that begins with # is of things: one that the passage never names is out of place.
# Members of one line exclude each other: where the passage speaks of one, a reply must not speak of its neighbour.
# Members are parted by ; and their names by |. A line that begins with ~ holds opposites (two turns make a truth).
APART = """
~unopened|ungeöffnet|ungeöffnete|ungeöffneten|non ouvert|sin abrir|ongeopend|sealed|versiegelt|intact|unbroken|
  non ouverts|ongeopende|originalverschlossen; opened|geöffnet|geöffnete|geöffneten|ouvert|ouverts|abierto|geopend|
  geopende|broken seal|unsealed
~unused|unbenutzt|unbenutzte|neuf|sin usar|ongebruikt|ongebruikte|unworn|ungetragen|ungetragene; used|gebraucht|
  gebrauchte|benutzte|benutzt|worn|usado|usados|second-hand|gebruikte|getragene
~undamaged|unbeschädigt|unbeschädigte; damaged|beschädigt|beschädigte|endommagé|dañado|beschadigd|beschadigde
~paid|bezahlt|bezahlte|payé|pagado|betaald|kostenpflichtig|payant|de pago|chargeable|at your own expense|
  at your expense|auf eigene kosten|kostenpflichtige|charged|billed|extra fee|for a fee|surcharge|extra charge|
  additional fee|gegen aufpreis|gegen gebühr|gegen eine gebühr|must be paid|have to pay|you pay|costs extra|
  cost extra|kostet extra|kosten extra|extra kosten|en supplément|cuesta extra|fallen kosten an|fällt eine gebühr an|
  fee applies|fee is charged|selbst bezahlen|selbst zahlen|zelf betalen|costs|kosten trägt; free|free of charge|
  kostenlos|kostenlose|kostenlosen|gratuit|gratuite|gratis|no charge|at no cost|at no extra cost|without charge|
  no cost|for free|not charged|not be charged|won't be charged|don't cost anything|doesn't cost anything|
  do not cost anything|costs nothing|cost nothing|costs you nothing|kostet nichts|kost niets|ne coûte rien|don't pay|
  free of cost|kostenfrei|sans frais|sin coste|unentgeltlich
~online|on the website|en ligne|en línea|im internet|web shop|webshop; in store|in a store|in stores|in our stores|
  in shops|in a shop|in our shops|in person|in der filiale|in den filialen|en magasin|en boutique|en tienda|
  in de winkel|in unseren filialen|in the shop|in the store|at the counter|vor ort
~increase|increases|increased|rise|rises|erhöht|erhöhen|steigt|augmente|aumenta|higher|höher; decrease|decreases|
  decreased|fall|falls|reduces|reduced|sinkt|verringert|diminue|disminuye|lower|niedriger
~open|opens|geöffnet|öffnen|öffnet|geöffnet halten|ouvrez|abra|abrir; close|closes|closed|shut|schließen|schließt|
  geschlossen|fermez|fermer|cierre|cerrar|sluiten|gesloten
~kept|withheld|einbehalten|retenus|retenido|ingehouden; paid back|given back|handed back|returned to you
~above|oberhalb|au-dessus|por encima; below|beneath|unterhalb|au-dessous|por debajo
~points up|pointing up|facing up|upwards|face up|nach oben; points down|pointing down|facing down|downwards|face down|
  nach unten
~forwards|forward-facing|vorwärts|vers l'avant; backwards|rearwards|rear-facing|rückwärts|vers l'arrière
~departure|departs|abflug|abfahrt|abreise|départ|salida|vertrek; arrival|arrives|ankunft|anreise|arrivée|llegada|
  aankomst
~wrong|incorrect|falsch|falsche|falschen|incorrecto|verkeerde; right|correct|richtig|richtige|richtigen|correcto
~kept|keep|stored|preserved|behalten|erhalten|gespeichert|conservé|conservés|bewaard; lost|verloren|perdu|perdido
~full-price|regular price|full price|regulär|reguläre; reduced|on sale|sale items|discounted|reduzierte|reduziert
~in advance|beforehand|vorab|im voraus|vorher|zuvor|au préalable|à l'avance|previamente|vooraf; afterwards|danach|
  nachträglich|later on|retrospectively|ensuite|daarna|achteraf
~remain|remains|persists|persist|stays|continues|bleibt|bestehen|besteht|persiste|blijft; disappear|disappears|
  goes away|gone|verschwindet|weg ist|disparaît|desaparece|verdwijnt|clears
~stop|stops|stop using|don't use|do not use|aufhören|hören sie auf|arrêtez|cessez|deje de|stop met; keep using|
  continue|continue using|continue to use|go on using|still use|carry on|keep on|weiter verwenden|weiter benutzen|
  weiterhin benutzen|continuez|siga usando|blijven gebruiken
~with notice|notice; without notice|no notice
~remember|save|saved; forget|discard|discarded
~recommended|advised|empfohlen|recommandé|recomendado|aanbevolen; discouraged|advised against|not recommended
~safe|sicher|sûr; dangerous|unsafe|gefährlich|dangereux
~agree|zustimmen|agreement|consent|zustimmung; disagree|object|widersprechen|widerspruch
~early|earlier|früher|sooner; later|late|später|delayed
~inbound|outward|hinflug; return flight|rückflug
~lend|rent out|vermieten; borrow|rent|mieten|leihen
~increase limit|raise; lower limit
~left|links|linke|linken|linker|gauche|izquierda|linker; right|rechts|rechte|rechten|droite|derecha|rechter
~top|oben|upper|obere|oberen|haut|arriba|boven; bottom|unten|lower side|untere|unteren|bas|abajo|underneath
~front|vorne|vorderseite|avant de|delante|voorkant; back|rear|hinten|rückseite|arrière|detrás|achterkant
~start|starts|begin|begins|beginn|anfang|beginning|début|inicio; end|ends|ende|fin de|final
~enable|enabled|activate|activated|turn on|turned on|switch on|switched on|einschalten|aktivieren|aktiviert|
  eingeschaltet|activer|activé|activez|activar|active|inschakelen|aanzetten|ingeschakeld|turning on|switching on;
  disable|disabled|deactivate|deactivated|turn off|turned off|switch off|switched off|ausschalten|deaktivieren|
  deaktiviert|ausgeschaltet|désactiver|désactivé|désactivez|desactivar|desactive|uitschakelen|uitzetten|uitgeschakeld|
  turning off|switching off|power off|powered off|shut down
~lock|locked|locks|sperren|gesperrt|verriegeln|verrouiller|bloquear|vergrendelen; unlock|unlocked|unlocks|entsperren|
  entsperrt|entriegeln|déverrouiller|desbloquear|ontgrendelen
~public|öffentlich|öffentliche|publique|público|openbaar; private|privat|private|privé|privada|privado
~add|added|adds|hinzufügen|hinzugefügt|ajouter|añadir|toevoegen; remove|removed|removes|removing|entfernen|entfernt|
  supprimer|retirer|quitar|verwijderen|taken off|take off|delete|deleted|deletes|löschen|gelöscht
~upgrade|upgrading|upgraded|hochstufen; downgrade|downgrading|downgraded|herabstufen|herunterstufen
~warm|hot|heiß|heißem|heißes|warmem|warmes|chaud|chaude|caliente|heet; cold|kalt|kaltem|kaltes|froid|froide|fría|frío|
  koud
~wet|nass|feucht|damp|humide|húmedo|nat; dry|trocken|sec|seco|droog
~full|voll|volle|plein|lleno|vol; empty|leer|leere|vide|vacío|leeg
~same|gleichen|gleiche|derselben|dieselbe|denselben|même|mismo|misma|dezelfde; different|another|anderen|anderes|
  andere|différent|diferente|otro|otra|ander
~new|neu|neue|neuen|neuer|nouveau|nouvelle|nouveaux|nuevo|nueva|nuevos|nieuwe|nieuw; old|alt|alte|alten|ancien|
  ancienne|existing|bestehende|bestehenden|existants|antiguo|existente|bestaande|oude|previous|former
~maximum|maximal|höchstens|up to|bis zu|at most|no more than|máximo|maximaal; minimum|mindestens|at least|au moins|
  al menos|minstens|mínimo|minimaal|no less than
~hide|hidden|ausblenden|masquer|ocultar|verbergen; show|shown|anzeigen|einblenden|afficher|mostrar|tonen
~plug in|plugged in|einstecken|connect|connected|connects|verbinden|connecter|conectar|aansluiten; unplug|unplugged|
  disconnect|disconnected|trennen|ausstecken|débrancher|desconectar|loskoppelen
~pause|pausing|paused|pausieren|pausiert; cancel|cancelled|canceled|cancelling|kündigen|gekündigt|annuler|cancelar|
  opzeggen; resume|resumed|fortsetzen|reactivate
~import|importing|importieren; export|exporting|exportieren
~buyer|käufer|acheteur|comprador|koper; seller|verkäufer|vendeur|vendedor|verkoper
~sender|absender|expéditeur|remitente|afzender; recipient|empfänger|destinataire|destinatario|ontvanger|addressee
~domestic|inland|inländisch|national|nacional|binnenlandse|within the country; international|ausland|abroad|
  internationale|internacional|overseas|à l'étranger|en el extranjero|buitenland
~individual|single|einzeln; group|groups|gruppe|gruppen
~manual|manually|manuell|by hand|von hand|manuellement|manualmente|handmatig; automatic|automatically|automatisch|
  automatiquement|automático|automáticamente|by itself|on its own|von selbst
~incoming|eingehende; outgoing|ausgehende
~horizontal|horizontally|flat; vertical|vertically|upright|aufrecht
~clockwise|im uhrzeigersinn; counterclockwise|anticlockwise|counter-clockwise|gegen den uhrzeigersinn
~working days|business days|werktage|werktagen|arbeitstage|jours ouvrés|días laborables|werkdagen|business day|
  working day|werktag|weekdays; calendar days|kalendertage|kalendertagen|jours calendaires|días naturales|
  kalenderdagen|weekends
~succeed|succeeds|successful|erfolgreich|gelingt; fail|fails|failed|fehlgeschlagen|scheitert|échoue|échoué|falla
~required|mandatory|compulsory|pflicht|vorgeschrieben|obligatoire|obligatorio|obligatoria|verplicht; optional|
  voluntary|freiwillig|facultatif|opcional|optioneel
~merge|combined; split|separate|separately|getrennt|einzeln
~partial|partially|teilweise|partly|partiel|partiellement|parcial|gedeeltelijk; full|fully|vollständig|complete|
  completely|komplett|intégralement|completo|volledig|in full
~temporary|temporarily|vorübergehend|temporairement; permanent|permanently|dauerhaft|endgültig|définitivement|for good
~inside|innen|within europe; outside|außen|außerhalb|outside of
~credit|gutgeschrieben|credited; debit|abgebucht|debited
~refund|refunded|refunds|erstattet|erstattung|rückerstattung|money back|remboursement|remboursé|rembourse|remboursons|
  reembolso|reembolsa|reembolsamos|terugbetaling|terugbetalen|erstatten; voucher|store credit|gutschein|
  einkaufsgutschein|bon d'achat|vale|tegoed|credit note|tegoedbon|vouchers; replacement|replace|replaced|exchange|
  exchanged|ersatz|umtausch|remplacement|échange|cambio|vervanging|ersatzgerät; repair|repaired|repairs|reparatur|
  repariert|réparation|réparé|reparación|reparatie|reparieren
monthly|per month|a month|monatlich|mensuel|mensuelle|mensual|maandelijks|every month|mensuels|monatlichen|
  month-to-month|maandabonnement; yearly|annual|annually|per year|a year|jährlich|annuel|annuelle|anual|jaarlijks|
  every year|jährlichen|annuels|once a year|anuales|jaarabonnement; weekly|per week|a week|wöchentlich|hebdomadaire|
  semanal|wekelijks|every week; daily|every day|per day|täglich|quotidien|diario|dagelijks; quarterly|vierteljährlich
silver|silber|argent|plata|zilver; gold|or niveau|oro|goud; bronze; platinum|platin
first|erste|ersten|erster|premier|première|primer|primera|primero|eerste; second|zweite|zweiten|deuxième|segunda|
  segundo|tweede; third|dritte|dritten|troisième|tercer|derde; last|letzte|letzten|dernier|dernière|último|última|
  laatste; next|nächste|nächsten|prochain|prochaine|próximo|próxima|volgende
email|e-mail|mail|e-mails|mails|emails|courriel|correo electrónico|by mail; phone|telephone|by phone|call|hotline|
  telefon|telefonisch|téléphone|teléfono|telefoon|telefonnummer|anruf|calls|phone call|rufen|bellen; chat|live chat|
  livechat|live-chat; sms|text message|text messages|texto; letter|post|by post|brief|per post|courrier|carta;
  in writing|schriftlich|par écrit|por escrito|schriftelijk; fax; whatsapp; app|push notification
card|credit card|kreditkarte|kreditkarten|carte bancaire|tarjeta|carte de crédit|creditcard|cards|karte; paypal;
  invoice|rechnung|auf rechnung|facture|factura|factuur|invoices; cash|bar|bargeld|espèces|efectivo|contant;
  bank transfer|überweisung|virement|transferencia|overschrijving|transfer; direct debit|lastschrift|sepa|prélèvement|
  domiciliación|incasso; klarna; apple pay; google pay; cheque|check by post|scheck|chèque; gift card|gift cards|
  geschenkkarte|carte cadeau|cadeaukaart|tarjeta regalo; ideal
#ios|iphone|iphones|ipad; android; windows; mac|macos|macbook; linux
chrome; firefox; safari; edge
euros|euro|eur; dollars|dollar|usd; pounds|gbp; francs|franken|chf
pdf; csv; excel|xlsx; json; xml
basic; standard; premium; pro; plus; enterprise; starter; business plan; team plan; free plan; family plan|family
admin|admins|administrator|administrators|administrateur|administrador|beheerder; owner|owners|inhaber|propriétaire|
  propietario|eigenaar; member|members|mitglied|mitglieder|membre|membres|miembro|miembros|lid|leden; guest|guests|
  gast|gäste|invité|invitado; viewer|viewers; editor|editors; agent|agents
private customers|privatkunden|consumer|consumers|particuliers|particulares|particulieren|privatkunde;
  business customers|geschäftskunden|business customer|firmenkunden|professionnels|empresas|zakelijke klanten|
  companies|corporate
student|students|studierende|studenten|étudiants|étudiant|estudiantes; senior|seniors|senioren|pensioners|jubilados;
  teacher|teachers|lehrer|lehrkräfte|enseignants; child|children|kids|kinder|enfants|niños; adult|adults|erwachsene|
  adultes|adultos
red|rot|rote|roten|rotes|rouge|rojo|roja|rood|rode; green|grün|grüne|grünen|grünes|vert|verte|verde|groen|groene;
  blue|blau|blaue|blauen|bleu|azul|blauw|blauwe; yellow|gelb|gelbe|jaune|amarillo|geel; white|weiß|weiße|blanc|
  blanche|blanco|wit; black|schwarz|schwarze|noir|noire|negro|zwart|zwarte; orange|orangefarben; grey|gray|grau|gris
monday|montag|lundi|lunes|maandag|montags|mondays; tuesday|dienstag|mardi|martes|dinsdag|tuesdays; wednesday|mittwoch|
  mercredi|miércoles|woensdag; thursday|donnerstag|jeudi|jueves|donderdag; friday|freitag|vendredi|viernes|vrijdag|
  fridays; saturday|samstag|samedi|sábado|zaterdag|saturdays; sunday|sonntag|dimanche|domingo|zondag|sundays
#uk|united kingdom|great britain|britain|großbritannien|royaume-uni|reino unido|verenigd koninkrijk; ireland|irland|
  irlande|irlanda|ierland; germany|deutschland|allemagne|alemania|duitsland; austria|österreich|autriche|oostenrijk;
  switzerland|schweiz|suisse|suiza|zwitserland; france|frankreich|francia|frankrijk; netherlands|niederlande|
  niederlanden|pays-bas|países bajos|nederland; belgium|belgien|belgique|bélgica|belgië; luxembourg|luxemburg; spain|
  spanien|espagne|españa|spanje; portugal; italy|italien|italie|italia|italië; poland|polen|pologne|polonia; denmark|
  dänemark|danemark; sweden|schweden; norway|norwegen|norvège; finland|finnland; usa|united states|us|
  vereinigte staaten|états-unis|estados unidos; canada|kanada; australia|australien; japan
standard shipping|standard delivery|standardversand|livraison standard; express shipping|express delivery|
  expressversand|expresslieferung|livraison express|express|envío urgente
#kettle|kettles|wasserkocher|bouilloire; grinder|grinders|mühle|kaffeemühle|moulin|molinillo; espresso machine|
  espressomaschine; toaster|toasters; oven|ovens|backofen|ofen|horno; fridge|fridges|refrigerator|kühlschrank|
  réfrigérateur|koelkast; freezer|gefrierschrank; dishwasher|dishwashers|spülmaschine|geschirrspüler|lave-vaisselle;
  washing machine|washing machines|waschmaschine|lave-linge|lavadora|wasmachine; dryer|tumble dryer|trockner|
  sèche-linge; vacuum cleaner|staubsauger|aspirateur; mixer|blender|mixers|blenders
#laptop|laptops|notebook; tablet|tablets|tablette; phone case; smartphone|smartphones|handy|handys; watch|smartwatch|
  uhr; headphones|earbuds|kopfhörer|casque|auriculares|koptelefoon; speaker|speakers|lautsprecher|enceinte; camera|
  cameras|kamera|kameras; router|routers; modem|modems; printer|printers|drucker|imprimante; monitor|monitors;
  keyboard|tastatur|clavier|teclado|toetsenbord; mouse|maus|souris; charger|chargers|ladegerät|chargeur|cargador|
  oplader; doorbell|türklingel; thermostat|thermostats; console|consoles|konsole; controller|controllers|gamepad
#shoes|schuhe|chaussures|zapatos|schoenen|boots|sneakers; dress|dresses|kleid|kleider|robe; jacket|jackets|jacke|
  jacken|veste|chaqueta|jas; shirt|shirts|hemd|hemden|chemise|camisa; trousers|pants|jeans|hose|hosen|pantalon;
  underwear|unterwäsche|swimwear|bademode|lingerie; jewellery|jewelry|earrings|schmuck|ohrringe|bijoux
#sofa|sofas|couch|canapé|sofá|bank stellen; bed|beds|bett|betten|lit; mattress|mattresses|matratze|matratzen|matelas|
  colchón|matras; table|tables|tisch|tische|tafel; chair|chairs|stuhl|stühle|chaise|silla|stoel; wardrobe|wardrobes|
  schrank|armoire|kast; lamp|lamps|leuchten; rug|teppich|tapis
#bike|bikes|bicycle|fahrrad|fahrräder|vélo|bicicleta|fiets|fietsen; e-bike|e-bikes|ebike|elektrofahrrad|
  vélo électrique; scooter|scooters|e-scooter|roller|trottinette; car|cars|auto|autos|voiture|coche; helmet|helmets|
  helm|casque vélo
flight|flights|flug|flüge|vol|vuelo|vlucht; hotel|hotels|hôtel; train|trains|zug|bahn|tren|trein; rental car|
  mietwagen; cruise|kreuzfahrt
checked baggage|checked bag|checked luggage|aufgabegepäck; hand luggage|cabin bag|carry-on|handgepäck|bagage à main|
  equipaje de mano|handbagage
savings account|sparkonto; current account|girokonto|checking account; joint account|gemeinschaftskonto
#dog|dogs|hund|hunde|chien|perro|hond; cat|cats|katze|katzen|chat animal|gato|kat
tea|tee|thé|té; coffee|kaffee|café|koffie|beans; wine|wein|vin|vino|wijn
two-factor|2fa|two-factor authentication|zwei-faktor; password|passwort|mot de passe|contraseña|wachtwoord; username|
  benutzername|nom d'utilisateur|usuario; pin|pin code|pin-code; passkey
morning|morgens|vormittag|matin|mañana|ochtend; afternoon|nachmittag|après-midi|tarde|middag; evening|abend|abends|
  soir|avond; night|nacht|nuit|noche
vinegar|essig|vinaigre|vinagre|azijn; citric acid|zitronensäure|acide citrique; bleach|bleichmittel|javel; soap|seife|
  savon|jabón|zeep
summer|sommer|été|verano|zomer; winter|invierno|hiver; spring season|frühling; autumn|herbst
head office|zentrale; warehouse|lager|entrepôt|almacén|magazijn; post office|postfiliale|bureau de poste|postkantoor;
  parcel shop|paketshop|point relais|punto de recogida|afhaalpunt|pickup point|pick-up point; locker|packstation|
  parcel locker|consigne; at home|haustür|à domicile|a domicilio|thuis|neighbour|neighbor|nachbar|nachbarn|voisin|
  vecino|buren
"""

# What restricts whom or what a rule holds for: a reply that leaves it out says more than the passage.
LIMITS = """
unopened unused unworn undamaged sealed original unwashed registered verified annual yearly monthly premium enterprise
student students business private paid prepaid refurbished defective faulty damaged certified authorised authorized
written signed non-refundable first-time eligible outstanding ungeöffnet ungeöffnete ungeöffneten unbenutzt unbenutzte
unbenutzten ungetragen ungetragene ungetragenen originalverpackung originalverpackte registriert registrierte
registrierten jährlich schriftlich geschäftskunden privatkunden studierende defekt defekte defekten beschädigt
beschädigte beschädigten neuf neufs scellé enregistré annuel annuels écrit particuliers professionnels étudiants
défectueux endommagé sellado registrado anual escrito empresas estudiantes defectuoso ongeopend ongebruikt ongebruikte
geregistreerd jaarlijks schriftelijk zakelijke studenten defect
"""
