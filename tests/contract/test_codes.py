"""The closed list of reasons is written down: each code once, and no other."""

import re
from pathlib import Path

from copilot.drafting import CODES

PAGE = Path(__file__).parents[2] / "docs" / "drafts.md"


def test_every_code_is_explained() -> None:
    table = PAGE.read_text().split("## Reason codes")[1].split("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert sorted(told) == sorted(CODES)
