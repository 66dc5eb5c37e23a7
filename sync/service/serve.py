"""Runs the application in uvicorn: plainly on loopback, with a certificate everywhere else."""

from __future__ import annotations

import asyncio
import socket
from functools import partial
from pathlib import Path

import uvicorn

from sync.service import authority
from sync.service.admin import Listener
from sync.service.app import create_app
from sync.service.context import Service
from sync.service.copying import Copying
from sync.service.daily import Daily
from sync.service.errors import ServiceError
from sync.service.pages.queries import patterns
from sync.service.telling.worker import Telling

BACKLOG = 128


class Server(uvicorn.Server):
    """uvicorn, with the commands' socket beside it, ending the live pages before it waits for open requests."""

    def __init__(self, service: Service) -> None:
        certificate, key = _certificate(service)
        super().__init__(
            uvicorn.Config(
                create_app(service),
                log_config=None,  # what it has to say goes where all of the log goes
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=service.settings.public_front,  # nobody else's word on a browser's address counts
                timeout_keep_alive=65,  # tablets ask about once a minute: let them keep their connection
                timeout_graceful_shutdown=5,
                ssl_certfile=certificate,
                ssl_keyfile=key,
            )
        )
        self._service = service
        self._commands = Listener(service)
        self._daily = Daily(service, then=partial(patterns.prepare, service))
        self._copying = Copying(service)
        self._telling = Telling(service)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self._commands.start()
        await super().startup(sockets)
        self._daily.start()
        self._copying.start()
        self._telling.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._commands.stop()
        await asyncio.to_thread(self._daily.stop)
        await asyncio.to_thread(self._copying.stop)
        await asyncio.to_thread(self._telling.stop)
        self._service.live.close()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        ServiceError: the address is not one of this machine's, or the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's algorithm on and every answer waits 40 ms for a delayed acknowledgement.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise ServiceError(f"Port {port} of {host} cannot be used ({error.strerror}). Choose another port.") from None
    return listening


def _certificate(service: Service) -> tuple[Path, Path] | tuple[None, None]:
    """The certificate that this service speaks with, and its key, if it has one."""
    chosen = service.settings
    if chosen.certificate:
        certificate, key = Path(chosen.certificate), Path(chosen.certificate_key)
        authority.check_pair(certificate, key)
        return certificate, key
    if service.authority is None:
        return None, None
    return service.authority.server_certificate, service.authority.server_key
