"""A service that cannot write says so honestly, and takes the batch the next time."""

from __future__ import annotations

import dataclasses
import logging

import msgspec
import pytest
from litestar.testing import TestClient

from sync.protocol import Problem
from sync.service.app import create_app
from sync.service.db.engine import Database
from tests.service.running import RunningService
from tests.service.tablets import Tablet, checked_in

pytestmark = pytest.mark.both_databases


def test_a_locked_database_is_answered_with_503_and_loses_nothing(running: RunningService, tablet: Tablet) -> None:
    """Nothing is acknowledged while another process has its turn to write; afterwards the same bytes are stored."""
    envelope = tablet.envelope(checked_in(running.pupils["2W"][0].id))
    impatient = Database(running.settings.database_url, busy_s=0.1)
    with TestClient(create_app(dataclasses.replace(running.service, db=impatient))) as client:
        other = Database(running.settings.database_url)
        with other.write():
            refused = client.post("/v1/events", content=tablet.batch(envelope), headers=tablet.headers)
        other.close()
        taken = client.post("/v1/events", content=tablet.batch(envelope), headers=tablet.headers)
    impatient.close()

    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "5"
    assert "try" in msgspec.msgpack.decode(refused.content, type=Problem).detail
    assert taken.status_code == 200
    assert tablet.deliver(envelope) == ["already"]


def test_a_fault_of_ours_is_logged_without_what_it_was_about(
    running: RunningService, tablet: Tablet, caplog: pytest.LogCaptureFixture
) -> None:
    """500 with a sentence; the log names the kind and the place, no token, no child."""
    broken = dataclasses.replace(running.service, keys=None)  # type: ignore[arg-type]
    pupil = running.pupils["2W"][0]
    with caplog.at_level(logging.ERROR), TestClient(create_app(broken), raise_server_exceptions=False) as client:
        answer = client.post(
            "/v1/events", content=tablet.batch(tablet.envelope(checked_in(pupil.id))), headers=tablet.headers
        )

    assert answer.status_code == 500
    assert msgspec.msgpack.decode(answer.content, type=Problem).detail.endswith(".")
    assert "AttributeError at" in caplog.text
    assert tablet.enrolled.token not in caplog.text
    assert pupil.given_name not in caplog.text
