"""Words of support that mean the same, in seven languages, five of them in full. Data only.

A phrase may be of several words. What stands in no list here is compared by its stem.
"""

# Words of one line mean the same; all languages together, since most are told apart by their form.
SAME = """
free|ne payez pas|ne paie pas|ne paient pas|ne devez pas payer|n'avez pas à payer|no paga|no pagan|no tiene que pagar|
  no necesita pagar|sin pagar|niet betalen|hoeft niet te betalen|non paga|non pagano|included in the price|
  im preis enthalten|
  im preis inbegriffen|im beitrag enthalten|compris dans le prix|incluido en el precio|bij de prijs inbegrepen|
  free of charge|no charge|no cost|no fee|at no cost|at no charge|at no extra cost|without charge|gratis|kostenlos|
  kostenfrei|unentgeltlich|gratuit|gratuite|gratuits|gratuitement|gratuito|gratuita|costs nothing|costs you nothing|
  kostet nichts|don't pay|do not pay|keine kosten|ohne kosten|sans frais|ne coûte rien|sin coste|sin cargo|sin costo|
  kosteloos|kost niets|zonder kosten|for free|nothing to pay|no extra charge|not be charged|won't be charged|
  don't have to pay|do not have to pay|don't cost anything|doesn't cost anything|do not cost anything|
  not cost anything|doesn't cost you anything|cost nothing|at no additional cost|ohne aufpreis|keine gebühr|
  keine gebühren|portofrei|versandkostenfrei|complimentary|on us|waived|is waived|are waived|no additional charge|
  cost you nothing|not charged|
  gratuiti|gratuite|grátis|gratuitamente|gratis|senza spese|sem custos|sem encargos|non costa nulla
refund|refunds|refunded|reimburse|reimbursed|reimbursement|money back|money|pay back|pays back|paid back|pay you back|
  repay|erstattung|erstatten|rückerstattung|zurückerstatten|zurückerstattet|geld zurück|geld|remboursement|rembourser|
  remboursé|remboursée|remboursons|reembolso|reembolsar|reembolsamos|terugbetaling|terugbetalen|terugbetaald|credited|
  credit|gutschrift|erstattet|
  rimborso|rimborsare|rimborsato|rimborsi|rimborsiamo|reembolsado|reembolsados|reembolsamos|reembolsar
return|returns|returned|returning|send back|sent back|sending back|send it back|send them back|bring back|give back|
  take back|taken back|takes back|rücksendung|rückgabe|retoure|zurückschicken|zurücksenden|zurückgeben|
  zurückgeschickt|zurückgesendet|zurück|retour|retourner|renvoyer|renvoi|renvoyez|retourné|retournés|devolución|
  devolver|devuelto|retourneren|terugsturen|teruggestuurd|retouren|rückversand|
  reso|resi|restituire|restituito|restituita|restituiti|restituite|rendere|restituzione|devolução|devolver|
  devolvido|devolvidos|zurückgegeben|zurückgenommen|teruggegeven|teruggeven|restituer|restitué
parcel|parcels|package|packages|shipment|shipments|paket|pakete|paketes|sendung|sendungen|lieferung|colis|paquete|
  paquetes|envío|pakket|pakketje|pakketten|zending|
  pacco|pacchi|encomenda|encomendas|pacote|spedizione
deliver|delivered|delivery|deliveries|arrive|arrives|arrived|arrival|reach|reaches|reached|receive|received|
  receipt of|get|gets|liefern|geliefert|ankunft|ankommen|erhalt|erhalten|erhält|zustellung|zugestellt|eintrifft|
  eingang|eingetroffen|livraison|livrer|livré|livrée|livrons|livrés|réception|reçu|recevez|recevoir|recevrez|entrega|
  entregar|entregado|recibir|recibe|recibirá|recepción|llegar|llega|levering|bezorging|bezorgd|ontvangst|ontvangen|
  ontvangt|bezorgen|geleverd|come|comes|ankommt|lands|bekommen|bekommt|
  consegna|consegnare|consegnato|arriva|arrivo|ricevere|riceve|entrega|chega|receber|recebe|recebido
ship|ships|shipped|shipping|dispatch|dispatched|send|sends|sent|sending|post|mail out|leave|leaves|versand|versenden|
  versendet|verschicken|verschickt|schicken|schickt|senden|gesendet|geschickt|expédition|expédier|expédié|expédions|
  envoyer|envoyez|envoyé|envoyons|envoi|enviar|envíe|enviamos|enviado|enviada|verzenden|verzonden|verzending|sturen|
  stuurt|gestuurd|stuur|raus|goes out|go out|
  spedire|spedito|spedita|spediamo|invio|inviare|inviamo|enviar|enviado|enviamos|expedição
buy|bought|purchase|purchased|purchases|kauf|kaufen|gekauft|kaufdatum|achat|acheter|acheté|compra|comprar|comprado|
  kopen|gekocht|aankoop|acquired|
  acquisto|acquistare|acquistato|comprare|compra|comprado
order|orders|ordered|ordering|bestellung|bestellen|bestellt|bestellungen|commande|commander|commandes|commandé|pedido|
  pedidos|bestelling|besteld|bestellingen|
  ordine|ordini|ordinare|ordinato|encomendar|encomendado
cancel|cancels|cancelled|canceled|cancellation|cancelling|terminate|terminated|termination|end|ends|ended|kündigen|
  kündigung|kündbar|gekündigt|stornieren|storniert|stornierung|beenden|abbestellen|résilier|résiliation|annuler|
  annulé|annulation|cancelar|cancelación|cancelado|opzeggen|opgezegd|opzegging|annuleren|geannuleerd|call off|quit|
  disdire|disdetta|annullare|annullato|cancellare|cancelar|cancelamento|rescindir|anular
fix|fixes|fixed|repair|repairs|repaired|mend|reparieren|repariert|reparatur|reparaturen|réparer|réparation|réparé|
  reparar|reparación|repareren|reparatie|gerepareerd|
  riparare|riparazione|riparato|reparar|reparação|reparado
replace|replaced|replacement|replaces|exchange|exchanged|swap|swapped|ersatz|ersetzen|ersetzt|umtausch|umtauschen|
  austausch|austauschen|tauschen|tauscht|getauscht|remplacer|remplacement|remplacé|échange|échanger|cambiar|cambio|
  sustitución|sustituir|reemplazo|vervangen|vervanging|ruilen|omruilen|change|changed|changes|changing|ändern|
  geändert|änderung|wechseln|wechsel|modify|modified|modifier|modification|modificar|wijzigen|gewijzigd|wijziging|
  edit|edited|alter|update|updated|updating|switch|switching|aktualisieren|aktualisiert|modifié|adjust|anpassen|amend|
  amended|
  sostituire|sostituzione|sostituito|sostituiti|cambiare|substituir|substituído|substituídos|substituição|
  trocar|troca|alterar|alteração
broken|defective|faulty|defect|defects|fault|damaged|damage|damages|kaputt|defekt|defekte|beschädigt|schaden|
  beschädigte|défectueux|endommagé|endommagée|cassé|dañado|defectuoso|dañados|roto|kapot|beschadigd|schade|broke|harm|
  harms|harmed|
  rotto|difettoso|danneggiato|danneggiati|avariado|danificado|danificados|defeituoso
warranty|guarantee|guaranteed|garantie|gewährleistung|garantía|coverage|covered|cover|covers|abgedeckt|deckt
invoice|invoices|rechnung|rechnungen|facture|factures|factura|facturas|factuur|facturen|
  fattura|fatture|fatura|faturas
bill|bills|billing|billed|charged|charge|charges|abbuchen|abgebucht|abbuchung|belastet|débité|cobro|cobra|cobrar|
  afgeschreven|debited|prélevé|berechnet|berechnen
price|prices|cost|costs|fee|fees|preis|preise|kosten|kostet|gebühr|gebühren|prix|coûte|coût|frais|tarif|precio|cuesta|
  coste|tarifa|gastos|prijs|kost|
  prezzo|costo|costi|spese|tariffa|preço|custo|custos|taxa|tarifa
pay|paid|pays|payment|payments|paying|bezahlen|bezahlt|zahlung|zahlen|zahlt|payer|paiement|payé|pagar|pago|pagado|
  betalen|betaald|betaling|bezahlung|zahlungen|
  pagare|pagato|paga|pagamento|paghiamo|pago|paga|pagamos
subscription|subscriptions|subscribe|subscriber|subscribers|abo|abos|abonnement|abonnements|suscripción|abonnieren|
  membership|vertrag|contract|contrat|contrato|contracts|verträge
plan|plans|tier|tariff|tarife|tarif|paket|formule|package|abonnementen
choose|chosen|select|selected|pick|auswählen|wählen|gewählt|auswahl|choisir|choisissez|elegir|elija|seleccionar|
  seleccione|kiezen|kies|sélectionnez|tap|click|press|pressing|drücken|gedrückt|tippen|klicken|klicken sie|cliquez|
  appuyez|pulse|haga clic|klik|druk|choice|hit|wählen sie|sélectionner|push|decide|decides|entscheiden|up to you|
  décidez|decidir|beslissen
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
  verwijderd|take out|taken out|herausnehmen|entnehmen|detach|discard|
  eliminare|eliminato|cancellato|apagar|apagado|eliminar
keep|kept|keeps|store|stored|stores|retain|retained|save|saved|remain|remains|stay|stays|behalten|gespeichert|
  speichern|aufbewahren|aufbewahrt|bleibt|bleiben|conserver|conservé|conservés|conservons|guardar|conservar|conserva|
  bewaren|bewaard|bewaart|blijven|blijft|reste|restent|held|hold|
  conservare|conservato|restano|resta|rimane|conservar|guardar|fica|mantém
allow|allows|allowed|permit|permits|permitted|erlaubt|gestattet|autorisé|permitido|toegestaan|accept|accepts|accepted|
  akzeptieren|akzeptiert|annehmen|angenommen|accepter|acceptons|accepté|aceptar|aceptamos|accepteren|geaccepteerd|
  accepteert|admit|approve|approved|take
contact|contacts|contacted|get in touch|reach out|kontaktieren|wenden|melden|kontakt|contacter|contactez|contactar|
  contacte|contacteren|write to|schreiben|schreiben sie|écrivez|escriba|neem contact|tell|inform|informieren|notify|
  avertir|avertissez|prévenir|prévenez|
  notified|report|reports|reported|reporting|meldung|gemeldet|signaler|signalez|avisar|avise|meldt|let know|
  let us know|benachrichtigen|benachrichtigt|raise|prévenez|informer|communicate|
  contattare|contatti|scrivere|comunicare|segnalare|contactar|avisar|avise|informar|comunicar
customer|customers|client|clients|kunde|kunden|kundin|cliente|clientes|klant|klanten|buyer|buyers|shopper|user|users|
  people|person|those|member|members|mitglied|mitglieder|membres|membre|miembro|miembros|leden|lid|nutzer|benutzer|
  utilisateur|utilisateurs|usuario|usuarios|gebruiker|gebruikers|kundinnen|
  cliente|clienti|utente|utenti|utilizador|utilizadores
item|items|article|articles|goods|product|products|artikel|ware|waren|produkt|produkte|produit|produits|producto|
  productos|articulo|artículo|artículos|device|devices|gerät|geräte|geräts|appareil|appareils|aparato|apparaat|
  toestel|unit|units|stuk|hardware|merchandise|things|thing|machine|machines|maschine|maschinen|máquina|
  articolo|articoli|prodotto|prodotti|artigo|artigos|produto|produtos|aparelho|dispositivo|dispositivi
shop|shops|store|stores|branch|branches|filiale|filialen|geschäft|laden|läden|boutique|magasin|magasins|tienda|
  tiendas|winkel|winkels|retail
website|site|web|online|online shop|webshop|on the web|internet|en ligne|en línea|im netz|webseite
email|e-mail|mail|mails|e-mails|emails|courriel|correo|per mail|correo electrónico
phone|telephone|call|calls|hotline|telefon|telefonisch|angerufen|ruft|anruft|anrufen|anruf|rufen|téléphone|appeler|
  appelez|teléfono|llamar|llame|telefoon|bellen|by phone|ring
chat|live chat|messenger
letter|post|by post|mail|in the mail|by mail|brief|schriftlich|per post|courrier|por correo postal|per brief
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
  spend|
  usare|utilizzare|valido|valida|validi|usar|utilizar|válida|válidos
expire|expires|expired|expiry|run out|runs out|lapse|lapses|ablaufen|verfallen|verfällt|läuft ab|abgelaufen|expirer|
  expire|expiré|caducar|caduca|vence|vervallen|verlopen|verloopt|vervalt|lose validity
voucher|vouchers|coupon|coupons|code|codes|promo code|discount code|gutschein|gutscheine|gutscheincode|bon|
  bon d'achat|cupón|vale|kortingscode|cadeaubon|discount|discounts|rabatt|réduction|descuento|korting|remise|
  gift card|gift cards|geschenkkarte|carte cadeau|tarjeta regalo|
  buono|buoni|sconto|vale|desconto|cupão
address|addresses|adresse|adressen|dirección|adres
name|names|nom|nombre|naam
account|accounts|profile|konto|kontos|compte|comptes|cuenta|rekening|kundenkonto|benutzerkonto
setting|settings|preferences|einstellung|einstellungen|paramètres|réglages|ajustes|configuración|instellingen
password|passwords|passwort|kennwort|passwörter|mot de passe|contraseña|wachtwoord
link|links|lien|enlace
document|documents|dokument|dokumente|document|documento|receipt|proof of purchase|proof|kaufbeleg|beleg|nachweis|
  quittung|kassenbon|preuve d'achat|justificatif|ticket|recibo|comprobante|bon|aankoopbewijs|kassabon|bewijs|
  documento|documenti|ricevuta|scontrino|recibo|comprovativo
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
bigger|larger|größer|größere
extra|additional|further|zusätzlich|zusätzliche|zusätzliches|supplémentaire|adicional|aanvullend
sufficient|sufficiently|enough|reicht|genügt|ausreichend|suffit|suffisant|basta|voldoende|suficiente
under|beneath|underneath
transfer|transferred|transfers|carry over|carries over|carried over|pass on|passes|hand on|übertragen|übertragbar|
  transférer|transferir|overdragen
adult|adults|over 18|grown-up|erwachsene|erwachsener|adulte|adulto|volwassene
permission|consent|approval|zustimmung|erlaubnis|accord|permiso|toestemming|consenso
recommend|recommended|advise|advised|suggest|empfehlen|recommander|recomendar
talk|speak|sprechen
insured|insurance|covered|cover|covers|versichert|versicherung|assurance|seguro|verzekering|assuré|asegurado|verzekerd
dirty|worn|getragen|porté|usado|gedragen
electricity|power|current|strom|courant|électricité|electricidad|luz|corriente|stroom|elektriciteit|elettricità|
  corrente|eletricidade
reply|replies|replied|answer|answers|answered|respond|responds|responded|response|antwort|antworten|beantworten|
  répondre|répondez|réponse|responder|respuesta|antwoord|antwoorden|reageren|rispondere|risposta|resposta
meal|meals|eat|eats|eating|eaten|food|mahlzeit|mahlzeiten|essen|repas|manger|comida|comidas|comer|maaltijd|maaltijden|
  eten|pasto|pasti|mangiare|refeição|refeições
count as|counts as|counted as|treated as|considered|regarded as|classed as|deemed|zählt als|zählen als|gilt als|
  gelten als|compte comme|comptent comme|considéré comme|considérés comme|cuenta como|cuentan como|se considera|
  telt als|tellen als|geldt als|è considerato|é considerado
carry|carries|carried|transport|transported|take along|mitnehmen|mitgenommen|mitnahme|befördern|befördert|beförderung|
  transportieren|transporter|transporté|emporter|llevar|transportar|meenemen|meegenomen|vervoeren|vervoerd|trasportare
covered|insured|pris en charge|prise en charge|prises en charge|prend en charge|prendre en charge|prennent en charge|
  couvert|couverte|couverts|couvertes|cubierto|cubierta|cubiertos|cubiertas|cubre|gedekt|vergoed|abgesichert|
  mitversichert|übernommen|coperto|coperta|coperti|coberto|coberta
take-off|takeoff|take off|takes off|taken off|took off|despegue|décollage|start des flugzeugs
sign|signs|signed|signature|unterschreiben|unterschrieben|unterschrift|unterzeichnen|signer|signature|firmar|firma|
  tekenen|ondertekenen|handtekening|firmare|assinar|assinatura
lend|lent|borrow|borrowed|rent|rented|rental|hire|hired|mieten|miete|gemietet|leihen|ausleihen|ausgeliehen|louer|
  location|emprunter|alquilar|alquiler|huren|huur|lenen|noleggio|noleggiare|alugar|aluguer
join|joins|joined|take part|takes part|participate|attend|teilnehmen|teilnahme|participer|participar|deelnemen|
  meedoen|partecipare
leave|vacate|move out|moves out|moving out|moved out|ausziehen|auszug|déménager|mudarse|verhuizen
hidden|hide|invisible|ausgeblendet|masqué|oculto|verborgen
allowed|entitled|eligible|qualify|qualifies|anspruch|berechtigt|ayant droit|derecho|recht
postpone|postponed|move|moved|reschedule|rescheduled|verschieben|verschoben|umbuchen|reporter|reporté|déplacer|
  aplazar|
  verzetten|verplaatsen|spostare|adiar
choose|opt|opts|opt for|go for|sich entscheiden|wunsch|option|options
cheap|cheaper|cheapest|inexpensive|günstig|günstiger|billiger|moins cher|barato|goedkoop|goedkoper
dear|dearer|expensive|more expensive|pricier|costlier
deposit|deposits|kaution|anzahlung|caution|acompte|fianza|depósito|borg|aanbetaling|caparra|caução
fine|penalty|penalties|strafe|bußgeld|amende|multa|boete
late|delayed|delay|delays|verspätet|verspätung|retard|retraso|vertraging|ritardo|atraso
lost|lose|loses|missing|verloren|verlust|verlieren|perdu|perte|perdre|perdido|pérdida|perder|kwijt|verloren
stolen|steal|theft|gestohlen|diebstahl|volé|vol de|robado|robo|gestolen|diefstal|rubato|furto|roubado|roubo
accident|crash|collision|unfall|accidente|ongeval|ongeluk|incidente|acidente
doctor|physician|gp|arzt|ärztin|médecin|médico|dokter|arts|medico
passport|reisepass|passeport|pasaporte|paspoort|passaporto|passaporte
id|identity card|identification|ausweis|personalausweis|pièce d'identité|carte d'identité|documento de identidad|dni|
  identiteitskaart|identiteitsbewijs|legitimatie
landlord|vermieter|propriétaire|casero|verhuurder
tenant|tenants|renter|renters|mieter|mieterin|locataire|inquilino|huurder
technician|engineer|fitter|techniker|monteur|technicien|técnico|installateur
missed|miss|misses|you don't show up|you do not show up|you don't turn up|
  nicht erscheint|no-show|no-shows|verpasst|versäumt|nicht erscheinen|manqué|gemist
photo|photos|photography|picture|pictures|pics|fotografieren|fotos|photographier|fotografiar|fotograferen
vehicle|vehicles|car|cars|fahrzeug|fahrzeuge|wagen|auto|autos|véhicule|véhicules|voiture|vehículo|coche|voertuig
agree|agrees|agreed|agreement|approve|approval|consent|consents|permission|zustimmen|zustimmung|einverstanden|
  genehmigen|genehmigung|accord|autorisation|autorización|acuerdo|goedkeuring|toestemming
operation|operations|surgery|surgeries|eingriff|opération|operación|operatie
medicine|medicines|medication|medikament|medikamente|medizin|arznei|arzneimittel|médicament|médicaments|medicamento|
  medicamentos|medicijn|medicijnen|geneesmiddel
administer|give|gives|verabreichen|verabreicht|geben|administrer|dar
park|parked|parking|parken|parkt|parkplatz|stationner|aparcar|parkeren
admission|entry|enter|enters|eintritt|einlass|zutritt|entrée|entrer|entrent|entrada|entran|toegang|access|get in
free time|leisure
allow|let|lets|grant|grants
trip|ride|rides|fahrt|fahrten|trajet|course|viaje|rit
pour|pours|tip|tips|flush|gießen|schütten|verser|versez|verter|gieten
put|puts|place|places|placed|leave out|set out|stellen|legen|mettre|poser|poner|plaatsen|zetten
sleep|sleeping|asleep|schlafen|dormir|duerma|duerme|slapen
wear|wearing|put on|puestas|puesto|tragen|porter|llevar puesto|dragen
take off|remove|quítese|quite|ausziehen|enlever|retirez|uittrekken
renew|renewed|renewal|extend|extended|extension|prolong|verlängern|verlängert|verlängerung|prolonger|prolongation|
  renovar|renovación|ampliar|verlengen|verlengd|verlenging
recycling yard|recycling centre|recycling center|wertstoffhof|déchetterie|punto limpio|milieustraat
stop|stops|halt|haltestelle|arrêt|parada|halte
luggage|rucksack|rucksacks|backpack|backpacks|bag
staff|crew|personal|personnel|équipage|tripulación|bemanning|personeel
class|classes|course|courses|lesson|lessons|kurs|kurse|unterricht|stunde|fahrstunde|fahrstunden|cours|clase|clases|les
winner|prize|prizes|gewinn|preis gewonnen
own|belongs|belong|gehört|gehören|appartient|pertenece
switch|toggle|lever
visit|visits|besuch|besuche|visite|visites|visita|visitas|bezoek|come to
patient|patients|patientin|patienten|patiënt|patiënten|paciente|pacientes
animal|animals|pet|pets|tier|tiere|haustier|haustiere|animaux|animales|mascota|huisdier|huisdieren|dier|dieren
drive|drives|driving|driven|drove|fahren|fährt|conduire|conduisez|conducir|conduce|rijden|guidare|conduzir
"""
