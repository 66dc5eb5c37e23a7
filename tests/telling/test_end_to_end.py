"""From a child's tap on a tablet to a letter, a call and a ring; and what stands in none of them."""

from __future__ import annotations

import logging

import pytest

from sync.service.db.models import Closure, Pupil, Role
from sync.service.telling.ways import Hook, Ntfy, Ways, new_secret
from tests.service.running import RunningService
from tests.service.tablets import Tablet, asked, checked_in, chose
from tests.telling.boxes import Calls, Letters


def test_a_tap_is_told_by_every_way_and_says_nothing_of_the_child(
    tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """No name, no feeling, no id of the child, no token: in no message and in no line of the log."""
    caplog.set_level(logging.DEBUG)
    letters, hooked, rung, secret = Letters(password="twelve blue kites"), Calls(), Calls(500), new_secret()
    with (
        letters.open() as mail,
        hooked.open() as hook,
        rung.open() as ntfy,
        RunningService(tmp_path_factory.mktemp("telling")) as running,
    ):
        with running.service.db.write() as session:  # no digest comes in between, whatever the hour is
            session.add(Closure(school_id=running.service.school_id, day=running.service.today(), name="Test"))
        ways = Ways(running.url, mail, Hook(hook, secret), Ntfy(ntfy, "hall", "tk_secret"))
        ways.save(running.settings.folder)
        tablet, child = Tablet(running), running.pupils["2W"][0]
        request = tablet.envelope(asked(child.id))
        tablet.deliver(
            tablet.envelope(checked_in(child.id, "sad")),
            request,
            tablet.envelope(chose(request.event_id, adult=running.staff[Role.CLASS_ADULT].id.bytes)),
        )
        letter = letters.next()
        said = [str(letter), *(part.decode() for _, _, part in (hooked.next(), rung.next()))]

    assert letter["To"] == running.staff[Role.CLASS_ADULT].email
    assert all("Someone in 2W is waiting" in each for each in said)
    for text in (*said, *(record.getMessage() for record in caplog.records if record.name.startswith("daybreak"))):
        for canary in _canaries(child, running, secret):
            assert canary not in text


def _canaries(child: Pupil, running: RunningService, secret: str) -> tuple[str, ...]:
    adult = running.staff[Role.CLASS_ADULT].name
    return (
        child.given_name, str(child.id), child.id.hex, child.picture, " sad", adult, "kites", "tk_secret", secret[6:],
    )  # fmt: skip
