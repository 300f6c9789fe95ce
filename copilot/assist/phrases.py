"""Fixed phrases around an extractive reply, per language. They greet, acknowledge and sign off; they carry no facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    hello: str
    """With {name}."""
    hello_nobody: str
    hi: str
    """Short greeting with {name}, for chats."""
    hi_nobody: str
    thanks: str
    sorry: str
    """To someone who is upset or has come back about the same thing."""
    sorry_bot: str
    """After a bot that did not help."""
    sorry_bot_short: str
    """The same where every character counts."""
    more: str
    regards: str
    direct: str
    """Invitation to a private message, for public threads."""
    ask: str
    """With {what}: asks for what is missing."""
    ask_short: str
    join: str
    """Between the last two things asked for."""
    details: dict[str, str]
    """Names of things to ask for, by a word of the parameter's name."""


_EN = Phrases(
    hello="Hello {name},",
    hello_nobody="Hello,",
    hi="Hi {name},",
    hi_nobody="Hi,",
    thanks="Thank you for your message.",
    sorry="I'm sorry about the trouble you've had with this.",
    sorry_bot="Sorry that our automatic replies were no help; I've read what you wrote.",
    sorry_bot_short="Sorry our bot was no help.",
    more="If anything is still open, just reply to this message.",
    regards="Kind regards,",
    direct="Please send us a direct message, so that we can look into it with you.",
    ask="So that we can take the next step for you, could you please send us {what}?",
    ask_short="Could you please send us {what}?",
    join=" and ",
    details={
        "order": "your order number",
        "serial": "the serial number of your device",
        "subscription": "the number of your subscription",
        "invoice": "the invoice number",
        "address": "the complete new address",
        "phone": "a phone number on which we can reach you",
        "email": "the e-mail address of your account",
        "until": "the date until which it should hold",
        "date": "the date it is about",
        "when": "a time that suits you",
        "item": "which item it is about",
        "problem": "a short description of what happens",
        "plan": "which plan you would like",
    },
)
_DE = Phrases(
    hello="Guten Tag {name},",
    hello_nobody="Guten Tag,",
    hi="Hallo {name},",
    hi_nobody="Hallo,",
    thanks="vielen Dank für Ihre Nachricht.",
    sorry="es tut mir leid, dass Sie damit solchen Ärger haben.",
    sorry_bot="entschuldigen Sie, dass unsere automatischen Antworten nicht geholfen haben.",
    sorry_bot_short="Entschuldigung, dass unser Bot nicht half.",
    more="Wenn noch etwas offen ist, antworten Sie einfach auf diese Nachricht.",
    regards="Freundliche Grüße",
    direct="Schreiben Sie uns bitte eine Direktnachricht, dann sehen wir es uns gemeinsam an.",
    ask="Damit wir den nächsten Schritt für Sie machen können, schicken Sie uns bitte {what}.",
    ask_short="Schicken Sie uns bitte {what}.",
    join=" und ",
    details={
        "order": "Ihre Bestellnummer",
        "serial": "die Seriennummer Ihres Geräts",
        "subscription": "die Nummer Ihres Abos",
        "invoice": "die Rechnungsnummer",
        "address": "die vollständige neue Adresse",
        "phone": "eine Telefonnummer, unter der wir Sie erreichen",
        "email": "die E-Mail-Adresse Ihres Kontos",
        "until": "das Datum, bis zu dem es gelten soll",
        "date": "das Datum, um das es geht",
        "when": "eine Zeit, die Ihnen passt",
        "item": "den Namen des Artikels, um den es geht",
        "problem": "eine kurze Beschreibung, was genau passiert",
        "plan": "den gewünschten Tarif",
    },
)
_FR = Phrases(
    hello="Bonjour {name},",
    hello_nobody="Bonjour,",
    hi="Bonjour {name},",
    hi_nobody="Bonjour,",
    thanks="Merci pour votre message.",
    sorry="Je suis désolé pour les désagréments rencontrés.",
    sorry_bot="Je suis désolé que nos réponses automatiques ne vous aient pas aidé.",
    sorry_bot_short="Désolé que notre bot n'ait pas aidé.",
    more="Si une question reste ouverte, répondez simplement à ce message.",
    regards="Cordialement,",
    direct="Envoyez-nous un message privé, s'il vous plaît, et nous regarderons cela avec vous.",
    ask="Pour que nous puissions avancer, pourriez-vous nous envoyer {what} ?",
    ask_short="Pourriez-vous nous envoyer {what} ?",
    join=" et ",
    details={
        "order": "votre numéro de commande",
        "serial": "le numéro de série de votre appareil",
        "subscription": "le numéro de votre abonnement",
        "invoice": "le numéro de la facture",
        "address": "la nouvelle adresse complète",
        "phone": "un numéro de téléphone pour vous joindre",
        "email": "l'adresse e-mail de votre compte",
        "until": "la date de fin souhaitée",
        "date": "la date concernée",
        "when": "un moment qui vous convient",
        "item": "le nom de l'article concerné",
        "problem": "une courte description du problème",
        "plan": "la formule souhaitée",
    },
)
_ES = Phrases(
    hello="Hola, {name}:",
    hello_nobody="Hola:",
    hi="Hola, {name}:",
    hi_nobody="Hola:",
    thanks="Gracias por su mensaje.",
    sorry="Siento mucho las molestias.",
    sorry_bot="Siento que nuestras respuestas automáticas no le hayan ayudado.",
    sorry_bot_short="Siento que el bot no ayudara.",
    more="Si queda algo por aclarar, responda a este mensaje.",
    regards="Un saludo,",
    direct="Envíenos un mensaje privado, por favor, y lo miramos con usted.",
    ask="Para poder dar el siguiente paso, ¿podría enviarnos {what}?",
    ask_short="¿Podría enviarnos {what}?",
    join=" y ",
    details={
        "order": "su número de pedido",
        "serial": "el número de serie de su aparato",
        "subscription": "el número de su suscripción",
        "invoice": "el número de la factura",
        "address": "la nueva dirección completa",
        "phone": "un teléfono de contacto",
        "email": "el correo electrónico de su cuenta",
        "until": "la fecha hasta la que debe valer",
        "date": "la fecha de la que se trata",
        "when": "un momento que le venga bien",
        "item": "el nombre del artículo",
        "problem": "una breve descripción del problema",
        "plan": "el plan que desea",
    },
)
_NL = Phrases(
    hello="Beste {name},",
    hello_nobody="Goedendag,",
    hi="Hallo {name},",
    hi_nobody="Hallo,",
    thanks="Bedankt voor uw bericht.",
    sorry="Het spijt me dat u hier zoveel last van heeft.",
    sorry_bot="Sorry dat onze automatische antwoorden niet hebben geholpen.",
    sorry_bot_short="Sorry dat onze bot niet hielp.",
    more="Is er nog iets onduidelijk, antwoord dan gewoon op dit bericht.",
    regards="Met vriendelijke groet,",
    direct="Stuur ons alstublieft een privébericht, dan kijken we er samen naar.",
    ask="Zodat we de volgende stap voor u kunnen zetten: kunt u ons {what} sturen?",
    ask_short="Kunt u ons {what} sturen?",
    join=" en ",
    details={
        "order": "uw bestelnummer",
        "serial": "het serienummer van uw apparaat",
        "subscription": "het nummer van uw abonnement",
        "invoice": "het factuurnummer",
        "address": "het volledige nieuwe adres",
        "phone": "een telefoonnummer waarop we u bereiken",
        "email": "het e-mailadres van uw account",
        "until": "de gewenste einddatum",
        "date": "de datum waar het om gaat",
        "when": "een tijdstip dat u schikt",
        "item": "de naam van het artikel",
        "problem": "een korte beschrijving van wat er gebeurt",
        "plan": "het gewenste abonnement",
    },
)
_IT = Phrases(
    hello="Buongiorno {name},",
    hello_nobody="Buongiorno,",
    hi="Ciao {name},",
    hi_nobody="Buongiorno,",
    thanks="Grazie per il suo messaggio.",
    sorry="Mi dispiace per il disagio.",
    sorry_bot="Mi dispiace che le nostre risposte automatiche non siano state utili.",
    sorry_bot_short="Mi dispiace che il bot non l'abbia aiutata.",
    more="Se qualcosa non è chiaro, risponda pure a questo messaggio.",
    regards="Cordiali saluti,",
    direct="Ci scriva un messaggio privato, per favore, e lo verifichiamo insieme.",
    ask="Per poter procedere, potrebbe inviarci {what}?",
    ask_short="Potrebbe inviarci {what}?",
    join=" e ",
    details={
        "order": "il numero d'ordine",
        "serial": "il numero di serie dell'apparecchio",
        "subscription": "il numero dell'abbonamento",
        "invoice": "il numero della fattura",
        "address": "il nuovo indirizzo completo",
        "phone": "un numero di telefono a cui raggiungerla",
        "email": "l'indirizzo e-mail del suo account",
        "until": "la data fino a cui deve valere",
        "date": "la data in questione",
        "when": "un orario che le va bene",
        "item": "il nome dell'articolo",
        "problem": "una breve descrizione del problema",
        "plan": "il piano desiderato",
    },
)
_PT = Phrases(
    hello="Olá, {name}:",
    hello_nobody="Olá:",
    hi="Olá, {name}:",
    hi_nobody="Olá:",
    thanks="Obrigado pela sua mensagem.",
    sorry="Lamento os incómodos causados.",
    sorry_bot="Lamento que as nossas respostas automáticas não tenham ajudado.",
    sorry_bot_short="Lamento que o bot não tenha ajudado.",
    more="Se ficar alguma dúvida, responda a esta mensagem.",
    regards="Com os melhores cumprimentos,",
    direct="Envie-nos uma mensagem privada, por favor, para vermos isto consigo.",
    ask="Para podermos avançar, pode enviar-nos {what}?",
    ask_short="Pode enviar-nos {what}?",
    join=" e ",
    details={
        "order": "o número da encomenda",
        "serial": "o número de série do aparelho",
        "subscription": "o número da subscrição",
        "invoice": "o número da fatura",
        "address": "a nova morada completa",
        "phone": "um telefone de contacto",
        "email": "o e-mail da sua conta",
        "until": "a data até à qual deve valer",
        "date": "a data em questão",
        "when": "uma hora que lhe convenha",
        "item": "o nome do artigo",
        "problem": "uma breve descrição do problema",
        "plan": "o plano desejado",
    },
)
_ALL = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "nl": _NL, "it": _IT, "pt": _PT}


def phrases(language: str | None) -> Phrases:
    """The phrases of a language; English where there are none."""
    return _ALL.get((language or "en").split("-")[0], _EN)


def spoken(language: str | None) -> str:
    """The language that ``phrases`` answers in."""
    short = (language or "en").split("-")[0]
    return short if short in _ALL else "en"
