"""What others answer in the service's place: captive portals, filters, gateways, servers that are busy or broken."""

from __future__ import annotations

import os

import msgspec

from sync.protocol import MEDIA_TYPE, BatchAnswer, Verdict

_LOGIN = b"<!doctype html><title>Guest Wi-Fi</title><form action=/login><input name=room></form>"


def _answer(status: str, body: bytes = b"", media: str = "text/html", *more: str, length: int | None = None) -> bytes:
    length = len(body) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Type: {media}", f"Content-Length: {length}", *more]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def _of_another_tablet() -> bytes:
    """A true answer of a service like ours, to somebody else."""
    return msgspec.msgpack.encode(BatchAnswer(1, [Verdict(os.urandom(16), "stored") for _ in range(6)]))


PORTALS: dict[str, bytes] = {
    "page": _answer("200 OK", _LOGIN),
    "page_called_ours": _answer("200 OK", _LOGIN, MEDIA_TYPE),
    "login": _answer("302 Found", b"", "text/html", "Location: http://127.0.0.1:9/login"),
    "must_sign_in": _answer("511 Network Authentication Required", _LOGIN),
    "wrong_json": _answer("200 OK", b'{"daybreak":1,"verdicts":[],"ok":true}', "application/json"),
    "nothing": _answer("200 OK", b"", MEDIA_TYPE),
    "no_content": _answer("204 No Content"),
    "not_modified": _answer("304 Not Modified"),
    "another_answer": _answer("200 OK", _of_another_tablet(), MEDIA_TYPE),
    "not_allowed": _answer("403 Forbidden", b"<h1>Blocked: category unknown</h1>"),
    "must_say_who": _answer("401 Unauthorized", b"", "text/html", 'WWW-Authenticate: Basic realm="router"'),
    "proxy_must_sign_in": _answer("407 Proxy Authentication Required", b"<h1>Sign in</h1>"),
    "not_here": _answer("404 Not Found", b"<h1>It works!</h1>"),
}
"""Whatever answers 200 and the like for a network that has not let the tablet through."""

REFUSALS: dict[str, bytes] = {
    "500": _answer("500 Internal Server Error", b"<h1>Sorry</h1>"),
    "502": _answer("502 Bad Gateway", b"<h1>nginx</h1>"),
    "503": _answer("503 Service Unavailable", b"", "text/html", "Retry-After: 0"),
    "504": _answer("504 Gateway Time-out", b"<h1>nginx</h1>"),
    "408": _answer("408 Request Time-out", b"", "text/html", "Connection: close"),
    "429": _answer("429 Too Many Requests", b"", "text/html", "Retry-After: 1"),
    "413": _answer("413 Content Too Large", b"<h1>nginx</h1>"),
    "400": _answer("400 Bad Request", b"<h1>Your browser sent something</h1>"),
}
"""Gateways and web servers in front of the service, in their own words."""


def longer(answer: bytes) -> bytes:
    """The same answer, which promises more bytes than come."""
    return _promising(answer, 900)


def shorter(answer: bytes) -> bytes:
    """The same answer, which promises fewer bytes than come."""
    return _promising(answer, -7)


def _promising(answer: bytes, more: int) -> bytes:
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length:")]
    length = f"content-length: {max(0, len(body) + more)}".encode()
    return b"\r\n".join([*lines, length]) + b"\r\n\r\n" + body
