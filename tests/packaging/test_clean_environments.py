"""Each end runs with the other end's libraries absent, from its own lock file."""

from __future__ import annotations

import pytest

from tests.packaging.environments import environment, run

SERVICE_RUNS = """
import importlib.util, sys
assert importlib.util.find_spec("kivy") is None and importlib.util.find_spec("requests") is None
from sync.service.cli import app
from sync.service.app import create_app
print("the service imports")
"""

TABLET_RUNS = """
import importlib.util
for absent in ("litestar", "uvicorn", "jinja2", "argon2"):
    assert importlib.util.find_spec(absent) is None, absent
import kiosk.tablet, kiosk.ui.app, kiosk.cli
print("the tablet imports")
"""


@pytest.mark.parametrize(("extra", "code"), [("service", SERVICE_RUNS), ("kiosk", TABLET_RUNS)])
def test_each_end_is_whole_without_the_other(extra: str, code: str) -> None:
    """IT installs one end, and nothing of the other is needed."""
    done = run(environment(extra), "-c", code, SDL_VIDEODRIVER="offscreen")

    assert done.returncode == 0, done.stderr


def test_the_service_sets_itself_up_with_kivy_absent(tmp_path: str) -> None:
    """A server without a screen can make a school and check its key."""
    python = environment("service")
    data = {"DAYBREAK_SERVICE_DATA": f"{tmp_path}/service"}

    made = run(python, "-m", "kiosk", "service", "init", "--school", "Hillside", **data)
    checked = run(python, "-m", "kiosk", "service", "keys", "check", **data)

    assert made.returncode == 0, made.stderr
    assert checked.returncode == 0, checked.stderr


def test_the_tablet_says_that_the_service_is_not_installed_here() -> None:
    """A wrong command on a tablet is a sentence, not a traceback."""
    done = run(environment("kiosk"), "-m", "kiosk", "service", "run")

    assert done.returncode == 1
    assert "needs litestar" in done.stderr
    assert "Traceback" not in done.stderr
