"""What holds for every record, whoever the child is."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

import sync.service.flags
from sync.service.flags import fold, record
from sync.service.flags.flag import Flag
from sync.service.flags.record import Ask, Day
from sync.service.flags.settings import DEFAULT
from tests.flags.telling import MONDAY, check_in, told

WORDS = (
    "happy",
    "happy",
    "calm",
    "calm",
    "tired",
    "sad",
    "cross",
    "scared",
    "hungry",
    "not_sure",
    "not_say",
    "silent",
    "away",
)
STORIES = st.lists(st.sampled_from((*WORDS, "nothing", "sad+happy")), min_size=1, max_size=70).map(", ".join)
LOW = {"R3", "R4"}


@given(STORIES)
@settings(max_examples=150, deadline=None)
def test_a_happy_day_never_raises_a_low_flag(story: str) -> None:
    """Whatever came before, a day whose only answer is happy raises neither R3 nor R4."""
    days = told(story)
    last = (days[-1].day if days else MONDAY) + timedelta(days=3)
    states, _ = fold.replay(days, DEFAULT)
    _, raised = fold.advance(states, record.build(last, [check_in("e", "happy")]), DEFAULT)

    assert not LOW & {flag.rule for flag in raised}


@given(STORIES, st.sampled_from(("sad", "tired", "cross", "scared")))
@settings(max_examples=150, deadline=None)
def test_a_happy_check_in_added_to_a_day_never_raises_a_low_flag(story: str, feeling: str) -> None:
    """Coming back after lunch to say *happy* can take a low flag away, and never brings one."""
    days = told(story)
    last = (days[-1].day if days else MONDAY) + timedelta(days=1)
    states, _ = fold.replay(days, DEFAULT)
    _, before = fold.advance(states, record.build(last, [check_in("e", feeling)]), DEFAULT)
    _, after = fold.advance(states, record.build(last, [check_in("e", feeling), check_in("f", "happy")]), DEFAULT)

    assert _rules(after) & LOW <= _rules(before) & LOW


@given(STORIES, st.integers(min_value=1, max_value=60))
@settings(max_examples=100, deadline=None)
def test_the_same_weeks_at_another_time_of_year_raise_the_same_flags(story: str, weeks: int) -> None:
    """Shifting every date by whole weeks changes nothing but the dates."""
    shift = timedelta(weeks=weeks)
    _, here = fold.replay(told(story), DEFAULT)
    moved = [msgspec.structs.replace(day, day=day.day + shift) for day in told(story)]
    _, there = fold.replay(moved, DEFAULT)

    assert [_shape(flag, shift) for flag in here] == [_shape(flag) for flag in there]


@given(STORIES, st.integers(min_value=0, max_value=70))
@settings(max_examples=100, deadline=None)
def test_a_state_that_was_stored_goes_on_as_if_it_had_not_been(story: str, at: int) -> None:
    """Encoding every rule's state half-way and reading it back changes no flag."""
    days = told(story)
    _, whole = fold.replay(days, DEFAULT)
    states, first = fold.replay(days[:at], DEFAULT)
    stored = msgspec.msgpack.decode(msgspec.msgpack.encode(states), type=fold.States)
    _, rest = fold.replay(days[at:], DEFAULT, stored)

    assert first + rest == whole


@given(STORIES)
@settings(max_examples=50, deadline=None)
def test_every_flag_says_what_it_rests_on(story: str) -> None:
    """A reason is a sentence, the day is not before its beginning, and evidence is of events that happened."""
    days = [*told(story), record.build(MONDAY + timedelta(weeks=30), asks=[Ask("asked")])]
    happened = {event for day in days for event in day.events} | {"asked"}
    _, raised = fold.replay(days, DEFAULT)

    assert raised
    for flag in raised:
        assert flag.reason.endswith(".")
        assert flag.since <= flag.day
        assert set(flag.evidence) <= happened


def test_no_rule_reads_a_clock_or_takes_a_chance() -> None:
    """Of the modules that could tell the time, only `date` and `timedelta` are imported, and nothing asks for today."""
    folder = Path(next(iter(sync.service.flags.__path__)))
    files = sorted(folder.glob("r[0-9]_*.py")) + [folder / f"{name}.py" for name in ("fold", "record", "flag")]
    assert len(files) == 12
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not {alias.name.split(".")[0] for alias in node.names} & {"time", "random", "datetime", "os"}
            if isinstance(node, ast.ImportFrom) and node.module in ("datetime", "time", "random", "os"):
                assert {alias.name for alias in node.names} <= {"date", "timedelta"}, file
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("today", "now", "utcnow"), file


def _rules(raised: tuple[Flag, ...]) -> set[str]:
    return {flag.rule for flag in raised}


def _shape(flag: Flag, shift: timedelta = timedelta(0)) -> tuple[object, ...]:
    return flag.rule, flag.day + shift, flag.since + shift, len(flag.evidence), flag.sufficiency, flag.label


def test_the_days_of_a_record_say_why_there_is_no_feeling() -> None:
    """Absent, not asked, passed, not sure, needs of the body and opted out are told apart."""
    days: list[Day] = [
        *told("away, silent, not_say, not_sure, hungry"),
        record.build(MONDAY, present=True, asked=False),
        record.build(MONDAY, present=True, opted_out=True),
        record.build(MONDAY),
    ]
    names = [day.why.name for day in days]

    assert names == ["ABSENT", "SILENT", "PASSED", "NOT_SURE", "BODY", "NOT_ASKED", "OPTED_OUT", "UNKNOWN"]
