"""What `daybreak service …` can change, by name: run by the service itself while it runs, by the command otherwise.

A command takes what was typed and returns the lines to print. It raises `ServiceError` with a sentence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
from sqlalchemy import select

from sync.service import attendance, audit, backup, enrolment, retention, roster
from sync.service.access import role_sees_feelings
from sync.service.accounts import requests, staff
from sync.service.context import Service
from sync.service.db.models import Closure, Role, School, SchoolClass, StaffSession
from sync.service.errors import ServiceError
from sync.service.roster import wonde
from sync.service.roster.wonde import reading

Lines = list[str]


class _Command(msgspec.Struct, frozen=True):
    """What was typed."""


class AddStaff(_Command, frozen=True, tag=True):
    """A new account; `role` is a `Role`."""

    name: str
    email: str
    role: str
    password: str
    classes: list[str] = []
    trusted: bool = False


class ResetStaff(_Command, frozen=True, tag=True):
    """Take away a `second_factor` or a `password`."""

    email: str
    what: str


class DisableStaff(_Command, frozen=True, tag=True):
    """Close an account."""

    email: str


class ListStaff(_Command, frozen=True, tag=True):
    """Every account."""


class ImportRoster(_Command, frozen=True, tag=True):
    """A roster file's name and bytes."""

    file: str
    content: bytes
    dry_run: bool = False
    roll_over: bool = False
    whole: bool = False


class BringFromWonde(_Command, frozen=True, tag=True):
    """The school's pupils, as Wonde has them now."""

    dry_run: bool = False
    roll_over: bool = False


class ImportAttendance(_Command, frozen=True, tag=True):
    """A register's name and bytes."""

    file: str
    content: bytes


class EnrolCode(_Command, frozen=True, tag=True):
    """A one-time code for a class."""

    classroom: str


class CloseDay(_Command, frozen=True, tag=True):
    """A day on which the school is shut."""

    day: date
    name: str


class VerifyAudit(_Command, frozen=True, tag=True):
    """Go through the audit's chain."""


class RotateKey(_Command, frozen=True, tag=True):
    """A new key for tablets to seal to."""


class MakeRecoveryKey(_Command, frozen=True, tag=True):
    """A new recovery key."""


class MakeBackup(_Command, frozen=True, tag=True):
    """A backup in a folder, of which the newest `keep` stay (0: all)."""

    folder: str
    keep: int = 0


class RunRetention(_Command, frozen=True, tag=True):
    """Sum up what is older than the school keeps."""

    dry_run: bool = False


Command = (
    AddStaff
    | ResetStaff
    | DisableStaff
    | ListStaff
    | ImportRoster
    | BringFromWonde
    | ImportAttendance
    | EnrolCode
    | CloseDay
    | VerifyAudit
    | RotateKey
    | MakeRecoveryKey
    | MakeBackup
    | RunRetention
)


def run(service: Service, command: Command) -> Lines:
    """Carry out a command.

    Raises:
        ServiceError: it could not be done, and nothing was changed.
    """
    match command:
        case AddStaff():
            return _add_staff(service, command)
        case ResetStaff():
            return _reset_staff(service, command)
        case DisableStaff():
            return _disable_staff(service, command)
        case ListStaff():
            return _list_staff(service)
        case ImportRoster():
            return _import_roster(service, command)
        case BringFromWonde():
            content = wonde.bring(service)
            return _import_roster(service, ImportRoster(reading.FILE, content, command.dry_run, command.roll_over))
        case ImportAttendance():
            return [f"Kept {attendance.import_register(service, command.content, command.file).summary()}."]
        case EnrolCode():
            return _enrol_code(service, command)
        case CloseDay():
            return _close_day(service, command)
        case VerifyAudit():
            return _verify_audit(service)
        case RotateKey():
            return _rotate_key(service)
        case MakeRecoveryKey():
            return _make_recovery_key(service)
        case MakeBackup():
            return _make_backup(service, command)
        case RunRetention():
            return _run_retention(service, command)


def _add_staff(service: Service, asked: AddStaff) -> Lines:
    try:
        role = Role(asked.role)
    except ValueError:
        raise ServiceError(f"There is no role {asked.role!r}. The roles are: {', '.join(Role)}.") from None
    with service.db.write() as session:
        if role_sees_feelings(role) and requests.leads(session, service.school_id):
            details = {"name": asked.name, "email": asked.email, "classes": asked.classes, "trusted": asked.trusted}
            invited, _ = staff.invite(session, service, None, role=role, **details)  # type: ignore[arg-type]
            return [
                f"{invited.name} waits for a safeguarding lead's yes, on the Staff page. Whoever says it is shown the"
                " code with which they choose a password; the one typed here was not kept."
            ]
        added = staff.add(
            session,
            service,
            name=asked.name,
            email=asked.email,
            role=role,
            password=asked.password,
            classes=asked.classes,
            trusted=asked.trusted,
        )
    return [f"{added.name} can sign in as {added.email} ({role.value.replace('_', ' ')})."]


