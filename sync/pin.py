"""The code that a person types on a new tablet: a secret, and a check of who stands on the other end.

Eight characters are the secret that enrols, once. Where the service speaks with its own certificate, eight more tie
that secret to the service's own authority: the tablet asks for the authority's certificate first, works out the check,
and says the secret only to a service for which it comes out right. Whoever stands between has to hit 40 bits that
depend on a secret not yet said, at the first try.

The alphabet is Crockford's base 32: no letter looks like a digit.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
"""Characters of the secret and of the check: 40 bits each."""
_MISREAD = str.maketrans("OIL", "011")
_TYPED_MOST = 64


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was meant; `check` is empty where the service's certificate is a public one."""

    secret: str
    check: str = ""

    def __str__(self) -> str:
        """As it is read aloud and typed: in fours, `K7QP-3M9X-…`."""
        return in_fours(self.secret + self.check)


def read(typed: str) -> Code:
    """Understand a code however it was typed: case, spaces, dashes and O for 0 do not matter.

    Whatever is not a code comes back as one that enrols nothing.
    """
    said = letters(typed)
    return Code(said[:LENGTH], said[LENGTH:])


def fresh(length: int = LENGTH) -> str:
    """So many letters by chance, five bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def letters(typed: str, most: int = _TYPED_MOST) -> str:
    """The letters of something typed as they were meant, without spaces and dashes; no more than `most` are read."""
    return "".join(each for each in typed[:most].upper() if each.isascii() and each.isalnum()).translate(_MISREAD)


def in_fours(letters: str) -> str:
    """Letters as they are written down and read aloud: `K7QP-3M9X-…`."""
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def spelled(number: int, length: int) -> str:
    """A number as so many letters of the alphabet, five bits each, the highest first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(length - 1, -1, -1))


def check(secret: str, authority: bytes) -> str:
    """The eight characters that tie a secret to an authority, given as its certificate in DER."""
    number = int.from_bytes(sha256(b"daybreak authority " + secret.encode() + authority).digest()[:5], "big")
    return spelled(number, LENGTH)
