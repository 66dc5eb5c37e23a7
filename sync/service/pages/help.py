"""What each page is and what it is not, as data: it stands at the foot of the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec


class Help(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"is_": "is"}):
    """Two to four plain sentences about one page."""

    is_: str
    is_not: str


@cache
def pages() -> dict[str, Help]:
    """The help by the name of a page's template, read once."""
    return msgspec.toml.decode(Path(__file__).with_suffix(".toml").read_bytes(), type=dict[str, Help])


def of(template: str) -> Help | None:
    """The help for a template's page; None for what is no page of its own, such as an error or a print."""
    return pages().get(template.removesuffix(".html"))
