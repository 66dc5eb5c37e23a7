"""Mornings in a real browser: what a practitioner, a class adult, the safeguarding lead, the head and IT meet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from sync.service.db.models import AuditEntry
from tests.pages import school
from tests.pages.site import Site
from tests.pages.walk import KASIAS_FLAG


def test_a_practitioners_morning(site: Site) -> None:
    """Signs in, reveals, sees who asked, says so, meets the child, closes a flag; Escape covers at once."""
    page = site.page()
    page.goto(site.url("/"))
    site.sign_in(page, "practitioner")
    expect(page.get_by_role("heading", level=1)).to_have_text("Good morning, 4W")
    expect(page.get_by_text("Someone in 4W asked for a grown-up at 8:47")).to_be_visible()
    expect(page.get_by_text("Sad")).to_have_count(0)

    page.get_by_role("link", name="Show feelings").click()
    expect(page.locator(".pupil", has_text="Kasia N.")).to_contain_text("Sad · 8:47")
    expect(page.locator(".needs")).to_contain_text("Isla B. asked for a grown-up at 8:47")
    expect(page.locator(".needs")).to_contain_text("would like someone to sit near them. They chose Mr Bell.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Show feelings")).to_be_visible()
    expect(page.get_by_text("Sad")).to_have_count(0)

    page.get_by_role("link", name="Show who").click()
    page.get_by_role("button", name="I've seen this").click()
    expect(page.locator(".needs")).to_contain_text("Seen by Ms Okoro at 8:58, not met yet")
    page.get_by_role("button", name="We have met").click()
    expect(page.locator(".needs")).to_contain_text("Ms Okoro met them at 8:58, after 11 min")
    expect(page.get_by_role("button", name="We have met")).to_have_count(0)

    page.get_by_role("link", name="Flags").click()
    expect(page.get_by_text("Kasia")).to_have_count(0)
    page.get_by_role("link", name="Show").click()
    page.get_by_role("link", name="Kasia N. · 4W").click()
    expect(page.locator(".needs strong")).to_have_text("Lower than Kasia's own usual since Monday 16 November.")
    page.get_by_role("button", name="Mark as seen").click()
    expect(page.locator(".sub")).to_contain_text("Seen · with Ms Okoro")
    page.get_by_label("What you saw, said or agreed").fill("Spoke at the gate.")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator(".story").first).to_be_visible()
    expect(page.get_by_text("Ms Okoro: Spoke at the gate.")).to_be_visible()
    page.get_by_label("Reason").select_option("Spoke, settled")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".sub")).to_contain_text("Closed: spoke, settled")
    expect(page.get_by_label("Reason")).to_have_count(0)


def test_every_page_works_without_javascript(site: Site) -> None:
    """Reveal, seen, met, a note and closing are plain links and forms; a page left open covers itself."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/"))
    page.get_by_role("link", name="Show feelings").click()
    assert '<noscript><meta http-equiv="refresh" content="60;url=/">' in page.content()
    page.get_by_role("button", name="We have met").click()
    expect(page.locator(".needs")).to_contain_text("Ms Okoro met them")
    page.get_by_text("Class 4W").click()
    page.get_by_role("link", name="2B").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good morning, 2B")

    page.goto(site.url(f"/flags/{KASIAS_FLAG}?show=1"))
    page.get_by_role("button", name="Mark as seen").click()
    page.get_by_label("Reason").select_option("Known reason")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".sub")).to_contain_text("Closed: known reason")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_page_left_open_covers_itself(site: Site) -> None:
    """After a minute of the browser's own clock the feelings are gone, and a reload or an old address stays covered."""
    page = site.page("practitioner")
    page.clock.install(time=school.MORNING)
    page.goto(site.url("/?show=1"))
    revealed = page.url
    expect(page.locator(".pupil", has_text="Kasia N.")).to_contain_text("Sad")
    page.clock.run_for(61_000)
    expect(page.get_by_role("link", name="Show feelings")).to_be_visible()

    site.clock.at = school.at(school.TODAY, "9:30")
    page.goto(revealed)
    expect(page.get_by_role("link", name="Show feelings")).to_be_visible()


def test_a_note_half_written_is_kept_when_the_page_covers(site: Site) -> None:
    """Escape hides the page and loses nothing that was typed."""
    page = site.page("practitioner")
    page.goto(site.url(f"/flags/{KASIAS_FLAG}?show=1"))
    page.get_by_label("What you saw, said or agreed").fill("Half a")
    page.keyboard.press("Escape")
    expect(page.locator("main")).to_be_hidden()
    page.get_by_role("button", name="Show again").click()

    expect(page.get_by_label("What you saw, said or agreed")).to_have_value("Half a")


