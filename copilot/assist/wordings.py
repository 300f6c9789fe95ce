"""A summary's own words in the reader's language; what people wrote stays as they wrote it. Data, no rules."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Wording:
    waiting_for_us: str
    waiting_for_customer: str
    since: str
    """With {when}."""
    messages: str
    """With {n}, of several."""
    bot_failed: str
    moods: dict[str, str]
    tried: str
    """With {what}; so are the next ones, where not said otherwise."""
    asks: str
    promised: str
    """With {what} and {due}."""
    due: str
    """With {when}."""
    attested: str
    claimed: str
    unverified: str
    unknown: str
    orders: tuple[str, str]
    """One, and several with {n}."""
    this: str
    latest: str
    first_contact: str
    earlier: tuple[str, str]
    """One, and several with {n}; then the last contact's channel as {channel}, {on} and {ended}."""
    on: str
    """With {when}."""
    still_open: str
    next_step: str
    keep_promise: str
    """With {what} and {due}."""
    answer: str
    answer_message: str
    wait_answer: str
    wait: str
    problem: str
    cause: str
    solution: str
    unsolved: str
    """The thread holds no solution."""
    contacts: tuple[str, str]
    """One, and several with {n}; then {channels} and {since}."""
    recurring: tuple[str, str]
    """Once, and several times with {n}; then {what}."""
    nothing_open: str


