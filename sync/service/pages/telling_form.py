"""The form of the page *Telling people*, read into what the school chose."""

from __future__ import annotations

from typing import Any

import msgspec

from sync.service.telling import ways
from sync.service.telling.ways import Hook, Mail, Ntfy, Ways


class FormError(Exception):
    """What is wrong with the form, as a sentence."""


def read(data: dict[str, str], before: Ways) -> Ways:
    """Everything that the form says; a password or token left empty stays as it was, where it was for the same place.

    Raises:
        FormError: something cannot be used; a sentence with the cure.
    """
    said = {name: value.strip() for name, value in data.items()}
    try:
        return Ways(
            address=said.get("address", "").rstrip("/"),
            mail=_mail(said, before.mail) if said.get("mail") == "yes" else None,
            hook=_hook(said, before.hook) if said.get("hook") == "yes" else None,
            ntfy=_ntfy(said, before.ntfy) if said.get("ntfy") == "yes" else None,
        )
    except msgspec.ValidationError as error:
        told = str(error).partition(" - at ")[0]
        raise FormError(told if told.endswith(".") else "Something is too long or cannot be used there.") from None
    except ValueError as error:
        raise FormError(str(error)) from None


def _mail(said: dict[str, str], before: Mail | None) -> Mail:
    host, port = said.get("mail_host", ""), said.get("mail_port", "")
    if not (port.isascii() and port.isdigit() and 1 <= int(port[:6]) <= 65535):
        raise FormError("The mail server's port is a number, most often 587 or 465.")
    user = said.get("mail_user", "")
    kept = before.password if before is not None and (before.host, before.user) == (host, user) else ""
    fields: dict[str, Any] = {
        "host": host,
        "port": int(port),
        "security": said.get("mail_security", "starttls"),
        "user": user,
        "password": said.get("mail_password", "") or (kept if user else ""),
        "sender": said.get("mail_sender", ""),
    }
    return msgspec.convert(fields, Mail)


def _hook(said: dict[str, str], before: Hook | None) -> Hook:
    secret = before.secret if before is not None else ways.new_secret()
    return msgspec.convert({"url": said.get("hook_url", ""), "secret": secret}, Hook)


def _ntfy(said: dict[str, str], before: Ntfy | None) -> Ntfy:
    server = said.get("ntfy_server", "")
    kept = before.token if before is not None and before.server == server else ""
    fields = {"server": server, "topic": said.get("ntfy_topic", ""), "token": said.get("ntfy_token", "") or kept}
    return msgspec.convert(fields, Ntfy)
