"""Pupils from Wonde: over real HTTP, from a server that answers as Wonde does, and as it does on a bad day."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sync import logs
from sync.service import roster, schools
from sync.service.context import Service, open_service
from sync.service.db.models import VISITOR, Pupil
from sync.service.errors import ServiceError
from sync.service.roster import RosterError, wonde
from sync.service.roster.wonde import access, asking, reading
from sync.service.roster.wonde.access import Access
from sync.service.roster.wonde.asking import WondeError
from sync.service.settings import Settings, SettingsError, load
from tests.service.test_commands import daybreak
from tests.service.wonde_server import SCHOOL, TOKEN, WondeServer

TODAY = date(2026, 11, 24)
ACCESS = Access(SCHOOL, TOKEN)


@pytest.fixture
def server() -> Iterator[WondeServer]:
    """Wonde, in good health."""
    with WondeServer() as running:
        yield running


@pytest.fixture
def service(tmp_path: Path, server: WondeServer) -> Iterator[Service]:
    """An empty school that Wonde knows."""
    settings = Settings(data=str(tmp_path), wonde=server.address)
    schools.create(settings, "Sunnybank")
    ACCESS.save(tmp_path)
    opened = open_service(settings, environ={})
    yield opened
    opened.close()


def ask(server: WondeServer, *, token: str = TOKEN, school: str = SCHOOL, deadline_s: float = 20.0) -> roster.Roster:
    content = asking.fetch(Access(school, token), server.address, TODAY, deadline_s=deadline_s, pauses_s=(0.01, 0.01))
    return roster.parse(content, reading.FILE)


def bring(service: Service, server: WondeServer, *, dry_run: bool = False) -> roster.Plan:
    return roster.import_roster(service, ask(server), dry_run=dry_run)


def here(service: Service) -> dict[str, Pupil]:
    with service.db.read() as session:
        return {each.source_id: each for each in session.scalars(select(Pupil).where(Pupil.source != VISITOR))}


# What is read.


def test_every_page_is_read_and_each_child_has_class_and_year(server: WondeServer) -> None:
    """By registration group, never by a teaching group; called by the name in use."""
    said = ask(server)

    assert (said.source, said.complete) == ("wonde", True)
    assert [(each.name, each.year_group) for each in said.classes] == [("2W", "2"), ("RK", "")]
    assert [(each.given_name, each.class_id, each.year_group) for each in said.pupils] == [
        ("Amina", "A2100001", "2"),
        ("Bruno", "A2100001", "2"),
        ("Cai", "A2100001", "2"),
        ("Zoë", "A2100001", "2"),
        ("Ada", "A2100002", "R"),
        ("Bilal", "A2100002", "R"),
        ("Nour", "A2100002", "N"),
    ]
    assert len(server.asked) == 2
    assert "include=education_details,year,groups,classes" in server.asked[0]


def test_whoever_has_left_is_not_on_the_list_and_whoever_leaves_today_is(server: WondeServer) -> None:
    """A leaving date that has passed; the last day is still a day at school."""
    last = server.students[-1]
    assert "Uma" not in {each.given_name for each in ask(server).pupils}
    last["education_details"]["data"]["leaving_date"]["date"] = f"{TODAY} 00:00:00.000000"

    assert "Uma" in {each.given_name for each in ask(server).pupils}


def test_nothing_of_a_child_is_kept_but_what_a_roster_needs(server: WondeServer) -> None:
    """No birthday, no gender, no pupil number leaves the answer, whatever Wonde sends."""
    server.students[0] |= {"date_of_birth": {"date": "2019-03-02 00:00:00.000000"}, "gender": "FEMALE"}
    content = asking.fetch(ACCESS, server.address, TODAY)

    assert b"2019-03-02" not in content
    assert b"FEMALE" not in content
    assert b"upi" not in content


def test_a_child_without_a_class_is_named_and_stays(service: Service, server: WondeServer) -> None:
    """A gap in the pupil system lets nobody leave; the plan says who, and why."""
    bring(service, server)
    amina = server.students[0]
    amina["groups"]["data"].pop()
    bilal = server.students[5]
    bilal["groups"]["data"].append({"id": "A2100003", "type": "REGISTRATION", "name": "1B"})
    cai = server.students[2]
    cai["education_details"]["data"]["current_nc_year"] = cai["year"] = None

    plan = bring(service, server)
    assert plan.leavers == []
    assert [line for line in plan.lines() if line.startswith("stays")] == [
        "stays     Amina : has no registration group",
        "stays     Cai : has no year group that can be read",
        "stays     Bilal : is in several registration groups",
        "stays     Jonah : has no registration group",
    ]
    assert {each.given_name for each in here(service).values() if each.left_on} == set()


def test_where_there_are_no_registration_groups_the_one_class_counts(server: WondeServer) -> None:
    """As some pupil systems of small schools have it."""
    for each in server.students:
        each["groups"] = {"data": []}
        each["classes"]["data"] = [{"id": "A41", "name": "Otters"}]

    assert [(each.source_id, each.name) for each in ask(server).classes] == [("A41", "Otters")]


def test_a_school_that_shares_no_classes_is_told_what_to_share(server: WondeServer) -> None:
    """Nothing is brought in then, and nobody leaves."""
    for each in server.students:
        each["groups"] = each["classes"] = None

    with pytest.raises(RosterError, match=r"names no child with a class and a year group. In Wonde, let this service"):
        ask(server)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"forename": "", "legal_forename": None}, r"Wonde, pupil A1000000001: the column forename is empty"),
        ({"forename": "A" * 121}, "forename has 121 characters"),
        ({"surname": "B\nC"}, "surname holds a control character"),
        ({"id": "A1000000002"}, "it changed while it was read. Bring it in once more"),
    ],
)
def test_a_child_who_cannot_be_taken_in_is_named_by_their_id(
    server: WondeServer, changed: dict[str, Any], said: str
) -> None:
    """The name is not in the sentence."""
    server.students[0].update(changed)

    with pytest.raises(RosterError, match=said):
        ask(server)


# What it changes.


def test_joiners_leavers_moves_and_new_names_are_shown_first(service: Service, server: WondeServer) -> None:
    """The same dry run as for a file; a child is the same child by Wonde's id, whatever they are called."""
    bring(service, server)
    amina, cai, ada = server.students[0], server.students[2], server.students[4]
    amina["forename"] = "Aminah"
    ada["groups"]["data"][-1] = dict(cai["groups"]["data"][-1])
    server.pages[0]["data"].remove(cai)
    plan = bring(service, server, dry_run=True)

    assert list(plan.lines()) == [
        "moves     Ada : RK to 2W",
        "renamed   Amina: Aminah",
        "leaves    Cai",
        "stays     Jonah : has no registration group",
    ]
    assert here(service)[amina["id"]].given_name == "Amina"


