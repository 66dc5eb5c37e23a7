"""`daybreak service doctor` finds what usually goes wrong in a school, and each finding says what to do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from sync.protocol import Report
from sync.service import admin, commands, doctor
from sync.service.db.models import Device
from sync.service.settings import Settings
from tests.service.running import RunningService
from tests.service.tablets import Tablet, checked_in
from tests.service.test_commands import daybreak
from tests.sync.test_tls import public

pytestmark = pytest.mark.of_a_file


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningService]:
    """A service of its own for each test: they spoil it."""
    with RunningService(tmp_path / "service", tls="own") as service:
        yield service


def chosen(running: RunningService, **settings: Any) -> Settings:
    """The settings of a service that tablets can reach, as the doctor reads them."""
    port = int(running.url.rpartition(":")[2])
    return msgspec.structs.replace(running.settings, **{"host": "0.0.0.0", "port": port, **settings})


def amiss(settings: Settings) -> dict[str, str]:
    """What the doctor finds amiss, and what it says."""
    return {each.what: each.sentence for each in doctor.findings(settings, {}) if not each.well}


def test_a_service_in_order_is_found_well(running: RunningService, tmp_path: Path) -> None:
    """With a recovery key, a backup and a tablet that was seen."""
    tablet = Tablet(running)
    assert tablet.deliver() == []
    admin.carry_out(running.settings, commands.MakeRecoveryKey())
    admin.carry_out(running.settings, commands.MakeBackup(str(tmp_path / "backups")))

    found = list(doctor.findings(chosen(running), {}))

    assert [each.sentence for each in found if not each.well] == []
    assert {each.what for each in found} >= {"key", "disk", "database", "port", "reach", "certificate", "backup"}


def test_the_command_says_each_finding_and_exits_1(tmp_path: Path) -> None:
    """A school that was only set up: nothing runs, no tablet reaches it, no backup was made."""
    daybreak(tmp_path, "init", "--school", "Hillside")

    done = daybreak(tmp_path, "doctor", DAYBREAK_SERVICE_PORT="1")

    assert done.exit_code == 1
    lines = done.said.splitlines()
    wrong = {line.split()[1] for line in lines if line.startswith("AMISS")}
    assert {"port:", "reach:", "recovery:", "backup:"} <= wrong
    assert any(line.startswith("well  key:") for line in lines)
    assert all(line.endswith(".") for line in lines)


def test_a_service_bound_to_loopback_reaches_no_tablet(running: RunningService) -> None:
    """And how to change that."""
    assert 'Set host = "0.0.0.0"' in amiss(chosen(running, host="127.0.0.1"))["reach"]
    assert "reach" not in amiss(chosen(running, host="127.0.0.1", public_front=True))


def test_a_port_that_another_program_has(tmp_path: Path) -> None:
    """The service is not running, and could not."""
    RunningService(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        found = amiss(Settings(data=str(tmp_path), port=port))["port"]

    assert f"another program answers on port {port}" in found


def test_a_firewall_that_closes_the_port(running: RunningService) -> None:
    """The service runs, and its port does not answer."""
    with socket.create_server(("127.0.0.1", 0)) as once:
        closed = once.getsockname()[1]

    assert f"open TCP port {closed}" in amiss(chosen(running, port=closed))["port"]


def test_a_public_certificate_that_runs_out_or_has_another_name(tmp_path: Path) -> None:
    """Said three weeks ahead, with whom to ask."""
    RunningService(tmp_path / "service")
    now = datetime.now(UTC)
    _, pair = public(tmp_path / "soon", not_before=now - timedelta(days=60), not_after=now + timedelta(days=10))
    _, good = public(tmp_path / "good", not_before=now - timedelta(days=1), not_after=now + timedelta(days=90))
    settings = Settings(data=str(tmp_path / "service"), host="0.0.0.0", port=1)

    assert "runs out on" in amiss(msgspec.structs.replace(settings, **pair))["certificate"]
    named = msgspec.structs.replace(settings, names="daybreak.school.example", **good)
    assert "does not name daybreak.school.example" in amiss(named)["certificate"]
    assert "certificate" not in amiss(msgspec.structs.replace(settings, **good))
    gone = msgspec.structs.replace(settings, certificate="/none.pem", certificate_key="/none.key")
    assert "cannot be used" in amiss(gone)["certificate"]


def test_its_own_certificate_lacks_a_new_name_until_the_next_start(running: RunningService) -> None:
    """A restart makes one."""
    assert "Restart the service" in amiss(chosen(running, names="daybreak.school.example"))["certificate"]


def test_a_key_and_files_that_others_can_read(running: RunningService) -> None:
    """Each with the command that closes it."""
    folder = running.settings.folder
    running.settings.key_file.chmod(0o644)
    (folder / "authority.key").chmod(0o644)
    folder.chmod(0o755)

    found = amiss(chosen(running))

    assert "chmod 600" in found["key"]
    assert f"chmod 700 {folder}" in found["files"]
    assert "authority.key" in found["files"]


def test_a_full_disk_and_a_clock_that_nobody_sets(
    running: RunningService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Room to make, and a door to open for time servers."""
    monkeypatch.setattr(doctor, "ROOM_MB", 10**9)
    monkeypatch.setattr(doctor, "SYNCHRONISED", tmp_path / "synchronized")

    found = amiss(chosen(running))

    assert "Make room" in found["disk"]
    assert "UDP port 123" in found["clock"]
    (tmp_path / "synchronized").touch()
    assert "clock" not in amiss(chosen(running))


