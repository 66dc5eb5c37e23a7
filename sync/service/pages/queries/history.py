"""One pupil's last weeks: what they answered on each school day, whether they were in, and who looked."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import calendar
from sync.service.db.models import Attendance, AuditEntry, CheckIn, Closure, FlagRow
from sync.service.flags.flag import RESTRICTED
from sync.service.pages.drawing import family, feeling_word
from sync.service.pages.queries import abouts
from sync.service.pages.queries.attendance import present
from sync.service.pages.queries.people import staff_names

WEEKS = 13
"""What a page shows: about a term."""
ANSWERS = 12
LOOKS = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """One check-in in words."""

    at: datetime
    day: date
    answers: tuple[str, ...]
    words: str
    value: float | None
    withdrawn: bool
    size: int | None = None
    abouts: tuple[str, ...] = ()
    """Those that the viewer may see."""
    by_adult: bool = False
    id: uuid.UUID | None = None
    set_aside: bool = False
    """Staff said that it is nobody's; it is shown, and counts for nothing."""

    @property
    def more(self) -> str:
        """What the child added: `big · about friends`."""
        return abouts.more(self.size, self.abouts)


@dataclass(frozen=True, slots=True)
class Day:
    """One school day."""

    day: date
    answers: tuple[Answer, ...]
    """Those that were not taken back, in order."""
    present: bool | None
    """What the register says; None when it says nothing."""

    @property
    def value(self) -> float | None:
        """The mean of the day's check-ins that have a value, -2..2."""
        values = [one.value for one in self.answers if one.value is not None]
        return sum(values) / len(values) if values else None

    @property
    def family(self) -> str:
        """The family of the last feeling that has a value."""
        valued = [one for one in self.answers if one.value is not None]
        return family(valued[-1].answers[0]) if valued else "mist"

    @property
    def words(self) -> str:
        if self.answers:
            return ", then ".join(f"{one.words} ({one.more})" if one.more else one.words for one in self.answers)
        return "away" if self.present is False else "no check-in"


@dataclass(frozen=True, slots=True)
class History:
    """A pupil's last weeks, school days only, ascending, today included."""

    days: tuple[Day, ...]
    latest: tuple[Answer, ...]
    """The latest check-ins, newest first, those taken back or set aside among them."""

    @property
    def check_ins(self) -> int:
        return sum(len(day.answers) for day in self.days)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Each answer and how many times it was given, the most frequent first."""
        tally = Counter(answer for day in self.days for one in day.answers for answer in one.answers)
        return tally.most_common()

    @property
    def about_counts(self) -> list[tuple[str, int]]:
        """What it was about, in words, and how many times."""
        tally = Counter(about for day in self.days for one in day.answers for about in one.abouts)
        return [(abouts.about_word(about), times) for about, times in tally.most_common()]

    @property
    def size_counts(self) -> list[tuple[str, int]]:
        """How big it was, in words, the biggest first."""
        tally = Counter(one.size for day in self.days for one in day.answers if one.size in abouts.SIZES)
        return [(word, tally[size]) for size, word in reversed(abouts.SIZES.items()) if tally[size]]

    @property
    def marked(self) -> int:
        """Days of which the register says something."""
        return sum(day.present is not None for day in self.days)

    @property
    def attended(self) -> int:
        return sum(day.present is True for day in self.days)

    @property
    def away(self) -> list[date]:
        return [day.day for day in self.days if day.present is False]

    @property
    def attendance(self) -> str:
        """`In on 47 of 50 days. Away 3 days, all in November.`"""
        if not self.marked:
            return "No register has been read in for these weeks."
        said = f"In on {self.attended} of {self.marked} days."
        if not self.away:
            return said
        months = list(dict.fromkeys(f"{day:%B}" for day in self.away))
        where = (
            f"all in {months[0]}" if len(months) == 1 else "in " + " and ".join((", ".join(months[:-1]), months[-1]))
        )
        if len(self.away) == 1:
            return f"{said} Away on {self.away[0].day} {self.away[0]:%B}."
        return f"{said} Away {len(self.away)} days, {where}."


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked, or did something."""

    at: datetime
    who: str
    what: str


