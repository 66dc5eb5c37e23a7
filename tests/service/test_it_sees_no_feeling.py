"""Every route there is, walked by those who may not see what is behind it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from litestar.routes import HTTPRoute
from sqlalchemy import select

from sync.service import children, visitors
from sync.service.access import viewer_of
from sync.service.app import create_app
from sync.service.db.models import AdultRequest, AuditEntry, FlagRow, FlagState, Pupil, Role, Staff, StaffSession
from tests.service.browsers import Browser
from tests.service.running import RunningService
from tests.service.tablets import Tablet, asked, checked_in

REASON = "A reason that nobody else wrote"
FEELINGS = ("scared", "worried", "cross", "sad", "happy", "calm", "tired", "hungry", "poorly")
ENDLESS = "/today/live"
OPEN_PATHS = ("/v1/", "/static", "/openapi", "/sign-in", "/code")
NOBODY = uuid.UUID(int=1)
"""No member of staff, and nothing of theirs."""


@dataclass(frozen=True)
class Known:
    """What must not be seen, and the ids that lead to it."""

    pupil: Pupil
    request_id: uuid.UUID
    flag_id: uuid.UUID
    tablet_id: uuid.UUID
    merge_id: uuid.UUID

    def fill(self, path: str) -> str:
        """A route's path with real ids in it."""

        def value(found: re.Match[str]) -> str:
            ids = {
                "event_id": self.request_id,
                "flag_id": self.flag_id,
                "pupil_id": self.pupil.id,
                "device_id": self.tablet_id,
                "merge_id": self.merge_id,
            }
            return str(ids.get(found[1], NOBODY))  # what is done to accounts has tests of its own

        return re.sub(r"{(\w+):\w+}", value, path)


@pytest.fixture(scope="module")
def known(running: RunningService) -> Known:
    """A child of RK who is scared, asked for a grown-up and has a flag."""
    return _known(running, "RK")


def _known(running: RunningService, classroom: str) -> Known:
    tablet = Tablet(running, classroom)
    pupil = running.pupils[classroom][0]
    request = tablet.envelope(asked(pupil.id))
    assert tablet.deliver(tablet.envelope(checked_in(pupil.id, "scared")), request) == ["stored", "stored"]
    service = running.service
    flag = FlagRow(
        id=uuid.uuid4(),
        school_id=service.school_id,
        pupil_id=pupil.id,
        rule="R9",
        day=service.today(),
        since=service.today() - timedelta(days=3),
        reason=REASON,
        evidence=[],
        sufficiency="some",
        rests_on=5,
        state=FlagState.NEW,
        raised_at=service.clock.now(),
        changed_at=service.clock.now(),
    )
    with service.db.write() as session:
        session.add(flag)
    merge = _merged(running, classroom, pupil)
    tablet_id = uuid.UUID(bytes=tablet.enrolled.device_id)
    return Known(pupil, uuid.UUID(bytes=request.event_id), flag.id, tablet_id, merge)


def _merged(running: RunningService, classroom: str, pupil: Pupil) -> uuid.UUID:
    """A visitor whom the practitioner took for this child."""
    service = running.service
    with service.db.write() as session:
        spare = session.scalars(
            select(Pupil).where(Pupil.class_id == running.classes[classroom], children.spare()).limit(1)
        ).one()
        practitioner = viewer_of(session, service.school_id, running.staff[Role.PRACTITIONER].id)
        assert practitioner is not None
        into = session.get_one(Pupil, (service.school_id, pupil.id))
        return visitors.merge(session, service, practitioner, spare, into).id


def routes(running: RunningService) -> Iterator[tuple[str, str]]:
    """Every path and method of the pages, read from the application itself."""
    for route in create_app(running.service).routes:
        if isinstance(route, HTTPRoute):
            for method in route.methods:
                if method in ("GET", "POST", "PUT", "PATCH", "DELETE") and not route.path.startswith(OPEN_PATHS):
                    yield route.path, method


def walk(browser: Browser, running: RunningService, known: Known) -> Iterator[tuple[str, int, str]]:
    """Ask for everything, revealed where that is asked for, and yield what came back."""
    for path, method in routes(running):
        address = known.fill(path)
        if method == "GET" and path != ENDLESS:
            for query in ("", "?show=1", "?class=school&show=1"):
                answer = browser.open(address + query)
                yield f"{method} {path}{query}", answer.status_code, answer.text
        elif method != "GET" and path not in ("/sign-out",):
            answer = browser.http.request(
                method, address, data={"_csrf_token": browser.token, "reason": "settled", "note": "x", "text": "x"}
            )
            yield f"{method} {path}", answer.status_code, answer.text


