"""School weeks as a teacher would tell them, and what the rules make of them."""

from __future__ import annotations

from datetime import date, timedelta

from assets import catalogue
from sync.service.flags import fold, record
from sync.service.flags.budget import with_rules
from sync.service.flags.flag import Flag
from sync.service.flags.record import Day
from sync.service.flags.settings import DEFAULT, Settings

MONDAY = date(2026, 11, 2)


def told(story: str, first: date = MONDAY, step: int = 2) -> list[Day]:
    """Return the days of a story such as `sad, away, silent, happy+cross, holiday`, weekday by weekday.

    A feeling is a check-in (two with `+` are two check-ins); `away` and `silent` come from the register; on `holiday`
    and `nothing` there is no day at all.
    """
    days = []
    for number, word in enumerate(story.strip(" ,").split(",")):
        day = first + timedelta(days=number // 5 * 7 + number % 5)
        said = word.strip()
        if said in ("holiday", "nothing"):
            continue
        if said == "away":
            days.append(record.build(day, present=False))
        elif said == "silent":
            days.append(record.build(day, present=True))
        else:
            days.append(
                record.build(day, [check_in(f"{day}/{at}", one, step) for at, one in enumerate(said.split("+"))])
            )
    return days


def check_in(event: str, feeling: str, step: int = 2, about: str = "") -> record.CheckIn:
    """Return a check-in with the catalogue's value."""
    value = catalogue.load().value([feeling])
    return record.CheckIn(event, (feeling,), value, step, (about,) if about else ())


def flags(days: list[Day], *rules: str, settings: Settings = DEFAULT) -> list[Flag]:
    """Return what some rules say of some days."""
    return fold.replay(days, with_rules(settings, rules))[1]
