"""A reply in another language than the customer's is flagged; names, short words and quotes are no such thing."""

import pytest

from copilot.guard.grounding import Evidence, check_reply
from retrieval.text import detect_language

REPLIES = (
    ("Hello Hannah, your order is on its way and should arrive tomorrow.", "en", True),
    ("Yes.", "en", True),
    ("OK, done.", "de", True),
    ("Hannah Whitcombe", "de", True),
    ("Danke!", "de", True),
    ("Merci beaucoup !", "fr", True),
    ("Hi Jonas, die Maschine ist repariert.", "de", True),
    (
        "Hallo Jonas,\n\nIhre Bestellung ist unterwegs. Viele Grüße\nIhr Acme Support Team",
        "de",
        True,
    ),
    (
        'Hallo Jonas, bitte öffnen Sie Settings > Account > Billing und klicken Sie auf "Cancel subscription".',
        "de",
        True,
    ),
    ("Klicken Sie auf „Reset password now and sign in again“.", "de", True),
    (
        "Die Meldung „The device could not be found, try again later“ bedeutet, dass die Maschine offline ist.",
        "de",
        True,
    ),
    ("Bonjour Claire, le message « Payment could not be processed » veut dire que la carte a expiré.", "fr", True),
    ('Your message "Wo ist meine Bestellung?" reached us, and we are looking into it.', "en", True),
    ('The label says "Vor dem Öffnen bitte Netzstecker ziehen": unplug it before you open it.', "en", True),
    ("Hola Ana, su pedido llega mañana.", "es", True),
    ("Pedido enviado.", "es", True),
    ("Je pakket komt morgen.", "nl", True),
    ("Dag Pieter, het label is gratis.", "nl", True),
    ("Ciao Luca, il reso è gratuito.", "it", True),
    ("Olá Rita, a etiqueta é grátis.", "pt", True),
    ("E3", "de", True),
    ("PW-371520", "fr", True),
    ("https://help.acme.example/returns", "de", True),
    ("👍", "en", True),
    ("Hi Ana!", "es", True),
    ("Hey Tom, Ticket ist offen.", "de", True),
    ("Alles klar, super!", "de", True),
    ("Arc Pro, Mill 60, Pour Over Kit", "de", True),
    ("Liebe Grüße aus Berlin, Ihr Team von The Coffee House", "de", True),
    ("Cześć Anna, paczka dotrze jutro.", "pl", True),
    ("Hej Maja, paketet kommer imorgon.", "sv", True),
    ("Hej Mette, pakken kommer i morgen.", "da", True),
    ("Привет, заказ уже в пути.", "ru", True),
    ("Your order is in the warehouse in Frankfurt am Main and will go out on Monday.", "en", True),
    ("Der Support ist online. Der Download ist im Account.", "de", True),
    ('Bitte das Add-on "Priority Support" im Checkout buchen.', "de", True),
    ("Grazie mille, Luca. Ordine spedito.", "it", True),
    ("Hello Jonas, your order is on its way and arrives tomorrow.", "de", False),
    ("Ihre Bestellung ist unterwegs und kommt morgen an.", "en", False),
    ("Votre commande arrive demain.", "en", False),
    ("The label is free.", "de", False),
    ("Yes, we can do that for you.", "fr", False),
    ("Das Etikett ist kostenlos.", "en", False),
    ("Su pedido llega mañana por la tarde.", "it", False),
    (
        "Hallo Jonas,\n\nyour order is on its way. Tell us if it is not there by Friday.\n\nViele Grüße\nIhr Team",
        "de",
        False,
    ),
    ("Uw pakket is onderweg en komt morgen aan.", "de", False),
    ("Guten Tag Herr Brandt, we are sorry for the delay and will send a new one today.", "de", False),
    (
        'Der Artikel sagt: "Refunds take 5 working days". We will refund you as soon as the parcel has arrived.',
        "de",
        False,
    ),
    ("Заказ уже в пути.", "en", False),
    ("您的订单已发货。", "en", False),
    ("Thank you for your patience.", "es", False),
    ("Merci pour votre message, nous revenons vers vous rapidement.", "nl", False),
    ("Obrigado pela sua mensagem, o pedido chega amanhã.", "es", False),
    ('"Hello Jonas, your order is on its way and should arrive tomorrow."', "de", False),
    ("GUTEN TAG HERR BRANDT, IHR PAKET IST UNTERWEGS UND KOMMT MORGEN AN.", "de", True),
)
"""(reply, the customer's language, whether it may stand)"""


@pytest.mark.parametrize(("text", "wanted", "fine"), REPLIES)
def test_a_reply_speaks_the_customers_language(text: str, wanted: str, fine: bool) -> None:
    checks = check_reply(text, [], Evidence({}), language=detect_language(text), wanted_language=wanted)
    failed = [c for c in checks if c.kind == "language" and not c.ok]
    assert (failed == []) is fine
    if failed:
        assert f"the customer writes in '{wanted}'" in failed[0].detail
