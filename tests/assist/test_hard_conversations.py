"""Whole conversations in several languages: what a reply asks, proposes, promises or repeats against what was said."""

import pytest

from copilot.assist.consistency import check_consistency
from tests.assist.test_consistency import Said, case

HARD: tuple[tuple[str, tuple[Said, ...], str, bool], ...] = (
    (
        "en order",
        (("customer", "My order PW-371520 has not arrived."),),
        "Hi, could you send me your order number?",
        True,
    ),
    (
        "de order",
        (("customer", "Bestellung PW-371520 ist noch nicht da."),),
        "Hallo, wie lautet Ihre Bestellnummer?",
        True,
    ),
    (
        "fr order",
        (("customer", "Ma commande PW-371520 n'est pas arrivée."),),
        "Bonjour, quel est votre numéro de commande ?",
        True,
    ),
    (
        "es order",
        (("customer", "Mi pedido PW-371520 no ha llegado."),),
        "Hola, ¿me puede dar su número de pedido?",
        True,
    ),
    ("nl order", (("customer", "Mijn bestelling PW-371520 is er nog niet."),), "Hoi, wat is uw bestelnummer?", True),
    ("it order", (("customer", "Il mio ordine PW-371520 non è arrivato."),), "Ciao, qual è il numero d'ordine?", True),
    (
        "email given",
        (("customer", "You can reach me at hannah@whitcombe.example."),),
        "What is your email address?",
        True,
    ),
    (
        "phone given de",
        (("customer", "Meine Nummer ist 0151 23456789."),),
        "Unter welcher Telefonnummer erreichen wir Sie?",
        True,
    ),
    (
        "tried en",
        (("customer", "I've already descaled it and restarted it twice."),),
        "Please descale the machine and try again.",
        True,
    ),
    (
        "tried de",
        (("customer", "Ich habe sie schon entkalkt und neu gestartet."),),
        "Bitte entkalken Sie die Maschine.",
        True,
    ),
    (
        "tried de2",
        (("customer", "Ich hab den Stecker bereits gezogen, hilft nichts."),),
        "Ziehen Sie bitte einmal den Stecker.",
        True,
    ),
    ("tried fr", (("customer", "J'ai déjà détartré la machine."),), "Veuillez détartrer la machine.", True),
    ("tried es", (("customer", "Ya reinicié la máquina dos veces."),), "Por favor, reinicie la máquina.", True),
    ("tried nl", (("customer", "Ik heb het apparaat al ontkalkt."),), "Ontkalk het apparaat eerst.", True),
    ("tried it", (("customer", "Ho già riavviato la macchina."),), "Riavvii la macchina, per favore.", True),
    (
        "tried past",
        (("customer", "Cleared the cache, reinstalled the app, no luck."),),
        "Please reinstall the app.",
        True,
    ),
    (
        "tried ok",
        (("customer", "I've already descaled it."),),
        "Since you have already descaled it, please take out the filter.",
        False,
    ),
    (
        "promise broken",
        (("agent", "We will send you a replacement by Friday."), ("customer", "When does it come?")),
        "Unfortunately we cannot send you a replacement.",
        True,
    ),
    (
        "promise late",
        (("agent", "I will call you by Friday."), ("customer", "OK?")),
        "We will call you next Wednesday.",
        True,
    ),
    (
        "promise ok",
        (("agent", "I will call you by Friday."), ("customer", "OK?")),
        "As promised, we will call you by Friday.",
        False,
    ),
    (
        "bot rep",
        (
            ("customer", "App crashes on login"),
            ("bot", "Please clear the cache and restart the app."),
            ("customer", "That did not help."),
        ),
        "Hi, sorry the bot could not help. Please clear the cache and restart the app.",
        True,
    ),
    (
        "bot noack",
        (("customer", "App crashes on login"), ("bot", "Please clear the cache."), ("customer", "That did not help.")),
        "Please update the app to version 5.",
        True,
    ),
    (
        "bot ack",
        (("customer", "App crashes on login"), ("bot", "Please clear the cache."), ("customer", "That did not help.")),
        "I'm sorry that our bot couldn't help. Please update the app to the latest version.",
        False,
    ),
    (
        "size ask ok",
        (("customer", "My order PW-371520 has not arrived."),),
        "Could you tell me the delivery address?",
        False,
    ),
    (
        "it fine",
        (("customer", "Ho già riavviato la macchina."),),
        "Grazie di aver riavviato la macchina: ora controlli il filtro.",
        False,
    ),
    (
        "es fine",
        (("customer", "Ya reinicié la máquina."),),
        "Gracias por reiniciar la máquina. Ahora limpie el filtro.",
        False,
    ),
    ("pt", (("customer", "Já reiniciei a máquina."),), "Por favor, reinicie a máquina.", True),
    ("pt order", (("customer", "O meu pedido PW-371520 não chegou."),), "Qual é o número do pedido?", True),
    (
        "de fine",
        (("customer", "Meine Nummer ist 0151 23456789."),),
        "Wir rufen Sie unter Ihrer Telefonnummer zurück.",
        False,
    ),
)
"""(what it is about, the thread, a reply, whether it is flagged)"""


@pytest.mark.parametrize(("name", "said", "reply", "flagged"), HARD, ids=[h[0] for h in HARD])
def test_a_reply_is_held_against_the_whole_conversation(
    name: str, said: tuple[Said, ...], reply: str, flagged: bool
) -> None:
    failed = [c for c in check_consistency(reply, case(*said, customer=None)) if not c.ok]
    assert bool(failed) is flagged, [c.detail for c in failed]
