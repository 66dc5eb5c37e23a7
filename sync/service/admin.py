"""Commands reach the running service over a Unix socket that only its own user can open.

So a file keeps its one writer: while the service runs, commands are carried out inside it; otherwise the command
itself takes the lock. Where several processes share a database, the first of them listens, and the others write in
their turn. One message each way: four bytes of length, then MessagePack.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy.exc import DataError, OperationalError

from sync.service import commands, lock, unusable
from sync.service.context import Service, open_service
from sync.service.errors import ServiceError
from sync.service.settings import Settings

_LENGTH = struct.Struct(">I")
_LIMIT = 50_000_000
"""Bytes of one message; a roster is the longest."""
_WAIT_S = 120


class Told(msgspec.Struct, frozen=True):
    """What became of a command: the lines to print, or the sentence that says why not."""

    lines: list[str] = []
    error: str | None = None


def carry_out(settings: Settings, command: commands.Command) -> list[str]:
    """Have a command carried out: by the running service, or here under its lock.

    Raises:
        ServiceError: a sentence with the cure.
    """
    with _connected(settings.socket) as line:
        if line is not None:
            told = _ask(line, command)
            if told.error is not None:
                raise ServiceError(told.error)
            return told.lines
    with lock.held(settings.lock_file, shared=settings.shared):
        service = open_service(settings)
        try:
            return _run(service, command)
        finally:
            service.close()


def is_running(settings: Settings) -> bool:
    """Whether a service runs on this school's data."""
    if not settings.folder.is_dir():
        return False
    with _connected(settings.socket) as line:
        return line is not None


class Listener:
    """The running service's end."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._path = service.settings.socket
        self._server: asyncio.AbstractServer | None = None

    async def start(self) -> None:
        """Listen; the caller holds the service's lock, so a socket that lies there is a leftover, or another's."""
        if self._service.settings.shared and is_running(self._service.settings):
            return
        self._path.unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with _short(self._path) as address:
            before = os.umask(0o177)
            try:
                listening.bind(address)
            finally:
                os.umask(before)
        self._server = await asyncio.start_unix_server(self._answer, sock=listening)

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._path.unlink(missing_ok=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
            if length > _LIMIT:
                return
            raw = await reader.readexactly(length)
            told = await asyncio.to_thread(self._carry_out, raw)
            writer.write(_framed(told))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # whoever asked has gone
        finally:
            writer.close()

    def _carry_out(self, raw: bytes) -> Told:
        try:
            command = msgspec.msgpack.decode(raw, type=commands.Command)
            return Told(lines=_run(self._service, command))
        except msgspec.MsgspecError:
            return Told(error="The running service is of another version. Restart it, then try again.")
        except ServiceError as error:
            return Told(error=str(error))


def _run(service: Service, command: commands.Command) -> list[str]:
    try:
        return commands.run(service, command)
    except DataError:
        raise ServiceError(unusable.UNFIT) from None
    except OperationalError as error:
        raise ServiceError(unusable.sentence(service.settings, error)) from error


def _ask(line: socket.socket, command: commands.Command) -> Told:
    try:
        line.sendall(_framed(command))
        (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
        return msgspec.msgpack.decode(_exactly(line, length), type=Told)
    except (OSError, struct.error):
        raise ServiceError("The service stopped before it answered. See whether it was done, then try again.") from None


@contextmanager
def _connected(path: Path) -> Iterator[socket.socket | None]:
    """A line to the running service; None when none is running."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(_WAIT_S)
        try:
            with _short(path) as address:
                line.connect(address)
        except (FileNotFoundError, ConnectionRefusedError):
            yield None
            return
        yield line


@contextmanager
def _short(path: Path) -> Iterator[str]:
    """The path as a socket address: those hold 107 bytes at most, which a deep folder would not fit."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _framed(message: Told | commands.Command) -> bytes:
    content = msgspec.msgpack.encode(message)
    return _LENGTH.pack(len(content)) + content


def _exactly(line: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = line.recv(count - len(parts))
        if not part:
            raise ConnectionResetError
        parts += part
    return bytes(parts)
