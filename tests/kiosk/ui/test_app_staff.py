"""The running tablet follows what staff chose: from its start on, and at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import sys
from pathlib import Path
from kiosk.settings import Settings
from kiosk.ui import app
from tests.kiosk.ui.classroom import MemoryTablet, a_class

tablet = MemoryTablet(a_class())

def on_stage(stage):
    from kivy.base import stopTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kiosk.turn import FINISH, Opened, Tapped
    from kiosk.ui.drive import _push_key

    def play():
        print("at the start:", stage.metrics.px_per_mm, stage.reader.player.volume, stage.reader.voice.headphones)
        stage.kiosk.hear(Opened())
        stage.desk.change(px_per_mm=5.5)
        yield lambda: Window.children[0] is not stage
        new = Window.children[0]
        print("built anew:", new.metrics.px_per_mm, new.kiosk.turn.step.value, len(Window.children))
        stage.kiosk.hear(Tapped(FINISH))
        yield lambda: new.gate.free
        _push_key("space", down=True)
        yield lambda: any(card.reading for card in new.screen.cards)
        print("by key:", new.kiosk.turn.step.value)
        stopTouchApp()
        yield lambda: False

    played = play()
    waiting = [next(played)]

    def go_on(dt):
        if waiting[0]():
            waiting[0] = next(played)

    Clock.schedule_interval(go_on, 0.02)

app.run(lambda: tablet, settings=Settings(offscreen=True, data=sys.argv[1]), on_stage=on_stage)
print("kept:", Path(sys.argv[1], "preferences.json").read_text())
"""


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the whole screen in a process of its own, until it stops itself."""
    root = Path(__file__).parents[3]
    env = {**os.environ, "PYTHONPATH": str(root)}
    env.pop("DISPLAY", None)
    return subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(folder)],
        capture_output=True, text=True, timeout=60, env=env, cwd=root, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "start"),
    [
        ('{"volume": 0.4, "headphones": true, "px_per_mm": 5.0}', "5.0 0.4 True"),
        ('{"px_per_mm": 9.0, "volume": 0.4}', "5.2 0.4 False"),
        ("not even JSON", "5.2 1.0 False"),
    ],
    ids=["chosen", "impossible for this window", "damaged"],
)
def test_a_tablet_starts_as_staff_left_it_and_is_built_anew_when_it_is_measured(
    tmp_path: Path, chosen: str, start: str
) -> None:
    """A measure that cannot be, or a damaged file, never keeps a tablet from starting."""
    (tmp_path / "preferences.json").write_text(chosen)
    done = run(tmp_path)

    assert done.returncode == 0, done.stderr
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert told["at the start"] == start
    assert told["built anew"] == "5.5 staff 1"
    assert told["by key"] == "who"
    assert '"px_per_mm":5.5' in told["kept"]
