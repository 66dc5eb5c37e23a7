"""Starts the tablet's screen: the first frame is drawn before the store or the network is even imported."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

from kiosk.ports import Tablet
from kiosk.preferences import Kept
from kiosk.settings import Settings
from kiosk.ui import memory, window
from kiosk.voice import Voice

log = logging.getLogger(__name__)


def run(
    open_tablet: Callable[[], Tablet],
    *,
    settings: Settings,
    on_stage: Callable[[Any], None] | None = None,
) -> None:
    """Open the window and serve until it is closed or the process is told to stop.

    `open_tablet` is called in a thread after the first frame. `on_stage`, if given, is called on the screen's thread
    with the `kiosk.ui.stage.Stage` once the tablet is attached. The tablet is closed before this returns.

    Raises:
        kiosk.ui.window.NoScreenError: there is nothing to draw on.
        kiosk.ui.fonts.MissingPartsError: a font or a library is missing.
        Exception: whatever `open_tablet` raised.
    """
    memory.one_heap()
    window.prepare(
        settings.window_size,
        offscreen=settings.offscreen,
        fullscreen=settings.fullscreen,
    )
    _Running(open_tablet, settings, on_stage).serve()


class _Running:
    """One run of the screen; its parts exist only between opening and closing the window."""

    def __init__(
        self, open_tablet: Callable[[], Tablet], settings: Settings, on_stage: Callable[[Any], None] | None
    ) -> None:
        self._open_tablet, self._settings, self._on_stage = open_tablet, settings, on_stage
        self._tablet: Tablet | None = None
        self._failed: BaseException | None = None
        self._opening: threading.Thread | None = None
        self._kept = Kept(settings.data_dir, settings)
        self._desk: Any = None

    def serve(self) -> None:
        from kivy.base import EventLoop, runTouchApp
        from kivy.core.window import Window

        from kiosk.ui import idle, pictures
        from kiosk.ui.photos import Photos
        from kiosk.ui.reader import Reader
        from kiosk.ui.sound import Player
        from kiosk.ui.stage import Stage
        from kiosk.ui.state import KioskState
        from kiosk.ui.timers import KivyTimers

        if Window is None:
            raise window.NoScreenError("The screen could not be opened: is libgl1 installed, and may this user draw?")
        sdl = idle.load_sdl()
        window.check_seen(idle.driver(sdl), offscreen=self._settings.offscreen)
        EventLoop.ensure_window()
        timers, now = KivyTimers(), self._kept.now
        photos = Photos(self._settings.data_dir)
        pictures.photos_from(photos.square)
        self._state = KioskState(timers, photos=photos)
        voice = Voice(self._settings.data_dir / "voice", headphones=now.headphones)
        reader = Reader(self._state, Player(timers, now.volume), voice)
        self._stage = Stage(self._state, self._metrics(), reader=reader)
        waiting = idle.SmartIdle(sdl)
        waiting.install()
        Window.bind(on_flip=self._first_frame, on_key_down=self._key_down, on_key_up=self._key_up)
        self._stop_on_signals()
        try:
            runTouchApp(self._stage)
        finally:
            waiting.uninstall()
            self._close()
        if self._failed is not None:
            raise self._failed

    def _first_frame(self, flipped: Any) -> None:
        """The child sees the sunrise; now the heavy parts may load."""
        flipped.unbind(on_flip=self._first_frame)
        self._opening = threading.Thread(target=self._open, name="open the store", daemon=True)
        self._opening.start()

    def _open(self) -> None:
        from kiosk.ui.timers import later

        try:
            self._tablet = self._open_tablet()
            self._read_pictures()
        except BaseException as error:  # said by the caller, on its own thread
            self._failed = error
            later(_stop)
            return
        later(self._opened)

    @staticmethod
    def _read_pictures() -> None:
        """Import what draws, here, so that the first touch need not wait for it."""
        from assets import animals, catalogue, faces, pictures  # noqa: F401
        from kiosk import raster  # noqa: F401

        catalogue.load()

    def _opened(self) -> None:
        from kiosk.ui.timers import later

        assert self._tablet is not None
        self._state.attach(self._tablet)
        self._open_desk(self._tablet)
        later(self._stage.prepare)
        later(self._open_sound)
        if self._on_stage is not None:
            self._on_stage(self._stage)

    def _metrics(self) -> Any:
        """The places of the screen, by the glass as it was measured; as IT set it where that cannot be."""
        from kivy.core.window import Window

        from kiosk.ui.metrics import Metrics

        size = int(Window.width), int(Window.height)
        try:
            return Metrics(*size, self._kept.now.px_per_mm)
        except ValueError as error:
            if self._kept.now.px_per_mm == self._settings.px_per_mm:
                raise
            log.warning("what was measured at the tablet can't be used: %s", error)
            return Metrics(*size, self._settings.px_per_mm)

    def _open_desk(self, tablet: Tablet) -> None:
        """Let staff into the corner; what it needs is loaded now, after the first frame."""
        from kiosk.pin import Lock
        from kiosk.ui.light import Light
        from kiosk.ui.staff.desk import Desk
        from kiosk.ui.timers import later

        self._desk = self._stage.desk = Desk(
            self._kept,
            Lock(self._settings.data_dir),
            self._state.timers,
            self._stage.reader,
            shine=Light().shine,
            resize=lambda _: later(self._build_anew),
        )
        self._desk.attach(tablet)

    def _build_anew(self) -> None:
        """The glass was measured: every screen is built again at its true size."""
        from kivy.core.window import Window

        from kiosk.ui import pictures
        from kiosk.ui.stage import Stage
        from kiosk.ui.timers import later

        old = self._stage
        Window.remove_widget(old)
        old.leave()
        pictures.forget()
        self._stage = Stage(self._state, self._metrics(), reader=old.reader, desk=self._desk)
        Window.add_widget(self._stage)
        later(self._stage.prepare)

    def _key_down(self, _window: Any, key: int, *_: Any) -> bool:
        return bool(self._stage.key_down(key))

    def _key_up(self, _window: Any, key: int, *_: Any) -> None:
        self._stage.key_up(key)

    def _open_sound(self) -> None:
        player = self._stage.reader.player
        player.open()
        for fact in player.facts:
            log.warning(fact)
        memory.let_go()

    def _close(self) -> None:
        if self._desk is not None:
            self._desk.close()
        if self._opening is not None:
            self._opening.join()
        if self._tablet is not None:
            self._state.close()
            self._tablet.close()

    @staticmethod
    def _stop_on_signals() -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: _stop())


def _stop() -> None:
    """Leave the loop at its next pass."""
    from kivy.base import stopTouchApp

    from kiosk.ui import idle

    stopTouchApp()
    idle.wake()
