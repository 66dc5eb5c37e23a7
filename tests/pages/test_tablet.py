"""A child's tablet, visitors, groups and an adult's own concern, in a real browser: plain links and forms."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from sync import secret
from sync.protocol import ChildSettings
from sync.service import classrooms
from sync.service.db.models import AuditEntry, Pupil
from sync.service.pages import tablet_words
from tests.pages import school, visit
from tests.pages.site import Site

KASIA = school.pupil_id("Kasia")


def test_a_class_adult_is_told_what_changes_before_it_is_saved(site: Site) -> None:
    """Language, looks and a secret picture; nothing is kept until the second press, which the audit names."""
    page = site.page("adult", javascript=False)
    page.goto(site.url(f"/pupils/{KASIA}?show=1"))
    page.get_by_role("link", name="Tablet settings").click()
    page.locator("[name=language]").select_option("pl")
    page.get_by_label("Less movement").check()
    page.get_by_label("kite").check()
    page.get_by_label("Group").fill("Bears")
    page.get_by_role("button", name="Show what changes").click()

    expect(page.get_by_role("status")).to_contain_text("Words and voice: Polish")
    expect(page.get_by_role("status")).to_contain_text("Less movement: on")
    expect(page.get_by_role("status")).to_contain_text("The secret picture is the kite.")
    assert _pupil(site).settings == {}

    page.get_by_role("button", name="Save").click()
    expect(page.locator("[name=language]")).to_have_value("pl")
    expect(page.get_by_label("kite")).to_be_checked()
    with site.service.db.read() as session:
        found = classrooms.of_class(session, site.service, school.class_id("4W"))
        told = [each.action for each in session.query(AuditEntry).filter(AuditEntry.pupil_id == KASIA)]
    tile = next(each for each in found.pupils if each.pupil == KASIA.bytes)
    assert (tile.settings.language, tile.settings.reduced_motion, tile.group) == ("pl", True, "Bears")
    assert tile.secret == secret.hashed(KASIA.bytes, "kite", found.secret_key)
    assert "changed the tablet for a pupil" in told


def test_everything_that_staff_choose_for_a_child_reaches_the_tablet(site: Site) -> None:
    """Ladder step, language, sound, looks, switches, exits, group, secret picture, opting out: one form, one tile."""
    page = site.page("adult")
    page.goto(site.url(f"/pupils/{KASIA}/tablet"))
    ticks = dict.fromkeys(tablet_words.LOOKS, "yes")
    chosen = {"step": "4", "language": "ur", "voice": "english", "switches": "2", "group": "Owls", "secret": "moon"}
    ways = {"unsure": "no", "unsaid": "yes", "opted_out": "yes"}
    assert _post(page, site.url(f"/pupils/{KASIA}/tablet"), **ticks, **chosen, **ways, save="yes") == 303

    with site.service.db.read() as session:
        found = classrooms.of_class(session, site.service, school.class_id("4W"))
    tile = next(each for each in found.pupils if each.pupil == KASIA.bytes)
    looks = dict.fromkeys(tablet_words.LOOKS, True)
    assert tile.settings == ChildSettings("ur", "english", switches=2, unsure=False, unsaid=True, **looks)
    assert all(
        getattr(tile.settings, name) != getattr(ChildSettings(), name) for name in ChildSettings.__struct_fields__
    )
    assert (tile.step, tile.group, tile.opted_out) == (4, "Owls", True)
    assert tile.secret == secret.hashed(KASIA.bytes, "moon", found.secret_key)


def test_a_form_that_nobody_wrote_changes_nothing(site: Site) -> None:
    """A value that is none of the choices comes back as a sentence."""
    page = site.page("practitioner")
    page.goto(site.url(f"/pupils/{KASIA}/tablet"))
    answer = _post(page, site.url(f"/pupils/{KASIA}/tablet"), step="9", language="en", save="yes")

    assert answer == 400
    assert _pupil(site).step == 3


def test_a_visitor_is_merged_and_given_back(site: Site) -> None:
    """Pupils lists the visitor; what was told counts for the child, and one press takes that back."""
    page = site.page("practitioner")
    page.goto(site.url(f"/pupils?class={school.class_id('2B')}"))
    page.get_by_role("link", name=re.compile("Visitor")).click()
    page.get_by_label("Merge into").select_option("Freya L.")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Freya L. · 2B")
    expect(page.get_by_label("Merged")).to_contain_text("Visitor (seal) is this child")
    expect(page.get_by_text("24 Nov 8:54")).to_be_visible()

    page.goto(site.url(f"/?class={school.class_id('2B')}&show=1"))
    expect(page.locator(".pupil", has_text="Freya L.")).to_contain_text("Okay · 8:54")
    expect(page.get_by_text("Visitor")).to_have_count(0)

    page.goto(site.url(f"/pupils/{school.pupil_id('Freya')}?show=1"))
    page.get_by_role("button", name="Take that back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Visitor (seal) · 2B")
    expect(page.get_by_text("24 Nov 8:54")).to_be_visible()


def test_a_visitor_gets_a_name(site: Site) -> None:
    """From then on a child of the class; an empty name is answered with a sentence."""
    page = site.page("other_adult")
    page.goto(site.url(f"/pupils/{visit.VISITOR_ID}?show=1"))
    assert _post(page, site.url(f"/pupils/{visit.VISITOR_ID}/name"), given=" ") == 400
    page.get_by_label("First name").fill("Hana")
    page.get_by_role("button", name="Name this child").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Hana · 2B")
    page.goto(site.url("/pupils"))
    expect(page.get_by_text("Visitors: who is this?")).to_have_count(0)


def test_an_adults_own_concern_is_in_the_queue_at_once(site: Site) -> None:
    """Two fields; a second concern of the day joins the first and makes it new again."""
    page = site.page("adult")
    for words in ("Very quiet at lunch.", "Cried at the gate."):
        page.goto(site.url(f"/pupils/{KASIA}?show=1"))
        page.get_by_label("What you saw or heard").fill(words)
        page.get_by_role("button", name="Put into the queue").click()
        expect(page.locator(".needs").first).to_contain_text("Very quiet at lunch")
        expect(page.locator(".story").last).to_contain_text("Mr Bell", use_inner_text=True)

    expect(page.get_by_text("Cried at the gate.")).to_be_visible()
    page.goto(site.url("/flags?state=new&show=1"))
    expect(page.locator(".queue li", has_text="An adult's own concern")).to_have_count(1)


def test_groups_and_quiet_hours_are_kept(site: Site) -> None:
    """A practitioner sets the school's; a class adult only groups of the own class."""
    page = site.page("practitioner")
    page.goto(site.url("/settings"))
    page.get_by_label("Quick morning").check()
    page.get_by_label("From").fill("12:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Give both times")
    page.get_by_label("Quick morning").check()
    page.get_by_label("From").fill("12:00")
    page.get_by_label("To", exact=True).fill("13:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("From")).to_have_value("12:00")

    adult = site.page("adult")
    adult.goto(site.url("/settings"))
    expect(adult.get_by_text("Quick morning: on. Quiet hours: 12:00 to 13:00.")).to_be_visible()
    adult.get_by_label("Kasia N.").fill("Bears")
    adult.get_by_role("button", name="Save the groups").click()
    expect(adult.get_by_label("Kasia N.")).to_have_value("Bears")
    assert _post(adult, site.url("/settings/tablets"), quick_morning="yes") == 403
    assert _pupil(site).group == "Bears"


@pytest.mark.parametrize(("who", "told"), [("practitioner", True), ("dsl", True), ("adult", False)])
def test_what_may_be_a_disclosure_is_shown_to_two_roles_only(site: Site, who: str, told: bool) -> None:
    """*Home* beside sad is on the practitioner's and the DSL's pages; a class adult sees the feeling alone."""
    rayan = school.pupil_id("Rayan")
    with httpx.Client(base_url=site.running.url, cookies=site.cookies(who), follow_redirects=True) as http:
        pages = [http.get(f"/?class={school.class_id('4W')}&show=1").text, http.get(f"/pupils/{rayan}?show=1").text]

    assert ["about home" in each for each in pages] == [told, told]
    assert all("medium" in each for each in pages)


def test_a_request_that_nobody_answered_says_what_was_done_before(shared: Site) -> None:
    """On Today and on the child's page."""
    page = shared.page("other_adult")
    for path in ("/?show=1", f"/pupils/{school.pupil_id('Callum')}?show=1"):
        page.goto(shared.url(path))
        expect(page.get_by_text("said that nobody came")).to_be_visible()
        expect(page.locator("main")).to_contain_text("seen by Miss Lowe at 13:14")


def _pupil(site: Site) -> Pupil:
    with site.service.db.read() as session:
        found: Pupil = session.get_one(Pupil, (site.service.school_id, KASIA))
        return found


def _post(page: Page, url: str, **fields: str) -> int:
    token = page.locator("[name=_csrf_token]").first.get_attribute("value")
    return page.request.post(url, form={"_csrf_token": str(token), **fields}, max_redirects=0).status
