"""What a school may change about its flag rules on a page: a closed list, kept beside its other settings.

A change holds from the day it is made. Flags of days before are neither raised anew nor taken back by it: what stands
in the queue is the staff's.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import update
from sqlalchemy.orm import Session

from sync.service.db.models import School
from sync.service.flags import fold
from sync.service.flags.settings import DEFAULT, Settings, of_school, with_changes

ALWAYS = frozenset({"R1", "R8", "R9"})
"""What a child or an adult said in so many words: no school can stop hearing it."""
KEY, SINCE = "flags", "flags_since"
"""Where the school's settings keep the rules, and from which day each rule's choice holds."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting and the values it may take, in words."""

    name: str
    asks: str
    values: tuple[tuple[str, str], ...]

    def value(self, settings: Settings) -> str:
        """What holds now, as one of the values where it is one."""
        rule, field = self.name.split(".")
        now = getattr(getattr(settings, rule.lower()), field)
        return next((value for value, _ in self.values if float(value) == float(now)), str(now))

    def offered(self, settings: Settings) -> list[tuple[str, str]]:
        """The values, and the school's own where it is another."""
        own = self.value(settings)
        return [*self.values, *([] if own in dict(self.values) else [(own, f"as it is: {own}")])]


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """One rule that a school may switch off, and what it may set about it."""

    rule: str
    means: str
    choices: tuple[Choice, ...] = ()


def _days(name: str, asks: str, numbers: Iterable[int]) -> Choice:
    return Choice(name, asks, tuple((str(each), f"{each} days") for each in numbers))


RULES = (
    RuleChoice("R2", "Hungry, poorly or hurt at once; tired when it goes on.",
               (_days("R2.tired", "Tired on, of the last 5", (2, 3, 4, 5)),)),
    RuleChoice("R3", "Low on some of the last five days in.",
               (_days("R3.lows", "Low on, of the last 5", (2, 3, 4, 5)),
                Choice("R3.low_at", "What counts as low",
                       (("-0.5", "any unpleasant feeling"), ("-1.0", "not okay, poorly or sad"),
                        ("-1.5", "only the most unpleasant"))))),
    RuleChoice("R4", "Lower than this child’s own usual.",
               (Choice("R4.limit", "How sure it must be",
                       (("4.4", "less: sooner, and more flags"), ("5.4", "as shipped"),
                        ("6.4", "more: later, and fewer flags"))),)),
    RuleChoice("R5", "Far more up and down than this child’s own usual.",
               (Choice("R5.ratio", "How much more",
                       (("2.8", "somewhat: more flags"), ("3.5", "as shipped"), ("4.5", "much: fewer flags"))),)),
    RuleChoice("R6", "In school and asked, and no feeling told.",
               (_days("R6.days", "How long", (3, 5, 7, 10)),)),
    RuleChoice("R7", "Nothing but the happiest answers for long: a label beside the name, no flag."),
)  # fmt: skip


class ChoiceError(ValueError):
    """A form that asks for what is not offered."""


def read(data: Mapping[str, str], before: Settings) -> Settings:
    """The settings that a form asks for; a rule whose tick is not sent is off.

    Raises:
        ChoiceError: a value that is none of those offered.
    """
    on = ALWAYS | {each.rule for each in RULES if data.get(f"on-{each.rule}") == "yes"}
    changes = []
    for each in RULES:
        for choice in each.choices:
            asked = data.get(choice.name, choice.value(before))
            if asked not in dict(choice.offered(before)):
                raise ChoiceError("One of the choices could not be read. Choose it once more.")
            if asked != choice.value(before):
                changes.append(f"{choice.name}={asked}")
    rules = tuple(rule for rule in fold.RULES if rule in on)
    return msgspec.structs.replace(with_changes(before, changes), rules=rules)


def changed_rules(before: Settings, after: Settings) -> list[str]:
    """The rules that another choice would change, in order."""
    return [
        rule
        for rule in fold.RULES
        if (rule in before.rules) != (rule in after.rules)
        or getattr(before, rule.lower(), None) != getattr(after, rule.lower(), None)
    ]


def said(before: Settings, after: Settings) -> str:
    """What changes, for the audit: `R5 off, R4.limit 5.4 to 6.4`."""
    switched = [
        f"{each.rule} {'on' if each.rule in after.rules else 'off'}"
        for each in RULES
        if (each.rule in before.rules) != (each.rule in after.rules)
    ]
    moved = [
        f"{choice.name} {choice.value(before)} to {choice.value(after)}"
        for each in RULES
        for choice in each.choices
        if choice.value(before) != choice.value(after)
    ]
    return ", ".join([*switched, *moved])


def keep(school: School, before: Settings, after: Settings, today: date) -> None:
    """Store the school's choice, which holds from today on."""
    stored = {
        name: value
        for name, value in msgspec.to_builtins(after).items()
        if value != msgspec.to_builtins(getattr(DEFAULT, name))
    }
    since = {**school.settings.get(SINCE, {}), **dict.fromkeys(changed_rules(before, after), today.isoformat())}
    school.settings = {**school.settings, KEY: stored, SINCE: since}


def settle(session: Session, school: School, day: date) -> None:
    """Let flags of days before `day` stand as they are, whatever is left of what they rested on."""
    kept = school.settings.get(SINCE, {})
    since = {rule: max(kept.get(rule, ""), day.isoformat()) for rule in fold.RULES}
    if since != kept:
        session.execute(update(School).where(School.id == school.id).values(settings={**school.settings, SINCE: since}))


def of_settings(stored: Mapping[str, Any]) -> tuple[Settings, dict[str, date]]:
    """The rules' settings, and the day from which each rule's flags follow them, of a school's stored settings."""
    chosen = of_school(stored[KEY]) if stored.get(KEY) else DEFAULT
    return chosen, {rule: date.fromisoformat(day) for rule, day in stored.get(SINCE, {}).items()}


def in_force(session: Session, school_id: uuid.UUID) -> Settings:
    """The school's settings, as shipped where it chose nothing."""
    return of_settings(session.get_one(School, school_id).settings)[0]
