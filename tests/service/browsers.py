"""A browser as the service meets it: cookies, form tokens, and no JavaScript."""

from __future__ import annotations

import re

import httpx

from sync.service.db.models import Role
from tests.service.running import PASSWORD, RunningService

_TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')


class Browser:
    """One browser, signed in when a role is given."""

    def __init__(self, running: RunningService, role: Role | None = None) -> None:
        self.http = httpx.Client(base_url=running.url, timeout=20, verify=False, follow_redirects=True)
        self.token = ""
        self.open("/sign-in")
        if role is not None:
            answer = self.sign_in(running.staff[role].email)
            assert answer.status_code in (200, 403), answer.text  # the head and IT have no page at / to land on
            assert answer.url.path != "/sign-in"

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
        return self.post("/sign-in", email=email, password=password)
