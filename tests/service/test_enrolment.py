"""A one-time code makes a tablet, once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from sqlalchemy import select

from sync import pin
from sync.protocol import Enrol, Enrolled, Problem
from sync.service import enrolment
from sync.service.db.models import Device, EnrolmentCode
from tests.service.running import RunningService
from tests.service.tablets import PACKED, Tablet


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def enrol(running: RunningService, code: str, **heads: str) -> httpx.Response:
    body = msgspec.msgpack.encode(Enrol(code, "0.1"))
    return httpx.post(f"{running.url}/v1/enrol", content=body, headers={**PACKED, **heads}, verify=False)


def detail(answer: httpx.Response) -> str:
    return msgspec.msgpack.decode(answer.content, type=Problem).detail


def test_a_code_typed_carelessly_still_enrols(running: RunningService) -> None:
    """Case, spaces and the letters that look like digits do not matter."""
    code = running.enrolment_code("RK")
    careless = f"  {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "

    answer = enrol(running, careless)

    assert answer.status_code == 200
    enrolled = msgspec.msgpack.decode(answer.content, type=Enrolled)
    assert (enrolled.classroom, enrolled.school) == ("RK", "Sunnybank Primary School")
    assert enrolled.public_key == running.service.public_key


def test_a_code_works_once(running: RunningService) -> None:
    """The second tablet is told to ask for its own."""
    code = running.enrolment_code()

    assert enrol(running, code).status_code == 200
    answer = enrol(running, code)

    assert answer.status_code == 403
    assert "has been used" in detail(answer)


def test_two_tablets_with_one_code_at_the_same_moment(running: RunningService) -> None:
    """Exactly one is enrolled."""
    code = running.enrolment_code()
    statuses: list[int] = []
    barrier = threading.Barrier(4)

    def go() -> None:
        barrier.wait()
        statuses.append(enrol(running, code).status_code)

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [200, 403, 403, 403]


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "💛💛💛💛-💛💛💛💛", "A" * 5000])
def test_a_wrong_code_is_refused_with_the_cure(running: RunningService, code: str) -> None:
    """Whatever was typed."""
    answer = enrol(running, code)

    assert answer.status_code == 403
    assert "new code on the Tablets page" in detail(answer)


def test_a_code_runs_out_after_ten_minutes(tmp_path: Path) -> None:
    """A note left on a desk enrols nothing."""
    clock = SetClock()
    with RunningService(tmp_path, clock=clock) as running:
        early, late = running.enrolment_code(), running.enrolment_code()
        clock.at += timedelta(minutes=9, seconds=59)
        assert enrol(running, early).status_code == 200
        clock.at += timedelta(seconds=1)
        answer = enrol(running, late)

    assert answer.status_code == 403
    assert "has run out" in detail(answer)


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    """Beyond the limit of a minute an address hears only that it must wait."""
    with RunningService(tmp_path, enrol_per_minute=3) as running:
        answers = [enrol(running, "AAAA-AAAA") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 429, 429]
    assert detail(answers[-1]).endswith(".")


@pytest.mark.parametrize(("front", "last"), [(True, 403), (False, 429)])
def test_behind_a_schools_own_web_server_each_address_has_its_own_limit(tmp_path: Path, front: bool, last: int) -> None:
    """Its word on who asks is believed; where none stands in front, nobody's is, and a guesser stays one address."""
    with RunningService(tmp_path, enrol_per_minute=1, public_front=front) as running:
        asked = [enrol(running, "AAAA-AAAA", **{"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in (1, 1, 2)]

    assert asked == [403, 429, last]


def test_neither_code_nor_token_lies_in_the_database(running: RunningService) -> None:
    """Who reads the database cannot become a tablet."""
    code = running.enrolment_code()
    tablet = Tablet(running)

    with running.service.db.read() as session:
        codes = session.scalars(select(EnrolmentCode.code_hash)).all()
        tokens = session.scalars(select(Device.token_hash)).all()
    assert not any(code.replace("-", "") in each for each in codes)
    assert not any(tablet.enrolled.token in each for each in tokens)
    assert all(len(each) == 64 for each in (*codes, *tokens))


def test_codes_have_forty_bits_and_no_look_alikes(running: RunningService) -> None:
    """Eight of Crockford's thirty-two characters."""
    codes = [running.enrolment_code() for _ in range(40)]

    assert len(set(codes)) == 40
    assert not set("".join(codes)) & set("ILOU")
    assert all(len(code) == pin.LENGTH + 1 for code in codes)


def test_after_a_hundred_wrong_codes_the_living_ones_stop_working(running: RunningService) -> None:
    """Whoever guesses, from however many addresses, gets no further."""
    code = running.enrolment_code()
    for _ in range(enrolment.TRIES):
        with pytest.raises(enrolment.CodeError):
            enrolment.redeem(running.service, "AAAA-AAAA", "0.1")
    answer = enrol(running, code)
    fresh = enrol(running, running.enrolment_code())

    assert answer.status_code == 403
    assert "Too many wrong codes" in detail(answer)
    assert fresh.status_code == 200
