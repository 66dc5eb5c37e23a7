"""The activity being played, with Stop and *I want a grown-up* always in reach."""

from __future__ import annotations

from kiosk import turn
from kiosk.ui.screens.screen import ADULT, KioskScreen, Option

STOP = Option(turn.STOP, "no", "control.back")


class ActivityScreen(KioskScreen):
    """Hosts the widget of the activity that the turn names."""

    def show(self) -> None:
        self.begin()
        self.put_exits([STOP, ADULT])
        self.finish()
