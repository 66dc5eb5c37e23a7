"""A morning that goes on: what tablets deliver appears on an open page by itself."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from sync.protocol import AskedForAdult, ChoseAdult, Withdrew
from tests.pages import school
from tests.pages.site import Site
from tests.service.tablets import Tablet, checked_in, moment


def test_a_check_in_appears_on_an_open_page(site: Site) -> None:
    """Revealed, the page shows the feeling; covered, only that the child is in."""
    open_page, covered = site.page("practitioner"), site.page("adult")
    _open(site, open_page, "/?show=1")
    _open(site, covered, "/")
    tablet = Tablet(site.running, "4W")
    utc_s = int(school.MORNING.timestamp())

    assert tablet.deliver(tablet.envelope(checked_in(school.pupil_id("Uma"), "scared", utc_s=utc_s))) == ["stored"]

    expect(open_page.locator(".pupil", has_text="Uma I.")).to_contain_text("Scared")
    expect(covered.locator(".pupil", has_text="Uma I.")).to_contain_text("In")
    assert "Scared" not in covered.content()


def test_a_request_without_a_name_appears_and_gets_its_owner(site: Site) -> None:
    """A child who asks from the class wall is *someone* until they say who; taken back, the request stays in sight."""
    page = site.page("practitioner")
    _open(site, page, "/?show=1")
    tablet = Tablet(site.running, "4W")
    now = moment(int(school.MORNING.timestamp()))
    request = tablet.envelope(AskedForAdult(at=now, catalogue=1, pupil=None))

    tablet.deliver(request)
    expect(page.locator(".needs").last).to_contain_text("Someone in 4W asked for a grown-up at 8:58")

    leo = ChoseAdult(at=now, catalogue=1, request=request.event_id, pupil=school.pupil_id("Leo").bytes)
    tablet.deliver(tablet.envelope(leo))
    expect(page.locator(".needs").last).to_contain_text("Leo D. asked for a grown-up at 8:58")

    tablet.deliver(tablet.envelope(Withdrew(at=now, catalogue=1, event=request.event_id)))
    expect(page.locator(".needs").last).to_contain_text("Leo D. asked for a grown-up at 8:58 and took it back")


def test_what_a_colleague_does_appears(site: Site) -> None:
    """Two adults look at one class: what one has seen, the other sees too."""
    mine, theirs = site.page("practitioner"), site.page("adult")
    _open(site, mine, "/?show=1")
    _open(site, theirs, "/?show=1")
    theirs.get_by_role("button", name="I've seen this").click()

    expect(mine.locator(".needs")).to_contain_text("Seen by Mr Bell")


def test_what_happened_before_the_line_was_open_appears_too(site: Site) -> None:
    """Between the page and its line a child may tap: the page notices as soon as it listens."""
    page = site.page("practitioner")
    tablet = Tablet(site.running, "4W")
    utc_s = int(school.MORNING.timestamp())

    def late(route: Route) -> None:
        tablet.deliver(tablet.envelope(checked_in(school.pupil_id("Uma"), "scared", utc_s=utc_s)))
        route.continue_()

    page.route("**/today/live*", late)
    page.goto(site.url("/?show=1"))

    expect(page.locator(".pupil", has_text="Uma I.")).to_contain_text("Scared")


def test_a_busy_morning_does_not_keep_an_open_page_waiting(site: Site) -> None:
    """Each tap brings the page up to date soon, however many come after it."""
    page, tablet, utc_s = site.page("practitioner"), Tablet(site.running, "4W"), int(school.MORNING.timestamp())
    _open(site, page, "/?show=1")
    uma = page.locator(".pupil", has_text="Uma I.")
    tablet.deliver(tablet.envelope(checked_in(school.pupil_id("Uma"), "scared", utc_s=utc_s)))

    for _ in range(500):
        tablet.deliver(tablet.envelope(checked_in(school.pupil_id("Lena"), "calm", utc_s=utc_s)))
        if "Scared" in uma.inner_text():
            break

    assert "Scared" in uma.inner_text()


def _open(site: Site, page: Page, path: str) -> None:
    page.goto(site.url(path))
    page.get_by_text("Live: changes appear by themselves.").wait_for()
