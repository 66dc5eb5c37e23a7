"""A practitioner keeps some children and classes together, and opens the morning with them."""

from __future__ import annotations

import httpx
from playwright.sync_api import expect
from sqlalchemy import delete

from sync.service.db.models import StaffClass
from tests.pages import school
from tests.pages.site import Site


def test_a_practitioner_keeps_a_child_and_finds_them_on_one_page(site: Site) -> None:
    """Added on the child's page, shown on Today with those kept before, gone when taken off."""
    page = site.page("practitioner")
    page.goto(site.url(f"/pupils/{school.pupil_id('Isla')}"))
    page.get_by_role("button", name="Add to my caseload").click()
    expect(page.get_by_role("button", name="Take off my caseload")).to_be_visible()

    page.goto(site.url("/"))
    page.locator(".pick summary").click()
    page.get_by_role("link", name="My caseload").click()
    expect(page.locator(".pupil strong")).to_have_count(3)
    expect(page.get_by_text("Isla")).to_be_visible()

    page.goto(site.url(f"/pupils/{school.pupil_id('Isla')}"))
    page.get_by_role("button", name="Take off my caseload").click()
    page.goto(site.url("/?class=mine"))
    expect(page.locator(".pupil strong")).to_have_count(2)


def test_a_class_is_kept_whole(site: Site) -> None:
    """The list of classes adds one, and its children join those kept alone."""
    page = site.page("practitioner")
    page.goto(site.url(f"/?class={school.class_id('2B')}"))
    page.locator(".pick summary").click()
    page.get_by_role("button", name="Add 2B to my caseload").click()
    page.locator(".pick summary").click()
    expect(page.get_by_role("button", name="Take 2B off my caseload")).to_be_visible()
    shown = page.locator(".pupil strong").count()
    page.goto(site.url("/?class=mine"))

    assert page.locator(".pupil strong").count() == shown + 1, (
        "Kasia is of another class; who is of this one counts once"
    )


def test_nobody_elses_caseload_is_seen(shared: Site) -> None:
    """A caseload is its owner's; somebody who has none is told how to begin one."""
    with httpx.Client(base_url=shared.running.url, cookies=shared.cookies("dsl")) as http:
        answer = http.get("/?class=mine")

    assert "Your caseload is empty" in answer.text
    assert "Kasia" not in answer.text


def test_a_child_of_a_class_that_is_no_longer_theirs_leaves_the_caseload(site: Site) -> None:
    """Rights are looked at each time: what was kept once opens nothing."""
    child = school.pupil_id("Kasia")
    with httpx.Client(base_url=site.running.url, cookies=site.cookies("adult")) as http:
        http.get("/account")
        form = {"_csrf_token": http.cookies["daybreak_form"], "kept": "yes"}
        assert http.post(f"/pupils/{child}/caseload", data=form).status_code == 303
        assert "Kasia" in http.get("/?class=mine").text
        with site.running.service.db.write() as session:
            session.execute(delete(StaffClass).where(StaffClass.staff_id == school.an_id("staff", "adult")))
        after = http.get("/?class=mine").text

    assert "Kasia" not in after
