"""What Wonde gave this school to be known by: `wonde.json` in the data folder, which only the service can read.

It holds a token, so it is no part of the database and of no backup; whoever restores a backup on another machine types
it again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

import msgspec

from sync.service import secret_file
from sync.service.errors import ServiceError

FILE = "wonde.json"

SchoolId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9]{1,40}$")]
Token = Annotated[str, msgspec.Meta(pattern=r"^[!-~]{1,200}$")]


class Access(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A school's id at Wonde, and the token that opens its pupils."""

    school: SchoolId
    token: Token

    def __repr__(self) -> str:
        return f"Access(school={self.school!r})"

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Read what was kept; None when there is nothing.

        Raises:
            ServiceError: the file cannot be read or used.
        """
        return secret_file.read(folder / FILE, cls, ". Type the school's id and its token once more.")

    def save(self, folder: Path) -> None:
        """Keep it, readable by the service alone."""
        secret_file.write(folder / FILE, self)


def read(school: str, token: str, before: Access | None) -> Access:
    """What a form says; a token left empty stays as it was, for the same school.

    Raises:
        ServiceError: something cannot be used; a sentence with the cure.
    """
    school, token = school.strip(), token.strip()
    if not token and before is not None and before.school == school:
        return before
    try:
        return msgspec.convert({"school": school, "token": token}, Access)
    except msgspec.ValidationError as error:
        if "$.school" in str(error):
            said = "A school's id at Wonde is made of letters and digits, such as A1234567890."
        else:
            said = "Paste the token as Wonde shows it: one line, without blanks."
        raise ServiceError(said) from None


def forget(folder: Path) -> None:
    """Let go of the token; nothing happens when there is none."""
    (folder / FILE).unlink(missing_ok=True)
