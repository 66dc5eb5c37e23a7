"""`daybreak service …`: set up, run and look after the staff summary service."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer

from sync import collecting, logs
from sync.service import (
    admin,
    backup,
    commands,
    doctor,
    first_run,
    keys,
    lock,
    restoring,
    schools,
    serve,
    settings,
    vault,
)
from sync.service.context import open_service
from sync.service.db.models import Role
from sync.service.errors import ServiceError
from sync.service.flag_cli import app as flags_app
from sync.service.made_up.cli import app as demo
from sync.service.settings import Settings

app = typer.Typer(name="service", help=__doc__, no_args_is_help=True)
staff = typer.Typer(help="Accounts of the adults.", no_args_is_help=True)
roster = typer.Typer(help="Classes and children.", no_args_is_help=True)
attendance = typer.Typer(help="The register.", no_args_is_help=True)
key = typer.Typer(help="The school's private key.", no_args_is_help=True)
audit = typer.Typer(help="Who looked and who changed what.", no_args_is_help=True)
calendar = typer.Typer(help="Days on which the school is shut.", no_args_is_help=True)
kept = typer.Typer(help="How long what children told is kept.", no_args_is_help=True)
app.add_typer(staff, name="staff")
app.add_typer(roster, name="roster")
app.add_typer(attendance, name="attendance")
app.add_typer(key, name="keys")
app.add_typer(audit, name="audit")
app.add_typer(calendar, name="calendar")
app.add_typer(kept, name="retention")
app.add_typer(demo, name="demo", hidden=True)
app.add_typer(flags_app, name="flags")

_File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
_chosen: list[Path | None] = [None]


@app.callback()
def _config(
    config: Annotated[Path | None, typer.Option("--config", help="The settings file, such as daybreak.toml.")] = None,
) -> None:
    _chosen[0] = config


@app.command()
def init(
    school: Annotated[str, typer.Option(prompt="Name of the school")],
    timezone: Annotated[str, typer.Option(help="The school's time zone.")] = "Europe/London",
) -> None:
    """Make the school: its key, its database and its name."""
    with _sentences():
        chosen = _settings()
        with lock.held(chosen.lock_file):
            schools.create(chosen, school, timezone=timezone)
        typer.echo(f"{school} is set up in {chosen.folder}. Keep a copy of {chosen.key_file} in a safe place.")


@app.command()
def run() -> None:
    """Serve until Ctrl-C."""
    with _sentences():
        chosen = _settings()
        _write_log(chosen)
        with lock.held(chosen.lock_file, shared=chosen.shared):
            listening = serve.listen(chosen.host, chosen.port)
            if schools.untouched(chosen, os.environ):
                schools.create(chosen, schools.UNNAMED)
            with collecting.for_good():
                service = open_service(chosen)
                server = serve.Server(service)
            scheme = "http" if chosen.speaks == "plain" else "https"
            address = f"{scheme}://{chosen.host}:{listening.getsockname()[1]}"
            typer.echo(f"Daybreak is at {address}")
            if token := first_run.begin(service):
                typer.echo("Nobody can sign in yet. Within an hour, open this address once to set up the school:")
                typer.echo(f"{address}/first-run?token={token}")
            try:
                server.run([listening])
            finally:
                service.close()


@app.command("config")
def show_config() -> None:
    """Print the settings in force; there is no secret among them."""
    with _sentences():
        chosen = _settings()
        for name, value in msgspec.structs.asdict(chosen).items():
            value = chosen.shown_database if name == "database" else value
            typer.echo(f"{name} = {msgspec.json.encode(value).decode()}")
        typer.echo(f"# data lies in {chosen.folder}")


@app.command("enrol-code")
def enrol_code(classroom: Annotated[str, typer.Argument(metavar="CLASS")]) -> None:
    """Make a one-time code for a tablet of a class; it lives ten minutes."""
    _do(commands.EnrolCode(classroom))


@staff.command("add")
def staff_add(
    email: str,
    name: Annotated[str, typer.Option()],
    role: Annotated[Role, typer.Option()],
    classroom: Annotated[list[str] | None, typer.Option("--class", help="Theirs; may be repeated.")] = None,
    trusted: Annotated[bool, typer.Option(help="Children may choose them on the tablet.")] = False,
) -> None:
    """Add an account; the password is asked for, or read as one line of the standard input."""
    _do(commands.AddStaff(name, email, role.value, _password(), classroom or [], trusted))


@staff.command("list")
def staff_list() -> None:
    """List the accounts."""
    _do(commands.ListStaff())


@staff.command("disable")
def staff_disable(email: str) -> None:
    """Close an account and sign it out everywhere."""
    _do(commands.DisableStaff(email))


@staff.command("reset")
def staff_reset(
    email: str, what: Annotated[Literal["second_factor", "password"], typer.Argument(help="What was lost.")]
) -> None:
    """Reset a lost second factor or password; for roles that see feelings a safeguarding lead has to say yes."""
    _do(commands.ResetStaff(email, what))


@roster.command("import")
def roster_import(
    file: _File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    roll_over: Annotated[bool, typer.Option("--roll-over", help="It is September: the oldest year leaves.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="A plain CSV that names every child of the school.")] = False,
) -> None:
    """Bring classes and children to what a plain CSV or a OneRoster zip says."""
    _do(commands.ImportRoster(file.name, file.read_bytes(), dry_run, roll_over, whole))


@roster.command("wonde")
def roster_wonde(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    roll_over: Annotated[bool, typer.Option("--roll-over", help="It is September: the oldest year leaves.")] = False,
) -> None:
    """Bring classes and children to what Wonde says; its token is typed on the page Pupils and classes."""
    _do(commands.BringFromWonde(dry_run, roll_over))


@attendance.command("import")
def attendance_import(file: _File) -> None:
    """Keep the marks of a register: date, pupil_id, session, code."""
    _do(commands.ImportAttendance(file.name, file.read_bytes()))


@key.command("check")
def keys_check() -> None:
    """Say whether the private key is there and nobody else can read it."""
    with _sentences():
        held = keys.load(_settings(), os.environ)
        typer.echo(f"The key is in order. Its public half is named {held.name}.")
        if older := held.names[1:]:
            typer.echo(f"Older keys still open what was sealed to them: {', '.join(older)}.")


@key.command("rotate")
def keys_rotate() -> None:
    """Make a new key for tablets to seal to; they take it up by themselves."""
    _do(commands.RotateKey())


@key.command("recovery")
def keys_recovery() -> None:
    """Make a recovery key for backups: shown once, kept on paper by the DSL."""
    _do(commands.MakeRecoveryKey())


@key.command("export")
def keys_export(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """Write the school's private keys to a file that only the recovery key opens."""
    with _sentences():
        chosen = _settings()
        typer.echo(f"The keys are in {backup.export_keys(chosen, keys.load(chosen, os.environ), file)}.")