def _reset_staff(service: Service, asked: ResetStaff) -> Lines:
    with service.db.write() as session:
        found = staff.of_email(session, service, asked.email)
        if found.role == Role.DSL and requests.leads(session, service.school_id) <= 1:
            return [requests.carry_out(session, service, None, found, asked.what)]
        said = requests.reset(session, service, None, found, asked.what)
    return [
        said or f"A safeguarding lead has to say yes first, on the Staff page. Nothing changed for {found.name} yet."
    ]


def _disable_staff(service: Service, asked: DisableStaff) -> Lines:
    with service.db.write() as session:
        staff.disable(session, service, asked.email)
    return [f"{asked.email} can no longer sign in, and is signed out everywhere."]


def _list_staff(service: Service) -> Lines:
    with service.db.read() as session:
        everybody = staff.everybody(session, service.school_id)
        here = set(session.scalars(select(StaffSession.staff_id).where(StaffSession.expires_at > service.clock.now())))
    if not everybody:
        return ["Nobody yet. Add somebody with `daybreak service staff add`."]
    return [
        f"{each.role:13} {each.email:40} {each.name}"
        + (" (disabled)" if each.disabled_at else " (signed in)" if each.id in here else "")
        for each in everybody
    ]


def _import_roster(service: Service, asked: ImportRoster) -> Lines:
    said = roster.parse(asked.content, asked.file)
    if asked.whole:
        said = replace(said, complete=True)
    plan = roster.import_roster(service, said, dry_run=asked.dry_run, roll_over=asked.roll_over)
    if asked.dry_run:
        stop = [f"Stops: {sentence}"] if (sentence := plan.stop(roll_over=asked.roll_over)) else []
        return [*plan.lines(), f"Would change: {plan.summary()}. Nothing was changed.", *stop]
    return [f"Done: {plan.summary()}."]


def _enrol_code(service: Service, asked: EnrolCode) -> Lines:
    with service.db.write() as session:
        class_id = session.scalar(
            select(SchoolClass.id).where(
                SchoolClass.school_id == service.school_id, SchoolClass.name == asked.classroom
            )
        )
        if class_id is None:
            raise ServiceError(f"There is no class {asked.classroom!r}. Import its roster first.")
        return [enrolment.new_code(session, service, class_id)]


def _close_day(service: Service, asked: CloseDay) -> Lines:
    name = asked.name.strip()
    if not 1 <= len(name) <= 80:
        raise ServiceError("Say in 1 to 80 characters why the school is shut, such as INSET day.")
    with service.db.write() as session:
        session.merge(Closure(school_id=service.school_id, day=asked.day, name=name))
        audit.note(session, service, None, "closed a day", detail=f"{asked.day} {name}")
    return [f"The school is shut on {asked.day:%A %-d %B %Y}: {name}."]


def _verify_audit(service: Service) -> Lines:
    with service.db.read() as session:
        found = audit.verify(session, service.school_id)
    if not found.ok:
        raise ServiceError(f"The audit was changed: entry {found.broken_at} does not follow from those before it.")
    return [f"{found.entries} entries, none changed. The last hash is {found.last.hex()[:16]}."]


def _rotate_key(service: Service) -> Lines:
    service.keys.rotate()
    with service.db.write() as session:
        session.get_one(School, service.school_id).public_key = service.public_key
        audit.note(session, service, None, "rotated the school's key", detail=service.keys.name)
    return [f"The new key is named {service.keys.name}. Tablets take it up by themselves; older keys still open."]


def _make_recovery_key(service: Service) -> Lines:
    written = backup.make_recovery_key(service.settings)
    with service.db.write() as session:
        audit.note(session, service, None, "made a recovery key")
    return [
        "The recovery key, shown this once. Write it down; the DSL keeps the paper, away from this machine:",
        written,
        "Backups made from now on open with it. Keep the old paper for as long as older backups.",
    ]


def _make_backup(service: Service, asked: MakeBackup) -> Lines:
    file = backup.make(service.settings, Path(asked.folder), service.clock.now(), keep=asked.keep)
    with service.db.write() as session:
        audit.note(session, service, None, "made a backup", detail=file.name)
    return [f"The backup is {file}. It was looked through before it was sealed."]


def _run_retention(service: Service, asked: RunRetention) -> Lines:
    with service.db.read() as session:
        years = retention.of_school(session.get_one(School, service.school_id)).years
        if years is None:
            raise ServiceError("The school keeps everything. Choose how long on the page School, Settings, first.")
        found = retention.older(session, service.school_id, service.today(), years)
    if not asked.dry_run:
        found = retention.run(service) or found
    what = (
        f"{found.check_ins} check-ins, {found.requests} requests and {found.marks} marks of the register, of"
        f" {found.children} children, from before {found.before}; {found.flags} closed flags"
    )
    return [f"To sum up: {what}." if asked.dry_run else f"Summed up: {what}."]
