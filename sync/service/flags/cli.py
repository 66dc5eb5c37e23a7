"""`daybreak service flags …`: run the rules over a history, judge them, and say how many flags to expect."""

from __future__ import annotations

import csv
import enum
import gc
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, TextIO

import msgspec
import typer

from sync.service.flags import fold, history, simulate, tables
from sync.service.flags.budget import with_rules
from sync.service.flags.flag import Flag, told_to
from sync.service.flags.settings import DEFAULT, Settings, with_changes

app = typer.Typer(name="flags", help=__doc__, no_args_is_help=True)


class Form(enum.StrEnum):
    """How flags are written."""

    CSV = "csv"
    JSON = "json"


Set = Annotated[list[str] | None, typer.Option("--set", help="Change a setting, such as R4.limit=7. Repeat it.")]
Learn = Annotated[int | None, typer.Option(help="Answered days that R4 and R5 learn before they speak.", min=5)]


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(metavar="HISTORY.CSV", help="Columns pupil_id, date, feeling or value; …")],
    rules: Annotated[list[str] | None, typer.Option(help="Only these rules, such as R4 or R3,R4.")] = None,
    change: Set = None,
    learn: Learn = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Pass over rows that can't be read.")] = False,
    form: Annotated[Form, typer.Option("--format", help="csv, or json: one object a line.")] = Form.CSV,
    out: Annotated[Path | None, typer.Option(help="Write here instead of the terminal.")] = None,
) -> None:
    """Run the rules over a history, and write one line a flag: pupil_id, date, rule, since, reason.

    Optional columns are slot (0 in the morning, 1 after lunch) and session_code (the register's). Values are -2..2.
    """
    settings = settings_from(change, learn, rules)
    labels = bool(rules)
    gc.disable()  # millions of small rows, none in a cycle: collecting would only walk over them again and again
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            read = history.read(lines, file.name, skip_bad=skip_bad)
    except OSError as error:
        raise _failed(f"{file} can't be read: {error.strerror}.") from error
    except history.BadHistory as error:
        raise _failed(str(error)) from error
    for bad in read.skipped:
        typer.echo(f"passed over {file.name}, {bad}", err=True)
    with out.open("w", newline="", encoding="utf-8") if out else nullcontext(sys.stdout) as to:
        write = _writer(to, form)
        for pupil, days in read.pupils.items():
            for flag in fold.replay(days, settings)[1]:
                if labels or not flag.label:
                    write(pupil, flag)
    gc.enable()


@app.command()
def evaluate(
    children: Annotated[int, typer.Option(help="Made-up children of each type.", min=5)] = 100,
    change: Set = None,
    learn: Learn = None,
    types: Annotated[list[str] | None, typer.Option(help="Only these types of children, such as low.")] = None,
    curves: Annotated[bool, typer.Option("--curves", help="Also over autocorrelation and missing days.")] = False,
    seed: Annotated[int, typer.Option(help="Another seed makes other children.")] = 1,
) -> None:
    """Judge the rules on made-up children with known changes, beside the rules that others use.

    The columns of SDs say what share of sudden drops of that size was caught within ten school days.
    """
    settings = settings_from(change, learn, None)
    unknown = [name for name in types or () if name not in simulate.KINDS]
    if unknown:
        known = ", ".join(simulate.KINDS)
        raise typer.BadParameter(f"there is no type {unknown[0]!r}; the types are {known}", param_hint="--types")
    rows = []
    for kind, theirs in tables.types(settings, children, seed, types or list(simulate.KINDS)):
        typer.echo(f"judged {kind}", err=True)
        rows += theirs
    typer.echo(tables.table(tables.HEAD, rows))
    if curves:
        typer.echo()
        typer.echo(tables.table(tables.CURVE_HEAD, tables.curves(settings, children, seed)))


def settings_from(change: list[str] | None, learn: int | None, rules: list[str] | None) -> Settings:
    """Return the settings as shipped with a command's options made.

    Raises:
        typer.BadParameter: an option names no rule or no setting.
    """
    settings = DEFAULT
    if learn is not None:
        change = [f"R4.learn={learn}", f"R5.learn={learn}", *(change or ())]
    try:
        settings = with_changes(settings, change or ())
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--set") from error
    if rules:
        named = [rule.strip().upper() for some in rules for rule in some.split(",") if rule.strip()]
        unknown = [rule for rule in named if rule not in fold.RULES]
        if unknown or not named:
            raise typer.BadParameter(f"there is no rule {unknown}; the rules are R1 to R9", param_hint="--rules")
        settings = with_rules(settings, named)
    return settings


class Line(msgspec.Struct):
    """One flag as it is written."""

    pupil_id: str
    date: str
    rule: str
    since: str
    reason: str


def _line(pupil: str, flag: Flag) -> Line:
    reason = told_to(flag.reason, pupil)
    return Line(pupil, flag.day.isoformat(), flag.rule, flag.since.isoformat(), reason)


def _writer(to: TextIO, form: Form) -> Callable[[str, Flag], None]:
    rows = csv.writer(to, lineterminator="\n")
    if form is Form.CSV:
        rows.writerow(Line.__struct_fields__)
        return lambda pupil, flag: rows.writerow(msgspec.structs.astuple(_line(pupil, flag)))
    return lambda pupil, flag: print(msgspec.json.encode(_line(pupil, flag)).decode(), file=to)


def _failed(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)
