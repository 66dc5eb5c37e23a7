"""Plans, putting right, patterns and the audit, as the adults of a school meet them."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from sync.service.db.models import Closure
from tests.pages import planned, school
from tests.pages.site import Site

FINN = school.pupil_id("Finn")


def test_a_practitioner_plans_and_sees_first_what_the_tablet_will_do(site: Site) -> None:
    """Nothing is kept before the second press; the plan then stands on the child's page, is reviewed and closed."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url(f"/pupils/{FINN}?show=1"))
    page.get_by_role("link", name="Make a plan").click()
    page.get_by_label("In your own words").fill("Says when it is too loud.")
    page.get_by_label("First activity").select_option("hum")
    page.get_by_label("Trusted adult").select_option("Mr Bell")
    page.get_by_role("button", name="Show what changes").click()
    row = page.get_by_role("row", name=re.compile("What might help"))
    expect(row.locator("td").nth(1)).to_contain_text(re.compile("^Hum"))
    expect(page.get_by_role("row", name=re.compile("Adults"))).to_contain_text("Mr Bell")
    page.goto(site.url("/plans?show=1"))
    expect(page.get_by_text("Says when it is too loud.")).to_have_count(0)

    page.goto(site.url(f"/pupils/{FINN}/plan"))
    page.get_by_label("In your own words").fill("Says when it is too loud.")
    page.get_by_label("First activity").select_option("hum")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Finn R. · plan")
    page.get_by_label("What you found").fill("Used it twice.")
    page.get_by_label("Look again on").fill("2027-02-01")
    page.get_by_role("button", name="Write the review down").click()
    expect(page.locator(".story")).to_contain_text("Reviewed by Ms Okoro. Used it twice.")
    page.get_by_text("Close this plan").click()
    page.get_by_label("How it ended").fill("He says so now.")
    page.get_by_role("button", name="Close the plan").click()
    expect(page.locator(".sub")).to_contain_text("Closed")


def test_a_change_to_a_plan_that_runs_is_said_to_hold_at_once_and_a_new_one_from_a_school_day(site: Site) -> None:
    """Not from a morning that is past; and a plan that is written before days that are closed begins after them."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url(f"/pupils/{school.pupil_id('Kasia')}/plan"))
    page.get_by_label("First activity").select_option("hum")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("status")).to_contain_text("On the tablet, within a minute of saving")

    with site.service.db.write() as session:
        for ahead in (1, 2, 3):
            day = school.TODAY + timedelta(days=ahead)
            session.add(Closure(school_id=site.service.school_id, day=day, name="Floods"))
    page.goto(site.url(f"/pupils/{FINN}/plan"))
    expect(page.get_by_label("From")).to_have_value("2026-11-30")
    page.get_by_label("In your own words").fill("Says when it is too loud.")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("status")).to_contain_text("from the morning of Monday 30 November")


def test_a_review_sets_the_weeks_beside_each_other_and_says_what_it_cannot_show(site: Site) -> None:
    """Reviews that are due stand first; sentence, chart and table; no cause is claimed."""
    page = site.page("practitioner")
    page.goto(site.url("/plans?show=1"))
    expect(page.locator(".queue > li").first).to_contain_text("review due")
    page.get_by_role("link", name="Kasia N. · 4W").click()
    expect(page.get_by_text("What this cannot show: why anything changed.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("After an activity"))).to_contain_text("too few to say")


def test_a_class_adult_reads_a_plan_and_makes_none(site: Site) -> None:
    """Of their own class; another class's plan looks like one that is not there."""
    page = site.page("adult")
    page.goto(site.url(f"/plans/{planned.PLAN_ID}?show=1"))
    expect(page.get_by_role("button", name="Write the review down")).to_have_count(0)
    refused = page.goto(site.url(f"/pupils/{FINN}/plan"))
    assert refused is not None
    assert refused.status == 403

    answer = site.page("other_adult").goto(site.url(f"/plans/{planned.PLAN_ID}?show=1"))
    assert answer is not None
    assert answer.status == 404


def test_a_check_in_for_the_wrong_child_is_moved_and_put_back(site: Site) -> None:
    """Both children's pages say so; the request beside it waits for both."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url(f"/pupils/{school.pupil_id('Isla')}?show=1"))
    page.get_by_role("link", name="wrong child?").first.click()
    page.get_by_label("Whose was it?").select_option("Uma I. · 4W")
    page.locator("section", has=page.get_by_role("heading", name="It was another child")).get_by_label(
        "Why you think so"
    ).fill("Sat beside each other")
    page.get_by_role("button", name="Move it").click()
    expect(page.locator(".note")).to_contain_text("moved to Uma I. by Ms Okoro")
    page.goto(site.url("/?show=1"))
    expect(page.locator(".needs", has_text="asked for a grown-up at 8:47")).not_to_have_count(0)
    expect(page.get_by_text("Uma I. asked for a grown-up")).to_be_visible()
    expect(page.get_by_text("Isla B. asked for a grown-up")).to_be_visible()

    page.goto(site.url(f"/pupils/{school.pupil_id('Uma')}?show=1"))
    expect(page.locator(".note")).to_contain_text("moved here from Isla B.")
    page.get_by_role("button", name="Put back").click()
    expect(page.locator("h1")).to_contain_text("Isla B.")
    expect(page.get_by_role("link", name="wrong child?").first).to_be_visible()


def test_a_note_is_kept_and_what_is_restricted_is_for_the_safeguarding_lead(site: Site) -> None:
    """Nobody else reads it."""
    dsl, kasia = site.page("dsl"), f"/pupils/{school.pupil_id('Kasia')}?show=1"
    dsl.goto(site.url(kasia))
    notes = dsl.locator("section", has=dsl.get_by_role("heading", name="Notes"))
    notes.get_by_text("Add a note").click()
    notes.get_by_label("What you saw, said or agreed").fill("Spoke to her social worker.")
    notes.get_by_label("For the safeguarding lead alone").check()
    notes.get_by_role("button", name="Add the note").click()
    expect(dsl.get_by_text("Spoke to her social worker.")).to_be_visible()

    other = site.page("practitioner")
    other.goto(site.url(kasia))
    expect(other.get_by_text("Her aunt collects her this month.")).to_be_visible()
    expect(other.get_by_text("social worker")).to_have_count(0)


def test_the_head_sees_patterns_of_groups_and_who_looked(site: Site) -> None:
    """Numbers of five and more, others hidden; the audit by child, its chain checked."""
    site.page("practitioner").goto(site.url(f"/pupils/{school.pupil_id('Kasia')}?show=1"))
    page = site.page("head")
    page.goto(site.url("/patterns"))
    expect(page.get_by_text("Tuesday")).to_have_count(0)
    page.get_by_role("link", name="Show").click()
    page.get_by_role("link", name="4W").click()
    table = page.get_by_role("group", name="Table: by weekday")
    expect(table.get_by_role("row", name=re.compile("Monday"))).to_contain_text("hidden")
    cells = [each for each in table.get_by_role("cell").all_inner_texts() if each.isdigit()]
    assert not {int(each) for each in cells} & {1, 2, 3, 4}

    page.get_by_role("link", name="Audit").click()
    page.get_by_label("Child's name begins with").fill("kas")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Ms Okoro"))).to_contain_text("looked at pupil")
    page.get_by_role("button", name="Check the whole chain").click()
    expect(page.get_by_role("status")).to_contain_text("entries follow from one another")
