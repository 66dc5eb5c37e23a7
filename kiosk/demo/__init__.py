"""`daybreak demo`: a service, a tablet and a made-up class on this machine, all of them real but the children."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from kiosk.demo.service import DemoError, DemoService, SignIn, sign_ins
from kiosk.settings import Settings

HOME = Path("build/demo")
ZONE = ZoneInfo("Europe/London")
SIZE, PX_PER_MM = (1280, 800), 5.9
ROSTERS = ("class-2w.csv", "class-rk-oneroster.zip")
TABLET_OF = "2W"
_OTHER_YEARS = ("R", "3", "5")
"""Year groups of the demo's first three children: ladder steps 1, 3 and 4."""


def app(
    once: Annotated[bool, typer.Option("--once", help="End after the morning, with a summary.")] = False,
    interrupt: Annotated[
        bool, typer.Option("--interrupt", help="Stop the service for a third of the morning.")
    ] = False,
    weeks: Annotated[int, typer.Option(min=1, max=40, help="Weeks of made-up past.")] = 20,
    children: Annotated[int, typer.Option(min=3, max=30, help="How many come to the tablet.")] = 30,
    port: Annotated[int, typer.Option(help="The service's port.")] = 8040,
) -> None:
    """A service, a tablet and a made-up class on this machine."""
    try:
        _Demo(weeks=weeks, port=port, children=children).run(once=once, interrupt=interrupt)
    except DemoError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def last_school_morning(now: datetime) -> datetime:
    """20 to 9 at the school on the last weekday, today's included; `now` is aware."""
    local = now.astimezone(ZONE)
    day = local.date() - timedelta(days=max(0, local.weekday() - 4))
    return datetime.combine(day, datetime.min.time().replace(hour=8, minute=40), ZONE)


class _Demo:
    def __init__(self, *, weeks: int, port: int, children: int) -> None:
        shutil.rmtree(HOME, ignore_errors=True)
        HOME.mkdir(parents=True)
        now = datetime.now(UTC)
        self._shift_s = (last_school_morning(now) - now).total_seconds()
        self._weeks, self._children = weeks, children
        self._service = DemoService(HOME, self._shift_s, port=port)
        self._sign_ins = sign_ins()

    def run(self, *, once: bool, interrupt: bool) -> None:
        began = time.monotonic()
        try:
            self._make_school()
            self._service.start()
            self._enrol()
            typer.echo(f"Ready after {time.monotonic() - began:.0f} s.")
            self._greet()
            if _has_display() and not once:
                self._open_window()
            else:
                self._play(interrupt=interrupt)
                if not once:
                    self._serve()
        finally:
            self._service.stop()

    def _make_school(self) -> None:
        command = self._service.command
        typer.echo("Making up a school of two classes ...")
        command("init", "--school", "Hillside Primary")
        for roster in ROSTERS:
            shutil.copy(_assets() / roster, HOME)
        _mix_ages(HOME / ROSTERS[0])
        for roster in ROSTERS:
            command("roster", "import", str(HOME / roster))
        for each in self._sign_ins:
            command("staff", "add", *_account(each), typed=f"{each.password}\n")
        command("demo", "history", "--weeks", str(self._weeks))

    def _enrol(self) -> None:
        from kiosk import identity
        from sync.client import Client

        code = self._service.command("enrol-code", TABLET_OF).split()[-1]
        client = Client(self._service.url)
        try:
            answer = client.enrol(code, "demo")
        finally:
            client.close()
        identity.save(HOME / "tablet", identity.Identity.enrolled(self._service.url, answer))

    def _greet(self) -> None:
        typer.echo(f"\nStaff pages: {self._service.url}")
        for each in self._sign_ins:
            typer.echo(f"  {each.role.replace('_', ' '):<13} {each.email:<22} {each.password}")
        typer.echo("")

    def _open_window(self) -> None:
        from kiosk.ports import Tablet
        from kiosk.tablet import open_tablet
        from kiosk.ui.app import run
        from sync.clock import SystemClock

        settings = self._settings(offscreen=False)

        def open_it() -> Tablet:
            return open_tablet(settings, SystemClock(self._shift_s))

        typer.echo("The tablet is in its window; close it, or press Ctrl-C, to end.")
        run(open_it, settings=settings)

    def _play(self, *, interrupt: bool) -> None:
        from kiosk.demo.offscreen import play_morning

        def between(done: int) -> None:
            if interrupt and done == self._children // 3:
                typer.echo("  the service stops; children go on")
                self._service.stop()
            elif interrupt and done == 2 * self._children // 3:
                typer.echo("  the service is back")
                self._service.start()

        typer.echo("No display: playing a morning offscreen.")
        morning = play_morning(self._settings(offscreen=True), HOME, between, children=self._children)
        counts = self._service.counts()
        typer.echo(f"\nPictures of {len(morning.pictures)} screens are in {HOME}.")
        for name, value in (
            ("children", morning.children),
            ("events made", morning.events),
            ("events stored", counts["events"]),
            ("flags raised", counts["flags"]),
            ("seconds per child", f"{morning.seconds_per_child:.1f}"),
        ):
            typer.echo(f"  {name:<18} {value}")
        if counts["events"] != morning.events or counts["refused"]:
            raise DemoError("What reached the service is not what the children tapped.")

    def _serve(self) -> None:
        typer.echo("\nServing until Ctrl-C.")
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        stop.wait()

    def _settings(self, *, offscreen: bool) -> Settings:
        return Settings(
            data=str(HOME / "tablet"),
            px_per_mm=PX_PER_MM,
            width=SIZE[0],
            height=SIZE[1],
            offscreen=offscreen,
            clock_shift_s=self._shift_s,
        )


def _mix_ages(roster: Path) -> None:
    """Give the first children of a class other years, as in a small school, so that every ladder step is met."""
    first, *children = roster.read_text(encoding="utf-8").splitlines()
    for place, year in enumerate(_OTHER_YEARS):
        children[place] = children[place].replace(",2,", f",{year},")
    roster.write_text("\n".join((first, *children, "")), encoding="utf-8")


def _account(each: SignIn) -> list[str]:
    account = [each.email, "--role", each.role, "--name", each.name]
    if each.role == "class_adult":
        account += ["--class", TABLET_OF]
    return [*account, "--trusted"] if each.role in ("class_adult", "practitioner") else account


def _assets() -> Path:
    import assets

    return Path(assets.__file__).parent / "demo"


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY"))
