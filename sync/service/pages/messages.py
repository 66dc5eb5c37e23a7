"""The sentences of the pages as a catalogue that a translator can work with; English is the source.

`make messages` writes `locale/daybreak.pot` anew. A language is added by `pybabel init -i locale/daybreak.pot -d locale
-D daybreak -l cy`, a translation, and `pybabel compile -d locale -D daybreak`.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po
from babel.support import Translations

HERE = Path(__file__).parent
FOLDER = HERE / "locale"
DOMAIN = "daybreak"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
LANGUAGE = "en_GB"
_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
_WAYS_TO_SAY = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "counted": (2, 3)}
"""Functions whose words stand in the catalogue, and which of what they are given those are."""
_TABLES = (
    "errors.py",
    "patterns.py",
    "tablet_words.py",
    "thirty_seconds.py",
    "words.py",
    "help.toml",
    "thirty_seconds.toml",
)
"""Files whose constants are words for people; what shows them says them by `say`, or by `_` of a template."""


def spoken(language: str = "") -> NullTranslations:
    """What the pages are said in, `LANGUAGE` unless another is named; the source's own words where it has none."""
    return Translations.load(FOLDER, [language or LANGUAGE], DOMAIN)


@cache
def now() -> NullTranslations:
    """What the pages of this process are said in, read once."""
    return spoken()


def say(text: str, /, **values: object) -> str:
    """A sentence in the language of the pages, with `%(name)s` filled in; `%` itself is doubled where there is one."""
    said = now().gettext(text) if text else ""
    return said % values if values else said


def counted(number: int, thing: str, things: str) -> str:
    """`1 flag`, `3 flags`."""
    return f"{number} {now().ngettext(thing, things, number)}"


def extracted() -> bytes:
    """The catalogue as the pages are now; without dates and line numbers it changes only with its words."""
    catalogue = Catalog(project="Daybreak", copyright_holder="the authors of Daybreak", charset="utf-8")
    for file, _, message, comments, context in extract_from_dir(HERE, _METHODS, _OPTIONS, _WAYS_TO_SAY):
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    for file in _TABLES:
        for text in _told(HERE / file):
            catalogue.add(text, locations=[(file, 0)])
    written = BytesIO()
    write_po(written, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=100)
    return written.getvalue()


def _told(file: Path) -> Iterator[str]:
    """The words of a table: its constants in capitals without their keys or, of TOML, all its values."""
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".toml":
        yield from (text for table in tomllib.loads(source).values() for text in table.values())
        return
    for made in ast.parse(source).body:
        if isinstance(made, ast.Assign) and isinstance(made.targets[0], ast.Name) and made.targets[0].id.isupper():
            keys = {id(key) for each in ast.walk(made.value) if isinstance(each, ast.Dict) for key in each.keys}
            for each in ast.walk(made.value):
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in keys:
                    yield from [each.value] if each.value else []


def write() -> None:
    """Bring the catalogue's file up to date."""
    FOLDER.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(extracted())
