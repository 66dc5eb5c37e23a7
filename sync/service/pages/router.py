"""Every route of the staff pages, in one readable list."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler
from litestar.router import Router
from litestar.static_files import create_static_files_router

from sync.service.pages import (
    devices,
    flag_forms,
    flags,
    pupils,
    roster,
    settings,
    sign_in,
    staff,
    tablet,
    today,
    visitors,
)
from sync.service.pages.render import HERE


def routes() -> list[HTTPRouteHandler | Router]:
    """The pages and their files; the service's application mounts them at its root."""
    return [
        create_static_files_router(path="/static", directories=[HERE / "static"], include_in_schema=False),
        sign_in.form,
        sign_in.enter,
        sign_in.leave,
        today.home,
        today.part,
        today.live,
        today.printed,
        today.seen,
        today.met,
        flags.queue,
        flags.one,
        flag_forms.seen_all,
        flag_forms.seen,
        flag_forms.take,
        flag_forms.give,
        flag_forms.note,
        flag_forms.watch,
        flag_forms.close,
        flag_forms.accept,
        flag_forms.reopen,
        pupils.everyone,
        pupils.one,
        tablet.show,
        tablet.change,
        visitors.name,
        visitors.merge,
        visitors.split,
        visitors.concern,
        settings.show,
        settings.tablets,
        settings.groups,
        roster.show,
        roster.upload,
        roster.plan,
        roster.confirm,
        roster.register,
        devices.tablets,
        devices.code,
        devices.revoke,
        staff.accounts,
    ]
