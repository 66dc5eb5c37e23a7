"""Every page says what it is and what it is not."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import expect

from assets import catalogue, words
from sync.service.pages import help
from sync.service.pages.render import HERE
from tests.pages.site import Site
from tests.pages.walk import STOPS, Stop

NO_PAGES = {
    "alone",
    "base",
    "drawn_pictures",
    "macros",
    "message",
    "portrait_cards",
    "sign_in_with",
    "today_part",
    "today_print",
    "today_wall",
}
"""What pages are made of, errors, a moment on the way, and a sheet of paper."""
ASKS = "What is this, and what is it not?"


def test_every_page_has_its_help_and_no_help_is_left_over() -> None:
    """By the names of the templates: a new page is noticed here."""
    assert {path.stem for path in (HERE / "templates").glob("*.html")} - NO_PAGES == help.pages().keys()


@pytest.mark.parametrize("page", sorted(help.pages()))
def test_help_is_two_to_four_plain_sentences(page: str) -> None:
    """It names no feeling, since it stands on covered pages too, and never speaks of risk or scores."""
    found = help.pages()[page]
    text = f"{found.is_} {found.is_not}"
    feelings = {words.words()[each.word].lower() for each in catalogue.load().feelings.values()}

    assert 2 <= len(re.findall(r"[.!?](?= |$)", text)) <= 4, text
    assert not [each for each in feelings if re.search(rf"\b{re.escape(each)}\b", text.lower())]
    assert not re.search(r"\b(risk|score|data|user)\b", text.lower())
    assert max(len(each.split()) for each in re.split(r"[.:;!?]", text)) <= 24


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.name)
def test_the_help_stands_once_on_each_page(shared: Site, stop: Stop) -> None:
    """On every stop of the walk that is a page and not an error or a print."""
    with httpx.Client(base_url=shared.running.url, cookies=shared.cookies(stop.who), follow_redirects=True) as http:
        answer = http.get(stop.path)
    wanted = 1 if answer.status_code == 200 and "print" not in stop.name else 0

    assert answer.text.count(ASKS) == wanted


def test_it_opens_by_keyboard_without_javascript(shared: Site) -> None:
    """Closed at first."""
    page = shared.page("practitioner", javascript=False)
    page.goto(shared.url("/flags"))
    expect(page.get_by_text("A flag is not a finding")).to_be_hidden()
    page.locator("summary", has_text=ASKS).press("Enter")
    expect(page.get_by_text("A flag is not a finding")).to_be_visible()
