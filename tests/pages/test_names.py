"""Names as the world has them, and as somebody might make them up to break a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from sync.service.db.models import Pupil, SchoolClass, Staff
from sync.service.pages.words import short_name
from tests.pages import school
from tests.pages.site import SIZES, Site
from tests.pages.walk import STOPS

NAMES = {
    "Aisha": ("W" * 80, "O" * 80),
    "Ben": ("عبد الرحمن", "الخوارزمي"),
    "Isla": ("<script>document.title = 'broken'</script>", "</bdi><img src=x onerror=alert(1)>"),
    "Kasia": ("Zoe\u0308\u0301\u0323\u0330\u0348 " * 8, "n\u0303\u0323andu"),
    "Chidi": ("{{ 7 * 7 }}", "{% raw %}"),
}


@pytest.mark.parametrize("size", SIZES)
def test_no_name_breaks_a_page(site: Site, size: str) -> None:
    """Eighty letters wrap, Arabic stands in its own direction, and markup is only ever text."""
    with site.running.service.db.write() as session:
        for given, (first, family) in NAMES.items():
            pupil = session.get_one(Pupil, (site.running.service.school_id, school.pupil_id(given)))
            pupil.given_name, pupil.family_name = first, family
        session.get_one(SchoolClass, (site.running.service.school_id, school.class_id("4W"))).name = "4" + "W" * 60
        for who in ("practitioner", "it"):
            staff = session.get_one(Staff, (site.running.service.school_id, school.an_id("staff", who)))
            staff.name = "<b>Ms</b> " + "O" * 80
    wrong: list[str] = []
    for stop in STOPS:
        page = site.page(stop.who, size)
        page.goto(site.url(stop.path))
        wrong.extend(f"{stop.name}: {each}" for each in _wrong(page, SIZES[size]["width"]))

    assert not wrong


def test_a_letter_keeps_its_marks() -> None:
    """The initial of a family name is a whole letter, in any script; a child without one has none."""
    assert short_name("Ana", "n\u0303\u0323andu") == "Ana n\u0303\u0323."
    assert short_name("Ana", " ") == "Ana"


def _wrong(page: Page, width: int) -> list[str]:
    found = []
    if "broken" in page.title():
        found.append("a name ran as a script")
    if page.locator("main img[onerror], main script, main b").count():
        found.append("a name became markup")
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("wider than the screen")
    return found
