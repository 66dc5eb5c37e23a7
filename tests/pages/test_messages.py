"""Every sentence of a template stands in the catalogue, so that another language can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import httpx
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from sync.service.pages import messages
from sync.service.pages.render import environment
from tests.pages.site import Site
from tests.pages.walk import STOPS

TEMPLATES = sorted((messages.HERE / "templates").glob("*.html"))
DATA = {"Daybreak", "broad"}
"""A name that is the same in every language, and a word for the style sheet."""
_MARKED = re.compile(r"\{%-? *trans\b.*?endtrans *-?%\}|\{#.*?#\}", re.DOTALL)
_JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<(?:[^<>{]|\{\{.*?\}\}|\{%.*?%\}|\{(?![{%]))*>", re.DOTALL)
_SAID_ATTRIBUTE = re.compile(r'(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"')
_SAID = r"""(?:"[^"]*"|'[^']*')"""
_CALL = re.compile(rf"\b(?:_\({_SAID}|(?:ngettext\(|counted\(.*?, ){_SAID}, {_SAID})")
_NOT_READ = re.compile(r'\bdata-(?!label)[\w-]+="[^"]*"')
_LITERAL = re.compile(r'"([^"]*)"')


def unmarked(source: str) -> list[str]:
    """What a person would read or hear in a template that no translation reaches."""
    rest = _NOT_READ.sub("", _MARKED.sub("", source))
    shown = [
        said
        for expression in re.findall(r"\{\{(.*?)\}\}", rest, re.DOTALL)
        for said in _LITERAL.findall(_CALL.sub("", expression))
        if re.search(r"[A-Za-z]", said) and (" " in said.strip() or said[0].isupper())
    ]
    shown += _SAID_ATTRIBUTE.findall(_JINJA.sub("", rest))
    text = re.sub(r"<pre.*?</pre>", "", rest, flags=re.DOTALL)
    shown += _JINJA.sub("\n", _TAG.sub("\n", text)).splitlines()
    plain = (each.strip(" \t·:,.;–…()") for each in shown)
    return [each for each in plain if re.search(r"[A-Za-z]{2}", each) and each not in DATA]


def test_the_catalogue_is_as_the_templates_are() -> None:
    """`make messages` was run."""
    assert messages.TEMPLATE.read_bytes() == messages.extracted(), "the sentences changed: run `make messages`"
    assert len(read_po(messages.TEMPLATE.open("rb"))) > 100


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.stem))
def test_no_sentence_of_a_template_is_unmarked(path: Path) -> None:
    """Text, what is read aloud, and words in expressions: another language could say it all."""
    assert unmarked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello there</p>",
        '<p aria-label="Hello">x</p>',
        '{{ "Hello there" if x else "" }}',
        "{% if x %}Hello{% endif %}",
    ],
)
def test_the_search_would_notice(source: str) -> None:
    """Each place in which a sentence can stand."""
    assert unmarked(source)


def test_another_language_is_said_where_it_has_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the source's own words where it has none; what is put into a sentence stays escaped."""
    catalogue = read_po(messages.TEMPLATE.open("rb"), locale="cy")
    catalogue["Sign out"].string = "<Allan>"
    catalogue["Hello, <bdi>%(name)s</bdi>"].string = "Helo, <bdi>%(name)s</bdi>"
    file = tmp_path / "cy" / "LC_MESSAGES" / "daybreak.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as written:
        write_mo(written, catalogue)
    monkeypatch.setattr(messages, "FOLDER", tmp_path)

    spoken = messages.spoken("cy")
    assert (spoken.gettext("Sign out"), spoken.gettext("Go on")) == ("<Allan>", "Go on")
    assert isinstance(messages.spoken("xx"), NullTranslations)
    made = environment.__wrapped__()  # one of its own: what is installed in it is said nowhere else
    made.install_gettext_translations(spoken, newstyle=True)  # type: ignore[attr-defined]
    said = made.from_string("{% trans name %}Hello, <bdi>{{ name }}</bdi>{% endtrans %}").render(name="<b>")
    assert said == "Helo, <bdi>&lt;b&gt;</bdi>"


@pytest.fixture
def bracketed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The pages are said in a language in which every sentence stands in ⟦ ⟧."""
    catalogue = read_po(messages.TEMPLATE.open("rb"), locale="cy")
    for message in catalogue:
        if isinstance(message.id, tuple):
            message.string = tuple(f"⟦{message.id[0 if form == 0 else 1]}⟧" for form in range(catalogue.num_plurals))
        elif message.id:
            message.string = f"⟦{message.id}⟧"
    file = tmp_path / "locale" / "cy" / "LC_MESSAGES" / "daybreak.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as written:
        write_mo(written, catalogue)
    monkeypatch.setattr(messages, "FOLDER", tmp_path / "locale")
    monkeypatch.setattr(messages, "LANGUAGE", "cy")
    forget()
    yield
    monkeypatch.undo()
    forget()


def forget() -> None:
    """What was read of a language once is read anew."""
    messages.now.cache_clear()
    environment.cache_clear()


@pytest.mark.usefixtures("bracketed")
def test_every_page_can_be_said_in_another_language(site: Site) -> None:
    """Each page renders in it, no sentence is cut, and whatever can be pressed or heads a column is translated."""
    left = set()
    for stop in STOPS:
        answer = httpx.get(site.url(stop.path), cookies=site.cookies(stop.who), follow_redirects=True, timeout=60)
        assert answer.status_code in (200, 403, 404), stop.name
        assert answer.text.count("⟦") == answer.text.count("⟧"), stop.name
        assert answer.status_code != 200 or answer.text.count("⟦") > 5, stop.name
        heads = re.findall(r"<(?:button|legend|summary|h2|th scope=.col.)\b[^>]*>(.*?)</", answer.text, re.DOTALL)
        left |= {each for each in heads if "⟦" not in each and re.search(r"[a-z]{3}", re.sub(r"<.*?>", "", each))}

    assert left == set()
