"""A browser as the service meets it: cookies, form tokens, and no JavaScript."""

from __future__ import annotations

import re

import httpx

from sync.service.db.models import Role
from tests.service.running import PASSWORD, RunningService

_TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')


class Browser:
    """One browser; when a role is given, one in which that adult has signed in already."""

    def __init__(self, running: RunningService, role: Role | None = None) -> None:
        self.running = running
        self.http = httpx.Client(base_url=running.url, timeout=20, verify=False, follow_redirects=True)
        self.token = ""
        self.open("/sign-in")
        if role is not None:
            name, value = running.session_of(running.staff[role].id)
            self.http.cookies.set(name, value, domain=self.http.base_url.host, path="/")
            assert self.open("/account").url.path == "/account"

    def open(self, path: str) -> httpx.Response:
        """Get a page and remember its form token."""
        answer = self.http.get(path)
        if found := _TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form with the token of the last page that had one."""
        return self.http.post(path, data={"_csrf_token": self.token, **fields})

    def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        """Give a password; what comes back is the question for the second factor, or the form again."""
        return self.post("/sign-in", email=email, password=password)

    def sign_in_fully(self, email: str, *, password: str = PASSWORD, later_s: int = 0) -> httpx.Response:
        """Give a password, then the code that the telephone shows now (or a little later, for a second sign-in)."""
        asked = self.sign_in(email, password)
        assert asked.url.path == "/sign-in/code", asked.text
        self.token = str(_TOKEN.findall(asked.text)[0])
        return self.post("/sign-in/code", code=self.running.code(later_s))
