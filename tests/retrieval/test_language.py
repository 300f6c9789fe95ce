"""Languages are told from few words, and not guessed."""

import pytest

from retrieval.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my order", "en"),
        ("can u cancel", "en"),
        ("still the same", "en"),
        ("bags are piling up, i have 5 unopened. pause a month?", "en"),
        ("wo ist mein paket", "de"),
        ("Rechnung bitte", "de"),
        ("geht immer noch nicht", "de"),
        ("fuer wann ist das moeglich", "de"),
        ("moin, abo pausieren?", "de"),
        ("Où est ma commande ?", "fr"),
        ("¿Dónde está mi pedido?", "es"),
        ("Dov'è il mio ordine?", "it"),
        ("Waar is mijn bestelling?", "nl"),
        ("Onde está a minha encomenda?", "pt"),
        ("Var är min beställning?", "sv"),
        ("Hvornår kommer min pakke?", "da"),
        ("Hvorfor har jeg ikke fått refusjon? Vennligst svar", "no"),
        ("Missä tilaukseni on?", "fi"),
        ("Gdzie jest moje zamówienie?", "pl"),
        ("Где мой заказ?", "ru"),
        ("Де моє замовлення? Його ще немає", "uk"),
        ("私の注文はどこですか", "ja"),
        ("我的订单在哪里", "zh"),
        ("주문은 어디에 있나요", "ko"),
        ("أين طلبي", "ar"),
    ],
)
def test_short_messages(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "hi", "ok", "👍", "PW-204517", "E5", "12:30", "https://where.is.my/order"])
def test_nothing_to_tell_from_is_none(text: str) -> None:
    assert detect_language(text) is None
