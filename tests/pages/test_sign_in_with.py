"""Signing in with Microsoft in a real browser, which keeps strict cookies from what another site's page leads to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from sync.service import access
from sync.service.accounts import computers
from tests.pages import school
from tests.pages.compare import compare
from tests.pages.site import SIZES, Site
from tests.service.oidc_provider import SECRET, OidcProvider


class Signing:
    """A school with Microsoft, and who is signed in there."""

    def __init__(self, site: Site, provider: OidcProvider) -> None:
        self.site, self.provider = site, provider

    def press(self, page: Page, who: str) -> None:
        """The button, and the provider's own page."""
        self.provider.person = {"preferred_username": f"{who}@willowlane.example"}
        page.goto(self.site.url("/sign-in"))
        page.get_by_role("button", name="Sign in with Microsoft").click()
        page.get_by_role("link", name="Go on as this person").click()


@pytest.fixture
def signing(browser: Browser, built: Path, tmp_path: Path) -> Iterator[Signing]:
    folder = tmp_path / "school"
    shutil.copytree(built, folder)
    (folder / "microsoft.secret").write_text(SECRET)
    (folder / "microsoft.secret").chmod(0o600)
    with (
        OidcProvider("microsoft", now=lambda: school.MORNING.timestamp()) as provider,
        Site(school.Folder(folder), browser, sign_in=provider.sign_in) as site,
    ):
        yield Signing(site, provider)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_practitioner_signs_in_with_microsoft(signing: Signing, javascript: bool) -> None:
    """One button, the provider's page, the code from the telephone; then My account says so and can untie it."""
    site = signing.site
    page = site.page(javascript=javascript)
    page.goto(site.url("/sign-in"))
    page.get_by_label("This is a shared computer").check()
    signing.provider.person = {"preferred_username": "Practitioner@willowlane.example"}
    page.get_by_role("button", name="Sign in with Microsoft").click()
    page.get_by_role("link", name="Go on as this person").click()
    page.get_by_label("Code").fill(pyotp.TOTP(school.SECRET).at(site.clock.at))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good morning, 4W")

    page.goto(site.url("/account"))
    expect(page.locator("li", has_text="this one")).to_contain_text("shared computer")
    expect(page.get_by_text("Microsoft signs you in too, since Tuesday 24 November.")).to_be_visible()
    page.get_by_role("button", name="Untie Microsoft").click()
    expect(page.get_by_role("button", name="Untie Microsoft")).to_have_count(0)


def test_a_stranger_is_told_whom_to_ask(signing: Signing) -> None:
    """On the sign-in page, from which the password still works."""
    page = signing.site.page()
    signing.press(page, "nobody")
    expect(page.get_by_role("alert")).to_contain_text("Ask IT to add you, with the same address.")

    signing.site.sign_in(page, "practitioner")
    expect(page.get_by_role("heading", level=1)).to_have_text("Good morning, 4W")


def test_a_class_adult_at_a_classroom_computer_needs_no_telephone(signing: Signing) -> None:
    """As with a password; the browser gives its strict cookie to our own page's request and not to the provider's."""
    site = signing.site
    page = site.page()
    with site.service.db.write() as session:
        viewer = access.viewer_of(session, site.service.school_id, school.an_id("staff", "practitioner"))
        assert viewer is not None
        token = computers.enrol(session, site.service, viewer, school.class_id("4W"), "Desk")
    page.context.add_cookies(
        [{"name": computers.COOKIE, "value": token, "url": site.running.url, "sameSite": "Strict", "httpOnly": True}]
    )
    signing.press(page, "adult")

    expect(page.get_by_role("heading", level=1)).to_have_text("Good morning, 4W")


@pytest.mark.parametrize("size", SIZES)
def test_its_pages_look_as_approved_and_everybody_can_use_them(
    signing: Signing, size: str, request: pytest.FixtureRequest
) -> None:
    """The sign-in page with its button, and the page on the way out (stopped here, as a slow network would)."""
    renew, site = bool(request.config.getoption("--renew-pictures")), signing.site
    page = site.page(size=size)
    page.goto(site.url("/sign-in"))
    wrong = [compare(f"sign-in-ways.{size}", page.screenshot(animations="disabled"), renew)]
    found = [Axe().run(page)]
    page.route(f"{signing.provider.address}/**", lambda route: route.abort())
    page.goto(site.url("/sign-in"))
    body = page.content()
    assert "Sign in with Microsoft" in body
    answer = page.request.post(
        site.url("/sign-in/with/microsoft"),
        form={"_csrf_token": str(page.locator("[name=_csrf_token]").first.get_attribute("value"))},
    )
    page.set_content(
        answer.text()
        .replace('http-equiv="refresh"', 'name="stopped"')
        .replace('href="/static/', f'href="{site.running.url}/static/')
    )
    page.wait_for_load_state("networkidle")
    wrong.append(compare(f"sign-in-going.{size}", page.screenshot(animations="disabled"), renew))
    found.append(Axe().run(page))

    assert not list(filter(None, wrong))
    assert not [each.generate_report() for each in found if each.violations_count]
