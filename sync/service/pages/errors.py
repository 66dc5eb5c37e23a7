"""What people see when a page cannot be shown: a sentence with a cure, never a trace."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response

from sync.service.access import Viewer
from sync.service.pages.messages import say
from sync.service.pages.render import navigation, page

SAID = {
    400: ("That could not be read", "Something in the address or the form is not right. Go back and try once more."),
    403: (
        "You may not open this",
        "Your role does not open this page. If it should, ask the person who set up Daybreak here.",
    ),
    404: ("There is no such page", "It may have moved, or it is not one of yours to open."),
    405: ("There is no such page", "It may have moved, or it is not one of yours to open."),
    413: ("That was too much at once", "Send less at once: a note holds two thousand characters."),
    429: ("Please wait a minute", "There were many attempts from here. Wait a minute, then try again."),
    503: ("Not just now", "Daybreak cannot write just now. Nothing was lost; try again in a moment."),
}
TOO_OLD = ("This form is too old", "Go back, load the page again and press once more. Nothing was changed.")
ELSE = (
    "Something went wrong",
    "It has been written down for IT. Nothing that a child told was lost. Try again in a moment.",
)


def problem(request: Request[Any, Any, Any], status: int, detail: str) -> Response[str]:
    """Return the page for an error.

    Args:
        detail: what the code said of it; shown to nobody, since it is written for developers.
    """
    heading, sentence = SAID.get(status, ELSE)
    if status == 403 and "CSRF" in detail:
        heading, sentence = TOO_OLD
    viewer = request.scope.get("user")
    open_to = navigation(viewer if isinstance(viewer, Viewer) else None)
    if open_to:
        address, name = open_to[0]
        way: tuple[str, str] | None = (address, say("Go to %(page)s", page=name))
    else:
        # A path that is no route has no viewer yet; the first page then asks for a sign-in if it must.
        way = None if isinstance(viewer, Viewer) else ("/", say("Go to the first page"))
    return page(request, "message.html", status=status, heading=say(heading), sentence=say(sentence), way=way)
