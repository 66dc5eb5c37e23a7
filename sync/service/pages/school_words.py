"""The words a school may say in its own way on its tablets: a form for each language, shown as cards first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from assets import activities, catalogue, own_words
from assets.words import ENGLISH, LANGUAGES, words
from sync.service import audit
from sync.service import own_words as kept
from sync.service.access import Viewer, sees_whole_school
from sync.service.context import Service
from sync.service.db.models import School
from sync.service.pages.forms import AnyRequest, Form
from sync.service.pages.queries.flags import count_new
from sync.service.pages.render import page
from sync.service.pages.school import HOME
from sync.service.pages.tablet_words import LANGUAGES as TITLES

_PICTURES = {"exit.adult": "adult", "adult.any": "any_adult"}


@dataclass(frozen=True, slots=True)
class Row:
    """One word of the form, or of what would be shown."""

    id: str
    english: str
    ours: str
    own: str
    picture: str
    most: int

    @property
    def shown(self) -> str:
        """What the tablet would show where it fits."""
        return self.own or self.ours


@get("/settings/words", guards=[sees_whole_school], sync_to_thread=True)
def show(request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer]) -> Response[str]:
    """The words of one language as they are."""
    return _words(request, service, viewer, _language(request.query_params.get("language", "")))


@post("/settings/words", guards=[sees_whole_school], sync_to_thread=True)
def choose(
    request: AnyRequest, service: NamedDependency[Service], viewer: NamedDependency[Viewer], data: Form
) -> Response[Any]:
    """Show what a child would see, or, when that was confirmed, keep it."""
    language = _language(data.get("language", ""))
    try:
        with service.db.read() as session:
            before = kept.of_school(session.get_one(School, service.school_id)).get(language, {})
        after = kept.read(language, data, before)
    except kept.WordsError as error:
        return _words(request, service, viewer, language, written=data, error=str(error))
    if data.get("save") != "yes" or after == before:
        return _words(request, service, viewer, language, written=after, looked=True)
    with service.db.write() as session:
        kept.keep(session.get_one(School, service.school_id), language, after)
        said = f"{LANGUAGES[language].own_name}: {len(after)} of the school's own"
        audit.note(session, service, viewer, "changed the tablets' words", detail=said)
    service.live.publish(service.school_id, "roster")
    return Redirect(f"/settings/words?language={language}", status_code=303)


def _language(asked: str) -> str:
    return asked if asked in LANGUAGES else ENGLISH


def _words(
    request: AnyRequest,
    service: Service,
    viewer: Viewer,
    language: str,
    *,
    written: dict[str, str] | None = None,
    looked: bool = False,
    error: str = "",
) -> Response[str]:
    with service.db.read() as session:
        held = kept.of_school(session.get_one(School, service.school_id))
        new = count_new(session, viewer)
    before = held.get(language, {})
    rows = _rows(language, before if written is None else written)
    changed = [each for part in rows.values() for each in part if each.own != before.get(each.id, "")]
    return page(
        request,
        "own_words.html",
        viewer=viewer,
        status=400 if error else 200,
        here=HOME,
        new_flags=new,
        language=LANGUAGES[language],
        titles=TITLES,
        counts={each: len(texts) for each, texts in held.items()},
        parts=rows,
        changed=changed,
        looked=looked,
        error=error,
        pictures={each.picture for part in rows.values() for each in part if each.picture},
    )


def _rows(language: str, own: dict[str, str]) -> dict[str, list[Row]]:
    english, ours = words(), words(language)
    return {
        name: [Row(id, english[id], ours[id], own.get(id, ""), _picture(id), part.longest) for id in part.ids]
        for name, part in own_words.parts().items()
    }


def _picture(id: str) -> str:
    """The picture that stands with a word on the tablet; empty for a question."""
    table, _, name = id.partition(".")
    if table == "feeling":
        return catalogue.load().picture(name)
    if table == "activity":
        return activities.by_id()[name].picture
    return f"about_{name}" if table == "about" else _PICTURES.get(id, "")
