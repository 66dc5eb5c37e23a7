"""What staff chose at the tablet itself: how loud, how bright, when quiet. It comes before the settings, at once.

Kept as `preferences.json` in the tablet's folder; only what was chosen is in it, so a setting that IT changes later
still counts where staff chose nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated

import msgspec

from kiosk.settings import Settings
from sync.files import write_whole
from sync.protocol import Classroom

log = logging.getLogger(__name__)

FILE = "preferences.json"
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Minute = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
LEAST_BRIGHT = 0.1
"""Never darker than this: a black screen looks like a broken tablet."""


class Preferences(msgspec.Struct, frozen=True):
    """How this tablet is now."""

    volume: Share
    """0..1 of what the loudspeaker gives."""
    brightness: Share
    """`LEAST_BRIGHT`..1 of what the panel gives."""
    headphones: bool
    """A touched card says its word."""
    quiet: tuple[Minute, Minute] | None
    """Local times without sound, `HH:MM` from and to; None follows the school's own, two equal times are never."""
    px_per_mm: Annotated[float, msgspec.Meta(ge=2, le=30)]
    scan_s: Annotated[float, msgspec.Meta(ge=0.5, le=5)]
    """Seconds for which scanning shows each card."""


def from_settings(settings: Settings) -> Preferences:
    """How the tablet is where staff chose nothing."""
    return Preferences(settings.volume, 1.0, settings.headphones, None, settings.px_per_mm, settings.scan_s)


class Kept:
    """The preferences in force, and the file that keeps them. Belongs to the screen's thread.

    `change` is felt at once and in memory only; `save` makes it last.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._path = folder / FILE
        self._base = msgspec.structs.asdict(from_settings(settings))
        self._chosen, self.now = _read(self._path, self._base)
        self._saved = dict(self._chosen)
        self._watchers: list[Callable[[], None]] = []

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed` after every change."""
        self._watchers.append(changed)

    def change(self, **values: object) -> None:
        """Choose some values.

        Raises:
            msgspec.ValidationError: a value that a preference cannot have.
        """
        chosen = {**self._chosen, **values}
        now = _whole(self._base, chosen)
        if now == self.now:
            return
        self._chosen, self.now = chosen, now
        for changed in tuple(self._watchers):
            changed()

    def save(self) -> bool:
        """Write what was chosen, whole or not at all; False when the disk took nothing, which is logged."""
        if self._chosen == self._saved:
            return True
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, msgspec.json.encode(self._chosen))
        except OSError as error:
            log.warning("what was chosen at the tablet could not be kept (%s); it holds until the end", error.strerror)
            return False
        self._saved = dict(self._chosen)
        return True


class PreferencesError(Exception):
    """What was chosen at the tablet can't be read; the message says what to do."""


def chosen(folder: Path, settings: Settings) -> dict[str, object]:
    """What staff chose at the tablet, by name; reads only, so that it may be asked while the tablet runs.

    Raises:
        PreferencesError: the file is damaged.
    """
    base = msgspec.structs.asdict(from_settings(settings))
    try:
        return _known(folder / FILE, base)
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError) as error:
        raise PreferencesError(
            f"{folder / FILE} can't be used ({error}). Start the tablet: it puts the file aside. Then choose again."
        ) from None


def quiet_at(at: time, preferences: Preferences, classroom: Classroom | None) -> bool:
    """Whether the tablet makes no sound at a local time: by its own quiet hours, else by the school's."""
    span = preferences.quiet or (classroom.quiet_hours if classroom else None)
    if span is None:
        return False
    start, end = (time.fromisoformat(each) for each in span)
    if start <= end:
        return start <= at < end
    return at >= start or at < end  # over midnight


def _read(path: Path, base: dict[str, object]) -> tuple[dict[str, object], Preferences]:
    """What was chosen, and what follows; a file that cannot be used is put aside."""
    try:
        known = _known(path, base)
        return known, _whole(base, known)
    except FileNotFoundError:
        pass
    except (OSError, msgspec.MsgspecError) as error:
        log.warning("%s can't be used (%s) and was put aside; choose again in the staff corner", path.name, error)
        try:
            path.replace(path.with_suffix(".damaged"))
        except OSError:
            log.warning("%s could not be put aside", path.name)
    return {}, _whole(base, {})


def _known(path: Path, base: dict[str, object]) -> dict[str, object]:
    kept = msgspec.json.decode(path.read_bytes(), type=dict[str, object])
    known = {name: value for name, value in kept.items() if name in base}
    _whole(base, known)
    return known


def _whole(base: dict[str, object], chosen: dict[str, object]) -> Preferences:
    return msgspec.convert({**base, **chosen}, Preferences)
