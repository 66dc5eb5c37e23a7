"""Every route with an id in its address, asked for things of another class and of another school, by every role."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import httpx
import pytest
from litestar.routes import HTTPRoute

from sync.service.app import create_app
from sync.service.db.models import (
    AdultRequest,
    CheckIn,
    ClassroomComputer,
    Device,
    FlagRow,
    Merge,
    Pupil,
    School,
    SchoolClass,
    Staff,
    StaffRequest,
)
from tests.pages import school, visit
from tests.pages.site import Site
from tests.pages.walk import KASIAS_FLAG

ELSEWHERE = uuid.UUID(int=7)
"""Another school, kept in the same tables."""
ROLES = tuple(school.STAFF)
CLASS_4W = {
    "pupil_id": school.pupil_id("Kasia"),
    "flag_id": KASIAS_FLAG,
    "event_id": school.an_id("request", "Isla", school.TODAY, "8:47"),
    "merge_id": visit.MERGE_ID,
    "device_id": school.an_id("device", "4W"),
    "computer_id": school.an_id("computer", "4W"),
    "staff_id": school.an_id("staff", "adult"),
    "request_id": school.an_id("asked", "adult"),
    "class_id": school.class_id("4W"),
}
_SAME = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32,}")


def id_routes(site: Site) -> Iterator[tuple[str, str]]:
    """Every page's method and path that has an id in it."""
    for route in create_app(site.running.service).routes:
        if isinstance(route, HTTPRoute) and "{" in route.path and not route.path.startswith(("/v1", "/static")):
            for method in sorted(route.methods & {"GET", "POST"}):
                yield method, route.path


def filled(path: str, ids: dict[str, uuid.UUID]) -> str:
    """A route's path with some ids; what there is none for gets one of nothing."""
    nothing = uuid.UUID(int=1)
    return re.sub(r"{(\w+):\w+}", lambda found: str(ids.get(found[1], nothing)), path)


def asked(http: httpx.Client, method: str, path: str) -> tuple[int, str]:
    """The status, and the page without what differs from one address to another."""
    if "daybreak_form" not in http.cookies:
        http.get("/account")
    form = {
        "_csrf_token": http.cookies["daybreak_form"],
        "role": "it",
        "text": "x",
        "note": "x",
        "reason": "spoke",
        "what": "password",
    }
    answer = http.get(path + "?show=1") if method == "GET" else http.post(path, data=form)
    return answer.status_code, _SAME.sub("", answer.text)


def test_what_is_another_classes_answers_as_if_it_were_not_there(site: Site) -> None:
    """A class adult of 2B, with ids of 4W, on every route: refused, in the same words as for ids of nothing."""
    with site.running.service.db.write() as session:
        session.add(_computer(site.running.service.school_id, "4W"))
    with httpx.Client(base_url=site.running.url, cookies=site.cookies("other_adult")) as http:
        walked = list(id_routes(site))
        for method, path in walked:
            theirs = asked(http, method, filled(path, CLASS_4W))
            nothing = asked(http, method, filled(path, {}))
            assert theirs[0] in (403, 404), (method, path, theirs[0])
            assert theirs == nothing, (method, path)

    assert len(walked) >= 15


@pytest.mark.parametrize("who", ROLES)
def test_what_is_another_schools_answers_as_if_it_were_not_there(site: Site, who: str) -> None:
    """Every role, with ids of another school in the same tables: refused, in the same words as for ids of nothing."""
    ids = _another_school(site)
    with httpx.Client(base_url=site.running.url, cookies=site.cookies(who)) as http:
        for method, path in id_routes(site):
            theirs = asked(http, method, filled(path, ids))
            nothing = asked(http, method, filled(path, {}))
            assert theirs[0] in (400, 403, 404), (method, path, theirs[0])
            assert theirs == nothing, (method, path)
            assert "Quill" not in theirs[1]


def test_the_walk_would_notice(site: Site) -> None:
    """Those whose things they are do get them."""
    with httpx.Client(base_url=site.running.url, cookies=site.cookies("practitioner")) as http:
        statuses = {
            path: asked(http, method, filled(path, CLASS_4W))[0] for method, path in id_routes(site) if method == "GET"
        }

    assert {200, 303} == {status for path, status in statuses.items() if path.startswith(("/pupils", "/flags"))}


def _computer(school_id: uuid.UUID, classroom: str, **changed: object) -> ClassroomComputer:
    made = {
        "school_id": school_id, "id": school.an_id("computer", classroom), "class_id": school.class_id(classroom),
        "name": "Quill's desk", "token_hash": school.an_id("token", school_id, classroom).hex,
        "enrolled_at": school.MORNING, "enrolled_by": school.an_id("staff", "practitioner"),
    }  # fmt: skip
    return ClassroomComputer(**{**made, **changed})


def _another_school(site: Site) -> dict[str, uuid.UUID]:
    """One of everything, in a school that nobody here belongs to."""
    made = {name: school.an_id("elsewhere", name) for name in CLASS_4W}
    here = {"school_id": ELSEWHERE}
    staff_id, class_id, pupil_id = made["staff_id"], made["class_id"], made["pupil_id"]
    visitor = school.an_id("elsewhere", "visitor")
    with site.running.service.db.write() as session:
        session.add(School(id=ELSEWHERE, name="Quill Hall", epoch="x", public_key=bytes(32)))
        session.add(SchoolClass(**here, id=class_id, name="Quill", source="csv", source_id="q"))
        session.add(Staff(**here, id=staff_id, name="Quill", email="q@quill.example", role="dsl", password_hash=""))
        session.flush()
        for each in (pupil_id, visitor):
            session.add(
                Pupil(
                    **here, id=each, class_id=class_id, source="csv", source_id=str(each), given_name="Quill",
                    picture="frog", step=2,
                )
            )  # fmt: skip
        session.flush()
        session.add(
            FlagRow(
                **here, id=made["flag_id"], pupil_id=pupil_id, rule="R3", day=school.TODAY, since=school.TODAY,
                reason="Quill", evidence=[], sufficiency="some", rests_on=1, state="new", raised_at=school.MORNING,
                changed_at=school.MORNING,
            )
        )  # fmt: skip
        device = {"id": made["device_id"], "class_id": class_id, "name": "Quill", "token_hash": "q"}
        session.add(Device(**here, **device, enrolled_at=school.MORNING, report={}))
        session.add(
            AdultRequest(
                **here, event_id=made["event_id"], device_id=made["device_id"], class_id=class_id, pupil_id=pupil_id,
                school_day=school.TODAY, asked_at=school.MORNING,
            )
        )  # fmt: skip
        session.add(
            CheckIn(
                **here, event_id=school.an_id("elsewhere", "check-in"), pupil_id=pupil_id, class_id=class_id, slot=0,
                school_day=school.TODAY, at=school.MORNING, answers=["sad"], value=-1.5, step=2, catalogue=1,
                position=0,
            )
        )  # fmt: skip
        merged = {"visitor_id": visitor, "pupil_id": pupil_id, "merged_at": school.MORNING, "merged_by": staff_id}
        session.add(Merge(**here, id=made["merge_id"], **merged))
        session.add(_computer(ELSEWHERE, "Quill", id=made["computer_id"], class_id=class_id))
        asked_for = {"staff_id": staff_id, "kind": "password", "asked_at": school.MORNING}
        session.add(StaffRequest(**here, id=made["request_id"], **asked_for, class_ids=[]))
    return made
