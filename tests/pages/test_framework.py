"""A school's framework, from its own file to the labels of a plan; and never on a tablet."""

from __future__ import annotations

import re

import msgspec
from playwright.sync_api import expect

from assets.framework import pack
from sync.service import classrooms, framework
from sync.service.db.models import AuditEntry, School
from tests.pages import planned, school
from tests.pages.site import Site

OURS = """# Hill School, autumn
name = "Roots"

[[strand]]
label = "Belonging"
colour = "#5B3A8C"
tags = ["first friends"]
activities = ["hum"]
"""


def _file(text: str) -> list[dict[str, object]]:
    return [{"name": "ours.toml", "mimeType": "application/toml", "buffer": text.encode()}]


def test_a_school_loads_its_own_framework_after_it_was_told_what_it_holds(site: Site) -> None:
    """A fault is said with its line; a good file is told in sentences; the second press loads it, and it comes back."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url("/settings"))
    page.get_by_role("link", name="Open the framework").click()
    page.get_by_label("Your file").set_input_files(_file(OURS.replace("#5B3A8C", "#EEEEEE")))  # type: ignore[arg-type]
    page.get_by_role("button", name="Show what it holds").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 6, colour of strand 1: white letters cannot be read")

    page.get_by_label("Your file").set_input_files(_file(OURS))  # type: ignore[arg-type]
    page.get_by_role("button", name="Show what it holds").click()
    told = page.get_by_role("status")
    expect(told).to_contain_text("“Roots”: 1 strand and 2 labels")
    expect(told).to_contain_text("Open plans have labels that are not in it: “Settling in”, “mornings”.")
    with site.service.db.read() as session:
        assert framework.of_school(session.get_one(School, site.service.school_id)).name == "An example of ours"

    page.get_by_role("button", name="Load this framework").click()
    expect(page.get_by_role("heading", name="In use: Roots")).to_be_visible()
    kept = page.request.get(site.url("/settings/framework/file?which=current"))
    assert kept.text().replace("\r\n", "\n") == OURS
    assert "attachment" in kept.headers["content-disposition"]
    with site.service.db.read() as session:
        said = [each.detail for each in session.query(AuditEntry) if each.action == "loaded a framework"]
    assert said == ["1 strand"]


def test_the_example_and_the_empty_one_are_there_to_begin_with(site: Site) -> None:
    """As files, word for word; nothing else can be fetched there."""
    page = site.page("practitioner")
    page.goto(site.url("/settings/framework"))
    for which, link in (("example", "an example to change"), ("empty", "an empty one")):
        address = page.get_by_role("link", name=link).get_attribute("href")
        assert page.request.get(site.url(str(address))).text() == pack("example" if which == "example" else "empty")
    assert page.request.get(site.url("/settings/framework/file?which=../words/en")).status == 404


def test_a_plan_is_labelled_with_it_and_the_labels_stay_when_it_is_taken_out(site: Site) -> None:
    """Ticks by strand, the strand's name beside its activities; afterwards the label is the plan's own word."""
    page = site.page("practitioner", javascript=False)
    page.goto(site.url(f"/pupils/{school.pupil_id('Finn')}/plan"))
    labels = page.get_by_role("group", name="Labels of “An example of ours”")
    labels.get_by_label("friendships").check()
    expect(page.get_by_label("First activity").locator("option[value=draw]")).to_have_text(
        re.compile("Draw it · Making and trying")
    )
    page.get_by_label("In your own words").fill("Finds somebody to play with.")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.locator("section", has=page.get_by_role("heading", name="Goal"))).to_contain_text(
        "Together: friendships"
    )
    page.goto(site.url(f"/pupils/{school.pupil_id('Finn')}?show=1"))
    expect(page.locator("section", has=page.get_by_role("heading", name="Plan", exact=True))).to_contain_text(
        "friendships"
    )

    page.goto(site.url("/settings/framework"))
    page.get_by_text("Take it out").click()
    page.get_by_role("button", name="Take the framework out").click()
    expect(page.get_by_role("heading", name="None in use")).to_be_visible()
    page.goto(site.url(f"/plans/{planned.PLAN_ID}?show=1"))
    expect(page.locator(".tag", has_text="mornings")).to_be_visible()
    page.goto(site.url(f"/pupils/{school.pupil_id('Kasia')}/plan"))
    expect(page.get_by_label("Labels, if your school uses some")).to_have_value("Settling in, mornings")


def test_a_tablet_is_told_nothing_of_it(site: Site) -> None:
    """Neither the framework's words nor a plan's labels are in what it holds."""
    with site.service.db.read() as session:
        told = msgspec.json.encode(classrooms.of_class(session, site.service, school.class_id("4W"))).decode()
        pack_ = framework.of_school(session.get_one(School, site.service.school_id))

    assert pack_.labels
    assert [label for label in (pack_.name, *pack_.labels) if label in told] == []


def test_only_those_who_see_the_whole_school_may_load_one(site: Site) -> None:
    """A class adult is refused on each of its addresses."""
    page = site.page("adult")
    page.goto(site.url("/account"))
    token = page.locator("[name=_csrf_token]").first.get_attribute("value")
    form = {"_csrf_token": str(token), "content": OURS}
    for path in ("/load", "/remove", ""):
        sent = {"multipart": form} if not path else {"form": form}
        assert page.request.post(site.url(f"/settings/framework{path}"), **sent).status == 403  # type: ignore[arg-type]
    for path in ("", "/file?which=current"):
        assert page.request.get(site.url(f"/settings/framework{path}")).status == 403