def test_the_command_asks_wonde_and_says_what_it_did(service: Service, server: WondeServer, tmp_path: Path) -> None:
    """First only what would change; without a token, what to do first."""
    service.close()
    where = {"DAYBREAK_SERVICE_WONDE": server.address}
    tried = daybreak(tmp_path, "roster", "wonde", "--dry-run", **where)
    done = daybreak(tmp_path, "roster", "wonde", **where)
    access.forget(tmp_path)
    without = daybreak(tmp_path, "roster", "wonde", **where)

    assert (tried.exit_code, done.exit_code, without.exit_code) == (0, 0, 1)
    assert "joins     Amina" in tried.said
    assert "Nothing was changed." in tried.said
    assert done.said.startswith("Done: 2 new classes, 7 join")
    assert without.complained.startswith("Wonde is not set up. Type the school's id and its token")


# What goes wrong on the way.


@pytest.mark.parametrize("faults", [["429", "none"], ["503", "half", "none"], ["500", "none"]])
def test_a_busy_wonde_or_a_broken_line_is_tried_again(server: WondeServer, faults: list[str]) -> None:
    """After as long as Wonde says; the child who reads the page notices nothing."""
    server.faults = faults

    assert len(ask(server).pupils) == 7


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("401", "does not know the token. Look it up in Wonde"),
        ("403", "does not let this token read the school's pupils. In Wonde, approve it"),
        ("404", "knows no school of that id, or not in this region"),
        ("400", r"refused the question \(status 400\). Ask Wonde's support"),
        ("429", "is asked too often. Try again in some minutes"),
        ("wait", "It asks to wait: try again in 9 min"),
        ("500", r"has trouble of its own \(status 500\)"),
        ("302", "sends this service elsewhere, where it does not go. Most often a web filter"),
        ("half", "could not be reached, or broke off. Most often a web filter"),
        ("filter", "is no answer of Wonde's. Most often a web filter stands between: ask IT"),
        ("odd", "is not the list of pupils"),
        ("deep", "is no answer of Wonde's"),
        ("long", "sent more than 20000000 bytes"),
        ("loop", "list of pupils does not end"),
        ("endless", "list of pupils does not end"),
        ("elsewhere", "is not the list of pupils"),
    ],
)
def test_a_bad_answer_is_a_sentence_with_a_cure(server: WondeServer, fault: str, said: str) -> None:
    """Nothing is kept of it, the token is not in it, and goes nowhere else."""
    server.faults = [fault]

    with pytest.raises(WondeError, match=said) as refused:
        ask(server)
    assert TOKEN not in str(refused.value)
    assert str(refused.value).endswith(".")
    assert server.strangers == []


