"""Wonde on loopback: two pages of a small school of made-up children, as its API writes them, and what goes wrong.

with WondeServer() as wonde:
    wonde.address, wonde.asked
    wonde.faults = ["429", "half"]      # what the next answers are instead, one each; the last one stays
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

RECORDED = Path(__file__).parent / "wonde"
WONDES = "https://api.wonde.com"
SCHOOL, TOKEN = "A1234567890", "a7c1f0e2made0up0token"
PATH = f"/v1.0/schools/{SCHOOL}/students"
FILTER = b"<!doctype html><title>Blocked</title><p>This site is blocked by your school.</p>"


class WondeServer:
    """Answers as Wonde does for one school and one token."""

    def __init__(self) -> None:
        self.pages: list[dict[str, Any]] = [
            json.loads((RECORDED / f"page-{number}.json").read_text("utf-8")) for number in (1, 2)
        ]
        self.faults: list[str] = []
        self.asked: list[str] = []
        """Paths with their queries."""
        self.strangers: list[str] = []
        """Paths that were asked for with the token of the school, and are none of its list."""
        self.quiet = threading.Event()
        """Set at the end: whoever hangs lets go."""
        handler = type("Handler", (_Handler,), {"wonde": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def students(self) -> list[dict[str, Any]]:
        """The children of both pages, to be changed in place."""
        return [*self.pages[0]["data"], *self.pages[1]["data"]]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), name="wonde", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.quiet.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    wonde: WondeServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.wonde.asked.append(self.path)
        if parts.path != PATH:
            self.wonde.strangers.append(self.path)
            self._send(404, b"{}")
        elif self.headers["authorization"] != f"Bearer {TOKEN}":
            self._send(401, b'{"error": "invalid_token"}')
        elif self.wonde.faults:
            fault = self.wonde.faults.pop(0) if len(self.wonde.faults) > 1 else self.wonde.faults[0]
            self._go_wrong(fault, self._page(parts.query))
        else:
            self._send(200, json.dumps(self._page(parts.query)).encode())

    def _page(self, query: str) -> dict[str, Any]:
        number = int(parse_qs(query).get("page", ["1"])[0])
        text = json.dumps(self.wonde.pages[min(number, len(self.wonde.pages)) - 1]).replace(WONDES, self.wonde.address)
        page: dict[str, Any] = json.loads(text)
        return page

    def _go_wrong(self, fault: str, page: dict[str, Any]) -> None:
        pages = page["meta"]["pagination"]
        if fault.isdigit():
            more = {"retry-after": "0"} if fault in ("429", "503") else {}
            self._send(int(fault), b'{"error": "made up"}', more | ({"location": "/else"} if fault == "302" else {}))
        elif fault == "none":
            self._send(200, json.dumps(page).encode())
        elif fault == "wait":
            self._send(429, b"{}", {"retry-after": "540"})
        elif fault == "half":
            content = json.dumps(page).encode()
            self._send(200, content[: len(content) // 2], {"content-length": str(len(content))})
            self.close_connection = True
        elif fault == "hang":
            self.wonde.quiet.wait(20)
        elif fault == "loop":
            pages |= {"more": True, "next": f"{self.wonde.address}{self.path}"}
            self._send(200, json.dumps(page).encode())
        elif fault == "endless":
            number = int(parse_qs(urlsplit(self.path).query).get("page", ["1"])[0])
            pages |= {"more": True, "next": f"{PATH}?page={number + 1}"}
            self._send(200, json.dumps(page | {"data": []}).encode())
        elif fault == "elsewhere":
            pages["next"] = f"{self.wonde.address}/v1.0/schools/A9/students?page=2"
            self._send(200, json.dumps(page).encode())
        elif fault == "filter":
            self._send(200, FILTER, {"content-type": "text/html"})
        elif fault == "odd":
            self._send(200, b'{"data": {"students": 4}, "meta": []}')
        elif fault == "deep":
            self._send(200, b"[" * 200_000)
        elif fault == "long":
            self._send(200, b'{"data": "' + b"x" * 21_000_000)

    def _send(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        given = {"content-type": "application/json", "content-length": str(len(content))} | (headers or {})
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        return
