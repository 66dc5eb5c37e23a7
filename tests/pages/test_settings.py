"""What a school chooses, in a real browser without JavaScript, and what comes of it."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from sync.service import classrooms
from sync.service.db.models import AuditEntry, FlagRow, School
from tests.pages import school
from tests.pages.site import Site


def _said(site: Site, action: str) -> list[str]:
    with site.service.db.read() as session:
        return [each.detail for each in session.query(AuditEntry).filter(AuditEntry.action == action)]


def test_what_is_chosen_for_the_tablets_is_what_they_are_told(site: Site) -> None:
    """When the tablets ask, when an adult answers, and within how long; a wrong time is answered with a sentence."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/settings"))
    page.get_by_label("The second check-in begins at").fill("13:10")
    page.get_by_label("Adults answer after").fill("08:15")
    page.get_by_label("and until").fill("15:20")
    page.get_by_label("Somebody is there within").fill("10")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("The second check-in begins at")).to_have_value("13:10")

    with site.service.db.read() as session:
        told = classrooms.of_class(session, site.service, school.class_id("4W"))
        target = session.get_one(School, site.service.school_id).help_target_min
    assert (told.slot_from, told.staffed, target) == (("00:00", "13:10"), ("08:15", "15:20"), 10)
    assert _said(site, "changed the help target") == ["15 to 10 minutes"]

    page.get_by_label("and until").fill("07:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("a later one until which")


@pytest.mark.parametrize(
    ("form", "cure"),
    [
        ({"second": "03:00"}, "between 10:00 and 16:00"),
        ({"second": "", "quick_morning": "yes"}, "needs a second check-in"),
        ({"target": "soon"}, "whole number"),
        ({"target": "9" * 5000}, "whole number"),
        ({"quiet_from": "12:00", "quiet_to": ""}, "Give both times"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_the_cure(site: Site, form: dict[str, str], cure: str) -> None:
    """Nothing is kept of a form with one bad field."""
    with httpx.Client(base_url=site.running.url, cookies=site.cookies("practitioner")) as http:
        http.get("/account")
        sent = {"_csrf_token": http.cookies["daybreak_form"], "staffed_from": "08:00", **form}
        answer = http.post("/settings/tablets", data=sent)

    assert answer.status_code == 400
    assert cure in answer.text
    with site.service.db.read() as session:
        assert "tablets" not in session.get_one(School, site.service.school_id).settings


def test_a_rule_is_switched_off_only_after_its_meaning_was_shown(site: Site) -> None:
    """The first press says what the choice would have meant; the second keeps it, and the audit says what."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/settings"))
    page.get_by_role("link", name="Choose the flag rules").click()
    page.get_by_role("group", name="Up and down more than usual").get_by_label("Switched on").uncheck()
    page.get_by_label("How long").select_option("3")
    page.get_by_role("button", name="Show what it would have meant").click()

    expect(page.get_by_role("status")).to_contain_text("these settings would have raised")
    expect(page.get_by_role("row", name="Up and down more than usual")).to_contain_text("switched off")
    assert _said(site, "changed the flag rules") == []

    page.get_by_role("button", name="Save these rules").click()
    expect(page.get_by_label("How long")).to_have_value("3")
    switch = page.get_by_role("group", name="Up and down more than usual").get_by_label("Switched on")
    expect(switch).not_to_be_checked()
    assert _said(site, "changed the flag rules") == ["R5 off, R6.days 5 to 3"]


def test_a_concern_from_the_flags_page_becomes_a_flag(site: Site) -> None:
    """Which child, and what was seen: without the child there is a sentence, with both there is a flag."""
    page = site.page("adult", javascript=False)
    page.goto(site.url("/flags"))
    page.get_by_role("link", name="Your own concern").click()
    page.get_by_label("Which child").select_option(label="Isla B.")
    page.get_by_label("What you saw or heard").fill("Sat alone at the fence all through break.")
    page.get_by_role("button", name="Put into the queue").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Isla B.")
    expect(page.get_by_text("Sat alone at the fence all through break.").first).to_be_visible()
    with site.service.db.read() as session:
        rules = [each.rule for each in session.query(FlagRow).filter(FlagRow.pupil_id == school.pupil_id("Isla"))]
    assert "R8" in rules


def test_a_concern_about_another_classes_child_finds_nobody(site: Site) -> None:
    """A class adult may tell of their own classes only; no child chosen is answered with a sentence."""
    with httpx.Client(base_url=site.running.url, cookies=site.cookies("other_adult")) as http:
        http.get("/account")
        form = {"_csrf_token": http.cookies["daybreak_form"], "text": "x"}
        assert http.post("/concern", data={**form, "pupil": str(school.pupil_id("Isla"))}).status_code == 404
        answer = http.post("/concern", data=form)

    assert answer.status_code == 400
    assert "Choose the child" in answer.text


def test_how_long_it_is_kept_is_chosen_after_what_would_go_was_counted(site: Site) -> None:
    """Everything is kept until a school has chosen twice: once to see, once to mean it."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/settings"))
    page.get_by_role("link", name="Choose how long").click()
    expect(page.get_by_label("Everything, for now")).to_be_checked()
    page.get_by_label("This school year and the one before").check()
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_role("status")).to_contain_text("1 September 2025")
    assert _said(site, "changed how long it is kept") == []

    page.get_by_role("button", name="Keep it that long").click()
    expect(page.get_by_label("This school year and the one before")).to_be_checked()
    assert _said(site, "changed how long it is kept") == ["this school year and the one before"]
    page.goto(site.url("/settings"))
    expect(page.get_by_text("Check-ins as they came: this school year and the one before.")).to_be_visible()


def test_the_exits_are_the_schools_choice_but_for_the_grown_up(site: Site) -> None:
    """Ticks for two of the three; the third is said to be always there, and the tablets hear of it."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/settings"))
    ways = page.get_by_role("group", name="Ways out of a question")
    expect(ways.get_by_role("checkbox")).to_have_count(2)
    expect(ways).to_contain_text("“I want a grown-up” is always there.")
    ways.get_by_label("“Not sure”").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(ways.get_by_label("“Not sure”")).not_to_be_checked()

    with site.service.db.read() as session:
        told = classrooms.of_class(session, site.service, school.class_id("4W"))
    assert (told.unsure, told.unsaid) == (False, True)
    adult = site.page("adult")
    adult.goto(site.url("/settings"))
    expect(adult.get_by_text("Questions are asked without “Not sure”.")).to_be_visible()
