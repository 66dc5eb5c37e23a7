"""What a tablet hears of its class: first names, pictures, adults and answers, and no more."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import update

from assets import activities
from assets.catalogue import SECRET_PICTURES
from sync import secret
from sync.protocol import MEDIA_TYPE, ChildSettings, Classroom, Report
from sync.service import requests_, tablet_settings, visitors
from sync.service.access import Viewer, viewer_of
from sync.service.classrooms import shown_names
from sync.service.db.models import Device, Pupil, Role, School, SchoolClass
from sync.service.tablet_settings import TabletSettings
from tests.service.running import RunningService
from tests.service.tablets import Tablet, asked, checked_in


def ask(running: RunningService, tablet: Tablet, **headers: str) -> httpx.Response:
    return tablet.http.get(f"{running.url}/v1/classroom", headers={**tablet.headers, **headers})


def viewer(running: RunningService, role: Role) -> Viewer:
    with running.service.db.read() as session:
        found = viewer_of(session, running.service.school_id, running.staff[role].id)
    assert found is not None
    return found


def test_the_class_is_its_own_children_by_first_name(running: RunningService, tablet: Tablet) -> None:
    """No child of another class and no surname; each with a picture nobody else of the class has."""
    found = tablet.classroom()

    assert [tile.name for tile in found.pupils if not tile.visitor] == [
        "Amina",
        "Bruno",
        "Cai",
        "Dilan",
        "Ela",
        "Femi",
    ]
    assert len({tile.picture for tile in found.pupils}) == 6 + 3
    assert {tile.step for tile in found.pupils} == {2}
    assert [adult.name for adult in found.adults] == ["Miss Wren", "Mr Alder"]


def test_a_tablet_of_before_passes_over_what_it_does_not_know_and_a_new_one_does_without() -> None:
    """Exits and own words travel as fields that may be there or not, both ways."""
    told = Classroom("e", 0, "s", "n", b"", b"", [], [], [], unsure=False, words={"en": {"feeling.happy": "Glad"}})
    new = {"unsure", "unsaid", "words"}
    older: Any = msgspec.defstruct("Older", [(name, Any) for name in Classroom.__struct_fields__ if name not in new])

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(told), type=older).school == "s"
    without = {name: value for name, value in msgspec.to_builtins(told).items() if name not in new}
    found = msgspec.convert(without, Classroom)
    assert (found.unsure, found.unsaid, found.words) == (True, True, {})
    assert msgspec.convert({"language": "pl"}, ChildSettings) == ChildSettings("pl", unsure=None, unsaid=None)


def test_an_unchanged_class_is_not_sent_again(running: RunningService, tablet: Tablet) -> None:
    """304 while only the time moved on; the new state as soon as there is one."""
    first = ask(running, tablet)
    again = ask(running, tablet, **{"if-none-match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""

    request = tablet.envelope(asked(running.pupils["2W"][0].id))
    tablet.deliver(request)
    service = running.service
    with service.db.write() as session:
        adult = viewer(running, Role.CLASS_ADULT)
        seen = requests_.mark_seen(session, service, adult, uuid.UUID(bytes=request.event_id))
    assert seen is not None

    changed = ask(running, tablet, **{"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    reply = tablet.classroom().replies[-1]
    assert (reply.request, reply.state, reply.adult) == (
        request.event_id,
        "seen",
        running.staff[Role.CLASS_ADULT].id.bytes,
    )


def test_json_is_answered_to_who_asks_for_it(running: RunningService, tablet: Tablet) -> None:
    """By Accept."""
    assert ask(running, tablet, accept="application/json").json()["name"] == "2W"
    assert ask(running, tablet).headers["content-type"] == MEDIA_TYPE


@pytest.mark.parametrize(
    ("children", "shown"),
    [
        ([("Amina", "Bell"), ("Bruno", "Lark")], ["Amina", "Bruno"]),
        ([("Amina", "Bell"), ("Amina", "Kite")], ["Amina B", "Amina K"]),
        ([("Amina", "Bell"), ("amina", "Birch")], ["Amina Be", "amina Bi"]),
        ([("Amina", ""), ("Amina", "Kite")], ["Amina", "Amina K"]),
        ([("Amina", "Be"), ("Amina", "Bell")], ["Amina Be", "Amina Bel"]),
        ([("نور", "علي"), ("نور", "حسن")], ["نور ع", "نور ح"]),
    ],
)
def test_equal_first_names_are_told_apart_by_as_little_as_it_takes(
    children: list[tuple[str, str]], shown: list[str]
) -> None:
    """One letter of the surname where that is enough."""
    pupils = [Pupil(given_name=given, family_name=family) for given, family in children]

    assert shown_names(pupils) == shown


def test_a_tablet_without_its_token_hears_nothing(running: RunningService, tablet: Tablet) -> None:
    """No token, a wrong one, or one that was revoked: 401 with the cure."""
    url, http = f"{running.url}/v1/classroom", tablet.http
    refusals = [
        http.get(url),
        http.get(url, headers={"authorization": "Bearer nonsense"}),
        http.get(url, headers={"authorization": "Basic eDp5"}),
    ]
    with running.service.db.write() as session:
        device_id = uuid.UUID(bytes=tablet.enrolled.device_id)
        session.execute(update(Device).where(Device.id == device_id).values(revoked_at=running.service.clock.now()))
    refusals += [ask(running, tablet, accept="application/json"), tablet.post(tablet.batch())]

    assert [answer.status_code for answer in refusals] == [401] * 5
    assert "Enrol it" in refusals[0].json()["detail"]
    assert "it keeps what it holds" in refusals[3].json()["detail"]


def test_a_report_is_kept_with_the_clocks_error(running: RunningService, tablet: Tablet) -> None:
    """What the Tablets page will show; however odd, it is bounded."""
    report = Report("0.1", 2**62, 3, 1, 0, 900, ["x" * 500] * 500)

    answer = tablet.post(msgspec.msgpack.encode(report), "/v1/report")

    assert answer.status_code == 204
    with running.service.db.read() as session:
        device = session.get_one(Device, (running.service.school_id, uuid.UUID(bytes=tablet.enrolled.device_id)))
    assert device.report["waiting"] == 3
    assert (len(device.report["put_aside"]), len(device.report["put_aside"][0])) == (20, 100)
    assert device.clock_error_s == 2**31 - 1
    assert device.last_seen_at is not None


def test_a_childs_settings_secret_and_order_reach_the_tablet(running: RunningService, tablet: Tablet) -> None:
    """The secret picture only as a keyed hash; every child has an order, so that none stands out."""
    with running.service.db.write() as session:
        session.get_one(SchoolClass, (running.service.school_id, running.classes["2W"])).secret_key = b"k" * 16
        pupil = session.get_one(Pupil, (running.service.school_id, running.pupils["2W"][1].id))
        pupil.settings, pupil.secret_picture = {"language": "pl", "tick": True}, "kite"
        school = session.get_one(School, running.service.school_id)
        tablet_settings.keep(school, TabletSettings(quick_morning=True, quiet_hours=("12:00", "13:00")))

    found = tablet.classroom()

    tile = next(each for each in found.pupils if each.pupil == pupil.id.bytes)
    assert (tile.settings.language, tile.settings.tick, tile.settings.voice) == ("pl", True, "own")
    assert secret.reveal(tile.pupil, tile.secret, found.secret_key, SECRET_PICTURES) == "kite"
    assert all(sorted(each.activities) == sorted(one.id for one in activities.load()) for each in found.pupils)
    assert (found.quick_morning, found.quiet_hours) == (True, ("12:00", "13:00"))


def test_settings_of_another_version_are_as_for_everybody() -> None:
    """A word this service does not know never keeps a class from its tablet."""
    assert tablet_settings.of_child({"voice": "loud"}) == ChildSettings()
    assert tablet_settings.of_child({"later": 1, "quiet": True}) == ChildSettings(quiet=True)


def test_three_spare_tiles_are_always_ready_and_a_used_one_stays(running: RunningService, tablet: Tablet) -> None:
    """A visitor who checked in keeps their tile for the week, and another spare one takes its place."""
    before = [each for each in tablet.classroom().pupils if each.visitor]
    tablet.deliver(tablet.envelope(checked_in(uuid.UUID(bytes=before[0].pupil))))

    after = tablet.classroom().pupils

    visitors = [each for each in after if each.visitor]
    assert len(before) == 3
    assert {each.pupil for each in visitors} > {each.pupil for each in before}
    assert len(visitors) == 4
    assert {each.name for each in visitors} == {""}
    assert len({each.picture for each in after}) == len(after)


def test_a_visitor_with_a_name_stands_among_the_children(running: RunningService, tablet: Tablet) -> None:
    """By name, with the same animal, and nothing that tells them from the others."""
    service = running.service
    spare = next(each for each in tablet.classroom().pupils if each.visitor)
    with service.db.write() as session:
        visitor = session.get_one(Pupil, (service.school_id, uuid.UUID(bytes=spare.pupil)))
        visitors.name(session, service, viewer(running, Role.CLASS_ADULT), visitor, " Bea ", "Hill")

    tile = next(each for each in tablet.classroom().pupils if each.pupil == spare.pupil)

    assert (tile.name, tile.picture, tile.visitor) == ("Bea", spare.picture, False)
