"""A whole morning is written down by both ends at their most talkative, and nobody is found in it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from kiosk.checkin import AddToRequest, AskAdult, Did, SayHowNow, TellMore
from sync import logs
from sync.service.db.models import Pupil, Role
from tests.service.browsers import Browser
from tests.service.running import PASSWORD, RunningService
from tests.sync.tablets import enrol, feeling, opened

NAMES = ("Quillabelle", "Zebedanius", "Wrenthorpia")
"""Of children and an adult: so odd that they stand in a log for no other reason."""


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The log of a tablet and a service after a morning, and what must not stand in it."""
    folder = tmp_path_factory.mktemp("morning")
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    file = folder / "daybreak.log"
    logs.begin(str(file), level=logging.DEBUG)
    for browsers in ("httpx", "httpcore"):  # these tests' own, in the same process
        logging.getLogger(browsers).setLevel(logging.WARNING)
    try:
        with RunningService(folder / "service") as running:
            secrets = _morning(running, folder / "tablet")
        yield file.read_text(), secrets
    finally:
        for each in root.handlers:
            each.close()
        root.handlers[:] = handlers
        root.setLevel(level)


def _morning(running: RunningService, folder: Path) -> list[str]:
    """Everybody does what they do, and several things go wrong."""
    children = running.pupils["2W"]
    with running.service.db.write() as session:
        for pupil, name in zip(children, NAMES, strict=False):
            found = session.get_one(Pupil, (pupil.school_id, pupil.id))
            found.given_name, found.family_name = name, f"{name}son"
    settings = enrol(running, folder)
    code = running.enrolment_code()
    with opened(settings) as watched:
        watched.until(lambda: watched.tablet.classroom() is not None)
        for pupil in children:
            watched.carries_out(feeling(pupil.id, "scared"), TellMore(size=3), TellMore(about="something_happened"))
            watched.carries_out(Did("find_adult", 42, True), SayHowNow("find_adult", "harder"))
        watched.carries_out(AskAdult(children[0].id.hex), AddToRequest(how="watch"))
        watched.all_delivered()
        spoil(folder / "tablet.db", "event")  # the worst that can befall a record, with a child in its hands
        assert not watched.carries_out(feeling(children[0].id, "scared"))
    adult = Browser(running)
    adult.sign_in_fully(running.staff[Role.PRACTITIONER].email)
    for page in ("/", "/flags", f"/pupils/{children[0].id}", f"/pupils/{NAMES[0]}", "/devices"):
        adult.open(page)
    adult.sign_in(f"{NAMES[2]}@school.example", PASSWORD)
    token = str(msgspec.json.decode((folder / "identity.json").read_bytes())["token"])
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    httpx.post(f"{running.url}/v1/events", content=f'{{"store": "{NAMES[1]}"'.encode(), headers=headers)
    httpx.post(f"{running.url}/{NAMES[0]}", content=b"")
    spoil(running.settings.folder / "service.db", "check_in")
    assert adult.open("/?class=school").status_code == 503  # not what was read a moment ago
    ids = [form for pupil in children for form in (str(pupil.id), pupil.id.hex)]
    cookies = [value for value in adult.http.cookies.values() if value]
    return [*NAMES, *ids, *cookies, "scared", "something_happened", "harder", token, code, PASSWORD, "@"]


def spoil(database: Path, table: str) -> None:
    """Take a table away from whoever is using it."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute(f"ALTER TABLE {table} RENAME TO gone")
    other.close()


def test_nobody_is_found_in_the_log_of_a_whole_morning(morning: tuple[str, list[str]]) -> None:
    """No name, answer, id of a child, cookie, token, code, password or address; it may be sent to a helpline."""
    log, secrets = morning

    assert [secret for secret in secrets if secret in log] == []


def test_what_went_wrong_that_morning_is_found_in_the_log(morning: tuple[str, list[str]]) -> None:
    """The silence about people is not silence about trouble, and every line can be read by a machine."""
    lines = [msgspec.json.decode(line, type=dict[str, object]) for line in morning[0].splitlines()]
    said = {str(line["says"]) for line in lines}

    assert {"a record could not be written", "sign-in refused", "signed in", "enrolled a tablet"} <= said
    assert "the database could not be used: no such table: check_in" in said
    assert all(str(line["at"]).endswith("Z") for line in lines)
    assert any(line.get("error") == "OperationalError" for line in lines)
