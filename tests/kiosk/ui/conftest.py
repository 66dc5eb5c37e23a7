"""One real window for all tests of the screens, drawn offscreen and moved on step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from kiosk.ui import window

# Before any test module imports a screen: Kivy reads these once.
window.prepare((800, 480), offscreen=True)

if TYPE_CHECKING:
    from tests.kiosk.ui.kiosk import Kiosk

Start = Callable[..., "Kiosk"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Opens a tablet's screen at a size: `start((1280, 800))`, by default 800x480."""
    from tests.kiosk.ui.kiosk import Kiosk

    opened: list[Kiosk] = []

    def begin(*args: object, **kwargs: object) -> Kiosk:
        opened.append(Kiosk(*args, **kwargs))  # type: ignore[arg-type]
        return opened[-1]

    yield begin
    for kiosk in opened:
        kiosk.close()


@pytest.fixture
def kiosk(start: Start) -> Kiosk:
    """A tablet with a class of thirty, at rest, 800x480."""
    return start()
