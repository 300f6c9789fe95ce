"""The breaker by its own clock, and the budget of extra calls."""

from copilot.llm.limits import Breaker, ExtraCalls


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def broken(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(5):
        assert breaker.enter()
        breaker.failed()
    return breaker


def test_failures_in_a_row_open_it_and_a_success_between_them_does_not() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(4):
        breaker.enter()
        breaker.failed()
    breaker.enter()
    breaker.succeeded()
    breaker.enter()
    breaker.failed()
    assert breaker.state == "closed"
    assert not broken(clock).enter()


def test_after_its_rest_one_call_probes_and_heals_it() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.now += 5
    assert breaker.enter()
    assert not breaker.enter(), "one probe at a time"
    breaker.succeeded()
    assert breaker.state == "closed"
    assert breaker.enter()


def test_a_failed_probe_doubles_the_rest() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.now += 5
    breaker.enter()
    breaker.failed()
    clock.now += 9
    assert not breaker.enter()
    clock.now += 1
    assert breaker.enter()


def test_a_probe_that_was_cancelled_lets_the_next_one_through() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.now += 5
    breaker.enter()
    breaker.left()
    assert breaker.enter()


def test_a_server_that_asks_for_rest_gets_it_but_not_for_ever() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.pause(3600)
    assert not breaker.enter()
    clock.now += 30
    assert breaker.enter()


def test_extra_calls_are_a_tenth_of_the_calls_after_the_first_three() -> None:
    extra = ExtraCalls()
    taken = sum(extra.take() for _ in range(10))
    for _ in range(200):
        extra.earn()
        taken += extra.take()
    assert taken == 3 + 20


def test_extra_calls_that_were_not_used_do_not_pile_up() -> None:
    extra = ExtraCalls()
    for _ in range(10_000):
        extra.earn()
    assert sum(extra.take() for _ in range(100)) == 10
