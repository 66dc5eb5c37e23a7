"""`daybreak service …`, as IT types it: with the service running, and without."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

import assets
from sync.service import admin, commands, lock
from sync.service.cli import app
from sync.service.errors import ServiceError
from tests.service.running import RunningService

DEMO = Path(assets.__file__).parent / "demo"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    exit_code: int
    said: str
    complained: str


def daybreak(folder: Path, *arguments: str, typed: str = "", **environ: str) -> Done:
    """Type a command, in this process: its real parsing, its real work, its exit code."""
    result = CliRunner().invoke(app, arguments, env={"DAYBREAK_SERVICE_DATA": str(folder), **environ}, input=typed)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def test_an_exit_code_reaches_the_shell(tmp_path: Path) -> None:
    """Through `python -m kiosk service …`, a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "service", "keys", "check"],
        env={**os.environ, "DAYBREAK_SERVICE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("There is no key at")


def test_a_school_is_set_up_by_typing(tmp_path: Path) -> None:
    """init, roster, staff, keys, audit: each says what it did and exits 0."""
    folder = tmp_path / "data"
    steps = [
        (daybreak(folder, "init", "--school", "Hillside"), "Hillside is set up"),
        (daybreak(folder, "roster", "import", str(DEMO / "class-2w.csv")), "34 join"),
        (
            daybreak(
                folder,
                *("staff", "add", "wren@hillside.example", "--name", "Miss Wren"),
                *("--role", "class_adult", "--class", "2W", "--trusted"),
                typed="lantern river seven pockets\n",
            ),
            "Miss Wren can sign in",
        ),
        (daybreak(folder, "keys", "check"), "The key is in order"),
        (daybreak(folder, "audit", "verify"), "none changed"),
    ]

    for done, said in steps:
        assert (done.exit_code, done.complained) == (0, "")
        assert said in done.said


def test_what_cannot_be_done_is_a_sentence_and_exit_1(tmp_path: Path) -> None:
    """No traceback for people; wrong usage is exit 2."""
    nothing = daybreak(tmp_path / "none", "audit", "verify")
    assert daybreak(tmp_path, "init", "--school", "Hillside").exit_code == 0
    failed = [
        nothing,
        daybreak(tmp_path, "init", "--school", "Again"),
        daybreak(tmp_path, "enrol-code", "9Z"),
        daybreak(tmp_path, "run", DAYBREAK_SERVICE_HOST="192.0.2.1"),
        daybreak(tmp_path, "run", DAYBREAK_SERVICE_PORT="eighty"),
        daybreak(tmp_path, "--config", str(tmp_path / "no.toml"), "config"),
    ]
    (tmp_path / "school.key").chmod(0o644)
    failed += [daybreak(tmp_path, "keys", "check"), daybreak(tmp_path, "run")]

    for done in failed:
        assert done.exit_code == 1, done
        assert done.complained.strip().endswith(".")
        assert "Traceback" not in done.complained
    assert "cannot be used" in failed[3].complained
    assert daybreak(tmp_path, "no-such-command").exit_code == 2


def test_the_settings_are_shown_without_a_secret(tmp_path: Path) -> None:
    """From the file, the environment over it, and never the key."""
    file = tmp_path / "daybreak.toml"
    file.write_text("[kiosk]\nwidth = 1280\n[service]\nport = 8050\nsession_hours = 4\n")

    done = daybreak(
        tmp_path, "--config", str(file), "config", DAYBREAK_SERVICE_PORT="8051", DAYBREAK_SERVICE_KEY="secret"
    )

    assert done.exit_code == 0
    assert "port = 8051" in done.said
    assert "session_hours = 4" in done.said
    assert "secret" not in done.said


def test_a_command_is_carried_out_by_the_running_service(tmp_path: Path) -> None:
    """Which holds the lock: nobody else writes, and the socket is its owner's alone."""
    with RunningService(tmp_path) as running:
        settings = running.settings
        code = admin.carry_out(settings, commands.EnrolCode("2W"))
        with pytest.raises(ServiceError, match="no class '9Z'"):
            admin.carry_out(settings, commands.EnrolCode("9Z"))
        with pytest.raises(ServiceError, match="Another process"), lock.held(settings.lock_file):
            pass
        mode = stat.S_IMODE(settings.socket.stat().st_mode)
        listed = admin.carry_out(settings, commands.ListStaff())

    assert len(code[0]) == 9
    assert mode == 0o600
    assert len(listed) == 5
    assert admin.carry_out(settings, commands.ListStaff()) == listed


def test_a_socket_that_a_killed_service_left_behind_stops_nobody(tmp_path: Path) -> None:
    """The next start takes its place, and a command in between takes the lock."""
    running = RunningService(tmp_path)
    running.settings.socket.touch()

    assert len(admin.carry_out(running.settings, commands.ListStaff())) == 5
    with running:
        assert len(admin.carry_out(running.settings, commands.ListStaff())) == 5


def test_a_deep_folder_is_no_obstacle(tmp_path: Path) -> None:
    """A socket's own address holds 107 bytes; folders may be longer."""
    with RunningService(tmp_path / ("d" * 100) / ("e" * 100)) as running:
        assert len(admin.carry_out(running.settings, commands.ListStaff())) == 5


def test_a_bad_file_changes_nothing_through_the_socket_either(tmp_path: Path) -> None:
    """The sentence comes back whole."""
    bad = commands.ImportRoster("class.csv", b"pupil_id,mood\n")
    with RunningService(tmp_path) as running, pytest.raises(ServiceError, match=r"class\.csv, line 1: .*'mood'"):
        admin.carry_out(running.settings, bad)
