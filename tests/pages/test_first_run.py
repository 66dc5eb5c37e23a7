"""A new school: from the address on the console to the first page of a morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from sync.service import first_run, schools
from sync.service.db.models import School, Staff
from sync.service.settings import Settings
from tests.pages import school
from tests.pages.compare import compare
from tests.pages.office import roster_of
from tests.pages.site import SIZES, Site
from tests.pages.test_office import csv

WORDS = "kettle orbit mustard ladder"


@pytest.fixture
def empty(browser: Browser, tmp_path: Path) -> Iterator[Site]:
    """A service that was started on an empty folder."""
    settings = Settings(data=str(tmp_path / "new"))
    assert schools.untouched(settings, {})
    schools.create(settings, schools.UNNAMED)
    assert not schools.untouched(settings, {})
    with Site(school.Folder(tmp_path / "new"), browser) as running:
        yield running


def fill(page: Page, *, password: str = WORDS, again: str = WORDS) -> None:
    page.get_by_label("Name of the school").fill("Hillside Primary")
    page.get_by_label("Your name, as children know you").fill("Mrs Rowan")
    page.get_by_label("Your e-mail").fill("rowan@hillside.example")
    page.get_by_label("Passphrase", exact=True).fill(password)
    page.get_by_label("The same passphrase again").fill(again)
    page.get_by_role("button", name="Set up and go on").click()


def status(page: Page, url: str) -> int:
    answer = page.goto(url)
    assert answer is not None
    return answer.status


def test_a_new_school_goes_from_the_console_to_today(empty: Site) -> None:
    """School, first person and roster; then the address is gone for good."""
    token = first_run.begin(empty.service)
    assert token
    page = empty.page(javascript=False)
    address = empty.url(f"/first-run?token={token}")
    page.goto(address)
    fill(page, again="kettle orbit mustard ledger")
    expect(page.get_by_role("alert")).to_contain_text("not alike")
    expect(page.get_by_label("Name of the school")).to_have_value("Hillside Primary")
    fill(page, password="passwordpassword", again="passwordpassword")
    expect(page.get_by_role("alert")).to_contain_text("among the first that anybody would try")
    fill(page)

    page.get_by_text("I cannot scan it").click()
    secret = "".join(page.locator(".key").inner_text().split())
    page.locator("[name=code]").fill(pyotp.TOTP(secret).at(empty.clock.at))
    page.get_by_role("button").first.click()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("No class yet")).to_be_visible()
    page.get_by_role("link", name="Bring in a roster").click()
    expect(page.get_by_text("Nobody yet. Bring in a roster")).to_be_visible()
    page.get_by_label("Roster file").set_input_files([csv(roster_of("4W", "2B"))])
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Do this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good morning, 2B")
    with empty.service.db.read() as session:
        person = session.query(Staff).one()
        assert (person.name, person.role) == ("Mrs Rowan", "dsl")
        assert session.query(School).one().name == "Hillside Primary"

    assert status(page, address) == 404
    assert first_run.begin(empty.service) is None


def test_the_address_opens_for_an_hour_and_for_nobody_else(empty: Site) -> None:
    """Without the token, with another, with an older one and after an hour there is no such page."""
    page = empty.page()
    older = first_run.begin(empty.service)
    token = first_run.begin(empty.service)
    assert status(page, empty.url(f"/first-run?token={token}")) == 200
    for wrong in ("", "x", str(older)):
        assert status(page, empty.url(f"/first-run?token={wrong}")) == 404

    page.goto(empty.url(f"/first-run?token={token}"))
    empty.clock.at += timedelta(hours=1)
    fill(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    with empty.service.db.read() as session:
        assert session.query(Staff).count() == 0


@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_the_first_page(empty: Site, size: str, request: pytest.FixtureRequest) -> None:
    """No rule of axe's is broken, nothing is wider than the screen, and its picture is the approved one."""
    page = empty.page(None, size)
    page.goto(empty.url(f"/first-run?token={first_run.begin(empty.service)}"))
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    renew = bool(request.config.getoption("--renew-pictures"))
    assert not compare(f"first-run.{size}", page.screenshot(animations="disabled"), renew)


def test_a_school_with_people_has_no_such_page(shared: Site) -> None:
    """Whatever is sent."""
    assert first_run.begin(shared.service) is None
    assert status(shared.page(), shared.url("/first-run?token=x")) == 404
