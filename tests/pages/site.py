"""A running school and a browser on it: who is signed in, at which size, with or without JavaScript."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any, Self

import pyotp
from playwright.sync_api import Browser, Page, ViewportSize

from sync.service.accounts.sessions import COOKIE
from tests.pages import school
from tests.service.running import RunningService

SIZES: dict[str, ViewportSize] = {"wide": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--lang=en-GB",
    "--enable-blink-features=LangAttributeAwareFormControlUI",  # day/month/year: Debian's has only American words
]


class Site:
    """One school, served on a loopback port, and the people of it in a browser.

    Args:
        settings: overrides of the service's.
    """

    def __init__(self, folder: school.Folder, browser: Browser, **settings: object) -> None:
        self.clock = school.StillClock()
        self.running = RunningService(folder.path, clock=self.clock, **settings)
        self._browser = browser
        self._pages: dict[tuple[str | None, str, bool], Page] = {}

    @property
    def service(self) -> Any:
        return self.running.service

    def url(self, path: str) -> str:
        return self.running.url + path

    def page(self, who: str | None = None, size: str = "wide", *, javascript: bool = True) -> Page:
        """The page of a browser in which one of `school.STAFF` (None: nobody) is signed in; the same each time."""
        key = (who, size, javascript)
        if key not in self._pages:
            context = self._browser.new_context(
                viewport=SIZES[size],
                java_script_enabled=javascript,
                reduced_motion="reduce",
                locale="en-GB",
                timezone_id="Europe/London",
            )
            context.set_default_timeout(15_000)
            if who is not None:
                context.add_cookies([{"name": COOKIE, "value": school.session_of(who), "url": self.running.url}])
            self._pages[key] = context.new_page()
        return self._pages[key]

    def sign_in(self, page: Page, who: str) -> None:
        """Sign in by the forms, as a person does: good once a person and half minute, since a code is."""
        page.goto(self.url("/sign-in"))
        page.get_by_label("E-mail").fill(f"{who}@willowlane.example")
        page.get_by_label("Password").fill(school.PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_label("Code").fill(pyotp.TOTP(school.SECRET).at(self.clock.at))
        page.get_by_role("button", name="Go on").click()

    def cookies(self, who: str | None) -> dict[str, str]:
        """The cookies of somebody signed in, for plain HTTP."""
        return {COOKIE: school.session_of(who)} if who else {}

    def __enter__(self) -> Self:
        self.running.start()
        pause = threading.Event()
        while self.running._server._daily._looked is None:  # its look at the start may raise a flag under a picture
            pause.wait(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for page in self._pages.values():
            page.context.close()
        self.running.stop()
