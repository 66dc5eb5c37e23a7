"""Who this tablet is to the service: kept in a file of its own, so that a damaged database never takes it along."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sync.files import write_whole
from sync.protocol import Enrolled

FILE = "identity.json"


class IdentityError(Exception):
    """The tablet has no identity, or one that can't be read; the message says what to do."""


class Identity(msgspec.Struct, frozen=True):
    """What enrolment gave this tablet."""

    service: str
    """The service's address, such as `https://daybreak.school.example`."""
    device_id: bytes
    token: str
    school: str
    classroom: str
    key_id: bytes
    """4 bytes that name `public_key` in envelopes."""
    public_key: bytes
    """32 bytes, X25519: what children say is sealed to it."""
    authority: str = ""
    """The school's own certificate authority (PEM), the only one trusted; empty where a public one is."""

    @classmethod
    def enrolled(cls, service: str, answer: Enrolled, authority: str = "") -> Identity:
        """The identity that the service's answer to an enrolment code gives."""
        return cls(
            service=service,
            device_id=answer.device_id,
            token=answer.token,
            school=answer.school,
            classroom=answer.classroom,
            key_id=answer.key_id,
            public_key=answer.public_key,
            authority=authority,
        )


def readdressed(identity: Identity, service: str) -> Identity:
    """The same tablet, looking for its service at another address."""
    return msgspec.structs.replace(identity, service=service)


def load(data_dir: Path) -> Identity:
    """Read this tablet's identity.

    Raises:
        IdentityError: there is none, or the file can't be read.
    """
    path = data_dir / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Identity)
    except FileNotFoundError:
        raise IdentityError(
            "This tablet is not enrolled yet. Ask for a code on the service's Devices page, then run "
            "`daybreak kiosk enrol ADDRESS CODE`."
        ) from None
    except (OSError, msgspec.MsgspecError) as error:
        raise IdentityError(
            f"The identity in {path} can't be read ({type(error).__name__}). Enrol this tablet again with a new code; "
            "check-ins that are waiting stay where they are."
        ) from error


def save(data_dir: Path, identity: Identity) -> None:
    """Keep an identity so that a power cut leaves the old one or the new one, whole, readable by this user only."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(data_dir / FILE, msgspec.json.encode(identity))
