"""The queue of flags, one flag with its story, and how often such a flag was right to look at."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from sync.service.access import Viewer
from sync.service.db.models import FlagNote, FlagRow, FlagState, Pupil, Role, SchoolClass
from sync.service.flags.flag import RESTRICTED, told_to
from sync.service.pages import words
from sync.service.pages.queries.people import name_of, staff_names

RATE_WEEKS = 8
"""Weeks over which a school's own rate of flags is counted."""
FEW = 10
"""Closed flags below which nothing is said about how many led to action."""
ACTED = ("spoke", "support", "dsl")
"""Reasons for closing that mean an adult did something."""
SHOWN = 100
"""Flags on one page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A flag as a page tells it."""

    id: uuid.UUID
    pupil_id: uuid.UUID
    name: str
    picture: str
    classroom: str
    rule: str
    title: str
    """The rule in words."""
    reason: str
    since: date
    day: date
    sufficiency: str
    rests_on: int
    state: str
    closed: str
    """Why it was closed, in words; empty while it is open."""
    owner: str
    raised_at: datetime
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """How often this school sees flags of one rule, and how many led to action."""

    week: int | None
    """Flags a week, rounded; None when the rule has not been seen for two weeks yet."""
    in_ten: int | None
    """Of ten closed, how many led to action; None when too few were closed."""

    @property
    def sentence(self) -> str:
        """`This school sees about 6 flags like this a week; 4 in 10 led to action.`"""
        if self.week is None:
            return "This school has seen too few flags like this to say how often they lead to action."
        often = (
            "less than one flag like this a week"
            if self.week == 0
            else f"about {words.counted(self.week, 'flag')} like this a week"
        )
        led = (
            "too few closed to say how many led to action"
            if self.in_ten is None
            else f"{self.in_ten} in 10 led to action"
        )
        return f"This school sees {often}; {led}."


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a flag's story."""

    at: datetime
    who: str
    what: str
    text: str


def may_see(viewer: Viewer) -> ColumnElement[bool]:
    """The flags a viewer may see: their classes' pupils, and restricted rules only for practitioner and DSL."""
    seen = and_(FlagRow.school_id == viewer.school_id, viewer.classes_seen(Pupil.class_id))
    if viewer.role in (Role.PRACTITIONER, Role.DSL):
        return seen
    return and_(seen, FlagRow.rule.not_in(RESTRICTED))


def count_new(session: Session, viewer: Viewer) -> int:
    """How many flags nobody has looked at yet: the number in the navigation."""
    if not viewer.sees_feelings:
        return 0
    new = select(func.count()).select_from(FlagRow).join(Pupil, _pupil()).where(may_see(viewer))
    return session.scalar(new.where(FlagRow.state == FlagState.NEW)) or 0


def read_queue(session: Session, viewer: Viewer, state: FlagState | None) -> list[Shown]:
    """The flags of one state, or all that are open: new before seen, the latest first; at most `SHOWN`."""
    wanted = [state] if state else [FlagState.NEW, FlagState.SEEN]
    new_first = case((FlagRow.state == FlagState.NEW, 0), else_=1)
    rows = session.execute(
        _flags(viewer).where(FlagRow.state.in_(wanted)).order_by(new_first, FlagRow.raised_at.desc()).limit(SHOWN)
    ).all()
    return _shown(session, viewer.school_id, rows)


def read_flag(session: Session, viewer: Viewer, flag_id: uuid.UUID) -> Shown | None:
    """One flag; None when there is none of that id that the viewer may see."""
    row = session.execute(_flags(viewer).where(FlagRow.id == flag_id)).first()
    return _shown(session, viewer.school_id, [row])[0] if row else None


def read_flags_of(session: Session, viewer: Viewer, pupil_id: uuid.UUID, limit: int = 20) -> list[Shown]:
    """A pupil's flags, the latest first."""
    rows = session.execute(
        _flags(viewer).where(FlagRow.pupil_id == pupil_id).order_by(FlagRow.raised_at.desc()).limit(limit)
    ).all()
    return _shown(session, viewer.school_id, rows)


def read_story(session: Session, school_id: uuid.UUID, flags: Sequence[Shown]) -> list[Line]:
    """What happened to some flags, the latest first."""
    titles = {flag.id: flag.title for flag in flags}
    notes = session.scalars(
        select(FlagNote)
        .where(FlagNote.school_id == school_id, FlagNote.flag_id.in_(titles))
        .order_by(FlagNote.at.desc(), FlagNote.id)
        .limit(SHOWN)
    ).all()
    names = staff_names(session, school_id, {note.staff_id for note in notes})
    return [_line(note, names, titles[note.flag_id]) for note in notes]


def read_rate(session: Session, school_id: uuid.UUID, rule: str, today: date) -> Rate:
    """Count the school's flags of one rule over the last weeks."""
    first = today - timedelta(weeks=RATE_WEEKS)
    found = session.execute(
        select(
            func.count(),
            func.min(FlagRow.day),
            func.count(FlagRow.closed_reason),
            func.sum(case((FlagRow.closed_reason.in_(ACTED), 1), else_=0)),
        ).where(
            FlagRow.school_id == school_id,
            FlagRow.rule == rule,
            FlagRow.day > first,
            FlagRow.state.in_(list(FlagState)),
        )
    ).one()
    flags, begun, closed, acted = found
    weeks = min(RATE_WEEKS, ((today - begun).days + 1) / 7) if begun else 0
    return Rate(
        week=round(flags / weeks) if weeks >= 2 else None,
        in_ten=round(10 * acted / closed) if closed >= FEW else None,
    )


def _flags(viewer: Viewer) -> Select[FlagRow, Pupil, str]:
    classroom = and_(SchoolClass.school_id == Pupil.school_id, SchoolClass.id == Pupil.class_id)
    joined = select(FlagRow, Pupil, SchoolClass.name).join(Pupil, _pupil()).join(SchoolClass, classroom)
    return joined.where(may_see(viewer))


def _pupil() -> ColumnElement[bool]:
    return and_(Pupil.school_id == FlagRow.school_id, Pupil.id == FlagRow.pupil_id)


def _shown(session: Session, school_id: uuid.UUID, rows: Sequence[tuple[FlagRow, Pupil, str]]) -> list[Shown]:
    names = staff_names(session, school_id, {flag.owner_id for flag, _, _ in rows})
    return [
        Shown(
            id=flag.id,
            pupil_id=pupil.id,
            name=name_of(pupil),
            picture=pupil.picture,
            classroom=classroom,
            rule=flag.rule,
            title=words.RULES.get(flag.rule, flag.rule),
            reason=told_to(flag.reason, pupil.given_name),
            since=flag.since,
            day=flag.day,
            sufficiency=words.SUFFICIENCY.get(flag.sufficiency, flag.sufficiency),
            rests_on=flag.rests_on,
            state=flag.state,
            closed=words.CLOSED.get(flag.closed_reason or "", ""),
            owner=names.get(flag.owner_id, "") if flag.owner_id else "",
            raised_at=flag.raised_at,
            evidence=tuple(flag.evidence),
        )
        for flag, pupil, classroom in rows
    ]


def _line(note: FlagNote, names: dict[uuid.UUID, str], title: str) -> Line:
    what = words.STORY.get(note.action, words.CLOSED.get(note.action, note.action))
    if note.action == "raised":
        what = f"{what}: {title[:1].lower()}{title[1:]}"
    return Line(note.at, names.get(note.staff_id, "") if note.staff_id else "", what, note.text)
