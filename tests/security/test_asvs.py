"""The list of what OWASP's ASVS asks is whole, and what it names is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = {"met", "not relevant", "not met"}
ASKED = {
    **{"1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2", "2.1": "1-3", "2.2": "1-3"},
    **{"2.3": "1-4", "2.4": "1", "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2"},
    **{"4.1": "1-3", "4.2": "1", "4.3": "1-2", "4.4": "1-4", "5.1": "1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3"},
    **{"6.1": "1-3", "6.2": "1-12", "6.3": "1-4", "6.4": "1-4", "6.5": "1-5", "6.6": "1-3", "6.8": "1-4"},
    **{"7.1": "1-3", "7.2": "1-4", "7.3": "1-2", "7.4": "1-5", "7.5": "1-2", "7.6": "1-2", "8.1": "1-2"},
    **{"8.2": "1-3", "8.3": "1", "8.4": "1", "9.1": "1-3", "9.2": "1-4", "10.1": "1-2", "10.2": "1-2", "10.3": "1-4"},
    **{"10.4": "1-11", "10.5": "1-5", "10.6": "1-2", "10.7": "1-3", "11.1": "1-2", "11.2": "1-3", "11.3": "1-3"},
    **{"11.4": "1-4", "11.5": "1", "11.6": "1", "12.1": "1-3", "12.2": "1-2", "12.3": "1-4", "13.1": "1"},
    **{"13.2": "1-5", "13.3": "1-2", "13.4": "1-5", "14.1": "1-2", "14.2": "1-4", "14.3": "1-3", "15.1": "1-3"},
    **{"15.2": "1-3", "15.3": "1-7", "16.1": "1", "16.2": "1-5", "16.3": "1-4", "16.4": "1-3", "16.5": "1-3"},
    **{"17.1": "1", "17.2": "1-4", "17.3": "1-2"},
}
"""The requirements of levels 1 and 2, by section: version 5.0.0."""


@dataclass(frozen=True)
class Row:
    """One answer of the list."""

    number: str
    answer: str
    where: str
    shown: str


@cache
def rows() -> list[Row]:
    """Every answer, in the list's order."""
    lines = (ROOT / "tests/security/ASVS.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split(" |")] for line in lines if re.match(r"\| \d", line)]
    return [Row(*(each + [""] * 4)[:4]) for each in cells]


def asked() -> list[str]:
    """Every number that wants an answer."""
    found = []
    for section, span in ASKED.items():
        first, _, last = span.partition("-")
        found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def test_every_requirement_of_level_two_has_one_answer() -> None:
    """Its own, its section's or its chapter's; no two, and none for a number that there is not."""
    answered = [row.number for row in rows()]
    lacking = [number for number in asked() if sum(f"{number}.".startswith(f"{each}.") for each in answered) != 1]

    assert lacking == []
    assert [each for each in answered if not any(f"{number}.".startswith(f"{each}.") for number in asked())] == []
    assert len(asked()) > 200


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_an_answer_says_why_or_where_and_what_shows_it(row: Row) -> None:
    """Met: files and tests that exist. Otherwise: a reason."""
    assert row.answer in ANSWERS
    if row.answer != "met":
        assert len(row.where) >= len("no XML")
        return
    files = re.findall(r"`([\w/.]+\.(?:py|toml|lock|html))`", row.where)
    tests = re.findall(r"`([\w/.]+\.py)::(test_\w+)`", row.shown)
    assert files
    assert tests
    assert [each for each in files if not (ROOT / each).is_file()] == []
    for path, name in tests:
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), f"{path}::{name}"