def tells(text: str, known: Known) -> list[str]:
    """What of a child stands in an answer."""
    plain = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.S).lower()
    secrets = [known.pupil.given_name.lower(), REASON.lower(), *FEELINGS]
    found = [secret for secret in secrets if re.search(rf"\b{re.escape(secret)}\b", plain)]
    return found + [id_ for id_ in (str(known.pupil.id), str(known.flag_id)) if id_ in text]


def test_it_sees_no_feeling_no_flag_and_no_pupil(running: RunningService, known: Known) -> None:
    """Not on any route, by any method, revealed or not; and nothing that IT presses reaches a child's record."""
    browser = Browser(running, Role.IT)

    seen = list(walk(browser, running, known))

    assert [(where, tells(text, known)) for where, _, text in seen if tells(text, known)] == []
    assert max(status for _, status, _ in seen) < 500
    with running.service.db.read() as session:
        assert session.get_one(FlagRow, (known.pupil.school_id, known.flag_id)).state == FlagState.NEW
        request = session.get_one(AdultRequest, (known.pupil.school_id, known.request_id))
        assert (request.seen_at, request.met_at) == (None, None)


def test_the_head_sees_no_single_child(running: RunningService, known: Known) -> None:
    """Groups only. The audit names whom somebody looked at, and says nothing else of them."""
    browser = Browser(running, Role.HEAD)
    named = {known.pupil.given_name.lower(), str(known.pupil.id)}

    for where, _, text in walk(browser, running, known):
        assert set(tells(text, known)) <= (named if " /audit" in where else set()), where


def test_a_class_adult_sees_nothing_of_another_class(running: RunningService, known: Known) -> None:
    """An address with an id of another class answers as if there were no such child."""
    browser = Browser(running, Role.CLASS_ADULT)

    seen = list(walk(browser, running, known))

    named = [(where, each) for where, _, text in seen for each in tells(text, known) if each not in FEELINGS]
    assert named == []
    with running.service.db.read() as session:
        assert session.get_one(FlagRow, (known.pupil.school_id, known.flag_id)).state == FlagState.NEW
        assert session.get_one(AdultRequest, (known.pupil.school_id, known.request_id)).met_at is None


def test_a_practitioner_does_see_what_the_others_do_not(running: RunningService) -> None:
    """The walk would notice: it finds the child, the feeling and the flag where they belong."""
    known = _known(running, "2W")
    browser = Browser(running, Role.PRACTITIONER)

    found = {each for where, _, text in walk(browser, running, known) if "GET" in where for each in tells(text, known)}

    assert {known.pupil.given_name.lower(), "scared", REASON.lower(), str(known.pupil.id)} <= found


def test_nobody_sees_anything_without_signing_in(running: RunningService, known: Known) -> None:
    """Every page sends a stranger to the sign-in, a form is refused."""
    browser = Browser(running)

    for where, status, text in walk(browser, running, known):
        assert tells(text, known) == [], where
        opened = (404,) if "/first-run" in where else (200,)  # no such address once there is a school
        assert status in ((*opened, 400, 403) if where.startswith("POST") else opened), (where, status)
    answer = browser.http.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_every_look_at_a_child_is_written_down(running: RunningService, known: Known) -> None:
    """Who and whom, at once."""
    browser = Browser(running, Role.DSL)
    assert browser.open(f"/pupils/{known.pupil.id}?show=1").status_code == 200

    with running.service.db.read() as session:
        entries = session.query(AuditEntry).filter_by(staff_id=running.staff[Role.DSL].id).all()
    assert known.pupil.id in {entry.pupil_id for entry in entries}


def test_a_role_that_is_taken_away_is_gone_at_once(running: RunningService) -> None:
    """A signed-in browser does not keep what its adult has lost."""
    browser = Browser(running, Role.DSL)
    assert browser.open("/flags").status_code == 200
    key = (running.service.school_id, running.staff[Role.DSL].id)
    with running.service.db.write() as session:
        session.get_one(Staff, key).role = Role.IT
    try:
        assert browser.open("/flags").status_code == 403
    finally:
        with running.service.db.write() as session:
            session.get_one(Staff, key).role = Role.DSL


def test_a_revoked_session_is_signed_out_at_once(running: RunningService) -> None:
    """Deleting its row is enough, and a later request does not bring it back."""
    browser = Browser(running, Role.PRACTITIONER)
    with running.service.db.write() as session:
        session.query(StaffSession).delete()

    assert browser.open("/flags").url.path == "/sign-in"
    assert browser.open("/flags").url.path == "/sign-in"
