"""Today: one card for each child of some classes, who asked for a grown-up, and what that comes to."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from assets import catalogue
from sync.service import children
from sync.service.db.models import OPEN, Device, FlagRow, Pupil
from sync.service.pages.drawing import feeling_word
from sync.service.pages.queries import abouts
from sync.service.pages.queries.attendance import present
from sync.service.pages.queries.cards import CHANGED, Card, State, state_of
from sync.service.pages.queries.people import Classes, names_of
from sync.service.pages.queries.requests import Asked, read_requests
from sync.service.pages.queries.walls import Child, Told, read_children, read_days, read_marks, read_told

AFTERNOON_HOUR = 12
WEEKS_OF_USUAL = 8
IN_STEP_S = 15 * 60
"""A tablet heard from within this many seconds is in step."""


@dataclass(frozen=True)
class Today:
    """All that the page shows; what it comes to is counted once, for all who look."""

    day: date
    cards: tuple[Card, ...]
    requests: tuple[Asked, ...]
    devices: tuple[Device, ...]
    low_usual: tuple[int, int] | None
    """The usual range of low-energy answers on this weekday, in children; None when there is too little to say."""

    @cached_property
    def _states(self) -> Counter[State]:
        return Counter(card.state for card in self.cards)

    def number(self, state: State) -> int:
        return self._states[state]

    @property
    def answered(self) -> int:
        return sum(times for state, times in self._states.items() if state.answered)

    @cached_property
    def here(self) -> int:
        return sum(card.here for card in self.cards)

    @cached_property
    def faces(self) -> dict[uuid.UUID, tuple[str, ...]]:
        """The drawings of the answers of those who asked for a grown-up."""
        who = {one.pupil_id for one in self.requests}
        return {card.pupil_id: card.pictures for card in self.cards if card.pupil_id in who}

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The drawings that the children's answers need."""
        return frozenset(picture for card in self.cards for picture in card.pictures)

    @property
    def missing(self) -> str:
        """Those who have not checked in, told apart: `1 away, 2 not yet`."""
        return self._told((State.AWAY, State.NOT_YET, State.OPTED_OUT))

    @property
    def without(self) -> str:
        """Those who have, and named no feeling: `1 not sure, 1 chose not to say`."""
        return self._told((State.NOT_SURE, State.NOT_SAY))

    def _told(self, states: Sequence[State]) -> str:
        return ", ".join(f"{n} {state.value}" for state in states if (n := self.number(state)))

    @property
    def low_energy(self) -> int:
        return sum(card.state is State.FEELING and low_energy(card.answers) for card in self.cards)

    @property
    def changed(self) -> int:
        return sum(card.flagged == "R4" for card in self.cards)

    @property
    def low_run(self) -> int:
        return sum(card.flagged == "R3" for card in self.cards)

    @property
    def open_requests(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.requests if one.open)

    def by_class(self, classes: Classes) -> list[tuple[str, list[Card]]]:
        """The cards under the name of each class that is shown, in the classes' order."""
        found: dict[uuid.UUID, list[Card]] = {each.id: [] for each in classes.shown}
        for card in self.cards:
            found[card.class_id].append(card)
        return [(each.name, found[each.id]) for each in classes.shown]

    @property
    def asked_today(self) -> int:
        return sum(one.today for one in self.requests)


def low_energy(answers: Sequence[str]) -> bool:
    """An answer that is low in energy and not pleasant: tired, sad, poorly, hungry. Calm is low too, and no worry."""
    return any(map(_low, answers))


@cache
def _low(answer: str) -> bool:
    feeling = catalogue.load().feelings.get(answer)
    return feeling is not None and feeling.energy == "low" and feeling.family == "rain"


