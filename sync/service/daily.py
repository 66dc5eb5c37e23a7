"""What the service does by itself, once each school day: look at the children who tapped nothing.

A child who checks in has their flags brought up to date with that check-in. For one who stays quiet no event comes, so
every child on roll is looked at when the service starts and on each school day from six in the morning. Then what is
older than the school keeps is summed up, and files that are nobody's any more go.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from sync.service import calendar, flagging, media, retention
from sync.service.context import Service
from sync.service.db.models import Closure

_log = logging.getLogger("daybreak.service")

BEGINS = time(6)
"""On the school's own clock: before anybody comes in."""
LOOK_S = 600.0
"""The clock is looked at this often, rather than waited for: it may be set, or the machine may sleep."""
TOGETHER = 50
"""Children of one transaction, so that a tablet never waits long for its turn to write."""


class Daily:
    """The daily look, in a thread of its own.

    Args:
        then: works out what would keep the first who asks for it waiting; called after each look.
    """

    def __init__(self, service: Service, then: Callable[[], None] = lambda: None) -> None:
        self._service, self._then = service, then
        self._over = threading.Event()
        self._looked: date | None = None
        self._thread = threading.Thread(target=self._run, name="daily", daemon=True)

    def start(self) -> None:
        """Begin; the first look is at once."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the children that are being looked at now; safe when it never began."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def look(self) -> bool:
        """Bring every child's flags up to date if that is due, and say whether it was.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database cannot be used just now; it stays due.
        """
        morning = self._morning()
        if morning == self._looked:
            return False
        with self._service.db.read() as session:
            shut = set(session.scalars(select(Closure.day).where(Closure.school_id == self._service.school_id)))
            children = flagging.on_roll(session, self._service.school_id)
        if self._looked is not None and not calendar.is_school_day(morning, shut):
            return False
        for some in flagging.batched(children, TOGETHER):
            if self._over.is_set():
                return False
            with self._service.db.read() as session:
                counts = flagging.count(session, self._service.school_id, some)
            with self._service.db.write() as session:
                now, today = self._service.clock.now(), self._service.today()
                changed = flagging.update(session, self._service.school_id, some, today, now, counts=counts)
            if changed:
                self._service.live.publish(self._service.school_id, "flags")
        self._looked = morning
        return True

    def tidy(self) -> bool:
        """Sum up what is older than the school keeps, if that is due, and say whether it was.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database cannot be used just now; what is left stays due.
        """
        if not retention.due(self._service):
            return False
        retention.run(self._service, stop=self._over.is_set)
        return True

    def _morning(self) -> date:
        """The newest day on which it has been six o'clock."""
        here = self._service.clock.now().astimezone(self._service.timezone)
        return here.date() if here.time() >= BEGINS else here.date() - timedelta(days=1)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                if self.look():
                    self.tidy()
                    self._then()
                    media.sweep(self._service)
            except (SQLAlchemyError, OSError) as error:
                _log.warning("%s while looking at the children on roll; it is tried again", type(error).__name__)
            self._over.wait(LOOK_S)
