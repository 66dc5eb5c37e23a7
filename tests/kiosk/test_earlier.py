"""Which earlier request a child is asked about."""

from __future__ import annotations

from typing import Literal

import pytest

from kiosk.earlier import ASK_AFTER_S, asked_before
from kiosk.turn import Asked
from sync.protocol import Reply
from tests.kiosk.records import AMINA, NOW_S

OLA = b"\x0a" * 16
LONG_AGO = NOW_S - ASK_AFTER_S


def reply(
    request: bytes = b"\x01" * 16,
    *,
    state: Literal["asked", "seen", "met"] = "seen",
    asked_s: int = LONG_AGO,
    answered: bool = False,
    pupil: bytes = AMINA,
) -> Reply:
    """A request of Amina's that Miss Ola saw."""
    adult = None if state == "asked" else OLA
    return Reply(request, state, adult, pupil, asked_s, answered)


@pytest.mark.parametrize("state", ["asked", "seen", "met"])
def test_a_child_is_asked_whatever_became_of_the_request(state: Literal["asked", "seen", "met"]) -> None:
    """Also when nobody has seen it: that is what must be known."""
    asked = asked_before([reply(state=state)], AMINA, NOW_S)

    assert asked == Asked("01" * 16, None if state == "asked" else OLA.hex())


@pytest.mark.parametrize(
    "other",
    [reply(answered=True), reply(asked_s=LONG_AGO + 1), reply(pupil=b"\xb0" * 16)],
    ids=["told", "new", "other"],
)
def test_a_child_is_not_asked_twice_too_soon_or_for_another(other: Reply) -> None:
    """An adult needs five minutes to come."""
    assert asked_before([other], AMINA, NOW_S) is None


def test_only_the_last_request_is_asked_about() -> None:
    """A child with a hard week is not asked five times in a row."""
    older, newer = reply(b"\x01" * 16, asked_s=LONG_AGO - 9), reply(b"\x02" * 16, asked_s=LONG_AGO - 5)

    assert asked_before([newer, older], AMINA, NOW_S) == Asked("02" * 16, OLA.hex())
    assert asked_before([older, reply(b"\x02" * 16, answered=True)], AMINA, NOW_S) is None


def test_what_was_answered_here_is_not_asked_again_before_the_service_knows() -> None:
    """The answer is still on its way."""
    assert asked_before([reply()], AMINA, NOW_S, told={b"\x01" * 16}) is None
