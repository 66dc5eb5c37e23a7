"""How a school's ways are kept, and what is refused."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest

from sync.service.errors import ServiceError
from sync.service.pages import telling_form
from sync.service.telling.ways import FILE, Hook, Mail, Ntfy, Ways

FULL = Ways(
    "https://daybreak.school.example",
    Mail("smtp.school.example", "daybreak@school.example", password="twelve blue kites", user="daybreak"),
    Hook("https://hooks.school.example/in", "whsec_c2VjcmV0"),
    Ntfy("https://ntfy.school.example", "hall-4412", "tk_secret"),
)
FORM = {
    "address": "https://daybreak.school.example/",
    "mail": "yes",
    "mail_host": "smtp.school.example",
    "mail_port": "587",
    "mail_user": "daybreak",
    "mail_sender": "daybreak@school.example",
    "hook": "yes",
    "hook_url": "https://hooks.school.example/in",
    "ntfy": "yes",
    "ntfy_server": "https://ntfy.school.example",
    "ntfy_topic": "hall-4412",
}


def test_only_the_service_can_read_what_holds_passwords(tmp_path: Path) -> None:
    """And what was kept is what is read."""
    FULL.save(tmp_path)

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert Ways.load(tmp_path) == FULL
    assert Ways.load(tmp_path / "nowhere") == Ways()


def test_a_damaged_file_is_said_with_the_cure(tmp_path: Path) -> None:
    """It never takes the service down, and never quotes what stands in it."""
    for text in ('{"mail": {"password": "twelve blue kites"}', '{"hook": {"url": "https://a.example", "secret": "!"}}'):
        (tmp_path / FILE).write_text(text)
        with pytest.raises(ServiceError, match="Save the page") as caught:
            Ways.load(tmp_path)
        assert "kites" not in str(caught.value)


def test_a_password_left_empty_stays_only_where_it_was_for() -> None:
    """Another server, or another user, is not sent the old one."""
    assert telling_form.read(FORM, FULL) == FULL
    for other in ({"mail_host": "smtp.elsewhere.example"}, {"mail_user": "somebody"}):
        mail = telling_form.read(FORM | other, FULL).mail
        assert mail is not None
        assert mail.password == ""
    moved = telling_form.read(FORM | {"ntfy_server": "https://ntfy.elsewhere.example"}, FULL).ntfy
    assert moved is not None
    assert moved.token == ""


@pytest.mark.parametrize(
    ("field", "value", "cure"),
    [
        ("mail_host", "", "Give the name of the mail server"),
        ("mail_port", "many", "The mail server's port is a number"),
        ("mail_port", "0", "The mail server's port is a number"),
        ("mail_sender", "nobody", "Give the e-mail address"),
        ("mail_sender", "a@b.example\nBcc: c@d.example", "cannot be used there"),
        ("mail_security", "none", "A password goes over an encrypted line only"),
        ("hook_url", "http://hooks.school.example/in", "has to begin with https://"),
        ("hook_url", "https://[", "cannot be read"),
        ("ntfy_server", "ftp://ntfy.example", "has to begin with https://"),
        ("ntfy_topic", "two words", "letters, digits"),
        ("address", "", "The address of this service"),
    ],
)
def test_what_cannot_work_is_refused_with_the_cure(field: str, value: str, cure: str) -> None:
    """Before it is kept."""
    with pytest.raises(telling_form.FormError, match=cure):
        telling_form.read(FORM | {field: value}, FULL)


def test_an_ordinary_web_address_on_this_machine_may_be_plain() -> None:
    """For a rehearsal, and for a bridge that runs beside the service."""
    assert msgspec.convert({"url": "http://127.0.0.1:9/in", "secret": "whsec_"}, Hook).url.startswith("http:")
