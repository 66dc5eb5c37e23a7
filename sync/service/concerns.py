"""R8: an adult's own concern, in two fields, into the same queue as what the tablets saw."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import UNREAD, FlagNote, FlagRow, FlagState, Pupil
from sync.service.errors import ServiceError
from sync.service.flag_queue import open_again
from sync.service.flags import fold
from sync.service.flags.record import Concern, Day, Why
from sync.service.flags.settings import DEFAULT

RULE = "R8"
LONGEST = 1000


class ConcernError(ServiceError):
    """A form that cannot be carried out, as a sentence with the cure."""


def tell(session: Session, service: Service, viewer: Viewer, pupil: Pupil, words: str, noticed: str) -> FlagRow:
    """Put an adult's concern into the queue of flags; a second one of a day adds to it and makes it new again.

    Args:
        words: what the adult saw or heard.
        noticed: the day, as a form's date field sends it; empty means today.

    Raises:
        ConcernError: nothing was written, too much, or a day that is none or lies ahead.
    """
    words, day, today = " ".join(words.split()), _day(noticed, service.today()), service.today()
    if not words:
        raise ConcernError("Write what you saw or heard, then press the button once more.")
    if len(words) > LONGEST:
        raise ConcernError(
            f"A concern holds at most {LONGEST} characters; this one has {len(words)}. Add a note to it."
        )
    kept = session.scalar(
        select(FlagRow).where(
            FlagRow.school_id == service.school_id,
            FlagRow.pupil_id == pupil.id,
            FlagRow.rule == RULE,
            FlagRow.day == today,
        )
    )
    flag = kept or _raise(session, service, pupil, words, day, today)
    if kept is not None:
        kept.since = min(kept.since, day)
        if kept.state not in (*UNREAD, FlagState.PASSED):
            open_again(kept)
            _note(session, service, kept, None, "reopened")
    flag.changed_at = service.clock.now()
    _note(session, service, flag, viewer, "note", words)
    audit.note(session, service, viewer, "told a concern", pupil.id, str(flag.id))
    return flag


def _raise(session: Session, service: Service, pupil: Pupil, words: str, day: date, today: date) -> FlagRow:
    made = uuid.uuid4()
    concerned = Day(today, Why.UNKNOWN, concerns=(Concern(str(made), words.replace("{", "(").replace("}", ")")),))
    (said,) = (flag for flag in fold.replay([concerned], DEFAULT)[1] if flag.rule == RULE)
    now = service.clock.now()
    flag = FlagRow(
        school_id=service.school_id,
        id=made,
        pupil_id=pupil.id,
        rule=RULE,
        day=today,
        since=day,
        reason=said.reason,
        evidence=[],
        sufficiency=said.sufficiency,
        rests_on=said.rests_on,
        state=FlagState.NEW,
        raised_at=now,
        changed_at=now,
    )
    session.add(flag)
    session.flush()
    _note(session, service, flag, None, "raised")
    return flag


def _note(
    session: Session, service: Service, flag: FlagRow, viewer: Viewer | None, action: str, text: str = ""
) -> None:
    session.add(
        FlagNote(
            school_id=service.school_id,
            id=uuid.uuid4(),
            flag_id=flag.id,
            at=service.clock.now(),
            staff_id=viewer.staff_id if viewer else None,
            action=action,
            text=text,
        )
    )


def _day(noticed: str, today: date) -> date:
    try:
        day = date.fromisoformat(noticed) if noticed else today
    except ValueError:
        raise ConcernError("Choose the day once more; it could not be read.") from None
    if day > today:
        raise ConcernError("Choose today or a day before; that day is still to come.")
    return day