@app.command("backup")
def make_backup(
    folder: Annotated[Path, typer.Argument(file_okay=False)],
    keep: Annotated[int, typer.Option(min=0, help="Leave only this many of the newest there; 0 leaves all.")] = 0,
) -> None:
    """Back up everything to a folder, while the service runs; only the recovery key opens it."""
    _do(commands.MakeBackup(str(folder.absolute()), keep))


@app.command("doctor")
def look_for_trouble() -> None:
    """Look for what usually goes wrong in a school, and say what to do or what to ask IT for."""
    with _sentences():
        well = True
        for finding in doctor.findings(_settings(), os.environ):
            well = well and finding.well
            typer.echo(f"{'well ' if finding.well else 'AMISS'} {finding.what}: {finding.sentence}")
    if not well:
        raise typer.Exit(1)


@app.command()
def verify(file: _File) -> None:
    """Prove that a backup restores: open it with the recovery key and look through all of it."""
    with _sentences():
        typer.echo(f"It restores. {backup.verify(file, vault.read_key(_recovery_key())).sentence()}.")


@app.command()
def restore(file: _File) -> None:
    """Put a backup in the place of what is here. Tablets then send again what it lacks."""
    with _sentences():
        chosen = _settings()
        recovery = vault.read_key(_recovery_key())
        with lock.held(chosen.lock_file):
            held = restoring.restore(chosen, file, recovery, datetime.now(UTC))
        typer.echo(f"Restored. {held.sentence()}. Start the service: tablets send again what it lacks.")


@audit.command("verify")
def audit_verify() -> None:
    """Say whether an entry was changed, taken out or put in."""
    _do(commands.VerifyAudit())


@calendar.command("close")
def calendar_close(day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])], name: str) -> None:
    """Note a day on which the school is shut."""
    _do(commands.CloseDay(day.date(), name))


@kept.command("run")
def retention_run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what there is to do.")] = False,
) -> None:
    """Sum up what is older than the school keeps; the running service does it by itself each school day."""
    _do(commands.RunRetention(dry_run))


def _write_log(chosen: Settings) -> None:
    try:
        logs.begin(chosen.log)
    except OSError as error:
        raise ServiceError(f"The log {chosen.log} cannot be written ({error.strerror}). Choose another.") from None


def _do(command: commands.Command) -> None:
    with _sentences():
        for line in admin.carry_out(_settings(), command):
            typer.echo(line)


def _settings() -> Settings:
    return settings.load(_chosen[0], os.environ)


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _recovery_key() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Recovery key", hide_input=True))
    return sys.stdin.readline()


@contextmanager
def _sentences() -> Iterator[None]:
    """An error that has a sentence for people is printed as that sentence, with exit 1."""
    try:
        yield
    except ServiceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
