"""Whether the providers that staff sign in with can be asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping

from sync.service.doctor_tablets import Finding
from sync.service.errors import ServiceError
from sync.service.settings import Settings


def findings(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    """One finding for each provider of the settings; none where there is none."""
    if not (settings.sign_in.microsoft or settings.sign_in.google):
        return
    from sync.service.accounts import identities, oidc

    try:
        held = oidc.load(settings.sign_in, settings.folder, environ)
    except ServiceError as error:
        yield Finding("sign-in", False, str(error))
        return
    for provider in held.values():
        try:
            asyncio.run(provider.reach())
        except identities.UnreachableError as error:
            cure = f"Ask IT to let this machine reach {provider.issuer} (HTTPS). Passwords work meanwhile."
            yield Finding("sign-in", False, f"{provider.title} cannot be asked ({error}). {cure}")
        else:
            yield Finding("sign-in", True, f"{provider.title} can be asked.")
