"""Templates to pages, in the handler's own thread; everything that is put into one is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.utils.scope.state import ScopeState
from markupsafe import Markup

from sync.service.access import Viewer
from sync.service.pages import drawing, help, messages, school, words
from sync.service.pages.messages import say

HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    """The templates, escaping everything and failing loudly on a name that is not there."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(messages.now(), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(words=words, counted=messages.counted, drawing=drawing, tabs=school.tabs)
    return made


def page(
    request: Request[Any, Any, Any],
    template: str,
    *,
    viewer: Viewer | None = None,
    status: int = 200,
    **context: Any,
) -> Response[str]:
    """Render a template.

    The template also gets `csrf` (the token for its forms), `viewer`, and for the navigation `nav` (the pages that this
    viewer may open), `new_flags`, which is 0 unless it is given, and `help` for the foot of the page.
    """
    token = ScopeState.from_scope(request.scope).csrf_token
    shared = {
        "csrf": token if isinstance(token, str) else "",
        "viewer": viewer,
        "nav": navigation(viewer),
        "new_flags": 0,
        "help": help.of(template),
    }
    html = environment().get_template(template).render(shared | context)
    return Response(html, status_code=status, media_type=MediaType.HTML)


def fragment(template: str, **context: Any) -> Markup:
    """A part of a page that is the same for all who may see it: it knows nothing of a viewer, and holds no form."""
    return Markup(environment().get_template(template).render(context))  # noqa: S704  (a template escapes what it is given)


def navigation(viewer: Viewer | None) -> list[tuple[str, str]]:
    """The pages a viewer may open, as (address, title) in the order of a morning."""
    if viewer is None:
        return []
    if viewer.sees_feelings:
        children = [("/", say("Today")), ("/flags", say("Flags")), ("/pupils", say("Pupils")), ("/plans", say("Plans"))]
        children.append(("/patterns", say("Patterns")))
        if viewer.sees_all_classes:
            checked = [("/audit", say("Audit"))] if viewer.role == "dsl" else []
            return [*children, *checked, ("/devices", say("Tablets")), (school.HOME, say("School"))]
        return [*children, ("/settings", say("Settings"))]
    if viewer.role == "head":
        return [("/patterns", say("Patterns")), ("/audit", say("Audit"))]
    return [("/devices", say("Tablets")), (school.HOME, say("School"))] if viewer.role == "it" else []
