"""What gives sight of feelings needs a safeguarding lead's yes; and supply adults and classroom computers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from sync.service import admin, commands
from sync.service.accounts import second_factor
from sync.service.db.models import AuditEntry, Role, Staff, StaffRequest
from tests.service.browsers import Browser
from tests.service.running import PASSWORD, RunningService

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, 40, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def asked(running: RunningService) -> list[str]:
    """The ids of what waits for an answer."""
    with running.service.db.read() as session:
        return [
            str(each.id) for each in session.scalars(select(StaffRequest).where(StaffRequest.answered_at.is_(None)))
        ]


def test_a_new_practitioner_waits_for_a_leads_yes_and_it_never_holds_the_code(tmp_path: Path) -> None:
    """IT asks, the lead says yes and is shown the code; with it the colleague chooses a password."""
    with RunningService(tmp_path) as running:
        it, lead, new = Browser(running, Role.IT), Browser(running, Role.DSL), Browser(running)
        it.open("/staff")
        said = it.post("/staff/add", name="Mr Ash", email="ash@sunnybank.example", role="practitioner")
        assert not CODE.search(said.text)
        [request] = asked(running)
        assert it.post(f"/staff/requests/{request}/yes").status_code == 403
        lead.open("/staff")
        code = CODE.findall(lead.post(f"/staff/requests/{request}/yes").text)[0]
        assert "answered this already" in lead.post(f"/staff/requests/{request}/no").text

        new.open("/code")
        assert "Mr Ash" in new.post("/code", code=code).text
        chosen = {"password": "five small paper boats", "again": "five small paper boats"}
        assert new.post("/code", code=code, **chosen).url.path == "/sign-in"
        assert new.post("/code", code=code, **chosen).status_code == 400
        assert new.sign_in("ash@sunnybank.example", chosen["password"]).url.path == "/sign-in/second"
        with running.service.db.read() as session:
            actions = set(session.scalars(select(AuditEntry.action)))
        assert {"asked a safeguarding lead", "said yes to a staff request", "chose a first password"} <= actions


def test_a_no_changes_nothing_and_what_takes_sight_away_happens_at_once(tmp_path: Path) -> None:
    """A head who would become a practitioner stays head; a practitioner who becomes IT is that at once."""
    with RunningService(tmp_path) as running:
        it, lead = Browser(running, Role.IT), Browser(running, Role.DSL)
        head, practitioner = running.staff[Role.HEAD], running.staff[Role.PRACTITIONER]
        working = Browser(running, Role.PRACTITIONER)
        it.open("/staff")
        lead.open("/staff")
        it.post(f"/staff/{head.id}/role", role="practitioner")
        lead.post(f"/staff/requests/{asked(running)[0]}/no")
        it.post(f"/staff/{practitioner.id}/role", role="it")

        with running.service.db.read() as session:
            roles = {each.id: each.role for each in session.scalars(select(Staff))}
        assert (roles[head.id], roles[practitioner.id], asked(running)) == ("head", "it", [])
        assert working.open("/flags").status_code == 403


def test_another_class_and_a_reset_of_a_second_factor_need_a_yes_too(tmp_path: Path) -> None:
    """Until it is said nothing changes; then the person sets up a new second factor, signed out everywhere."""
    with RunningService(tmp_path) as running:
        it, lead, wren = Browser(running, Role.IT), Browser(running, Role.DSL), running.staff[Role.CLASS_ADULT]
        working = Browser(running, Role.CLASS_ADULT)
        it.open("/staff")
        lead.open("/staff")
        both = [str(each) for each in running.classes.values()]
        it.http.post(f"/staff/{wren.id}/role", data={"_csrf_token": it.token, "role": "class_adult", "class": both})
        it.post(f"/staff/{wren.id}/reset", what="second_factor")
        assert len(asked(running)) == 2
        assert working.open(f"/?class={running.classes['RK']}").status_code == 404
        for request in asked(running):
            lead.post(f"/staff/requests/{request}/yes")

        assert working.open("/").url.path == "/sign-in"
        assert Browser(running).sign_in(wren.email).url.path == "/sign-in/second"


def test_the_command_line_asks_too_once_there_is_a_lead_and_helps_the_only_one(tmp_path: Path) -> None:
    """Nobody else could say yes for the only lead; a lead's own question is not answered by themselves."""
    with RunningService(tmp_path) as running:
        settings, lead = running.settings, running.staff[Role.DSL]
        added = admin.carry_out(settings, commands.AddStaff("Mr Ash", "ash@x.example", "practitioner", PASSWORD))
        reset = admin.carry_out(settings, commands.ResetStaff(lead.email, "second_factor"))

        assert "waits for a safeguarding lead's yes" in added[0]
        assert "at the next sign-in" in reset[0]
        assert Browser(running).sign_in("ash@x.example").status_code == 400


def test_a_supply_adult_sees_one_class_until_the_school_day_ends(tmp_path: Path) -> None:
    """By a code that works on the day alone; the practitioner can end it sooner."""
    clock = SetClock()
    with RunningService(tmp_path, clock=clock) as running:
        boss, supply = Browser(running, Role.PRACTITIONER), Browser(running)
        boss.open("/class-sign-ins")
        made = {"name": "Ms Tern", "class": str(running.classes["2W"])}
        code = CODE.findall(boss.post("/class-sign-ins/supply", day="2026-11-23", **made).text)[0]
        tomorrow = CODE.findall(boss.post("/class-sign-ins/supply", day="2026-11-24", **made).text)[0]
        supply.open("/code")
        assert "for another time" in supply.post("/code", code=tomorrow).text
        assert supply.post("/code", code=code).url.path == "/"
        assert "2W" in supply.open("/").text
        assert supply.open("/?class=school").status_code == 404
        assert supply.open(f"/?class={running.classes['RK']}").status_code == 404
        assert "Password of today" not in supply.open("/account").text
        clock.at += timedelta(hours=7, minutes=6)

        assert supply.open("/").url.path == "/sign-in"
        assert supply.post("/code", code=code).status_code == 400


def test_a_classroom_computer_stands_for_one_classes_second_factor(tmp_path: Path) -> None:
    """A class adult of that class needs no code there, others do; revoking it signs out who came by it."""
    with RunningService(tmp_path) as running:
        computer = Browser(running, Role.PRACTITIONER)
        computer.open("/class-sign-ins")
        computer.post("/class-sign-ins/computers", name="Desk", **{"class": str(running.classes["2W"])})
        computer.post("/sign-out")
        with running.service.db.write() as session:
            second_factor.remove(session, running.service, running.staff[Role.CLASS_ADULT].id)
        computer.open("/sign-in")
        assert computer.sign_in(running.staff[Role.DSL].email).url.path == "/sign-in/code"
        computer.open("/sign-in")
        assert computer.sign_in(running.staff[Role.CLASS_ADULT].email).url.path == "/"
        assert Browser(running).sign_in(running.staff[Role.CLASS_ADULT].email).url.path == "/sign-in/second"
        boss = Browser(running, Role.PRACTITIONER)
        [revoke] = re.findall(r"/class-sign-ins/computers/[0-9a-f-]+/revoke", boss.open("/class-sign-ins").text)
        boss.post(revoke)

        assert computer.open("/").url.path == "/sign-in"
        assert computer.sign_in(running.staff[Role.CLASS_ADULT].email).url.path == "/sign-in/second"