def test_a_class_adult_sees_their_own_class_and_no_other(site: Site) -> None:
    """Another class, its children and its flags answer like pages that do not exist."""
    page = site.page("other_adult")
    page.goto(site.url("/?show=1"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Good morning, 2B")
    expect(page.get_by_text("Whole school")).to_have_count(0)

    event = school.an_id("request", "Isla", school.TODAY, "8:47")
    for path in (
        f"/?class={school.class_id('4W')}",
        "/?class=school",
        f"/today/part?class={school.class_id('4W')}",
        f"/today/print?class={school.class_id('4W')}",
        f"/pupils?class={school.class_id('4W')}",
        f"/pupils/{school.pupil_id('Kasia')}?show=1",
        f"/flags/{KASIAS_FLAG}?show=1",
    ):
        answer = page.goto(site.url(path))
        assert answer is not None
        assert answer.status == 404, path
        assert "Kasia" not in page.content()
    for path in (f"/requests/{event}/met", f"/flags/{KASIAS_FLAG}/seen"):
        assert _post(page, site.url(path)) == 404
    page.goto(site.url("/flags?show=1"))
    expect(page.get_by_text("Nothing here")).to_be_visible()


def test_a_wrong_password_is_refused_in_plain_words(site: Site) -> None:
    """The sentence does not tell whether the address exists."""
    page = site.page()
    said = []
    for email in ("practitioner@willowlane.example", "nobody@willowlane.example"):
        page.goto(site.url("/sign-in"))
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill("not the right words at all")
        page.get_by_role("button", name="Sign in").click()
        said.append(page.get_by_role("alert").text_content())

    assert said[0] == said[1]
    assert "do not belong together" in str(said[0])


def test_the_head_is_told_that_no_page_is_theirs(site: Site) -> None:
    """No single child is shown to a head; the page says so and offers the way out."""
    page = site.page("head")
    answer = page.goto(site.url("/"))

    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("You may not open this")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_it_enrols_and_revokes_a_tablet(site: Site) -> None:
    """A code is shown once; a revoked tablet says so."""
    page = site.page("it")
    page.goto(site.url("/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tablets")
    expect(page.get_by_role("navigation").get_by_role("link")).to_have_text(["Tablets", "School"])
    page.get_by_label("For which class").select_option("4W")
    page.get_by_role("button", name="Make a code").click()
    expect(page.locator(".code")).to_have_text(re.compile("^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    page.goto(site.url("/devices"))
    expect(page.locator(".code")).to_have_count(0)

    page.get_by_role("button", name="Revoke 2B, tablet 1").click()
    expect(page.get_by_role("row", name=re.compile("2B, tablet 1"))).to_contain_text("revoked")


@pytest.mark.parametrize("path", ["/?show=1", f"/pupils/{school.pupil_id('Kasia')}?show=1", "/flags?show=1"])
def test_every_revealed_view_is_written_down(site: Site, path: str) -> None:
    """Revealing leaves one entry of the audit with the viewer; covered pages leave none."""
    page = site.page("practitioner")
    before = _looks(site)
    page.goto(site.url(path.replace("show=1", "")))
    assert _looks(site) == before
    page.goto(site.url(path))

    assert _looks(site) == before + 1


def test_nobody_has_looked_is_said_after_a_quarter_past_nine(site: Site) -> None:
    """The note goes when somebody reveals the class."""
    site.clock.at = school.at(school.TODAY, "9:20")
    page = site.page("practitioner")
    page.goto(site.url("/"))
    expect(page.get_by_text("Nobody has looked at this class since 8:30.")).to_be_visible()
    page.get_by_role("link", name="Show feelings").click()
    page.goto(site.url("/"))

    expect(page.get_by_text("Nobody has looked at this class since 8:30.")).to_have_count(0)


def test_an_unmet_request_goes_on_and_at_once_when_the_chosen_adult_is_away(site: Site) -> None:
    """Mr Bell marks himself away; seen pauses the alarm; unmet it goes to the safeguarding lead; no script needed."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/?show=1"))
    expect(page.locator(".needs")).to_contain_text("It is with Mr Bell now; if nobody has met them by 9:02")

    own = site.page("adult", javascript=False)
    own.goto(site.url("/away"))
    expect(own.locator(".marked li")).to_have_count(1)
    own.get_by_role("button", name=re.compile("Away today")).click()
    expect(own.locator(".marked")).to_contain_text("away today")
    page.goto(site.url("/?show=1"))
    expect(page.locator(".needs")).to_contain_text("The adult they chose is away today. It is with Ms Okoro now")

    page.get_by_role("button", name="I've seen this").click()
    expect(page.locator(".needs")).to_contain_text("If nobody has met them by 9:13 it goes to Mrs Ahmed.")
    site.clock.at = school.at(school.TODAY, "9:14")
    page.goto(site.url("/?show=1"))
    expect(page.locator(".needs")).to_contain_text("It is with Mrs Ahmed now.")


def test_the_safeguarding_lead_accepts_what_was_passed_on(site: Site) -> None:
    """The practitioner ticks two flags as seen and passes one on; it waits for the DSL, who accepts it."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/flags?state=new&show=1"))
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Mark the ticked ones as seen").click()
    expect(page.get_by_text("No flag is waiting")).to_be_visible()
    page.goto(site.url(f"/flags/{KASIAS_FLAG}?show=1"))
    page.get_by_label("Reason").select_option("Passed to the safeguarding lead")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".sub")).to_contain_text("Passed to the safeguarding lead, not accepted yet")

    lead = site.page("dsl", javascript=False)
    lead.goto(site.url("/flags?state=passed&show=1"))
    lead.get_by_role("link", name="Kasia N. · 4W").click()
    lead.get_by_role("button", name="Accept", exact=True).click()
    expect(lead.locator(".sub")).to_contain_text("Closed: passed to the safeguarding lead · by Mrs Ahmed")


def _looks(site: Site) -> int:
    with site.running.service.db.read() as session:
        return session.query(AuditEntry).filter(AuditEntry.action.startswith("looked")).count()


def _post(page: Page, url: str) -> int:
    """Send a form as this page's browser would, with its token, and return the status."""
    page.goto(url.rsplit("/", 3)[0] + "/pupils")
    token = page.locator("[name=_csrf_token]").first.get_attribute("value")
    return page.request.post(url, form={"_csrf_token": str(token), "class": ""}, max_redirects=0).status