def test_a_damaged_database(tmp_path: Path) -> None:
    """Its pages are looked through; the newest backup is the cure."""
    running = RunningService(tmp_path)
    file = tmp_path / "service.db"
    content = bytearray(file.read_bytes())
    content[20_000:60_000] = b"\xff" * 40_000
    file.write_bytes(content)

    found = amiss(running.settings)

    assert "restore the newest backup" in found["database"]


def test_a_backup_that_has_grown_old(running: RunningService, tmp_path: Path) -> None:
    """A second folder counts as well: whichever is newer."""
    admin.carry_out(running.settings, commands.MakeRecoveryKey())
    admin.carry_out(running.settings, commands.MakeBackup(str(tmp_path / "copies")))
    later = chosen(running, clock_shift_s=8 * 24 * 3600.0)

    assert "the last one is of" in amiss(later)["backup"]
    assert "backup" not in amiss(chosen(running, copy_to=str(tmp_path / "copies")))


def test_tablets_that_need_a_hand(running: RunningService) -> None:
    """Copied, silent, slow, without a second copy, with refused events: each by name."""
    tablets = [Tablet(running) for _ in range(3)]
    with running.service.db.read() as session:
        ids = [each.id for each in session.scalars(select(Device).order_by(Device.name))]
    said = Report("0.1", 1, 0, 0, 2, 9000, ["tablet.db.1"], journal_failing=True)
    assert tablets[0].post(msgspec.msgpack.encode(said), "/v1/report").status_code == 204
    damaged = msgspec.structs.replace(tablets[1].envelope(checked_in(running.pupils["2W"][0].id)), box=b"x" * 200)
    assert tablets[1].deliver(damaged) == ["refused"]
    with running.service.db.write() as session:
        long_ago = running.service.clock.now() - timedelta(days=10)
        copied, silent = (session.get_one(Device, (running.service.school_id, each)) for each in ids[1:])
        copied.forked_at = running.service.clock.now()
        silent.last_seen_at = silent.enrolled_at = long_ago

    found = amiss(chosen(running))

    assert "two tablets go by the name of 2W, tablet 2" in found["identity"]
    assert "Enrol both again" in found["identity"]
    assert "2W, tablet 3" in found["tablets"]
    assert "2W, tablet 1" in found["clocks"]
    assert "put aside and rebuilt" in found["records"]
    assert "1 because damaged on its way" in found["refused"]
