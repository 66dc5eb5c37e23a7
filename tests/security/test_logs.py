"""What is written down about a running tablet or service is bounded, in order, and about nobody."""

from __future__ import annotations

import json
import logging
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync import logs


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Where the log goes; what other tests' logging was is put back afterwards."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, threading.excepthook
    levels = {name: logging.getLogger(name).level for name in logs._LIBRARIES}
    root.handlers.clear()
    path = tmp_path / "log" / "daybreak.log"
    logs.begin(str(path), level=logging.DEBUG)
    yield path
    for each in root.handlers:
        each.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    threading.excepthook = hook
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def written(file: Path) -> list[dict[str, Any]]:
    """The lines of the log, each of which must be JSON by itself."""
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_line_says_when_where_and_what(file: Path) -> None:
    """In UTC, one line an event, whatever is in the words."""
    logging.getLogger("sync.worker").warning("cut off\nat %s", "lunch")
    logs.security("sign-in refused", {"staff": "7f"}, refused=True)

    first, second = written(file)
    assert first["at"].endswith("Z")
    assert (first["level"], first["from"], first["says"]) == ("warning", "sync.worker", "cut off\nat lunch")
    assert (second["from"], second["says"], second["staff"]) == ("daybreak.security", "sign-in refused", "7f")
    assert list(second) == ["at", "level", "from", "says", "staff"]


def test_an_error_is_told_by_kind_and_place_and_not_by_its_words(file: Path) -> None:
    """A database's complaint quotes the row, and the row is about a child."""
    try:
        raise ValueError("Amina said sad")
    except ValueError:
        logging.getLogger("kiosk").exception("a record could not be written")

    (line,) = written(file)
    assert line["error"] == "ValueError"
    assert any("test_logs.py:" in place for place in line["places"])
    assert "Amina" not in file.read_text()


def test_a_thread_that_ends_badly_is_written_down_too(file: Path) -> None:
    """And its words are not, either."""

    def fails() -> None:
        raise KeyError("Amina")

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()

    (line,) = written(file)
    assert line["error"] == "KeyError"
    assert "Amina" not in file.read_text()


def test_a_log_never_fills_the_disk(file: Path) -> None:
    """Four files of a megabyte at most, readable by their owner alone."""
    for number in range(60):
        logging.getLogger("kiosk").warning("%d %s", number, "x" * 100_000)

    files = list(file.parent.iterdir())
    assert sum(each.stat().st_size for each in files) <= logs.MOST_BYTES * (logs.BEFORE + 1)
    assert len(files) == logs.BEFORE + 1
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert written(file)[-1]["says"].startswith("59 ")


def test_libraries_are_not_heard_below_a_warning(file: Path) -> None:
    """At a finer level the database's library writes down rows, and the network's addresses."""
    for name in ("sqlalchemy.engine.Engine", "urllib3.connectionpool"):
        logging.getLogger(name).info("SELECT given_name: Amina")
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")

    assert [line["from"] for line in written(file)] == ["uvicorn.error"]
