"""Words of support that exclude each other, and words that limit whom or what a rule holds for. Data only."""

# A line that begins with # is of things: one that the passage never names is out of place.
# Members of one line exclude each other: where the passage speaks of one, a reply must not speak of its neighbour.
# Members are parted by ; and their names by |. A line that begins with ~ holds opposites (two turns make a truth).
APART = """
~unopened|ungeöffnet|ungeöffnete|ungeöffneten|non ouvert|sin abrir|ongeopend|sigillato|sigillati|sigillata|
  non aperto|não aberto|selado|selados|sealed|versiegelt|intact|unbroken|
  non ouverts|ongeopende|originalverschlossen; opened|geöffnet|geöffnete|geöffneten|ouvert|ouverts|abierto|abiertos|
  abierta|abiertas|aperto|aperti|aperta|aperte|aberto|abertos|aberta|abertas|geopend|
  geopende|broken seal|unsealed
~unused|unbenutzt|unbenutzte|neuf|sin usar|ongebruikt|ongebruikte|unworn|ungetragen|ungetragene; used|gebraucht|
  gebrauchte|benutzte|benutzt|worn|usado|usados|second-hand|gebruikte|getragene
~undamaged|unbeschädigt|unbeschädigte; damaged|beschädigt|beschädigte|endommagé|dañado|beschadigd|beschadigde
~paid|bezahlt|bezahlte|payé|pagado|betaald|kostenpflichtig|payant|de pago|a pagamento|a carico del cliente|
  pago à parte|chargeable|at your own expense|
  at your expense|auf eigene kosten|kostenpflichtige|charged|billed|extra fee|for a fee|surcharge|extra charge|
  additional fee|gegen aufpreis|gegen gebühr|gegen eine gebühr|must be paid|have to pay|you pay|costs extra|
  cost extra|kostet extra|kosten extra|extra kosten|en supplément|cuesta extra|fallen kosten an|fällt eine gebühr an|
  fee applies|fee is charged|selbst bezahlen|selbst zahlen|zelf betalen|costs|need to pay|has to pay|
  müssen sie zahlen|müssen sie bezahlen|
  devez payer|il faut payer|tiene que pagar|hay que pagar|debe pagar|moet betalen|moet u betalen|deve pagare|
  tem de pagar|kost extra|coûte un supplément|costa extra|custa extra|kostet zusätzlich|cuesta un suplemento|
  se paga aparte|se cobra aparte|on top of the price|kosten zuzüglich|kosten trägt; free|free of charge|
  kostenlos|kostenlose|kostenlosen|gratuit|gratuite|gratis|no charge|at no cost|at no extra cost|without charge|
  no cost|for free|not charged|not be charged|won't be charged|don't cost anything|doesn't cost anything|
  do not cost anything|costs nothing|cost nothing|costs you nothing|kostet nichts|kost niets|ne coûte rien|don't pay|
  pay nothing|pays nothing|doesn't have to pay|need not pay|needn't pay|don't need to pay|no necesita pagar|
  no tiene que pagar|ne payez pas|ne devez pas payer|hoeft niet te betalen|müssen nichts zahlen|
  müssen nichts bezahlen|
  included in the price|included in your price|included in the fee|included in the rent|part of the price|
  im preis enthalten|im preis inbegriffen|im beitrag enthalten|im preis inklusive|compris dans le prix|
  inclus dans le prix|incluido en el precio|incluida en el precio|bij de prijs inbegrepen|inbegrepen in de prijs|
  compreso nel prezzo|incluído no preço|nothing extra|nichts extra|niets extra|rien de plus|
  sin pagar|sans payer|without paying|zonder te betalen|
  free of cost|kostenfrei|sans frais|sin coste|gratuito|gratuita|gratuiti|gratuite|grátis|sem custos|senza spese|
  unentgeltlich
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
~kept|keep|keeps|not affected|unaffected|unberührt|nicht betroffen|pas affecté|pas affectée|no se ve afectado|
  no se ve afectada|stored|preserved|behalten|erhalten|gespeichert|conservé|conservés|bewaard; lost|lose|loses|
  losing|verlieren|verliert|perdez|perd|pierde|pierden|verliest|verloren|perdu|perdido|
  forfeited|forfeit
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
~public|publicly|in public|öffentlich|öffentliche|publique|público|openbaar; private|privately|in private|privat|
  private|privé|privada|privado
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
~automatically|automatisch|automatiquement|automáticamente|automaticamente; on request|upon request|if you ask|
  have to ask|need to ask|ask for it|ask for them|ask for the|auf antrag|auf wunsch|auf anfrage|sur demande|
  a petición|
  previa solicitud|op verzoek|op aanvraag|su richiesta|a pedido
~throw away|throw out|dispose|discard|wegwerfen|entsorgen|jeter|jetez|tirar|weggooien|buttare; keep|hold on to|
  hang on|
  aufbewahren|aufheben|behalten|conserver|conservez|guarde|guardar|bewaren|conservare
~for good|permanent|permanently|irreversible|final|dauerhaft|endgültig|définitif|definitivo; undo|undone|reversed|
  reversible|rückgängig|annulé après|deshacer
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
on our website|on the website|via our website|through our website|auf unserer website|auf der website|
  über unsere website|sur notre site|sur le site|en nuestra web|en nuestra página|en la web|op onze website|
  via de website|sul nostro sito|no nosso site; email|e-mail|mail|e-mails|mails|emails|courriel|correo electrónico|
  by mail; phone|telephone|by phone|call|calling|hotline|
  over the phone|on the phone|ring us|ring up|ringing|am telefon|anrufen|anzurufen|par téléphone|appelez|appeler|
  en appelant|
  por teléfono|llame|llamar|llamando|llámenos|belt|opbellen|telefonisch contact|telefono|
  telefon|telefonisch|téléphone|teléfono|telefoon|telefonnummer|anruf|calls|phone call|rufen|bellen; chat|live chat|
  livechat|live-chat; sms|text message|text messages|texto; letter|post|by post|brief|per post|courrier|carta;
  in writing|schriftlich|par écrit|por escrito|schriftelijk; in a branch|in branch|at a branch|at the branch|
  in der filiale|in den filialen|in einer filiale|
  in ihrer filiale|en agence|en sucursal|en la sucursal|en una sucursal|in het filiaal|in un filiale; fax; whatsapp;
  app|push notification
card|credit card|kreditkarte|kreditkarten|carte bancaire|tarjeta|carte de crédit|creditcard|cards|karte; paypal;
  invoice|rechnung|auf rechnung|facture|factura|factuur|invoices; cash|bar|bargeld|espèces|efectivo|contant;
  bank transfer|überweisung|virement|transferencia|overschrijving|transfer; direct debit|lastschrift|sepa|prélèvement|
  domiciliación|incasso; klarna; apple pay; google pay; cheque|check by post|scheck|chèque; gift card|gift cards|
  geschenkkarte|geschenkkarten|carte cadeau|cartes cadeaux|cadeaukaart|cadeaukaarten|tarjeta regalo|tarjetas regalo|
  tarjeta de regalo|tarjetas de regalo; ideal
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
  dänemark|danemark; sweden|schweden; norway|norwegen|norvège; finland|finnland; usa|united states|the us|
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
