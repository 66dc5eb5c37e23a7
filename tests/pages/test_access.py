"""Who gets what from every route there is, and what a covered page holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from assets import catalogue, words
from sync.service.app import create_app
from tests.pages import office, planned, school, visit
from tests.pages.site import Site
from tests.pages.walk import KASIAS_FLAG
from tests.service.running import RunningService

FEELINGS = {words.words()[feeling.word].lower() for feeling in catalogue.load().feelings.values()}
FOR_IT = {
    "/",
    "/telling",
    "/telling/secret",
    "/telling/test",
    "/devices",
    "/devices/code",
    "/devices/{device_id:uuid}/revoke",
    "/staff",
    "/staff/{staff_id:uuid}",
    "/grown-ups",
}
IT_FORMS = {"/staff/add", *(f"/staff/{{staff_id:uuid}}/{what}" for what in ("role", "reset", "close"))}
"""Forms of IT's own that are sent here without what they ask for."""
OWN = "/account"
"""Everybody's own account: the pages under it hold nothing of anybody else."""
FOR_HEAD = {"/patterns", "/audit", "/audit/verify"}
"""Groups, and who looked at whom: the head is shown no child's feeling, and patterns only when they are revealed."""
FOR_ALL = {"/away"}
"""Everybody says of themselves whether they are in."""
BY_ROSTER = "/roster"
"""Rosters name children to those who bring them in, and nothing more; IT may."""
NOT_WALKED = ("/v1", "/static", "/openapi", "/sign-in", "/sign-out", "/code", "/first-run")
"""The tablets' own routes, and those that anybody may call."""
COVERED = ("/settings", "/concern", f"/pupils/{school.pupil_id('Kasia')}/tablet",
           f"/pupils/{school.pupil_id('Kasia')}/photo",
           "/", "/?class=school", "/today/part", "/today/print", "/flags", f"/flags/{KASIAS_FLAG}",
           f"/pupils/{school.pupil_id('Kasia')}", "/pupils", "/devices", "/plans", f"/plans/{planned.PLAN_ID}",
           f"/check-ins/{planned.ISLAS_CHECK_IN}/right", "/patterns")  # fmt: skip


def routes(running: RunningService) -> Iterator[tuple[str, str, str]]:
    """Every page's method, template path and a path with this school's ids in it."""
    ids = {
        "pupil_id": school.pupil_id("Kasia"),
        "flag_id": KASIAS_FLAG,
        "event_id": school.an_id("request", "Isla", school.TODAY, "8:47"),
        "device_id": school.an_id("device", "2B"),
        "merge_id": visit.MERGE_ID,
        "draft_id": office.DRAFT_ID,
        "staff_id": school.an_id("staff", "practitioner"),
        "plan_id": planned.PLAN_ID,
        "correction_id": school.an_id("no correction"),
    }
    nobody = school.an_id("nobody")
    for route in create_app(running.service).routes:
        path = route.path_format if hasattr(route, "path_format") else route.path
        if path.startswith(NOT_WALKED):
            continue
        for method in sorted(getattr(route, "methods", ())):
            if method in ("GET", "POST"):
                filled = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: str(ids.get(found[1], nobody)), path)
                yield method, route.path, filled


@pytest.mark.parametrize("who", ["it", "head", None])
def test_no_route_gives_a_feeling_to_those_who_do_not_work_with_children(site: Site, who: str | None) -> None:
    """IT, the head and strangers are refused on every page of children, by every method."""
    walked = 0
    with httpx.Client(base_url=site.running.url, cookies=site.cookies(who)) as http:
        token = _token(http, "/devices" if who == "it" else "/sign-in")
        for method, template, path in list(routes(site.running)):
            form = {"_csrf_token": token, "class": str(school.class_id("4W")), "reason": "spoke", "text": "x"}
            answer = http.get(path + "?show=1") if method == "GET" else http.post(path, data=form)
            walked += 1
            assert not _feelings_in(answer.text), (method, path)
            assert "Kasia" not in answer.text, (method, path)
            if who == "it" and template.startswith((BY_ROSTER, "/calendar", "/grown-ups/")):
                assert answer.status_code in (200, 303, 400, 404), (method, path)
            elif who is not None and template in FOR_ALL:
                assert answer.status_code in (200, 404), (method, path)
            elif (who == "it" and template in FOR_IT) or (who == "head" and template in FOR_HEAD):
                assert answer.status_code < 400, (method, path)
            elif who is not None and (template.startswith(OWN) or (who == "it" and template in IT_FORMS)):
                assert answer.status_code < 500, (method, path)
            else:
                refused = answer.status_code in (403, 404) or _asked_to_sign_in(answer)
                assert refused, (method, path, answer.status_code)

    assert walked >= 15


@pytest.mark.parametrize("path", COVERED)
def test_a_covered_page_holds_no_feeling_even_in_its_source(shared: Site, path: str) -> None:
    """Neither words nor pictures of feelings are sent before somebody presses Show."""
    with httpx.Client(base_url=shared.running.url, cookies=shared.cookies("practitioner")) as http:
        source = http.get(path).text

    assert "Daybreak" in source or "class-wall" in source
    assert not _feelings_in(source)
    assert not set(re.findall(r"pic-(\w+)", source)) & catalogue.load().feelings.keys()


def test_a_revealed_page_would_fail_that_test(shared: Site) -> None:
    """The words that are looked for are those the pages use."""
    with httpx.Client(base_url=shared.running.url, cookies=shared.cookies("practitioner")) as http:
        source = http.get("/?show=1", follow_redirects=True).text

    assert {"sad", "worried", "tired"} <= _feelings_in(source)


def test_a_form_without_its_token_changes_nothing(shared: Site) -> None:
    """Another site's form is refused with a sentence."""
    with httpx.Client(base_url=shared.running.url, cookies=shared.cookies("practitioner")) as http:
        answer = http.post(f"/flags/{KASIAS_FLAG}/seen", data={})
        after = http.get(f"/flags/{KASIAS_FLAG}?show=1", follow_redirects=True).text

    assert answer.status_code == 403
    assert "This form is too old" in answer.text
    assert "Mark as seen" in after


def test_pages_run_nothing_that_is_not_theirs(shared: Site) -> None:
    """No script or style stands in a page, and the policy allows none."""
    with httpx.Client(base_url=shared.running.url, cookies=shared.cookies("practitioner")) as http:
        answer = http.get("/?show=1", follow_redirects=True)

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert not re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", answer.text)
    assert len(answer.content) < 150_000


def _asked_to_sign_in(answer: httpx.Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"] == "/sign-in"


def _token(http: httpx.Client, path: str) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', http.get(path).text)
    assert found
    return found[1]


def _feelings_in(source: str) -> set[str]:
    return {word for word in FEELINGS if re.search(rf"\b{re.escape(word)}\b", source.lower())}
