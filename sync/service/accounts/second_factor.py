"""The second factor: a code from the person's own telephone (TOTP, RFC 6238), or one of ten on paper.

The shared secret is sealed with a key derived from the school's, so that the database alone gives no code away. A code
is good once: the half minute it belongs to is remembered, and only a later one is taken after it.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid

import pyotp
from nacl.secret import SecretBox
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from sync import pin
from sync.service import audit
from sync.service.access import Viewer
from sync.service.context import Service
from sync.service.db.models import RecoveryCode, School, SecondFactor

STEP_S = 30
DRIFT = 1
"""Steps by which a telephone's clock may be out, either way."""
RECOVERY_CODES = 10
_RECOVERY_LENGTH = 12
"""Characters of a recovery code: 60 bits."""


def is_on(session: Session, school_id: uuid.UUID, staff_id: uuid.UUID) -> bool:
    """True when this person has a second factor that was confirmed."""
    factor = session.get(SecondFactor, (school_id, staff_id))
    return factor is not None and factor.confirmed_at is not None


def begin(session: Session, service: Service, staff_id: uuid.UUID) -> str:
    """Return the secret (base 32) that waits to be confirmed, made now if there is none.

    A reload of the page shows the same one. One that was confirmed is never shown again.

    Raises:
        ValueError: this person's second factor is on already.
    """
    factor = session.get(SecondFactor, (service.school_id, staff_id))
    if factor is not None and factor.confirmed_at is not None:
        raise ValueError("a second factor that is on is not shown again")
    if factor is not None:
        return _box(service).decrypt(factor.secret).decode()
    secret = pyotp.random_base32()
    sealed = bytes(_box(service).encrypt(secret.encode()))
    session.add(SecondFactor(school_id=service.school_id, staff_id=staff_id, secret=sealed, last_step=0))
    return secret


def address(session: Session, service: Service, email: str, secret: str) -> str:
    """The `otpauth://` address that an authenticator app reads from the QR code."""
    school = session.get_one(School, service.school_id).name
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"Daybreak {school}")


def picture(address: str) -> str:
    """The QR code as an inline SVG of one path, dark on white, with its quiet zone."""
    import segno  # slow to load, and needed once in each person's time here

    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None)


def spoken(secret: str) -> str:
    """The secret as a person types it: in fours."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def confirm(session: Session, service: Service, viewer: Viewer, typed: str) -> list[str] | None:
    """Switch the second factor on with a first code from the telephone, and return the recovery codes.

    Returns:
        The ten codes, in clear this once; None when the code was wrong.
    """
    factor = session.get(SecondFactor, (service.school_id, viewer.staff_id))
    if factor is None or factor.confirmed_at is not None or not _take_step(session, service, factor, typed):
        return None
    factor.confirmed_at = service.clock.now()
    audit.note(session, service, viewer, "switched the second factor on")
    return renew_recovery_codes(session, service, viewer)


def check(session: Session, service: Service, viewer: Viewer, typed: str) -> str | None:
    """Take a code, from the telephone or from paper; each is worth nothing afterwards, whoever typed it first.

    Returns:
        `code` or `recovery code` for one that is right, else None; either is in the audit.
    """
    factor = session.get(SecondFactor, (service.school_id, viewer.staff_id))
    if factor is None or factor.confirmed_at is None:
        return None
    if _take_step(session, service, factor, typed):
        return "code"
    used = session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.school_id == service.school_id, RecoveryCode.staff_id == viewer.staff_id)
        .where(RecoveryCode.code_hash == _hash(service, typed), RecoveryCode.used_at.is_(None))
        .values(used_at=service.clock.now())
        .returning(RecoveryCode.code_hash)
    ).first()
    audit.note(session, service, viewer, "used a recovery code" if used else "gave a wrong second factor")
    return "recovery code" if used else None


def renew_recovery_codes(session: Session, service: Service, viewer: Viewer) -> list[str]:
    """Return ten new recovery codes, shown this once; the old ones are worth nothing from now on."""
    _forget_codes(session, service, viewer.staff_id)
    codes = [pin.fresh(_RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(school_id=service.school_id, staff_id=viewer.staff_id, code_hash=_hash(service, code))
        for code in codes
    )
    audit.note(session, service, viewer, "made recovery codes")
    return [str(pin.Code(code)) for code in codes]


def codes_left(session: Session, school_id: uuid.UUID, staff_id: uuid.UUID) -> int:
    """How many recovery codes are unused, 0..10."""
    whose = (RecoveryCode.school_id == school_id, RecoveryCode.staff_id == staff_id)
    return session.scalar(select(func.count()).where(*whose, RecoveryCode.used_at.is_(None))) or 0


def set_secret(session: Session, service: Service, staff_id: uuid.UUID, secret: str) -> None:
    """Switch a second factor on whose secret (base 32) is known already; for tests and rehearsals."""
    session.merge(
        SecondFactor(
            school_id=service.school_id,
            staff_id=staff_id,
            secret=bytes(_box(service).encrypt(secret.encode())),
            confirmed_at=service.clock.now(),
            last_step=0,
        )
    )


def remove(session: Session, service: Service, staff_id: uuid.UUID) -> None:
    """Take the second factor away; its owner sets up a new one at the next sign-in."""
    whose = (SecondFactor.school_id == service.school_id, SecondFactor.staff_id == staff_id)
    session.execute(delete(SecondFactor).where(*whose))
    _forget_codes(session, service, staff_id)


def _take_step(session: Session, service: Service, factor: SecondFactor, typed: str) -> bool:
    """Whether a typed code is right for about now and later than the last one; then it is the last one."""
    digits = "".join(each for each in typed[:32] if not each.isspace())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return False
    totp = pyotp.TOTP(_box(service).decrypt(factor.secret).decode())
    now = int(service.clock.now().timestamp()) // STEP_S
    right = [
        step
        for step in range(now - DRIFT, now + DRIFT + 1)
        if hmac.compare_digest(totp.generate_otp(step), digits) and step > factor.last_step
    ]
    if not right:
        return False
    taken = session.execute(
        update(SecondFactor)
        .where(SecondFactor.school_id == factor.school_id, SecondFactor.staff_id == factor.staff_id)
        .where(SecondFactor.last_step < right[0])
        .values(last_step=right[0])
        .returning(SecondFactor.last_step)
    )
    return taken.first() is not None


def _forget_codes(session: Session, service: Service, staff_id: uuid.UUID) -> None:
    whose = (RecoveryCode.school_id == service.school_id, RecoveryCode.staff_id == staff_id)
    session.execute(delete(RecoveryCode).where(*whose))


def _hash(service: Service, typed: str) -> str:
    key = bytes.fromhex(service.keys.derive(b"recovery codes"))
    letters = pin.letters(typed)
    return hashlib.blake2b(letters.encode(), key=key, digest_size=32).hexdigest()


def _box(service: Service) -> SecretBox:
    return SecretBox(bytes.fromhex(service.keys.derive(b"second factors")))
