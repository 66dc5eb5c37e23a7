"""How adults are told, on its page, on Today, and in a browser that rings."""

from __future__ import annotations

import uuid
from datetime import timedelta

import httpx
from playwright.sync_api import Page, expect

from sync.service.db.models import AdultRequest, AuditEntry, Staff
from sync.service.telling import outbox
from sync.service.telling.plan import Kind, Message
from sync.service.telling.ways import FILE, Ways
from tests.pages import school
from tests.pages.site import Site
from tests.telling.boxes import Calls, Letters

RECORDED = """
  window.rang = [];
  class Recorded extends EventTarget {
    static permission = "default";
    static async requestPermission() { return (Recorded.permission = "granted"); }
    constructor(text) { super(); window.rang.push(text); }
  }
  window.Notification = Recorded;
"""


def _filled(page: Page, site: Site, **fields: str) -> None:
    page.goto(site.url("/telling"))
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)


def test_it_switches_e_mail_on_and_sees_a_test_arrive(site: Site) -> None:
    """Without JavaScript: the server, a test message, and what became of it. The password is kept and never shown."""
    letters = Letters(password="twelve blue kites")
    page = site.page("it", javascript=False)
    with letters.open() as mail:
        _filled(page, site, Mail_server=mail.host, Port=str(mail.port), Messages_come_from=mail.sender)
        page.get_by_label("Send e-mails").check()
        page.get_by_label("Line").select_option("none")
        page.get_by_label("User name, if it asks for one").fill("daybreak")
        page.get_by_label("Password").fill("twelve blue kites")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_label("Send e-mails")).to_be_checked()
        page.get_by_role("button", name="Send a test: E-mail").click()
        # Whoever is waited for is told as well, as soon as e-mail is on.
        while letters.next()["To"] != "it@willowlane.example":
            pass

    expect(page.get_by_role("row", name="A test message")).to_contain_text("Delivered at 8:58")
    assert "kites" not in page.content()
    with site.service.db.read() as session:
        said = session.query(AuditEntry).filter(AuditEntry.action == "changed how adults are told")
        assert [each.detail for each in said] == ["mail"]


def test_a_test_that_fails_says_why_and_today_says_so_too(site: Site) -> None:
    """Those who can see to it meet it on their first page; a class adult, who cannot, does not."""
    with Letters().open() as mail:
        Ways(site.url(""), mail).save(site.service.settings.folder)
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/telling"))
    page.get_by_role("button", name="Send a test: E-mail").click()
    expect(page.get_by_role("alert")).to_contain_text("E-mail: nothing gets through since")
    expect(page.get_by_role("row", name="A test message")).to_contain_text("Given up. 127.0.0.1, port")

    page.goto(site.url("/"))
    page.get_by_role("link", name="See why").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Telling people")
    adult = site.page("adult", javascript=False)
    adult.goto(site.url("/"))
    expect(adult.get_by_text("Adults are not told")).to_have_count(0)


def test_a_web_hooks_secret_is_shown_once(site: Site) -> None:
    """When it is made, and when another takes its place."""
    calls = Calls()
    page = site.page("practitioner", javascript=False)
    with calls.open() as address:
        _filled(page, site, Address_to_call=address)
        page.get_by_label("Call a web hook").check()
        page.get_by_role("button", name="Save").click()
        first = page.get_by_role("status").locator("code").inner_text()
        page.goto(site.url("/telling"))
        assert first not in page.content()
        page.get_by_role("button", name="Make a new secret for the web hook").click()
        second = page.get_by_role("status").locator("code").inner_text()
        page.get_by_role("button", name="Send a test: Web hook").click()
        expect(page.get_by_role("row", name="A test message")).to_contain_text("Delivered")
        _, headers, _ = calls.next()

    assert first != second
    assert headers["webhook-id"]


def test_a_form_that_cannot_work_keeps_what_was_typed(site: Site) -> None:
    """But no password, and nothing is changed."""
    page = site.page("it", javascript=False)
    _filled(page, site, Mail_server="smtp.school.example", Messages_come_from="daybreak@school.example")
    page.get_by_label("Send e-mails").check()
    page.get_by_label("Password").fill("twelve blue kites")
    page.get_by_label("Line").select_option("none")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text("encrypted line only")
    expect(page.get_by_label("Mail server")).to_have_value("smtp.school.example")
    assert "kites" not in page.content()
    assert not (site.service.settings.folder / FILE).exists()


def test_a_damaged_file_is_said_on_the_page_that_mends_it(site: Site) -> None:
    """Today opens all the same."""
    (site.service.settings.folder / FILE).write_text("{")
    with httpx.Client(base_url=site.running.url, cookies=site.cookies("practitioner")) as http:
        assert "cannot be used, so nobody is told" in http.get("/telling").text
        assert http.get("/").status_code == 200


def test_an_adult_chooses_to_get_no_letters(site: Site) -> None:
    """On their own account, and back."""
    page = site.page("adult", javascript=False)
    for wanted in (False, True):
        page.goto(site.url("/account"))
        page.get_by_label("Tell me when a child waits for me").set_checked(wanted)
        page.locator("#told").get_by_role("button", name="Save").click()
        with site.service.db.read() as session:
            key = (site.service.school_id, school.an_id("staff", "adult"))
            assert session.get_one(Staff, key).told_by_mail is wanted


def test_a_browser_that_was_asked_to_rings_when_a_child_waits(site: Site) -> None:
    """Once for each, with the class and nothing more; not for those who waited when the page was opened."""
    page = site.page("other_adult")
    page.add_init_script(RECORDED)
    page.goto(site.url("/"))
    expect(page.get_by_text("Live: changes appear by themselves.")).to_be_visible()
    page.get_by_role("button", name="Ring in this browser when a child waits").click()
    expect(page.get_by_text("This browser rings when a child waits")).to_be_visible()

    for number in (1, 2):
        with site.service.db.write() as session:
            session.add(
                AdultRequest(
                    school_id=site.service.school_id,
                    event_id=uuid.uuid4(),
                    device_id=school.an_id("device", "2B"),
                    class_id=school.class_id("2B"),
                    pupil_id=school.pupil_id("Bea"),
                    school_day=school.TODAY,
                    asked_at=site.clock.at,
                )
            )
        site.service.live.publish(site.service.school_id, f"requests:{school.class_id('2B')}")
        page.wait_for_function("number => window.rang.length >= number", arg=number)

    assert page.evaluate("window.rang") == ["Someone in 2B is waiting"] * 2


def put_some(site: Site) -> None:
    """Messages of a morning, as the page lists them."""
    at = site.clock.at
    with site.service.db.write() as session:
        for minutes, title in ((11, "Someone in 4W is waiting"), (3, "Someone in 2B is waiting")):
            message = Message(title, "mail", "adult@willowlane.example", Kind.ASKED, title, "…")
            [made] = outbox.put(session, site.service.school_id, [message], at - timedelta(minutes=minutes))
            outbox.sent(session, site.service.school_id, made, at - timedelta(minutes=minutes))


def test_the_last_messages_are_listed_newest_first(site: Site) -> None:
    """With the hour at which each was delivered."""
    put_some(site)
    page = site.page("it", javascript=False)
    page.goto(site.url("/telling"))

    rows = page.locator("#delivered tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Someone in 2B is waiting")
    expect(rows.first).to_contain_text("Delivered at 8:55")
