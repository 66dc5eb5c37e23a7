"""CSV files as rows that know where they stand, so that every complaint can name its line."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assets import catalogue
from sync.service.roster.roster import RosterError

SIZE_LIMIT = 20_000_000
"""Bytes of one file: a school of a thousand needs about 200,000."""
NAME_LIMIT = 120
_YES = frozenset({"y", "yes", "true", "1", "k", "e"})
_NO = frozenset({"n", "no", "false", "0"})
"""How files say yes and no; K and E are the DfE's codes for SEN support and for a plan, N for neither."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, its cells by column."""

    file: str
    line: int | None
    """None where what is read has no lines."""
    cells: dict[str, str]

    def error(self, what: str, cure: str) -> RosterError:
        return RosterError(self.file, self.line, what, cure)

    def get(self, column: str) -> str:
        """A cell without the blanks around it; empty when the column is not there."""
        return unicodedata.normalize("NFC", self.cells.get(column, "")).strip()

    def need(self, column: str, limit: int = NAME_LIMIT) -> str:
        """A cell that must hold something, at most `limit` characters and no control characters."""
        value = self.get(column)
        if not value:
            raise self.error(f"the column {column} is empty", "Fill it in, or remove the line.")
        return self.fit(column, value, limit)

    def fit(self, column: str, value: str, limit: int = NAME_LIMIT) -> str:
        if len(value) > limit:
            raise self.error(f"{column} has {len(value)} characters", f"Use at most {limit}.")
        if any(unicodedata.category(each) in ("Cc", "Cs") for each in value):
            raise self.error(f"{column} holds a control character", "Type it again without line breaks or tabs.")
        return value

    def year(self, column: str) -> str:
        """A year group as `N`, `R`, `1` … `6`; empty when the cell is."""
        written = self.get(column)
        if not written:
            return ""
        try:
            return year_group(written)
        except ValueError:
            raise self.error(f"{written!r} is no year group", "Write N, R or 1 to 6.") from None

    def yes_no(self, column: str) -> bool | None:
        """A cell that says yes or no; None when it is empty or not there."""
        written = self.get(column).casefold()
        if not written:
            return None
        if written not in _YES | _NO:
            raise self.error(f"{column} says {written!r}", "Write yes or no, or leave it empty where nobody has said.")
        return written in _YES


def year_group(written: str) -> str:
    """One way to write a year group.

    Raises:
        ValueError: no year group of a primary school can be read in it.
    """
    step = catalogue.step_for_year(written)
    digits = "".join(each for each in written if each.isdecimal())
    if step == 1:
        return "N" if written.strip().lower().startswith(("n", "p", "it")) else "R"
    if not 1 <= int(digits) <= 13:
        raise ValueError(f"{written!r} is no year group")
    return str(int(digits))


def rows(content: bytes, file: str, *, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
    """The rows of a CSV file, empty lines left out.

    Columns stand in any order. A column that is neither required nor optional is refused, since what it holds would be
    lost without a word; names that begin with `metadata.` are extensions of OneRoster and passed over.

    Raises:
        RosterError: too large, not UTF-8, not CSV, or with missing, unknown or doubled columns.
    """
    reader = csv.reader(io.StringIO(_text(content, file), newline=""), strict=True)
    try:
        header = [column.strip() for column in next(reader, [])]
        _check(header, file, required, optional)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(header, cells, file, reader.line_num)
    except csv.Error as error:
        cure = "Look for a quotation mark that is not closed."
        raise RosterError(file, reader.line_num, f"it cannot be read as CSV ({error})", cure) from None


def _text(content: bytes, file: str) -> str:
    if len(content) > SIZE_LIMIT:
        raise RosterError(file, None, f"it has more than {SIZE_LIMIT} bytes", "Export one school at a time.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RosterError(file, line, "it is not written in UTF-8", "Save it again as “CSV UTF-8”.") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise RosterError(file, line, "it holds a character that no text has (NUL)", "Save it again as “CSV UTF-8”.")
    return text


def _check(header: list[str], file: str, required: tuple[str, ...], optional: tuple[str, ...]) -> None:
    known = (*required, *optional)
    for column in header:
        if column not in known and not column.startswith("metadata."):
            cure = f"Remove it, or rename it to one of: {', '.join(known)}."
            raise RosterError(file, 1, f"there is no column {column!r} in this kind of file", cure)
        if header.count(column) > 1:
            raise RosterError(file, 1, f"the column {column} is there twice", "Remove one of them.")
    missing = [column for column in required if column not in header]
    if missing:
        cure = f"The first line must name: {', '.join(required)}."
        raise RosterError(file, 1, f"the column {missing[0]} is missing", cure)


def _row(header: list[str], cells: list[str], file: str, line: int) -> Row:
    if len(cells) != len(header):
        what = f"it has {len(cells)} cells where the first line names {len(header)} columns"
        cure = "Look for a comma too many or too few; a name with a comma needs quotation marks."
        raise RosterError(file, line, what, cure)
    return Row(file, line, dict(zip(header, cells, strict=True)))