def read_history(
    session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, today: date, *, restricted: bool
) -> History:
    """Read a pupil's last `WEEKS` weeks: three queries by index, whatever is kept before them.

    Args:
        restricted: the viewer may see what may be a disclosure.
    """
    first = today - timedelta(weeks=WEEKS)
    rows = session.scalars(
        select(CheckIn)
        .where(CheckIn.school_id == school_id, CheckIn.pupil_id == pupil_id, CheckIn.school_day.between(first, today))
        .order_by(CheckIn.school_day, CheckIn.at, CheckIn.event_id)
    )
    answers = [_answer(row, restricted) for row in rows]
    closures = set(
        session.scalars(select(Closure.day).where(Closure.school_id == school_id, Closure.day.between(first, today)))
    )
    marks = _register(session, school_id, pupil_id, first, today)
    held: dict[date, list[Answer]] = defaultdict(list)
    for one in answers:
        if not one.withdrawn and not one.set_aside:
            held[one.day].append(one)
    begun = min([*held, *marks], default=today)
    # A weekday with an answer is shown even when the calendar says the school was shut.
    open_days = {*calendar.school_days(begun, today, closures), *held}
    days = tuple(Day(day, tuple(held.get(day, ())), marks.get(day)) for day in sorted(open_days))
    return History(days, tuple(reversed(answers[-ANSWERS:])))


def read_evidence(
    session: Session, school_id: uuid.UUID, event_ids: Sequence[str], *, restricted: bool
) -> list[Answer]:
    """The check-ins that a flag names, in order; requests and what is unknown are left out."""
    wanted = [uuid.UUID(each) for each in event_ids]
    rows = session.scalars(
        select(CheckIn)
        .where(CheckIn.school_id == school_id, CheckIn.event_id.in_(wanted))
        .order_by(CheckIn.school_day, CheckIn.at)
    )
    return [_answer(row, restricted) for row in rows]


def read_looks(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, *, restricted: bool) -> list[Look]:
    """Who looked at a pupil, the latest first.

    Args:
        restricted: the viewer may see what may be a disclosure; others don't learn that somebody worked on one.
    """
    looked = select(AuditEntry).where(AuditEntry.school_id == school_id, AuditEntry.pupil_id == pupil_id)
    if not restricted:
        theirs = select(FlagRow.id).where(FlagRow.school_id == school_id, FlagRow.pupil_id == pupil_id)
        hidden = [str(each) for each in session.scalars(theirs.where(FlagRow.rule.in_(RESTRICTED)))]
        looked = looked.where(AuditEntry.detail.not_in(hidden))
    entries = session.scalars(looked.order_by(AuditEntry.seq.desc()).limit(LOOKS)).all()
    names = staff_names(session, school_id, {entry.staff_id for entry in entries})
    return [Look(one.at, names.get(one.staff_id, "") if one.staff_id else "the service", one.action) for one in entries]


def _answer(row: CheckIn, restricted: bool) -> Answer:
    said = tuple(row.answers)
    return Answer(
        at=row.at,
        day=row.school_day,
        answers=said,
        words=" and ".join(feeling_word(answer) for answer in said),
        value=row.value,
        withdrawn=row.withdrawn_at is not None,
        size=row.size,
        abouts=abouts.shown(row.abouts, row.value, restricted=restricted),
        by_adult=row.by_adult,
        id=row.event_id,
        set_aside=row.set_aside_at is not None,
    )


def _register(session: Session, school_id: uuid.UUID, pupil_id: uuid.UUID, first: date, last: date) -> dict[date, bool]:
    """Whether the child was in, on days with a known mark; half a day in is in."""
    rows = session.execute(
        select(Attendance.school_day, Attendance.code).where(
            Attendance.school_id == school_id,
            Attendance.pupil_id == pupil_id,
            Attendance.school_day.between(first, last),
        )
    )
    marks: dict[date, bool] = {}
    for day, code in rows:
        there = present(code)
        if there is not None:
            marks[day] = marks.get(day, False) or there
    return marks
