"""What the staff corner can do on this tablet: every choice is felt the moment it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.pin import Lock
from kiosk.ports import Health, Tablet
from kiosk.preferences import Kept, Preferences, quiet_at
from kiosk.ui.reader import Reader
from kiosk.ui.timers import Timer, Timers, later
from kiosk.voice import sound
from sync.protocol import Classroom

SAVE_S = 2.0
"""Seconds after the last choice until it is written: pressing plus ten times is one write."""


class Desk:
    """Joins the preferences to the loudspeaker, the light and the glass. Belongs to the screen's thread.

    `shine` lights the panel, 0..1; `resize` is told the new pixels to the millimetre, and builds the screens anew.
    """

    def __init__(
        self,
        kept: Kept,
        lock: Lock,
        timers: Timers,
        reader: Reader,
        *,
        shine: Callable[[float], None] = lambda share: None,
        resize: Callable[[float], None] = lambda px_per_mm: None,
        on_main: Callable[[Callable[[], None]], None] = later,
    ) -> None:
        self.lock = lock
        self._kept, self._timers, self._reader = kept, timers, reader
        self._shine, self._resize, self._on_main = shine, resize, on_main
        self._tablet: Tablet | None = None
        self._saving: Timer | None = None
        self._shone: float | None = None
        reader.player.hushed = self.quiet
        kept.watch(self._apply)
        self._apply()

    @property
    def now(self) -> Preferences:
        """The preferences in force."""
        return self._kept.now

    def attach(self, tablet: Tablet) -> None:
        """Take the opened tablet: its clock tells when it is quiet."""
        self._tablet = tablet

    def change(self, **values: object) -> None:
        """Choose something; see `kiosk.preferences.Preferences`."""
        before = self.now
        self._kept.change(**values)
        if self.now == before:
            return
        if self._saving is not None:
            self._saving.cancel()
        self._saving = self._timers.after(SAVE_S, self.close)
        if self.now.px_per_mm != before.px_per_mm:
            self._resize(self.now.px_per_mm)

    def close(self) -> None:
        """Write what was chosen and is not written yet."""
        if self._saving is not None:
            self._saving.cancel()
            self._saving = None
        self._kept.save()

    def quiet(self) -> bool:
        """Whether these are quiet hours, the tablet's own or the school's."""
        if self._tablet is None:
            return False
        return quiet_at(self._tablet.wall_clock().time(), self.now, self._tablet.classroom())

    def classroom(self) -> Classroom | None:
        return self._tablet.classroom() if self._tablet else None

    def time(self) -> str:
        """The school's own time, `HH:MM`."""
        return f"{self._tablet.wall_clock():%H:%M}" if self._tablet else ""

    def health(self, then: Callable[[Health], None]) -> None:
        """Ask how the tablet is; `then` is called on the screen's thread."""
        if self._tablet is not None:
            self._tablet.health(lambda found: self._on_main(lambda: then(found)))

    def send_now(self) -> None:
        if self._tablet is not None:
            self._tablet.send_now()

    def sample(self) -> None:
        """Let the volume be heard."""
        self._reader.player.play(sound("tap"))

    @property
    def facts(self) -> tuple[str, ...]:
        """What is amiss with the sound, as sentences."""
        return self._reader.player.facts

    def _apply(self) -> None:
        now = self._kept.now
        self._reader.player.volume = now.volume
        self._reader.voice = replace(self._reader.voice, headphones=now.headphones)
        if now.brightness != self._shone:
            self._shone = now.brightness
            self._shine(now.brightness)
