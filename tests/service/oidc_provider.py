"""A small OpenID provider on loopback: Microsoft Entra's shape or Google's, over real HTTP, signing for real.

with OidcProvider("microsoft") as provider:
    provider.settings, provider.person = …     # who is signed in there
    provider.changed["aud"] = "another"        # what it says wrongly from now on

Opened by a browser, its page of accounts has one button; `agree` presses it without a browser.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

from sync.service.providers import Google, Microsoft, SignIn

TENANT = "8b87af7d-8647-4dc7-8df4-5f69a2011bb5"
DOMAIN = "sunnybank.example"
CLIENT = "daybreak-at-sunnybank"
SECRET = "a secret that the provider gave"
OTHER = "1c2d3e4f-0000-4000-8000-123456789abc"
"""A tenant that is not the school's."""


class OidcProvider:
    """One provider, as `kind` says: `microsoft` or `google`.

    Args:
        now: seconds since 1970, by which its tokens are dated.
    """

    def __init__(self, kind: str, now: Callable[[], float] = time.time) -> None:
        self.kind, self.now = kind, now
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}, auto_kid=False)
        self.published = [self.key]
        self.person: dict[str, Any] = {}
        self.changed: dict[str, Any] = {}
        """Claims that it says otherwise; None leaves one out."""
        self.algorithm = "RS256"
        self.asked: list[dict[str, str]] = []
        """What browsers came with."""
        self.fetched: list[str] = []
        self.broken = ""
        """A path at which it answers nonsense."""
        self._codes: dict[str, dict[str, str]] = {}
        handler = type("Handler", (_Handler,), {"provider": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def issuer(self) -> str:
        return f"{self.address}/{TENANT}/v2.0" if self.kind == "microsoft" else self.address

    @property
    def sign_in(self) -> SignIn:
        """The table `[sign_in]` of a school that uses it."""
        if self.kind == "microsoft":
            return SignIn(microsoft=Microsoft(tenant=TENANT, client_id=CLIENT, address=self.address))
        return SignIn(google=Google(domain=DOMAIN, client_id=CLIENT, address=self.address))

    def claims(self, nonce: str) -> dict[str, Any]:
        """What the token says of the person who is signed in."""
        now = int(self.now())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "nbf": now, "exp": now + 3600, "nonce": nonce}
        if self.kind == "microsoft":
            said |= {"tid": TENANT, "oid": "oid-1", "sub": "pairwise-1", "preferred_username": ""}
        else:
            said |= {"hd": DOMAIN, "sub": "1077", "email": "", "email_verified": True}
        said |= self.person | self.changed
        return {name: value for name, value in said.items() if value is not None}

    def token(self, nonce: str) -> str:
        """An ID token, signed as `algorithm` says."""
        claims = self.claims(nonce)
        header = {"alg": self.algorithm, "kid": str(self.key.kid), "typ": "JWT"}
        if self.algorithm.startswith("RS"):
            return jwt.encode(header, claims, self.key, registry=JWSRegistry(algorithms=[self.algorithm]))
        text = ".".join(_base64(json.dumps(each).encode()) for each in (header, claims))
        if self.algorithm == "none":
            return text + "."
        known_to_all = self.published[0].as_pem(private=False)  # as if it were a shared secret
        return f"{text}.{_base64(hmac.new(known_to_all, text.encode(), 'sha256').digest())}"

    def agree(self, address: str) -> str:
        """Be the person who was sent here, and agree; the address that the browser is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        answer = httpx.get(f"{self.address}/agree", params=asked)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="provider", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def published_document(self) -> dict[str, Any]:
        """What it publishes about itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def code_for(self, asked: dict[str, str]) -> str:
        """A code for a browser that came with this."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return code

    def tokens_for(self, form: dict[str, str]) -> dict[str, str] | None:
        """The tokens for a code: once, for who asked, with the secret and PKCE's verifier; None otherwise."""
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return None
        digest = _base64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if digest != asked["code_challenge"] or form.get("redirect_uri") != asked["redirect_uri"]:
            return None
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.token(asked["nonce"])}


class _Handler(BaseHTTPRequestHandler):
    provider: OidcProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.provider.fetched.append(parts.path)
        if self.provider.broken and self.provider.broken in parts.path:
            return self._answer(200, "text/html", "<p>Please sign in to the guest network.</p>")
        if parts.path.endswith("/.well-known/openid-configuration"):
            return self._json(200, self.provider.published_document())
        if parts.path == "/keys":
            return self._json(200, {"keys": [each.as_dict(private=False) for each in self.provider.published]})
        if parts.path == "/authorize":
            self.provider.asked.append(asked)
            button = f'<a href="/agree?{urlencode(asked)}">Go on as this person</a>'.replace("&", "&amp;")
            return self._answer(200, "text/html", f"<!doctype html><title>Accounts</title><h1>Accounts</h1>{button}")
        if parts.path == "/agree":
            back = {"code": self.provider.code_for(asked), "state": asked["state"]}
            return self._answer(303, "text/plain", "", location=f"{asked['redirect_uri']}?{urlencode(back)}")
        return self._answer(404, "text/plain", "")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.provider.fetched.append(self.path)
        found = self.provider.tokens_for({name: values[0] for name, values in parse_qs(body).items()})
        return self._json(200, found) if found else self._json(400, {"error": "invalid_grant"})

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def _json(self, status: int, what: object) -> None:
        self._answer(status, "application/json", json.dumps(what))

    def _answer(self, status: int, kind: str, text: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(text.encode())))
        if location:
            self.send_header("location", location)
        self.end_headers()
        self.wfile.write(text.encode())


def _base64(what: bytes) -> str:
    return base64.urlsafe_b64encode(what).rstrip(b"=").decode()
