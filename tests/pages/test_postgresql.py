"""Every page and every form of the built school, with its record in a real PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import httpx
import pytest

from tests import databases
from tests.pages import school
from tests.pages.test_access import routes
from tests.pages.walk import STOPS
from tests.service.running import RunningService

_CHANGING = re.compile(
    r'_csrf_token" value="\w+"|data-mark="[^"]*"|until=[\w.-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|127.0.0.1:\d+'
)
"""Tokens, marks, ports, and the ids that a flag gets anew each time that the school is made."""


@pytest.fixture(scope="module")
def both(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningService, RunningService]]:
    """The school of the stored pictures, a term of it: in SQLite, and the same in PostgreSQL."""
    folder = tmp_path_factory.mktemp("both")
    databases.copy(built, folder / "sqlite")
    with databases.using("postgresql"):
        school.build(folder / "postgresql")
        theirs = RunningService(folder / "postgresql", clock=school.StillClock())
    with RunningService(folder / "sqlite", clock=school.StillClock()) as ours, theirs:
        yield ours, theirs


def browser(running: RunningService, who: str | None) -> httpx.Client:
    """Somebody of the school who has signed in."""
    cookies = {"daybreak_session": school.session_of(who)} if who else {}
    return httpx.Client(base_url=running.url, cookies=cookies, follow_redirects=True, timeout=30)


def test_every_page_says_the_same_as_on_sqlite(both: tuple[RunningService, RunningService]) -> None:
    """Word for word and in the same order, with somebody who may open it."""
    differing = {}
    for stop in STOPS:
        pages = []
        for running in both:
            with browser(running, stop.who) as http:
                pages.append(_CHANGING.sub("", http.get(stop.path).text).splitlines())
        if different := [line for line in unified_diff(pages[0], pages[1], n=0, lineterm="") if line.strip("+- ")]:
            differing[stop.name] = different[:20]

    assert differing == {}


@pytest.mark.parametrize("who", ["practitioner", "it"])
def test_no_route_breaks_whoever_asks_and_whatever_is_sent(
    both: tuple[RunningService, RunningService], who: str
) -> None:
    """At every address, by every method: an answer or a refusal, never a fault of ours."""
    _, running = both
    with browser(running, who) as http:
        token = re.findall(r'name="_csrf_token" value="(\w+)"', http.get("/account").text)[0]
        form = {"_csrf_token": token, "class": str(school.class_id("4W")), "reason": "spoke", "text": "x\0" * 300}
        for method, template, path in routes(running):
            if template in ("/today/live", "/sign-out", "/account/close"):
                continue
            answer = http.get(path + "?show=1") if method == "GET" else http.post(path, data=form)
            assert answer.status_code < 500, (method, path, who)
