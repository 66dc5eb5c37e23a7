"""Each way against a real server: what arrives, and what is said when nothing does."""

from __future__ import annotations

import threading
import uuid
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest

import msgspec
import pytest

from sync.service.telling import hook, mail, ntfy, web
from sync.service.telling.errors import NotDeliveredError
from sync.service.telling.ways import Hook, Mail, Ntfy, new_secret
from tests.telling.boxes import Calls, Letters

AT = datetime(2026, 11, 24, 8, 58, tzinfo=UTC)
NOTICE = uuid.uuid4()
SAID = {"kind": "asked", "class": "4W", "title": "Someone in 4W is waiting", "text": "…", "link": "https://x.example/"}


def send(way: Mail, to: str = "bell@willowlane.example") -> None:
    mail.send(way, NOTICE, to, "Someone in 4W is waiting", "Grüße", AT)


def test_a_letter_arrives_whole_and_says_that_a_machine_wrote_it() -> None:
    """With the notice's id, so that a second copy can be told, and after signing in."""
    letters = Letters(password="twelve blue kites")
    with letters.open() as way:
        send(way)
    letter = letters.next()

    assert letter["Message-ID"] == f"<{NOTICE}@school.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().strip() == "Grüße"


@pytest.mark.parametrize(
    ("change", "to", "cure"),
    [
        ({"password": "wrong"}, "bell@willowlane.example", "Type them once more"),
        ({"sender": "other@school.example"}, "bell@willowlane.example", "takes no mail from other@school.example"),
        ({}, "bell@elsewhere.example", "Look at it on the Staff page"),
        ({"security": "starttls"}, "bell@willowlane.example", "has no STARTTLS"),
        ({"security": "tls"}, "bell@willowlane.example", "Look at the name, the port"),
        ({"host": "no-such-server.invalid", "password": ""}, "bell@willowlane.example", "Look at the name, the port"),
    ],
)
def test_a_letter_that_is_not_taken_says_what_to_look_at(change: dict[str, str], to: str, cure: str) -> None:
    """The server's name and port, and never the password."""
    letters = Letters(password="twelve blue kites")
    with letters.open() as way:
        other = msgspec.structs.replace(way, **change)
        with pytest.raises(NotDeliveredError, match=cure) as caught:
            send(other, to)
    assert letters.empty
    assert "kites" not in str(caught.value)
    assert "bell" not in str(caught.value)


def test_a_web_hook_is_signed_as_the_standard_says() -> None:
    """Whoever has the secret can tell that it is ours, and which message it is."""
    calls, secret = Calls(), new_secret()
    with calls.open() as address:
        hook.send(Hook(address + "/in?a=1", secret), NOTICE, SAID, AT)
    path, headers, body = calls.next()

    key = b64decode(secret.removeprefix("whsec_"))
    told = f"{NOTICE}.{headers['webhook-timestamp']}.".encode() + body
    assert path == "/in?a=1"
    assert headers["webhook-id"] == str(NOTICE)
    assert headers["webhook-signature"] == "v1," + b64encode(digest(key, told, sha256)).decode()
    assert msgspec.json.decode(body)["data"] == SAID


def test_ntfy_is_sent_to_its_topic_with_the_link() -> None:
    """What waits rings; a digest does not ring so loudly."""
    calls = Calls()
    with calls.open() as address:
        ntfy.send(Ntfy(address, "hall-4412", "tk_1"), "Grüße", "text", "https://x.example/", urgent=True)
    path, headers, body = calls.next()

    said = msgspec.json.decode(body)
    assert (path, headers["authorization"]) == ("/", "Bearer tk_1")
    assert said == {
        "topic": "hall-4412",
        "title": "Grüße",
        "message": "text",
        "click": "https://x.example/",
        "priority": 4,
    }


@pytest.mark.parametrize(("status", "cure"), [(302, "status 302"), (404, "status 404"), (401, "token or secret")])
def test_an_answer_that_is_not_a_yes_is_a_no(status: int, cure: str) -> None:
    """And nobody follows it anywhere."""
    calls = Calls(status)
    with calls.open() as address, pytest.raises(NotDeliveredError, match=cure):
        web.post(address, b"{}", {})
    calls.next()
    assert calls.empty


def test_a_server_that_never_answers_is_left_within_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The deadline is for the whole of it."""
    monkeypatch.setattr(web, "DEADLINE_S", 0.3)
    calls = Calls(hang=threading.Event())
    assert calls.hang is not None
    with calls.open() as address:
        with pytest.raises(NotDeliveredError, match="did not answer in time"):
            web.post(address, b"{}", {})
        calls.hang.set()


def test_nobody_there_is_said_too() -> None:
    """A port where nothing listens."""
    with Calls().open() as address:
        pass
    with pytest.raises(NotDeliveredError, match="did not answer"):
        web.post(address, b"{}", {})
