"""Plays clips: one at once, or several one after another. The only module that knows how Kivy makes a sound.

Kivy's SDL mixer decodes a clip when it is loaded, starts it at once and never says where it stands, so the next clip
is timed by the length of the one before. Without a sound card it says nothing and gives clips of no length: then this
player is silent, and `facts` tells staff why. Everything belongs to the screen's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kiosk.ui.timers import Timer, Timers
from kiosk.voice import Shelf, Spoken, sound

PAUSE_S = 0.15
"""Between two clips of a reading, beside the silence in the clips themselves."""
NO_SOUND = "No loudspeaker was found, so the tablet plays no voice. Connect one and start the tablet again."


class Player:
    """One voice: whatever is played ends what was playing.

    Nothing is loaded until `open`. `volume` is 0..1; `hushed` is asked before each sound, and is true in the tablet's
    quiet hours.
    """

    def __init__(self, timers: Timers, volume: float = 1.0, hushed: Callable[[], bool] = lambda: False) -> None:
        self.volume, self.hushed = volume, hushed
        self._timers = timers
        self._shelf: Shelf[Any] = Shelf()
        self._silent = True
        self._opened = False
        self._quiet = False
        self._unplayable: dict[Path, None] = {}
        self._made: dict[Path, int] = {}
        """When each loaded clip's file was written, by the disk's own count."""
        self._playing: Any = None
        self._left: list[Spoken] = []
        self._next: Timer | None = None
        self._showing: Callable[[str | None], None] | None = None

    def open(self) -> bool:
        """Load the tap, and with it the sound card; True when there is one. Takes some 50 ms the first time."""
        self._opened, self._silent = True, False
        self._silent = self._load(sound("tap")) is None
        self._unplayable.clear()
        return not self._silent

    @property
    def facts(self) -> tuple[str, ...]:
        """What staff should know about the sound of this tablet, as sentences; none when all is well."""
        if self._silent:
            return (NO_SOUND,) if self._opened else ()
        return tuple(f"{clip.name} can't be played. Record it again as Ogg Vorbis." for clip in self._unplayable)

    @property
    def quiet(self) -> bool:
        """True while the tablet makes no sound at all, because the child whose turn it is needs quiet."""
        return self._quiet

    @quiet.setter
    def quiet(self, quiet: bool) -> None:
        if quiet and not self._quiet:
            self.stop()
        self._quiet = quiet

    @property
    def reading(self) -> bool:
        """True while a reading goes on."""
        return self._showing is not None

    @property
    def held_bytes(self) -> int:
        """Memory that decoded clips take, at most `kiosk.voice.CACHE_BYTES`."""
        return self._shelf.held_bytes

    def play(self, clip: Path) -> float:
        """Play one clip now, ending a reading; return its length in seconds, 0 when it can't be heard."""
        self.stop()
        return self._start(clip)

    def read(self, clips: Sequence[Spoken], showing: Callable[[str | None], None]) -> None:
        """Play clips one after another, from the first.

        `showing` is called with each word as it begins, and exactly once with None when the reading has ended, was
        stopped, or nothing could be heard.
        """
        self.stop()
        self._left, self._showing = list(clips), showing
        self._go_on()

    def stop(self) -> None:
        """End what is playing or being read; safe to call when nothing is."""
        self._hush()
        self._left = []
        if self._next is not None:
            self._next.cancel()
            self._next = None
        showing, self._showing = self._showing, None
        if showing is not None:
            showing(None)

    def _go_on(self) -> None:
        self._next = None
        while self._left and self._showing is not None:
            spoken = self._left.pop(0)
            if seconds := self._start(spoken.clip):
                self._next = self._timers.after(seconds + PAUSE_S, self._go_on)
                self._showing(spoken.word)
                return
        self.stop()

    def _start(self, clip: Path) -> float:
        self._hush()
        if self._quiet or self.volume <= 0 or self.hushed():
            return 0.0
        loaded = self._load(clip)
        if loaded is None:
            return 0.0
        self._playing = loaded
        loaded.volume = self.volume
        loaded.play()
        return float(loaded.length)

    def _hush(self) -> None:
        playing, self._playing = self._playing, None
        if playing is not None:
            playing.stop()

    def _load(self, clip: Path) -> Any:
        """The decoded clip, from the shelf or from its file; None when it can't be heard."""
        # A silent tablet tries nothing: Kivy would log the path of every clip, and with it what a child touched.
        if self._silent:
            return None
        self._notice_another(clip)
        if clip in self._unplayable:
            return None
        if (kept := self._shelf.get(clip)) is not None:
            return kept
        from kivy.core.audio import SoundLoader

        loaded = SoundLoader.load(str(clip))
        if loaded is None or not loaded.length > 0:
            self._unplayable[clip] = None
            return None
        for gone in self._shelf.put(clip, loaded, loaded.length):
            if gone is not loaded:
                gone.unload()
        return loaded

    def _notice_another(self, clip: Path) -> None:
        """Forget what was loaded of a clip whose file is another now: a name that was recorded again."""
        try:
            made = clip.stat().st_mtime_ns
        except OSError:
            return
        if self._made.get(clip) != made:
            self._made[clip] = made
            self._unplayable.pop(clip, None)
            if (old := self._shelf.forget(clip)) is not None:
                old.unload()
