"""What a tenant's own history teaches: where in a conversation which action comes next."""

import pytest

from copilot.assist.learn import Head, learn, read
from copilot.assist.places import NOTHING, Place, examples
from copilot.errors import InvalidInput
from retrieval.documents import ActionDone, Message, Outcome, Resolution

CATALOGUE = {"find_order", "refund_order", "send_replacement", "reset_password"}
WISHES = (
    ("the {} arrived broken, I want my money back", ("find_order", "refund_order")),
    ("the {} arrived broken, please send a new one", ("find_order", "send_replacement")),
    ("I can't log in to my account since {}", ("reset_password",)),
)
THINGS = ("kettle", "grinder", "lamp", "chair", "phone", "radio", "clock", "mirror")


def flow(n: int, *, solved: bool = True) -> Resolution:
    """One of three flows; what is wanted, one or two actions with an answer after each, thanks."""
    text, names = WISHES[n % len(WISHES)]
    messages = [Message(author="customer", text=text.format(THINGS[n // 3 % len(THINGS)]), id="c1")]
    actions = []
    for k, name in enumerate(names, 1):
        actions.append(ActionDone(action=name, after=messages[-1].id))
        messages.append(Message(author="agent", text=f"Done with step {k}, one moment.", id=f"a{k}"))
        messages.append(Message(author="customer", text="ok thanks", id=f"t{k}"))
    return Resolution(
        id=f"r{n}", channel="chat", messages=tuple(messages), actions=tuple(actions), outcome=Outcome(solved=solved)
    )


@pytest.fixture(scope="module")
def head() -> Head:
    return learn([flow(n) for n in range(90)], CATALOGUE)


def likeliest(head: Head, text: str, *done: str) -> str:
    messages = [Message(author="customer", text=text)]
    if done:
        messages += [
            Message(author="agent", text="Done with step 1, one moment."),
            Message(author="customer", text="ok"),
        ]
    chances = head.likely(Place(tuple(messages), tuple(ActionDone(action=a) for a in done))).chances
    rest = {**chances, NOTHING: 1 - sum(chances.values())}
    return max(rest, key=lambda a: rest[a])


def test_moments_of_a_conversation() -> None:
    told = Resolution(
        id="r",
        messages=(
            Message(author="customer", text="hi", id="1"),
            Message(author="agent", text="hello", id="2"),
            Message(author="customer", text="my order?", id="3"),
            Message(author="agent", text="(a colleague's note)", id="4", private=True),
            Message(author="agent", text="it is on its way", id="5"),
            Message(author="customer", text="bye", id="6"),
        ),
        actions=(ActionDone(action="find_order", after="3"), ActionDone(action="tell_carrier", after="4")),
    )
    assert [(len(p.messages), [a.action for a in p.done], did) for p, did in examples(told)] == [
        (1, [], NOTHING),
        (3, [], "find_order"),
        (3, ["find_order"], "tell_carrier"),
        (5, ["find_order", "tell_carrier"], NOTHING),
    ]


def test_an_action_without_a_place_comes_before_the_first_answer() -> None:
    told = Resolution(
        id="r",
        messages=(Message(author="customer", text="hi"), Message(author="agent", text="hello")),
        actions=(ActionDone(action="find_order"),),
    )
    assert [(len(p.messages), did) for p, did in examples(told)] == [(1, "find_order")]


def test_what_comes_next_depends_on_what_was_done(head: Head) -> None:
    broken = "the toaster arrived broken, I want my money back"
    assert likeliest(head, broken) == "find_order"
    assert likeliest(head, broken, "find_order") == "refund_order"
    assert likeliest(head, "the toaster arrived broken, please send a new one", "find_order") == "send_replacement"
    assert likeliest(head, "I can't log in", "reset_password") == NOTHING
    assert head.figures.accuracy > 0.9 > head.figures.majority
    assert not head.figures.left_out


def test_the_same_history_gives_the_same_head(head: Head) -> None:
    again = learn([flow(n) for n in reversed(range(90))], CATALOGUE)
    assert again.packed() == head.packed()
    other = learn([flow(n) for n in range(91)], CATALOGUE)
    assert other.data != head.data


def test_what_was_stored_says_the_same(head: Head) -> None:
    stored = read(head.packed())
    assert stored is not None
    place = Place((Message(author="customer", text="the lamp arrived broken, money back please"),))
    assert stored.likely(place).chances == pytest.approx(head.likely(place).chances, abs=0.01)
    assert stored.figures == head.figures
    assert stored.gone({"find_order", "refund_order", "reset_password"}) == ("send_replacement",)


def test_an_unknown_matter_is_not_guessed_at(head: Head) -> None:
    assert head.likely(Place((Message(author="customer", text="the lamp arrived broken, money back"),))).sure
    floor = Head(head.actions, head.keys, head.network, head.heat, 1.1, head.data, head.figures)
    assert not floor.likely(Place((Message(author="customer", text="money back"),))).sure


@pytest.mark.parametrize(
    ("history", "catalogue"),
    [
        ([flow(n) for n in range(20)], CATALOGUE),
        ([flow(n) for n in range(90)], {"reset_password"}),
        ([flow(n, solved=False) for n in range(90)], CATALOGUE),
        ([], CATALOGUE),
    ],
    ids=["few", "one action", "nothing was solved", "none"],
)
def test_thin_data_is_refused_in_words(history: list[Resolution], catalogue: set[str]) -> None:
    with pytest.raises(InvalidInput, match=r"too little to learn from: \d+ solved resolutions"):
        learn(history, catalogue)


@pytest.mark.parametrize("stored", [b"", b"no archive", b"PK\x03\x04broken"])
def test_what_is_no_head_is_none(stored: bytes) -> None:
    assert read(stored) is None
