"""`daybreak …`: one command for the tablet, the service and the demo.

Each part is loaded only when it is asked for: a tablet needs no web stack, and a service no Kivy.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from kiosk.settings import Settings, SettingsError, effective, load
from sync import collecting

Commands = typer.Typer | Callable[..., None]


def _service() -> Commands:
    from sync.service.cli import app as service

    return service


def _demo() -> Commands:
    from kiosk.demo import app as demo

    return demo


PARTS: dict[str, tuple[Callable[[], Commands], str, str]] = {
    "service": (_service, "The staff summary service: set it up, run it, look after it.", "service"),
    "demo": (_demo, "A service, a tablet and a made-up class on this machine.", "kiosk,service"),
}
"""Commands of other parts: how they are loaded, what they are, and the extras they need."""

app = typer.Typer(name="daybreak", help="An emotional check-in for primary schools.", add_completion=False)
kiosk = typer.Typer(name="kiosk", help="The tablet: enrol it, run it, ask how it is.", no_args_is_help=True)
app.add_typer(kiosk)

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="The settings file; without it, the usual places are looked at.")
]


def main() -> None:
    """Run the command that was typed; exit 0 done, 1 failed with a sentence, 2 wrong usage."""
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    for name, (part, summary, extras) in PARTS.items():
        if name == asked:
            _mount(name, part, extras)
        else:
            app.command(name, help=summary)(_nothing)
    app()


@app.callback(invoke_without_command=True)
def _welcome(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@kiosk.command()
def run(config: ConfigOption = None) -> None:
    """Open the tablet's window and check children in until it is closed."""
    settings = _settings(config)
    with _Said():
        from kiosk import identity

        identity.load(settings.data_dir)  # said before a window opens, not after
        _write_log(settings)
        _open_window(settings)


@kiosk.command()
def enrol(
    address: Annotated[str, typer.Argument(help="The service's, such as https://daybreak.school.example")],
    code: Annotated[str, typer.Argument(help="The one-time code from the service's Devices page")],
    config: ConfigOption = None,
) -> None:
    """Make this machine a tablet of one class, and set the PIN of its staff corner."""
    settings = _settings(config)
    with _Said():
        from importlib.metadata import version

        from kiosk import identity
        from sync.client import checked_address
        from sync.joining import join

        answer, authority = join(address, code, version("daybreak"), proxy=settings.proxy)
        identity.save(settings.data_dir, identity.Identity.enrolled(checked_address(address), answer, authority))
        typer.echo(f"Enrolled for {answer.classroom} at {answer.school}.")
        if sys.stdin.isatty():
            _ask_pin(settings, empty="Press enter to set one later, with: daybreak kiosk pin")


@kiosk.command()
def pin(config: ConfigOption = None) -> None:
    """Set the PIN of the staff corner: 4 to 8 digits, typed twice.

    Staff open the corner by pressing the top left of the resting screen for three seconds. It shows how the tablet is
    and changes how loud, bright and quiet it is; it never shows a feeling. After five wrong tries everybody waits five
    minutes; setting a PIN ends the wait.
    """
    settings = _settings(config)
    with _Said():
        _ask_pin(settings)


@kiosk.command()
def status(config: ConfigOption = None) -> None:
    """Say what this tablet keeps and what still waits; never a child, never a feeling."""
    settings = _settings(config)
    with _Said():
        from kiosk.status import corner, lines

        for line in (*lines(settings.data_dir), *corner(settings)):
            typer.echo(line)


@kiosk.command()
def doctor(config: ConfigOption = None) -> None:
    """Find out what keeps this tablet from its service, and say what to do about it."""
    settings = _settings(config)
    with _Said():
        from kiosk.doctor import findings

        well = True
        for finding in findings(settings):
            well = well and finding.well
            typer.echo(f"{'well ' if finding.well else 'AMISS'} {finding.what}: {finding.sentence}")
    if not well:
        raise typer.Exit(1)


@kiosk.command("config")
def show_config(config: ConfigOption = None) -> None:
    """Print the settings in force; what staff chose at the tablet comes before them, see `daybreak kiosk status`."""
    typer.echo(effective(_settings(config)))


def _ask_pin(settings: Settings, *, empty: str = "") -> None:
    """Ask for a new PIN twice, unseen; with `empty`, nothing typed sets none."""
    from kiosk import pin as pins

    if empty:
        typer.echo(empty)
    wanted = typer.prompt(
        "PIN for the staff corner", hide_input=True, default="" if empty else None, show_default=False
    )
    if not wanted:
        return
    pins.check(wanted)
    if typer.prompt("The same again", hide_input=True) != wanted:
        raise pins.PinError("The two were not the same. Nothing was changed: try again.")
    pins.save(settings.data_dir, wanted)
    typer.echo("The PIN is set.")


def _write_log(settings: Settings) -> None:
    from sync import logs

    try:
        logs.begin(settings.log)
    except OSError as error:
        raise SettingsError(f"The log {settings.log} can't be written ({error.strerror}). Choose another.") from None


def _settings(path: Path | None) -> Settings:
    with _Said():
        return load(path, os.environ)


class _Said:
    """Turns an error that has a sentence for people into that sentence and exit 1."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, typer.Exit | KeyboardInterrupt):
            return
        if _has_sentence(error):
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None


def _has_sentence(error: BaseException) -> bool:
    return isinstance(error, SettingsError) or type(error).__module__.partition(".")[0] in ("kiosk", "sync", "assets")


def _open_window(settings: Settings) -> None:
    from kiosk.ports import Tablet
    from kiosk.ui.app import run as run_window
    from sync.clock import SystemClock

    def open_it() -> Tablet:
        # SQLAlchemy and requests cost a fifth of a second: they are loaded here, after the first frame is drawn.
        from kiosk.tablet import open_tablet

        return open_tablet(settings, SystemClock(settings.clock_shift_s))

    run_window(open_it, settings=settings)


def _mount(name: str, part: Callable[[], Commands], extras: str) -> None:
    try:
        with collecting.for_good():
            commands = part()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("kiosk", "sync", "assets"):
            raise
        sentence = f"`daybreak {name}` needs {error.name}. Install it with: pip install 'daybreak[{extras}]'"

        def missing(context: typer.Context) -> None:
            typer.echo(sentence, err=True)
            raise typer.Exit(1)

        settings = {"allow_extra_args": True, "ignore_unknown_options": True}
        app.command(name, context_settings=settings)(missing)
        return
    if isinstance(commands, typer.Typer):
        app.add_typer(commands, name=name)
    else:
        app.command(name)(commands)


def _nothing() -> None:
    """Stands in the list of commands; the part itself is loaded when it is asked for."""
