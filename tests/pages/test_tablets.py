"""The Tablets page tells the truth about each tablet, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from sqlalchemy import select

from sync.protocol import Report
from sync.service.db.models import Device, Role
from tests.service.browsers import Browser
from tests.service.running import RunningService
from tests.service.tablets import Tablet, checked_in

WELL = Report("0.1.0", 0, 0, 0, 2, 21400, sqlite="3.53.4", temperature_c=48)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """A running school."""
    with RunningService(tmp_path_factory.mktemp("service")) as service:
        yield service


def told(running: RunningService, report: Report, role: Role = Role.IT) -> tuple[Tablet, str]:
    """A new tablet that has reported, and how to read the page about it."""
    tablet = Tablet(running)
    said = msgspec.structs.replace(report, utc_s=int(running.service.clock.now().timestamp()))
    assert tablet.post(msgspec.msgpack.encode(said), "/v1/report").status_code == 204
    return tablet, row(running, role)


def row(running: RunningService, role: Role = Role.IT) -> str:
    """What is said of the newest tablet above the table, and its row."""
    with running.service.db.read() as session:
        newest = session.scalars(select(Device).order_by(Device.enrolled_at.desc())).first()
    assert newest is not None
    page = Browser(running, role).open("/devices").text
    ill, table = page.partition("<thead>")[::2]
    said = ill.partition(f"<b>{newest.name}</b>")[2].partition("</ul>")[0]
    return said + next(each for each in table.split("<tr>") if f"{newest.name} <" in each)


def test_a_tablet_that_is_well_has_nothing_to_say(running: RunningService) -> None:
    """Its version, its clock, its room and its warmth, and no tag."""
    _, said = told(running, WELL)

    assert 'class="tag"' not in said
    for each in ("0.1.0", "SQLite 3.53.4", ">right<", "21.4 GB", "48 °C", "in step"):
        assert each in said


def test_what_waits_and_what_is_wrong_with_its_record_is_said(running: RunningService) -> None:
    """To those too who only want to know that every tablet is in step."""
    ill = msgspec.structs.replace(
        WELL, waiting=12, journal_failing=True, put_aside=["tablet.db.20261124"], temperature_c=84
    )

    for role in (Role.IT, Role.PRACTITIONER):
        _, said = told(running, ill, role)
        assert ">12<" in said
        assert "No second copy is being kept" in said
        assert "put aside (tablet.db.20261124) and built anew" in said
        assert "Too warm at 84 °C" in said


def test_refused_events_are_counted_with_their_reasons(running: RunningService) -> None:
    """In words, so that somebody can do something about it."""
    tablet, _ = told(running, WELL)
    pupil = running.pupils["2W"][0].id
    bad = [msgspec.structs.replace(tablet.envelope(checked_in(pupil)), box=b"x" * 200) for _ in range(2)]
    assert tablet.deliver(*bad) == ["refused", "refused"]

    assert "2 refused and kept: damaged on its way" in row(running)


def test_two_tablets_with_one_identity_are_said_to_be_two(running: RunningService) -> None:
    """Found from the numbers they give out; enrolling both again is the cure, and until then neither is in step."""
    tablet, _ = told(running, WELL)
    pupil = running.pupils["2W"][0].id
    first = tablet.envelope(checked_in(pupil))
    other = msgspec.structs.replace(tablet.envelope(checked_in(pupil, "sad")), seq=first.seq)
    assert tablet.deliver(first) == ["stored"]
    tablet.deliver(other)

    said = row(running)

    assert "Two tablets share this identity: enrol both again. Nothing is lost." in said
    assert "not in step" in said


def test_a_clock_that_is_wrong_is_said_in_minutes(running: RunningService) -> None:
    """Fast or slow, by the service's own clock."""
    tablet = Tablet(running)
    ahead = msgspec.structs.replace(WELL, utc_s=int(running.service.clock.now().timestamp()) + 900)
    assert tablet.post(msgspec.msgpack.encode(ahead), "/v1/report").status_code == 204

    assert "15 min fast" in row(running)
