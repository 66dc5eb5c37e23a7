"""Staff accounts, for IT: who can sign in, as what. Accounts are made and closed by the command line."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from sync.service.access import Viewer, it_only
from sync.service.context import Service
from sync.service.pages.queries.accounts import read_accounts
from sync.service.pages.render import page
from sync.service.pages.school import HOME


@get("/staff", guards=[it_only], sync_to_thread=True)
def accounts(
    request: Request[Any, Any, Any], service: NamedDependency[Service], viewer: NamedDependency[Viewer]
) -> Response[str]:
    """Every account, closed ones last."""
    with service.db.read() as session:
        found = read_accounts(session, service.school_id)
    return page(request, "staff.html", viewer=viewer, here=HOME, accounts=found)
