"""Signing in with Microsoft Entra or Google: OpenID Connect's authorisation code flow, with PKCE, state and nonce.

What a provider publishes about itself (its addresses and keys) is fetched over TLS within a deadline and kept for a
day. The token that names a person counts only if the provider signed it by RS256 with one of those keys, for this
service, lately, in answer to this very question, and for the one tenant or domain that the settings pin.
"""

from __future__ import annotations

import asyncio
import functools
import ssl
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from sync.service import providers
from sync.service.accounts.identities import RefusedError, Told, UnreachableError
from sync.service.going import Gone
from sync.service.providers import Google, Microsoft, SignIn

DEADLINE_S = 8.0
"""For all that is asked of a provider at one sign-in."""
KEPT_S = 24 * 3600.0
AGAIN_S = 60.0
"""Keys that are younger are not fetched again because of a token that names another."""
LEEWAY_S = 60
"""By which the two clocks may be apart."""
MOST = 512 * 1024
"""Bytes of a document."""
ALGORITHMS = ["RS256"]
"""What both providers sign with. Neither `none` nor a shared secret is among them."""
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """One provider, as this school uses it.

    Args:
        chosen: its tenant or domain, and this service's name there.
        secret: what it gave this service to show that it is this service.
    """

    def __init__(self, chosen: Microsoft | Google, secret: str) -> None:
        self.name = "microsoft" if isinstance(chosen, Microsoft) else "google"
        self.title = providers.NAMES[self.name]
        self.issuer = chosen.issuer
        self._chosen, self._secret = chosen, secret
        self._metadata: tuple[float, dict[str, str]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def address(self, state: str, gone: Gone) -> str:
        """Where to send a browser.

        Raises:
            UnreachableError: the provider did not say where that is.
        """
        known = await self._in_time(self._known())
        asked = {"prompt": "select_account", "nonce": gone.nonce, "code_verifier": gone.verifier}
        if isinstance(self._chosen, Google):
            asked["hd"] = self._chosen.domain
        async with self._client(gone.back) as client:
            made, _ = client.create_authorization_url(known["authorization_endpoint"], state=state, **asked)
        return str(made)

    async def who(self, code: str, gone: Gone, now: datetime) -> Told:
        """Who came back, for the code that they brought; each code is good once, which the provider sees to.

        Raises:
            RefusedError: the code or the token will not do, or it names nobody of the pinned tenant or domain.
            UnreachableError: the provider could not be asked.
        """
        told: Told = await self._in_time(self._who(code, gone, now))
        return told

    async def reach(self) -> None:
        """Fetch what the provider publishes.

        Raises:
            UnreachableError: it could not be fetched, or is not the provider's.
        """
        await self._in_time(self._known())
        await self._in_time(self._key_set())

    async def _who(self, code: str, gone: Gone, now: datetime) -> Told:
        known = await self._known()
        async with self._client(gone.back) as client:
            try:
                token = await client.fetch_token(known["token_endpoint"], code=code, code_verifier=gone.verifier)
            except OAuthError:
                raise RefusedError("code") from None
        if not isinstance(token.get("id_token"), str):
            raise RefusedError("no token")
        claims = await self._checked(token, gone.nonce, now)
        subject, email = (
            _entra(self._chosen, claims) if isinstance(self._chosen, Microsoft) else _google(self._chosen, claims)
        )
        return Told(self.name, self._chosen.issuer, subject, email)

    async def _checked(self, token: Mapping[str, Any], nonce: str, now: datetime) -> dict[str, Any]:
        """What stands in a token that is the provider's own, for this service, lately and for this question."""
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        try:
            try:
                read = jwt.decode(token["id_token"], key=await self._key_set(), registry=registry)
            except InvalidKeyIdError:
                read = jwt.decode(token["id_token"], key=await self._key_set(again=True), registry=registry)
            claims = CodeIDToken(
                read.claims,
                read.header,
                {
                    "iss": {"essential": True, "value": self._chosen.issuer},
                    "aud": {"essential": True, "value": self._chosen.client_id},
                    "exp": {"essential": True},
                    "nonce": {"essential": True, "value": nonce},
                },
                {"nonce": nonce, "client_id": self._chosen.client_id, "access_token": token.get("access_token")},
            )
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY_S)
        except (JoseError, TypeError, ValueError) as error:
            raise RefusedError(getattr(error, "error", "") or "token") from None
        return dict(claims)

    async def _known(self) -> dict[str, str]:
        """Where the provider does what; from what it publishes about itself."""
        if self._metadata is None or time.monotonic() - self._metadata[0] > KEPT_S:
            found = await _fetch(f"{self._chosen.issuer}/.well-known/openid-configuration")
            scheme = urlsplit(self._chosen.issuer).scheme
            held = {name: str(found.get(name, "")) for name in ("issuer", *_ENDPOINTS)}
            if held["issuer"] != self._chosen.issuer or any(urlsplit(held[n]).scheme != scheme for n in _ENDPOINTS):
                raise UnreachableError("what it publishes about itself is not its own")
            self._metadata = (time.monotonic(), held)
        return self._metadata[1]

    async def _key_set(self, *, again: bool = False) -> KeySet:
        """The keys that the provider signs with now."""
        age = time.monotonic() - self._keys[0] if self._keys else KEPT_S + 1
        if self._keys is None or age > KEPT_S or (again and age >= AGAIN_S):
            found = (await _fetch((await self._known())["jwks_uri"])).get("keys")
            fitting = [
                each
                for each in (found if isinstance(found, list) else [])
                if isinstance(each, dict) and each.get("kty") == "RSA" and each.get("use", "sig") == "sig"
            ]
            self._keys = (time.monotonic(), KeySet.import_key_set({"keys": fitting}))
        return self._keys[1]

    def _client(self, back: str) -> Any:
        return AsyncOAuth2Client(
            client_id=self._chosen.client_id,
            client_secret=self._secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a way, no secret
            code_challenge_method="S256",
            redirect_uri=back,
            scope="openid profile" if isinstance(self._chosen, Microsoft) else "openid email",
            timeout=DEADLINE_S,
            verify=_trusted(),
        )

    @staticmethod
    async def _in_time(asking: Any) -> Any:
        try:
            async with asyncio.timeout(DEADLINE_S):
                return await asking
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError, ValueError, JoseError) as error:
            raise UnreachableError(type(error).__name__) from None