def read_today(
    session: Session,
    school_id: uuid.UUID,
    classes: Classes,
    day: date,
    now: datetime,
    zone: ZoneInfo,
    *,
    restricted: bool,
) -> Today:
    """Read today for the classes shown: a handful of queries, however many children or years there are.

    Args:
        restricted: the viewer may see what may be a disclosure.
    """
    told = read_told(session, school_id, classes.ids, day)
    # Visitors stand on the wall on the days they come: nobody waits for them on others.
    pupils = [
        pupil
        for pupil in read_children(session, school_id, classes.ids)
        if (not children.nameless(pupil) or pupil.came_on == day) and classes.holds(pupil.id, pupil.class_id)
    ]
    half = "AM" if now.astimezone(zone).hour < AFTERNOON_HOUR else "PM"
    marks = read_marks(session, school_id, [pupil.id for pupil in pupils], day, half)
    away = {pupil_id: code for pupil_id, code in marks.items() if present(code) is False}
    asked = read_requests(session, school_id, classes.ids, day, now)
    requests = [one for one in asked if classes.holds(one.pupil_id, one.class_id)]
    open_requests = {one.pupil_id: one for one in requests if one.open}
    flags = _changed(session, school_id, classes)
    names = names_of(pupils)
    cards = tuple(
        _card(
            pupil,
            names[pupil.id],
            told.get(pupil.id, ()),
            away.get(pupil.id, ""),
            open_requests.get(pupil.id),
            flags.get(pupil.id),
            restricted=restricted,
        )
        for pupil in pupils
    )
    return Today(
        day=day,
        cards=cards,
        requests=tuple(requests),
        devices=_devices(session, school_id, classes),
        low_usual=_low_usual(session, school_id, classes.shown[0].id, day) if classes.one else None,
    )


def in_step(device: Device, now: datetime) -> bool:
    """Whether a tablet was heard from lately."""
    return device.last_seen_at is not None and (now - device.last_seen_at).total_seconds() <= IN_STEP_S


def _card(
    pupil: Child,
    name: str,
    told: Sequence[Told],
    code: str,
    asked: Asked | None,
    flag: FlagRow | None,
    *,
    restricted: bool,
) -> Card:
    held = [one for one in told if one.stands]
    last = held[-1] if held else None
    return Card(
        pupil_id=pupil.id,
        class_id=pupil.class_id,
        name=name,
        state=state_of(last.answers if last else None, opted_out=pupil.opted_out, code=code),
        answers=tuple(last.answers) if last else (),
        at=last.at if last else None,
        earlier=" and ".join(map(feeling_word, held[-2].answers)) if len(held) > 1 else "",
        taken_back=not held and any(one.withdrawn_at is not None for one in told),
        code=code,
        asked=asked,
        more=abouts.more(last.size, abouts.shown(last.abouts, last.value, restricted=restricted)) if last else "",
        flagged=flag.rule if flag else "",
    )


def _changed(session: Session, school_id: uuid.UUID, classes: Classes) -> dict[uuid.UUID, FlagRow]:
    rows = session.scalars(
        select(FlagRow)
        .join(Pupil, and_(Pupil.school_id == FlagRow.school_id, Pupil.id == FlagRow.pupil_id))
        .where(
            FlagRow.school_id == school_id,
            FlagRow.state.in_(OPEN),
            FlagRow.rule.in_(CHANGED),
            Pupil.class_id.in_(classes.ids),
        )
        .order_by(FlagRow.rule, FlagRow.day)
    )
    return {flag.pupil_id: flag for flag in rows}


def _devices(session: Session, school_id: uuid.UUID, classes: Classes) -> tuple[Device, ...]:
    return tuple(
        session.scalars(
            select(Device)
            .where(Device.school_id == school_id, Device.class_id.in_(classes.ids), Device.revoked_at.is_(None))
            .order_by(Device.name)
        )
    )


def _low_usual(session: Session, school_id: uuid.UUID, class_id: uuid.UUID, day: date) -> tuple[int, int] | None:
    days = [day - timedelta(weeks=back) for back in range(1, WEEKS_OF_USUAL + 1)]
    last = read_days(session, school_id, class_id, days)
    asked = {key[0] for key in last}
    counts = Counter(key[0] for key, answers in last.items() if low_energy(answers))
    ordered = sorted(counts[each] for each in asked)
    if len(ordered) < WEEKS_OF_USUAL // 2:
        return None
    # The middle half of the weeks: one odd Tuesday doesn't stretch what is usual.
    return ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
