"""The words a school may change, from the page to what its tablets are told."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import expect

from sync.service import classrooms
from sync.service.db.models import AuditEntry, School
from sync.service.own_words import of_school
from tests.pages import school
from tests.pages.site import Site


def _told(site: Site) -> dict[str, dict[str, str]]:
    with site.service.db.read() as session:
        return classrooms.of_class(session, site.service, school.class_id("4W")).words


def test_a_word_is_shown_as_a_card_before_it_is_kept_and_empty_gives_ours_back(site: Site) -> None:
    """Nothing is sent before the second press; the audit says the language and how many, and no word."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/settings"))
    page.get_by_role("link", name="Choose the words").click()
    page.get_by_label("Happy").fill("  Glad ")
    page.get_by_label("I want a grown-up").fill("I want my teacher")
    page.get_by_role("button", name="Show how it looks").click()
    expect(page.get_by_role("status")).to_contain_text("Glad")
    expect(page.get_by_role("status").get_by_role("listitem")).to_have_count(2)
    assert _told(site) == {}

    page.get_by_role("button", name="Save these words").click()
    expect(page.get_by_label("Happy")).to_have_value("Glad")
    assert _told(site) == {"en": {"feeling.happy": "Glad", "exit.adult": "I want my teacher"}}
    with site.service.db.read() as session:
        said = [each.detail for each in session.query(AuditEntry) if each.action == "changed the tablets' words"]
    assert said == ["English: 2 of the school's own"]

    page.get_by_label("Happy").fill("")
    page.get_by_role("button", name="Show how it looks").click()
    page.get_by_role("button", name="Save these words").click()
    assert _told(site) == {"en": {"exit.adult": "I want my teacher"}}
    page.goto(site.url("/settings"))
    expect(page.get_by_text("1 of the tablets’ words are the school’s own.")).to_be_visible()


def test_each_language_has_words_of_its_own(site: Site) -> None:
    """Urdu is written from the right and leaves English as it is."""
    assert _post(site, "practitioner", language="ur", **{"feeling.happy": "شاد", "save": "yes"}).status_code == 303
    assert _post(site, "practitioner", language="en", **{"feeling.sad": "Down", "save": "yes"}).status_code == 303

    assert _told(site) == {"ur": {"feeling.happy": "شاد"}, "en": {"feeling.sad": "Down"}}


@pytest.mark.parametrize(
    ("form", "cure"),
    [
        ({"feeling.happy": "x" * 17}, "“Happy” has more than 16 characters. Find a shorter one."),
        ({"feeling.happy": "Gl\u202ead"}, "“Happy” may hold letters, digits and plain punctuation"),
        ({"feeling.sad": "happy"}, "“Happy” and “Sad” would say the same."),
        ({"ask.feeling": "???"}, "“How are you feeling?” has no letters in it."),
    ],
)
def test_a_word_that_a_child_could_not_be_shown_is_refused_with_the_cure(
    site: Site, form: dict[str, str], cure: str
) -> None:
    """What was written stays in the form, and nothing is kept."""
    answer = _post(site, "practitioner", save="yes", **form)

    assert answer.status_code == 400
    assert cure in answer.text
    assert _told(site) == {}


def test_only_the_words_of_the_list_are_taken_and_only_from_those_who_may(site: Site) -> None:
    """A form may name anything; a class adult is refused."""
    assert _post(site, "practitioner", save="yes", **{"control.stop": "Never", "language": "xx"}).status_code == 200
    assert _post(site, "adult", save="yes", **{"feeling.happy": "Glad"}).status_code == 403
    assert _told(site) == {}


def test_what_an_older_daybreak_kept_and_this_one_would_not_is_not_sent(site: Site) -> None:
    """Settings that hold nonsense cost a tablet nothing."""
    with site.service.db.write() as session:
        kept = session.get_one(School, site.service.school_id)
        kept.settings = {**kept.settings, "words": {"en": {"feeling.happy": "Gl\u202ead", "x": 1}, "pl": 3}}
        assert of_school(kept) == {}
    assert _told(site) == {}


def _post(site: Site, who: str, **form: str) -> httpx.Response:
    with httpx.Client(base_url=site.running.url, cookies=site.cookies(who)) as http:
        http.get("/account")
        return http.post("/settings/words", data={"_csrf_token": http.cookies["daybreak_form"], **form})
