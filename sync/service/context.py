"""What every part of a running service is handed: its settings, data, clock, news and keys."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from sync.clock import Clock, SystemClock
from sync.seal import Opener
from sync.service import authority, calendar, keys, unusable
from sync.service.allowance import Allowance
from sync.service.authority import Authority
from sync.service.db.engine import Database
from sync.service.db.models import School
from sync.service.db.notices import Notices
from sync.service.errors import ServiceError
from sync.service.first_token import FirstToken
from sync.service.going import Going
from sync.service.keys import Keys
from sync.service.live import Live
from sync.service.pace import Meter
from sync.service.providers import Provider
from sync.service.recent import Recent
from sync.service.reveals import Reveals
from sync.service.settings import Settings
from sync.service.slowing import SlowDown


@dataclass(frozen=True)
class Service:
    """One school's service, open and ready."""

    settings: Settings
    db: Database
    clock: Clock
    live: Live
    keys: Keys
    school_id: uuid.UUID
    timezone: ZoneInfo
    secret: str
    """Signs the forms' tokens; the same after a restart, so that an open page still works."""
    recent: Recent = field(default_factory=Recent)
    """What pages read a moment ago."""
    reveals: Reveals = field(default_factory=Reveals)
    """Looks at Today that are written down already."""
    first_run: FirstToken = field(default_factory=FirstToken)
    """Lets a school's first person in, while there is nobody."""
    meter: Meter = field(default_factory=Meter)
    """How busy the deliveries are."""
    allowance: Allowance = field(default_factory=Allowance)
    """How often each token may still deliver."""
    slow: SlowDown = field(default_factory=SlowDown)
    """Who has given wrong passwords lately."""
    slow_codes: SlowDown = field(default_factory=lambda: SlowDown(gap_s=30))
    """The same of second factors: six digits bear fewer guesses."""
    going: Going = field(default_factory=Going)
    """Browsers that are away at a provider to sign in."""
    providers: Mapping[str, Provider] = field(default_factory=dict)
    """Whose word staff may begin a sign-in with, beside a password."""
    authority: Authority | None = None
    """The school's own certificates; None where it speaks plainly or with a public one."""

    @property
    def opener(self) -> Opener:
        """Opens what tablets sealed, to the current key or to an older one."""
        return self.keys.opener()

    @property
    def public_key(self) -> bytes:
        """What tablets seal to now (32 bytes)."""
        return self.keys.public_key

    def today(self) -> date:
        """The date at the school now."""
        return calendar.school_day(self.clock.now(), self.timezone)

    def close(self) -> None:
        """End live pages and close the database."""
        self.live.close()
        self.db.close()


def open_service(
    settings: Settings, *, clock: Clock | None = None, environ: Mapping[str, str] | None = None
) -> Service:
    """Open the school's data and key, and bring the tables up to date.

    Args:
        clock: None for this machine's, moved by `settings.clock_shift_s`.
        environ: None for this process's environment.

    Raises:
        ServiceError: there is no school yet, or its database can't be used.
        sync.service.keys.KeyFileError: the key is missing, damaged, or others can read it.
        sync.service.authority.AuthorityError: the same of the school's own certificates.
    """
    environ = os.environ if environ is None else environ
    held = keys.load(settings, environ)
    signing = _providers(settings, environ)
    own = None
    if settings.speaks == "own":
        names = [each.strip() for each in settings.names.split(",") if each.strip()]
        from sync.service import certificates  # slow to load, and only TLS of our own needs it

        own = certificates.opened(settings.folder, [*names, *authority.own_names(settings.host)], datetime.now(UTC))
    database = Database(settings.database_url)
    try:
        database.migrate()
        with database.read() as session:
            school = session.scalar(select(School))
    except DBAPIError as error:
        database.close()
        raise ServiceError(unusable.sentence(settings, error)) from error
    if school is None:
        database.close()
        raise ServiceError(
            'There is no school here yet. Run `daybreak service init --school "Its name"` first. '
            "If there was one, put back its newest backup instead: `daybreak service restore FILE`."
        )
    return Service(
        settings=settings,
        db=database,
        clock=clock or SystemClock(settings.clock_shift_s),
        live=Live(Notices(database.url) if settings.shared else None),
        keys=held,
        school_id=school.id,
        timezone=ZoneInfo(school.timezone),
        secret=held.derive(b"forms"),
        authority=own,
        providers=signing,
    )


def _providers(settings: Settings, environ: Mapping[str, str]) -> Mapping[str, Provider]:
    if not (settings.sign_in.microsoft or settings.sign_in.google):
        return {}
    from sync.service.accounts import oidc  # loaded only where a school uses it

    return oidc.load(settings.sign_in, settings.folder, environ)
