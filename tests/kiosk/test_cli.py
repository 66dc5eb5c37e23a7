"""`daybreak kiosk …` as IT types it: a real process, its exit code, its sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import identity
from kiosk.pin import Lock
from tests.service.running import RunningService
from tests.sync.tablets import enrol, feeling, opened


def daybreak(*words: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, with what is typed at it; without a terminal of its own."""
    wide = {"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words],
        env={**os.environ, **wide, **env},
        input=typed,
        start_new_session=True,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_help_names_every_part_without_loading_it() -> None:
    """The service's web stack is loaded only when the service is asked for."""
    probe = (
        "import sys; sys.argv = ['daybreak', '--help']\n"
        "from kiosk.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'litestar', 'uvicorn', 'kivy', 'sqlalchemy', 'requests'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr
    assert all(part in done.stdout for part in ("kiosk", "service", "demo"))


def test_an_unknown_command_is_wrong_usage() -> None:
    """Exit 2, as everywhere."""
    assert daybreak("kiosk", "fly").returncode == 2


@pytest.mark.parametrize(
    ("words", "env", "sentence"),
    [
        (("kiosk", "run"), {}, "not enrolled yet"),
        (("kiosk", "config"), {"DAYBREAK_KIOSK_WIDTH": "wide"}, "A setting of the tablet cannot be used"),
        (("kiosk", "config", "--config", "/none.toml"), {}, "Check --config"),
        (("kiosk", "enrol", "http://school.example", "AAAA-BBBB"), {}, "Use the service's https:// address"),
        (("kiosk", "enrol", "http://127.0.0.1:9", "AAAA-BBBB"), {}, "could not be reached"),
    ],
)
def test_a_command_that_fails_says_one_sentence(
    tmp_path: Path, words: tuple[str, ...], env: dict[str, str], sentence: str
) -> None:
    """Exit 1, the sentence on stderr, no traceback."""
    done = daybreak(*words, DAYBREAK_KIOSK_DATA=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path), **env)

    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_code_from_the_page_enrols_the_tablet(running: RunningService, tmp_path: Path) -> None:
    """One command, and the tablet belongs to a class."""
    done = daybreak("kiosk", "enrol", running.url, running.enrolment_code(), DAYBREAK_KIOSK_DATA=str(tmp_path / "t"))

    assert (done.returncode, done.stdout) == (0, "Enrolled for 2W at Sunnybank Primary School.\n"), done.stderr
    assert identity.load(tmp_path / "t").service == running.url


def test_a_wrong_or_used_code_is_refused_in_plain_words(running: RunningService, tmp_path: Path) -> None:
    """And leaves no half of an identity."""
    code = running.enrolment_code()
    first = daybreak("kiosk", "enrol", running.url, code, DAYBREAK_KIOSK_DATA=str(tmp_path / "first"))
    used = daybreak("kiosk", "enrol", running.url, code, DAYBREAK_KIOSK_DATA=str(tmp_path / "second"))

    assert (first.returncode, used.returncode) == (0, 1)
    assert "code" in used.stderr
    assert "Traceback" not in used.stderr
    assert not (tmp_path / "second" / identity.FILE).exists()


def test_status_tells_what_waits_while_the_tablet_runs(running: RunningService, tmp_path: Path) -> None:
    """Numbers for IT; never a child, never a feeling."""
    settings = enrol(running, tmp_path / "tablet")
    running.stop()
    with opened(settings) as watched:
        watched.carries_out(feeling(running.pupils["2W"][0].id))
        done = daybreak("kiosk", "status", DAYBREAK_KIOSK_DATA=settings.data)

    assert done.returncode == 0, done.stderr
    assert "waiting to be sent: 1\n" in done.stdout
    assert "enrolled: 2W, Sunnybank Primary School\n" in done.stdout
    assert "sad" not in done.stdout


def test_the_doctor_finds_a_healthy_tablet_well(running: RunningService, tmp_path: Path) -> None:
    """Every finding is well, and the service knows the class."""
    settings = enrol(running, tmp_path / "tablet")
    with opened(settings) as watched:
        watched.until(lambda: watched.tablet.classroom() is not None)
    shift = (running.service.clock.now() - datetime.now(UTC)).total_seconds()
    done = daybreak("kiosk", "doctor", DAYBREAK_KIOSK_DATA=settings.data, DAYBREAK_KIOSK_CLOCK_SHIFT_S=repr(shift))

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[1] for line in done.stdout.splitlines()] == [
        "identity:",
        "disk:",
        "voice:",
        "staff:",
        "record:",
        "service:",
        "clock:",
    ]
    assert "6 children in 2W" in done.stdout


