"""The calendar on its page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.pages.site import Site


def test_the_calendar_takes_holidays_and_gives_them_back(site: Site) -> None:
    """Days by hand, bank holidays of a nation, a day opened again, and a sentence for days the wrong way round."""
    page = site.page("it", javascript=False)
    page.goto(site.url("/calendar"))
    expect(page.get_by_text("Monday 26 October to Friday 30 October")).to_be_visible()
    page.get_by_label("First day").fill("2026-12-21")
    page.get_by_label("Last day, if several").fill("2027-01-01")
    page.get_by_label("Why").fill("Christmas holiday")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Monday 21 December to Friday 1 January")).to_be_visible()
    page.get_by_role("button", name="Open again: Christmas holiday").click()
    expect(page.get_by_text("Christmas holiday")).to_have_count(0)

    page.get_by_label("Of which nation").select_option("Scotland")
    page.get_by_role("button", name="Note this school year's").click()
    expect(page.get_by_text("Saint Andrew's Day").first).to_be_visible()
    page.get_by_label("First day").fill("2026-12-21")
    page.get_by_label("Last day, if several").fill("2026-12-01")
    page.get_by_label("Why").fill("x")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("alert")).to_contain_text("The last day comes after the first")
