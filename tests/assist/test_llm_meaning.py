"""How a wish to be left alone is read: as seconds, or as a date by the server's own clock."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from copilot.llm.meaning import retry_after

DATE = "Wed, 25 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (" 0.5 ", 0.5),
        ("-3", 0.0),
        ("Wed, 25 Nov 2026 10:00:20 GMT", 20.0),
        ("Wednesday, 25-Nov-26 10:00:20 GMT", 20.0),
        ("Wed, 25 Nov 2026 12:00:20 +0200", 20.0),
        ("Wed, 25 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("Wed, 99 Nov 2026 10:00:20 GMT", None),
        ("", None),
    ],
)
def test_seconds_and_dates(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value, "date": DATE}) == seconds


def test_a_number_that_is_none_is_no_wait() -> None:
    assert retry_after({"retry-after": "nan"}) == 0.0


def test_without_the_server_s_clock_ours_counts() -> None:
    until = datetime.now(UTC) + timedelta(seconds=100)
    assert retry_after({}) is None
    wait = retry_after({"retry-after": format_datetime(until)})
    assert wait is not None
    assert 90 < wait <= 100
