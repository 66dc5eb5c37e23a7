"""The sentences of the pages as a catalogue that a translator can work with; English is the source.

`make messages` writes `locale/daybreak.pot` anew. A language is added by `pybabel init -i locale/daybreak.pot -d locale
-D daybreak -l cy`, a translation, and `pybabel compile -d locale -D daybreak`.
"""

from __future__ import annotations

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
_METHODS = [("templates/**.html", "jinja2")]
_OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}


def spoken(language: str = LANGUAGE) -> NullTranslations:
    """What the pages are said in; the source's own words where a language has none."""
    return Translations.load(FOLDER, [language], DOMAIN)


def extracted() -> bytes:
    """The catalogue as the templates are now; without dates and line numbers it changes only with its words."""
    catalogue = Catalog(project="Daybreak", copyright_holder="the authors of Daybreak", charset="utf-8")
    for file, _, message, comments, context in extract_from_dir(HERE, _METHODS, _OPTIONS):
        catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    written = BytesIO()
    write_po(written, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=100)
    return written.getvalue()


def write() -> None:
    """Bring the catalogue's file up to date."""
    FOLDER.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(extracted())
