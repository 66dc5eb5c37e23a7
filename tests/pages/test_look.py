"""How every page looks, at both sizes, and whether everybody can use it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.pages.compare import EXACT, SHARE, compare, difference, few_colours
from tests.pages.site import SIZES, Site
from tests.pages.walk import STOPS


@pytest.mark.parametrize("size", SIZES)
def test_every_page_looks_as_it_was_approved_and_everybody_can_use_it(
    site: Site, size: str, request: pytest.FixtureRequest
) -> None:
    """A page's picture equals the stored one, within a tolerance that a missing card would exceed.

    No page breaks a rule of axe's, WCAG 2.2 AA among them, and none scrolls sideways.
    """
    renew = bool(request.config.getoption("--renew-pictures"))
    wrong = []
    for stop in STOPS:
        page = site.page(stop.who, size)
        page.goto(site.url(stop.path))
        if page.locator("[data-live-words]").count():
            page.get_by_text("Live: changes appear by themselves.").wait_for()
        wrong.append(compare(f"{stop.name}.{size}", page.screenshot(animations="disabled"), renew))
        found = Axe().run(page)
        if found.violations_count:
            wrong.append(f"{stop.name}: {found.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth") > SIZES[size]["width"]:
            wrong.append(f"{stop.name}: wider than the screen")

    assert not list(filter(None, wrong))


def test_the_tolerance_is_smaller_than_a_card() -> None:
    """A picture that lacks one small card is told from one that has it."""
    page = Image.new("RGB", (1360, 900), "#fbf8f2")
    with_card = page.copy()
    with_card.paste(Image.new("RGB", (170, 80), "#2e2a4f"), (300, 400))

    assert difference(page, page) == 0
    assert difference(page, with_card) > SHARE


def test_a_stored_picture_keeps_the_colour_of_its_paper() -> None:
    """Paper and the other large areas stay exact among thousands of colours; a small drawing stays near its own."""
    page = Image.new("RGB", (1360, 900), "#fbf8f2")
    page.paste(Image.radial_gradient("L").convert("RGB"), (40, 40))
    page.paste(Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]), (400, 300))
    for i in range(EXACT - 1):
        page.paste((250, 240 - i, 230), (900, 20 * i, 1300, 20 * i + 20))
    page.paste("#cc2211", (1320, 860, 1330, 870))
    kept = few_colours(page).convert("RGB")

    assert kept.getpixel((5, 5)) == (0xFB, 0xF8, 0xF2)
    assert kept.getpixel((1000, 55)) == (250, 238, 230)
    assert difference(page, kept) < SHARE / 10


def test_the_keyboard_reaches_the_page_in_one_step(shared: Site) -> None:
    """The first stop of the Tab key is the way past the navigation, and it is seen."""
    page = shared.page("practitioner")
    page.goto(shared.url("/"))
    page.keyboard.press("Tab")

    skip = page.get_by_text("Skip to the page")
    assert skip.evaluate("e => e === document.activeElement && e.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