def load(chosen: SignIn, folder: Path, environ: Mapping[str, str]) -> dict[str, Provider]:
    """The providers that the settings name, by the name that stands in addresses.

    Raises:
        ServiceError: a secret is missing or others can read it.
    """
    found = {"microsoft": chosen.microsoft, "google": chosen.google}
    return {
        name: Provider(each, providers.secret(folder, name, environ))
        for name, each in found.items()
        if each is not None
    }


def _entra(chosen: Microsoft, claims: Mapping[str, Any]) -> tuple[str, str]:
    """The person's id in the tenant, and their user name.

    The claim `email` holds whatever somebody typed; a user name belongs to a domain that the tenant has proved its own.
    A guest comes from elsewhere (`idp`), whatever the name looks like.
    """
    if claims.get("tid") != chosen.tenant:
        raise RefusedError("tenant")
    if claims.get("idp", chosen.issuer) != chosen.issuer:
        raise RefusedError("guest")
    subject, email = claims.get("oid"), claims.get("preferred_username", "")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 200 or not isinstance(email, str):
        raise RefusedError("no person")
    return subject, email[:200]


def _google(chosen: Google, claims: Mapping[str, Any]) -> tuple[str, str]:
    """The person's id at Google, and the address that the domain gave them."""
    if claims.get("hd") != chosen.domain:
        raise RefusedError("domain")
    if claims.get("email_verified") is not True:
        raise RefusedError("unverified")
    subject, email = claims.get("sub"), claims.get("email", "")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 200 or not isinstance(email, str):
        raise RefusedError("no person")
    return subject, email[:200]


async def _fetch(url: str) -> dict[str, Any]:
    """A JSON document of at most `MOST` bytes; no redirect is followed."""
    async with httpx2.AsyncClient(timeout=DEADLINE_S, verify=_trusted()) as client, client.stream("GET", url) as answer:
        if answer.status_code != 200:
            raise UnreachableError(f"status {answer.status_code}")
        body = bytearray()
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > MOST:
                raise UnreachableError("too long")
    found = httpx2.Response(200, content=bytes(body)).json()
    if not isinstance(found, dict):
        raise UnreachableError("no object")
    return found


@functools.cache
def _trusted() -> ssl.SSLContext:
    """This machine's own list of authorities, in which a school's filter may have put its own."""
    return ssl.create_default_context()