def test_an_answer_that_does_not_come_ends_with_the_deadline(server: WondeServer) -> None:
    """One for everything, however many pages there are."""
    server.faults = ["none", "hang"]

    with pytest.raises(WondeError, match=r"did not send everything within 0\.5 seconds. Try again"):
        ask(server, deadline_s=0.5)


def test_nobody_there_is_said(server: WondeServer) -> None:
    """With the name of the host for IT."""
    with WondeServer() as gone:
        address = gone.address

    with pytest.raises(WondeError, match=r"127\.0\.0\.1 could not be reached"):
        asking.fetch(ACCESS, address, TODAY, pauses_s=())


def test_the_log_holds_nothing_of_it(server: WondeServer, caplog: pytest.LogCaptureFixture) -> None:
    """No token and no child, at the level at which a school's log is written."""
    logs.quieten()
    caplog.set_level(logging.INFO)
    ask(server)

    assert SCHOOL not in caplog.text
    assert TOKEN not in caplog.text


# What is kept of it.


def test_only_the_service_can_read_the_token(tmp_path: Path) -> None:
    """What was kept is what is read; nothing prints it; a damaged file is said without quoting it."""
    ACCESS.save(tmp_path)
    file = tmp_path / access.FILE

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Access.load(tmp_path) == ACCESS
    assert TOKEN not in repr(ACCESS)
    file.write_text(f'{{"school": 4, "token": "{TOKEN}"}}')
    with pytest.raises(ServiceError, match="Type the school's id and its token once more") as caught:
        Access.load(tmp_path)
    assert TOKEN not in str(caught.value)
    access.forget(tmp_path)
    access.forget(tmp_path)
    assert Access.load(tmp_path) is None


def test_a_token_left_empty_stays_only_for_the_same_school() -> None:
    """Another school is not sent the old one."""
    assert access.read(f" {SCHOOL} ", "", ACCESS) == ACCESS
    assert access.read(SCHOOL, " other ", ACCESS) == Access(SCHOOL, "other")
    for school, token, said in (
        ("A9", "", "Paste the token"),
        ("../etc", "t", "letters and digits"),
        ("A9", "a b", "Paste"),
    ):
        with pytest.raises(ServiceError, match=said):
            access.read(school, token, ACCESS)


def test_what_was_brought_and_waits_for_a_yes_is_checked_once_more() -> None:
    """A draft is read like any file."""
    with pytest.raises(RosterError, match=r"what was brought in is damaged. Bring it in once more"):
        roster.parse(b'[{"given": "x"}]', reading.FILE)


@pytest.mark.parametrize("address", ["http://api.wonde.example", "https://a.example/v1.0", "file:///etc/passwd", "x"])
def test_wonde_is_asked_over_https_and_where_the_settings_say(tmp_path: Path, address: str) -> None:
    """No page and no answer can name another host; plain HTTP reaches this machine only."""
    assert Settings().wonde == "https://api.wonde.com"

    with pytest.raises(SettingsError, match="has to be https"):
        load(None, {"DAYBREAK_SERVICE_WONDE": address, "XDG_CONFIG_HOME": str(tmp_path)})


def test_a_school_without_wonde_is_told_so(service: Service) -> None:
    """Before anybody is asked."""
    access.forget(service.settings.folder)

    with pytest.raises(ServiceError, match="Wonde is not set up"):
        wonde.bring(service)


def test_what_is_brought_is_of_today_by_the_schools_clock(service: Service, server: WondeServer) -> None:
    """The whole way, as the page and the command go it."""
    said = roster.parse(wonde.bring(service), reading.FILE)

    assert len(said.pupils) == 7
