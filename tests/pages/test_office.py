"""Rosters and the register, brought in on a page by those who may, and looked through before anything changes."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import select

from sync.service.db.models import Attendance, AuditEntry, Pupil
from tests.pages import school
from tests.pages.office import roster_of
from tests.pages.site import Site


def csv(text: str, file: str = "pupils.csv") -> FilePayload:
    """A file as a browser sends it."""
    return {"name": file, "mimeType": "text/csv", "buffer": text.encode()}


def upload(page: Page, site: Site, text: str, *, file: str = "pupils.csv", ticked: tuple[str, ...] = ()) -> None:
    """Choose a file on the page of the school and ask what it would change."""
    page.goto(site.url("/roster"))
    page.get_by_label("Roster file").set_input_files([csv(text, file)])
    for label in ticked:
        page.get_by_label(label).check()
    page.get_by_role("button", name="Show what would change").click()


def pupil(site: Site, given: str) -> Pupil:
    with site.service.db.read() as session:
        found: Pupil = session.get_one(Pupil, (site.service.school_id, school.pupil_id(given)))
    return found


def test_a_roster_is_shown_before_it_changes_anything(site: Site) -> None:
    """Joiners, leavers, moves, new names and a child perhaps there twice; one press does just that."""
    page = site.page("practitioner", javascript=False)
    text = roster_of("4W", "2B", without=("Theo",), renamed={"Will": "Willa"})
    upload(page, site, text + "501,Theo,Jones,4W,4\n")
    expect(page.get_by_role("heading", level=1)).to_have_text("What the roster would change")
    expect(page.locator(".note strong")).to_have_text("1 child joins, 1 has a new name, 1 leaves.")
    expect(page.locator("section", has=page.locator("#leavers"))).to_contain_text("Theo Jones")
    expect(page.locator("section", has=page.locator("#doubles"))).to_contain_text(
        "Theo Jones somebody of that name is in 4W"
    )
    expect(page.locator("section", has=page.locator("#renames"))).to_contain_text("Will East becomes Willa East")
    assert pupil(site, "Theo").left_on is None

    page.get_by_role("button", name="Do this").click()
    expect(page.get_by_text("Last time: 1 child joins, 1 has a new name, 1 leaves.")).to_be_visible()
    assert pupil(site, "Theo").left_on == school.TODAY
    assert (pupil(site, "Will").given_name, pupil(site, "Will").source_id) == ("Willa", "Will")
    with site.service.db.read() as session:
        entries = session.scalars(select(AuditEntry.action).where(AuditEntry.action.contains("roster"))).all()
    assert entries == ["looked through a roster", "imported a roster"]


def test_a_roster_that_lost_its_lines_is_stopped(site: Site) -> None:
    """More than a tenth would leave: there is nothing to press, and nothing changes, whatever is sent."""
    page = site.page("practitioner")
    upload(page, site, roster_of("4W", without=("Aisha", "Ben", "Chidi", "Daisy")))
    expect(page.get_by_text("4 of 28 children would leave, more than a tenth.")).to_be_visible()
    expect(page.get_by_role("button", name="Do this")).to_have_count(0)

    token = page.locator("[name=_csrf_token]").first.get_attribute("value")
    answer = page.request.post(page.url, form={"_csrf_token": str(token), "plan": "x"})
    assert answer.status == 400
    assert pupil(site, "Aisha").left_on is None


def test_in_september_the_oldest_year_leaves(site: Site) -> None:
    """The roll-over expects it and asks for one more tick."""
    page = site.page("dsl")
    upload(page, site, roster_of("2B"), ticked=("This CSV names every child", "September roll-over"))
    expect(page.locator(".note strong")).to_have_text("28 leave.")
    page.get_by_label("I have looked through who leaves").check()
    page.get_by_role("button", name="Do this").click()
    expect(page.locator("tr", has_text="4W").locator("td").nth(1)).to_have_text("0")

    upload(page, site, roster_of("2B", without=("Bea", "Callum", "Dara")), ticked=("September roll-over",))
    page.get_by_label("I have looked through who leaves").check()
    page.get_by_role("button", name="Do this").click()
    assert pupil(site, "Bea").left_on == school.TODAY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Choose a file first"),
        ("name,mood\nA,B\n", "pupils.csv, line 1: there is no column 'name' in this kind of file."),
        (
            "pupil_id,given_name,family_name,class,year_group\n1,A,B,2W,9x\n",
            "pupils.csv, line 2: '9x' is no year group.",
        ),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_line_and_cure(site: Site, text: str, said: str) -> None:
    """The sentence stands on the page beside the form."""
    page = site.page("it")
    upload(page, site, text)

    expect(page.get_by_role("alert")).to_contain_text(said)


def test_a_plan_belongs_to_whoever_asked_for_it(site: Site) -> None:
    """Another adult's draft, and one that is done, answer like pages that are not there."""
    page = site.page("practitioner")
    upload(page, site, roster_of("4W", "2B", without=("Theo",)))
    address = page.url
    other = site.page("dsl").goto(address)
    assert other is not None
    assert other.status == 404

    site.clock.at = school.at(school.TODAY, "22:00")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("What the roster would change")
    page.get_by_role("button", name="Do this").click()
    again = page.goto(address)
    assert again is not None
    assert again.status == 404


def test_a_plan_that_changed_meanwhile_is_looked_through_again(site: Site) -> None:
    """What is done is what was shown, or nothing."""
    page = site.page("practitioner")
    upload(page, site, roster_of("4W", "2B", without=("Theo",)))
    with site.service.db.write() as session:
        session.get_one(Pupil, (site.service.school_id, school.pupil_id("Bea"))).given_name = "Beatrix"
    page.get_by_role("button", name="Do this").click()

    expect(page.get_by_role("alert")).to_contain_text("something has changed since you looked")
    assert pupil(site, "Theo").left_on is None
    expect(page.locator("section", has=page.locator("#renames"))).to_contain_text("Beatrix Hill becomes Bea Hill")


def test_the_register_is_brought_in_on_the_page(site: Site) -> None:
    """Known codes count, unknown ones stay unknown and are named; a wrong file changes nothing."""
    page = site.page("it")
    page.goto(site.url("/roster"))
    text = "date,pupil_id,session,code\n2026-11-24,Uma,AM,I\n2026-11-24,Ben,AM,?\n"
    page.get_by_label("Register file").set_input_files([csv(text)])
    page.get_by_role("button", name="Bring in the register").click()
    expect(page.get_by_text("2 marks of the register; codes that nobody knows here: ?.")).to_be_visible()
    with site.service.db.read() as session:
        mark = session.get_one(Attendance, (site.service.school_id, school.pupil_id("Uma"), school.TODAY, "AM"))
    assert mark.code == "I"

    page.get_by_label("Register file").set_input_files([csv("date,pupil_id,session,code\n24/11/2026,Uma,AM,I\n")])
    page.get_by_role("button", name="Bring in the register").click()
    expect(page.get_by_role("alert")).to_contain_text("Write it as 2026-11-23.")
