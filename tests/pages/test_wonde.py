"""Pupils from Wonde on a page: the token kept and never shown, the same plan as for a file, and a school of 1,000."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from sync.service.db.models import AuditEntry, Pupil
from sync.service.roster.wonde.access import FILE, Access
from tests.pages import office, school
from tests.pages.site import Site
from tests.service.wonde_server import SCHOOL, TOKEN, WondeServer


@pytest.fixture
def wonde() -> Iterator[WondeServer]:
    """Wonde, in good health."""
    with WondeServer() as running:
        yield running


@pytest.fixture
def here(browser: Browser, built: Path, tmp_path: Path, wonde: WondeServer) -> Iterator[Site]:
    """A school of this test's own, that asks Wonde there."""
    shutil.copytree(built, tmp_path / "school")
    with Site(school.Folder(tmp_path / "school"), browser, wonde=wonde.address) as running:
        yield running


def kept(page: Page, site: Site) -> None:
    """Type what Wonde gave the school."""
    page.goto(site.url("/roster"))
    page.get_by_role("link", name="Bring in from Wonde").click()
    page.get_by_label("The school’s id at Wonde").fill(SCHOOL)
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Keep").click()


def test_the_pupils_come_from_wonde_and_are_shown_before_anything_changes(here: Site) -> None:
    """Id and token once, then one press for the plan and one for doing it."""
    page = here.page("practitioner", javascript=False)
    kept(page, here)
    expect(page.get_by_text("Children here came from plain CSV, and Wonde has numbers of its own")).to_be_visible()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.locator(".sub")).to_have_text("Wonde · nothing has changed yet")
    expect(page.locator(".note strong")).to_have_text("2 new classes, 7 children join.")
    expect(page.locator("section", has=page.locator("#unplaced"))).to_contain_text("Jonah has no registration group")
    page.get_by_role("button", name="Do this").click()

    expect(page.get_by_text("Last time: 2 new classes, 7 children join.")).to_be_visible()
    expect(page.locator("tr", has_text="RK").locator("td").last).to_have_text("Wonde")
    with here.service.db.read() as session:
        assert len(session.scalars(select(Pupil).where(Pupil.source == "wonde")).all()) == 7
        noted = session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq.desc()).limit(3)).all()
    assert noted == ["imported a roster", "looked through a roster", "kept a token for Wonde"]


def test_the_token_is_kept_for_the_service_alone(site: Site) -> None:
    """No page, no record and no database holds it; letting go of it leaves no file."""
    page = site.page("it")
    kept(page, site)
    folder = site.service.settings.folder

    expect(page.get_by_label("Token")).to_have_value("")
    assert TOKEN not in page.content()
    assert Access.load(folder) == Access(SCHOOL, TOKEN)
    others = [each for each in folder.rglob("*") if each.is_file() and each.name != FILE]
    assert len(others) > 2
    assert not [each.name for each in others if TOKEN.encode() in each.read_bytes()]
    page.get_by_role("button", name="Let go of the token").click()
    expect(page.get_by_text("First keep the school’s id and its token.")).to_be_visible()
    assert Access.load(folder) is None


def test_what_goes_wrong_is_a_sentence_on_the_page(here: Site) -> None:
    """A token that Wonde does not know, and an id that is none."""
    page = here.page("dsl")
    page.goto(here.url("/roster/wonde"))
    page.get_by_label("The school’s id at Wonde").fill("not/an/id")
    page.get_by_label("Token").fill("x")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert")).to_contain_text("made of letters and digits")
    expect(page.get_by_label("The school’s id at Wonde")).to_have_value("not/an/id")
    Access(SCHOOL, "another").save(here.service.settings.folder)
    page.goto(here.url("/roster/wonde"))
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("alert")).to_contain_text("Wonde does not know the token.")


def test_a_thousand_joiners_are_folded_by_class_and_quick(site: Site) -> None:
    """The page says how many join, and opens one class at a time; it costs less than a second and 150 kB."""
    with httpx.Client(base_url=site.running.url, cookies=site.cookies("dsl"), timeout=60) as http:
        begun = time.process_time()
        answer = http.get(f"/roster/{office.WHOLE_ID}")
        spent_s = time.process_time() - begun

    assert "34 new classes, 1000 children join." in answer.text
    joiners = answer.text[answer.text.index('id="joiners"') :]
    assert joiners.count('<details class="part">') == 34
    assert len(re.findall("<li>", joiners)) == 1000
    assert spent_s < 1.0
    assert len(answer.content) < 150_000