def test_the_doctor_says_what_is_amiss_and_what_to_do(running: RunningService, tmp_path: Path) -> None:
    """A wrong clock, then no service, then no identity."""
    settings = enrol(running, tmp_path / "tablet")
    wrong_clock = daybreak("kiosk", "doctor", DAYBREAK_KIOSK_DATA=settings.data, DAYBREAK_KIOSK_CLOCK_SHIFT_S="9e8")
    running.stop()
    no_service = daybreak("kiosk", "doctor", DAYBREAK_KIOSK_DATA=settings.data)
    nobody = daybreak("kiosk", "doctor", DAYBREAK_KIOSK_DATA=str(tmp_path))

    assert [done.returncode for done in (wrong_clock, no_service, nobody)] == [1, 1, 1]
    assert "AMISS clock:" in wrong_clock.stdout
    assert "ahead of the service's. Ask IT" in wrong_clock.stdout
    assert "AMISS service:" in no_service.stdout
    assert "AMISS identity: This tablet is not enrolled yet." in nobody.stdout


def test_status_of_a_damaged_record_says_what_to_do(tmp_path: Path) -> None:
    """It reads only; the tablet itself puts the file aside."""
    (tmp_path / "tablet.db").write_bytes(b"no database" * 1000)
    done = daybreak("kiosk", "status", DAYBREAK_KIOSK_DATA=str(tmp_path))

    assert done.returncode == 1
    assert "Start the tablet" in done.stderr


def test_a_pin_is_typed_twice_and_opens_the_corner(tmp_path: Path) -> None:
    """It is not said back, and `status` tells only that there is one."""
    done = daybreak("kiosk", "pin", typed="24680\n24680\n", DAYBREAK_KIOSK_DATA=str(tmp_path))
    told = daybreak("kiosk", "status", DAYBREAK_KIOSK_DATA=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert "The PIN is set." in done.stdout
    assert "24680" not in done.stdout + done.stderr + told.stdout
    assert Lock(tmp_path).opens("24680")
    assert "staff PIN: set\n" in told.stdout


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("24680\n24681\n", "not the same"), ("12\n", "4 to 8 digits"), ("5555\n", "soon guessed")],
)
def test_a_pin_that_cannot_be_set_is_said_and_changes_nothing(tmp_path: Path, typed: str, sentence: str) -> None:
    """Exit 1 and the cure."""
    done = daybreak("kiosk", "pin", typed=typed, DAYBREAK_KIOSK_DATA=str(tmp_path))

    assert done.returncode == 1
    assert sentence in done.stderr
    assert not Lock(tmp_path).is_set


def test_status_and_doctor_tell_what_staff_chose_at_the_tablet(tmp_path: Path) -> None:
    """IT sees why a tablet is silent; a damaged choice is named with its cure."""
    (tmp_path / "preferences.json").write_text('{"volume": 0.3, "quiet": ["13:00", "14:00"], "headphones": true}')
    told = daybreak("kiosk", "status", DAYBREAK_KIOSK_DATA=str(tmp_path))

    assert "chosen at the tablet: headphones on, quiet 13:00 to 14:00, volume 0.3\n" in told.stdout

    (tmp_path / "preferences.json").write_text("{")
    looked = daybreak("kiosk", "doctor", DAYBREAK_KIOSK_DATA=str(tmp_path))

    assert "AMISS staff:" in looked.stdout
    assert "Start the tablet" in looked.stdout
    assert (tmp_path / "preferences.json").exists()