_EN = Wording(
    waiting_for_us="Waiting for us",
    waiting_for_customer="Waiting for the customer",
    since=" since {when}",
    messages=" ({n} messages)",
    bot_failed=" A bot answered, without success.",
    moods={"angry": "Angry", "frustrated": "Frustrated", "worried": "Worried", "pleased": "Pleased"},
    tried="Already tried: {what}",
    asks="Asks: {what}",
    promised="Promised{due}: {what}",
    due=", due {when}",
    attested="identity attested",
    claimed="identity claimed",
    unverified="not verified",
    unknown="Unknown",
    orders=("1 order", "{n} orders"),
    this="this",
    latest="latest",
    first_contact="first contact",
    earlier=(
        "1 earlier contact, the last by {channel}{on}{ended}",
        "{n} earlier contacts, the last by {channel}{on}{ended}",
    ),
    on=" on {when}",
    still_open="Open: {what}",
    next_step="Next: {what}",
    keep_promise="Keep the promise{due}: {what}",
    answer="Answer: {what}",
    answer_message="Answer the customer.",
    wait_answer="Wait for the customer's answer to: {what}",
    wait="Wait for the customer.",
    problem="Problem: {what}",
    cause="Cause: {what}",
    solution="Solution: {what}",
    unsolved="No solution stands in the conversation.",
    contacts=("1 contact by {channels}{since}.", "{n} contacts by {channels}{since}."),
    recurring=("Came back about the same once: {what}", "Came back about the same {n} times: {what}"),
    nothing_open="Nothing is open.",
)
_DE = Wording(
    waiting_for_us="Wartet auf uns",
    waiting_for_customer="Wartet auf den Kunden",
    since=" seit {when}",
    messages=" ({n} Nachrichten)",
    bot_failed=" Ein Bot hat geantwortet, ohne Erfolg.",
    moods={"angry": "Wütend", "frustrated": "Verärgert", "worried": "Besorgt", "pleased": "Zufrieden"},
    tried="Schon versucht: {what}",
    asks="Fragt: {what}",
    promised="Zugesagt{due}: {what}",
    due=", fällig: {when}",
    attested="Identität bestätigt",
    claimed="Identität behauptet",
    unverified="nicht geprüft",
    unknown="Unbekannt",
    orders=("1 Bestellung", "{n} Bestellungen"),
    this="diese",
    latest="letzte",
    first_contact="erster Kontakt",
    earlier=(
        "1 früherer Kontakt, zuletzt über {channel}{on}{ended}",
        "{n} frühere Kontakte, zuletzt über {channel}{on}{ended}",
    ),
    on=" am {when}",
    still_open="Offen: {what}",
    next_step="Als Nächstes: {what}",
    keep_promise="Zusage einhalten{due}: {what}",
    answer="Beantworten: {what}",
    answer_message="Dem Kunden antworten.",
    wait_answer="Auf die Antwort des Kunden warten: {what}",
    wait="Auf den Kunden warten.",
    problem="Problem: {what}",
    cause="Ursache: {what}",
    solution="Lösung: {what}",
    unsolved="Im Gespräch steht keine Lösung.",
    contacts=("1 Kontakt über {channels}{since}.", "{n} Kontakte über {channels}{since}."),
    recurring=("Kam einmal wegen derselben Sache wieder: {what}", "Kam {n}-mal wegen derselben Sache: {what}"),
    nothing_open="Nichts ist offen.",
)
_FR = Wording(
    waiting_for_us="En attente de notre réponse",
    waiting_for_customer="En attente du client",
    since=" depuis {when}",
    messages=" ({n} messages)",
    bot_failed=" Un bot a répondu, sans succès.",
    moods={"angry": "En colère", "frustrated": "Mécontent", "worried": "Inquiet", "pleased": "Satisfait"},
    tried="Déjà essayé : {what}",
    asks="Demande : {what}",
    promised="Promis{due} : {what}",
    due=", échéance : {when}",
    attested="identité attestée",
    claimed="identité déclarée",
    unverified="non vérifié",
    unknown="Inconnu",
    orders=("1 commande", "{n} commandes"),
    this="celle-ci",
    latest="dernière",
    first_contact="premier contact",
    earlier=(
        "1 contact antérieur, le dernier par {channel}{on}{ended}",
        "{n} contacts antérieurs, le dernier par {channel}{on}{ended}",
    ),
    on=" le {when}",
    still_open="En suspens : {what}",
    next_step="Prochaine étape : {what}",
    keep_promise="Tenir la promesse{due} : {what}",
    answer="Répondre à : {what}",
    answer_message="Répondre au client.",
    wait_answer="Attendre la réponse du client à : {what}",
    wait="Attendre le client.",
    problem="Problème : {what}",
    cause="Cause : {what}",
    solution="Solution : {what}",
    unsolved="La conversation ne contient pas de solution.",
    contacts=("1 contact par {channels}{since}.", "{n} contacts par {channels}{since}."),
    recurring=("Revenu une fois pour la même chose : {what}", "Revenu {n} fois pour la même chose : {what}"),
    nothing_open="Rien n'est en suspens.",
)
_ES = Wording(
    waiting_for_us="Espera nuestra respuesta",
    waiting_for_customer="A la espera del cliente",
    since=" desde {when}",
    messages=" ({n} mensajes)",
    bot_failed=" Un bot respondió, sin éxito.",
    moods={"angry": "Enfadado", "frustrated": "Descontento", "worried": "Preocupado", "pleased": "Satisfecho"},
    tried="Ya probado: {what}",
    asks="Pregunta: {what}",
    promised="Prometido{due}: {what}",
    due=", plazo: {when}",
    attested="identidad confirmada",
    claimed="identidad declarada",
    unverified="sin verificar",
    unknown="Desconocido",
    orders=("1 pedido", "{n} pedidos"),
    this="este",
    latest="último",
    first_contact="primer contacto",
    earlier=(
        "1 contacto anterior, el último por {channel}{on}{ended}",
        "{n} contactos anteriores, el último por {channel}{on}{ended}",
    ),
    on=" el {when}",
    still_open="Pendiente: {what}",
    next_step="Siguiente paso: {what}",
    keep_promise="Cumplir lo prometido{due}: {what}",
    answer="Responder a: {what}",
    answer_message="Responder al cliente.",
    wait_answer="Esperar la respuesta del cliente a: {what}",
    wait="Esperar al cliente.",
    problem="Problema: {what}",
    cause="Causa: {what}",
    solution="Solución: {what}",
    unsolved="En la conversación no hay ninguna solución.",
    contacts=("1 contacto por {channels}{since}.", "{n} contactos por {channels}{since}."),
    recurring=("Volvió una vez por lo mismo: {what}", "Volvió {n} veces por lo mismo: {what}"),
    nothing_open="No hay nada pendiente.",
)
_IT = Wording(
    waiting_for_us="In attesa di una nostra risposta",
    waiting_for_customer="In attesa del cliente",
    since=" da {when}",
    messages=" ({n} messaggi)",
    bot_failed=" Un bot ha risposto, senza successo.",
    moods={"angry": "Arrabbiato", "frustrated": "Scontento", "worried": "Preoccupato", "pleased": "Soddisfatto"},
    tried="Già provato: {what}",
    asks="Chiede: {what}",
    promised="Promesso{due}: {what}",
    due=", scadenza: {when}",
    attested="identità attestata",
    claimed="identità dichiarata",
    unverified="non verificato",
    unknown="Sconosciuto",
    orders=("1 ordine", "{n} ordini"),
    this="questo",
    latest="ultimo",
    first_contact="primo contatto",
    earlier=(
        "1 contatto precedente, l'ultimo via {channel}{on}{ended}",
        "{n} contatti precedenti, l'ultimo via {channel}{on}{ended}",
    ),
    on=" il {when}",
    still_open="In sospeso: {what}",
    next_step="Prossimo passo: {what}",
    keep_promise="Mantenere la promessa{due}: {what}",
    answer="Rispondere a: {what}",
    answer_message="Rispondere al cliente.",
    wait_answer="Attendere la risposta del cliente a: {what}",
    wait="Attendere il cliente.",
    problem="Problema: {what}",
    cause="Causa: {what}",
    solution="Soluzione: {what}",
    unsolved="Nella conversazione non c'è una soluzione.",
    contacts=("1 contatto via {channels}{since}.", "{n} contatti via {channels}{since}."),
    recurring=("Tornato una volta per la stessa cosa: {what}", "Tornato {n} volte per la stessa cosa: {what}"),
    nothing_open="Niente è in sospeso.",
)
_PT = Wording(
    waiting_for_us="À espera da nossa resposta",
    waiting_for_customer="À espera do cliente",
    since=" desde {when}",
    messages=" ({n} mensagens)",
    bot_failed=" Um bot respondeu, sem sucesso.",
    moods={"angry": "Zangado", "frustrated": "Descontente", "worried": "Preocupado", "pleased": "Satisfeito"},
    tried="Já tentado: {what}",
    asks="Pergunta: {what}",
    promised="Prometido{due}: {what}",
    due=", prazo: {when}",
    attested="identidade confirmada",
    claimed="identidade declarada",
    unverified="não verificado",
    unknown="Desconhecido",
    orders=("1 encomenda", "{n} encomendas"),
    this="esta",
    latest="última",
    first_contact="primeiro contacto",
    earlier=(
        "1 contacto anterior, o último por {channel}{on}{ended}",
        "{n} contactos anteriores, o último por {channel}{on}{ended}",
    ),
    on=" em {when}",
    still_open="Pendente: {what}",
    next_step="Próximo passo: {what}",
    keep_promise="Cumprir a promessa{due}: {what}",
    answer="Responder a: {what}",
    answer_message="Responder ao cliente.",
    wait_answer="Esperar pela resposta do cliente a: {what}",
    wait="Esperar pelo cliente.",
    problem="Problema: {what}",
    cause="Causa: {what}",
    solution="Solução: {what}",
    unsolved="Na conversa não há nenhuma solução.",
    contacts=("1 contacto por {channels}{since}.", "{n} contactos por {channels}{since}."),
    recurring=("Voltou uma vez pelo mesmo: {what}", "Voltou {n} vezes pelo mesmo: {what}"),
    nothing_open="Nada está pendente.",
)
_NL = Wording(
    waiting_for_us="Wacht op ons",
    waiting_for_customer="Wacht op de klant",
    since=" sinds {when}",
    messages=" ({n} berichten)",
    bot_failed=" Een bot heeft geantwoord, zonder succes.",
    moods={"angry": "Boos", "frustrated": "Ontevreden", "worried": "Bezorgd", "pleased": "Tevreden"},
    tried="Al geprobeerd: {what}",
    asks="Vraagt: {what}",
    promised="Beloofd{due}: {what}",
    due=", termijn: {when}",
    attested="identiteit bevestigd",
    claimed="identiteit opgegeven",
    unverified="niet gecontroleerd",
    unknown="Onbekend",
    orders=("1 bestelling", "{n} bestellingen"),
    this="deze",
    latest="laatste",
    first_contact="eerste contact",
    earlier=(
        "1 eerder contact, het laatste via {channel}{on}{ended}",
        "{n} eerdere contacten, het laatste via {channel}{on}{ended}",
    ),
    on=" op {when}",
    still_open="Open: {what}",
    next_step="Volgende stap: {what}",
    keep_promise="Belofte nakomen{due}: {what}",
    answer="Beantwoorden: {what}",
    answer_message="De klant antwoorden.",
    wait_answer="Wachten op het antwoord van de klant op: {what}",
    wait="Wachten op de klant.",
    problem="Probleem: {what}",
    cause="Oorzaak: {what}",
    solution="Oplossing: {what}",
    unsolved="In het gesprek staat geen oplossing.",
    contacts=("1 contact via {channels}{since}.", "{n} contacten via {channels}{since}."),
    recurring=("Kwam één keer terug voor hetzelfde: {what}", "Kwam {n} keer terug voor hetzelfde: {what}"),
    nothing_open="Er staat niets open.",
)
_WORDINGS = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "it": _IT, "pt": _PT, "nl": _NL}


def told_in(language: str | None) -> str:
    """The language that a summary by rules is in: the reader's where we have its words, else English."""
    wanted = (language or "en").split("-")[0].lower()
    return wanted if wanted in _WORDINGS else "en"


def wording(language: str | None) -> Wording:
    return _WORDINGS[told_in(language)]


def moment(at: datetime, language: str) -> str:
    """A point in time in UTC: in words in English, by number elsewhere, where no reader can mistake it."""
    at = at.astimezone(UTC)
    return at.strftime("%d %b %H:%M UTC").lstrip("0") if language == "en" else at.strftime("%Y-%m-%d %H:%M UTC")


def day(at: datetime, language: str) -> str:
    return f"{at.day} {at:%b}" if language == "en" else f"{at:%Y-%m-%d}"
