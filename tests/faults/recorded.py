"""What a process wrote to its disk, call by call, and the disks that a power cut could have made of it.

strace records every call that changes a file, with its bytes. A disk may keep the sectors (512 bytes) of a file's
writes in any order and leave any of them out, up to the last flush of that file; names are kept in order, as ext4's
journal does. The shared-memory file is left out: it lies in memory and is made anew.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.struck import Life, Struck

SECTOR = 512
_CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink,rename,openat"
_LINE = re.compile(r"^\d+ +(?P<call>\w+)\((?P<rest>.*)\) += (?P<result>-?\d+)(?P<target><.*>)?")
_FILE = re.compile(r"^\d+<(?P<path>[^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `name` is write, flush, cut, gone, made or said (over the pipe: something was confirmed)."""

    name: str
    path: str = ""
    at: int = 0
    data: bytes = b""


def record(folder: Path, trace: Path, life: Life, *what: Any) -> list[Call]:
    """Let a life go by and return what it did to the files of a folder."""
    with Struck(life, *what, strace=("-y", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(trace))) as one:
        while one.hear() is not None:
            pass
        one.wait()
    return list(_calls(trace.read_text(), str(folder) + "/"))


def _calls(text: str, folder: str) -> Iterator[Call]:
    for line in text.splitlines():
        found = _LINE.match(line)
        if not found or found["result"].startswith("-"):
            continue
        call, rest = found["call"], found["rest"]
        open_as = _FILE.match(rest)
        path = _plain(open_as["path"]) if open_as else ""
        if call == "write" and path.startswith(("socket:", "pipe:", "UNIX")):
            yield Call("said")
            continue
        if call == "openat":
            path = _plain((found["target"] or "<>")[1:-1])
            if "O_CREAT" in rest and path.startswith(folder):
                yield Call("made", path.removeprefix(folder))
            continue
        names = [bytes.fromhex(each.replace("\\x", "")) for each in _TEXT.findall(rest)]
        if call in ("unlink", "rename"):
            first = names[0].decode()
            if first.startswith(folder):
                assert call == "unlink", "a rename is not modelled here"
                yield Call("gone", first.removeprefix(folder))
            continue
        if not path.startswith(folder) or path.endswith("-shm"):
            continue
        name = path.removeprefix(folder)
        if call == "pwrite64":
            yield Call("write", name, int(rest.rsplit(",", 1)[1]), names[0])
        elif call == "write":  # appended
            yield Call("write", name, -1, names[0])
        elif call == "ftruncate":
            yield Call("cut", name, int(rest.rsplit(",", 1)[1]))
        else:
            yield Call("flush", name)


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path


@dataclass
class _File:
    flushed: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes (place, bytes) and cuts (length, None) since the last flush."""

    def grown(self) -> bytearray:
        data = bytearray(self.flushed)
        for at, new in self.since:
            _lay(data, at, new)
        return data

    def torn(self, chance: random.Random) -> bytearray:
        data = bytearray(self.flushed)
        for at, new in self.since:
            if new is None:
                if chance.random() < 0.5:
                    _lay(data, at, None)
                continue
            place = 0
            while place < len(new):
                size = min(SECTOR - (at + place) % SECTOR, len(new) - place)
                if chance.random() < 0.5:
                    _lay(data, at + place, new[place : place + size])
                place += size
        return data


def _lay(data: bytearray, at: int, new: bytes | None) -> None:
    if new is None:
        del data[at:]
        data.extend(bytes(at - len(data)))
        return
    data.extend(bytes(max(0, at + len(new) - len(data))))
    data[at : at + len(new)] = new


class Disk:
    """A folder's files as they are on a disk, call after call."""

    def __init__(self, folder: Path) -> None:
        """Begin with what lies there now, all of it flushed."""
        paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
        self._files = {str(path.relative_to(folder)): _File(bytearray(path.read_bytes())) for path in paths}
        self.said = 0
        """How many times something was confirmed."""

    def follow(self, call: Call) -> None:
        """Let a call happen."""
        if call.name == "said":
            self.said += 1
        elif call.name == "gone":
            self._files.pop(call.path, None)
        elif call.name != "flush" or call.path in self._files:  # folders are flushed too
            file = self._files.setdefault(call.path, _File())
            if call.name == "write":
                at = len(file.grown()) if call.at < 0 else call.at
                file.since.append((at, call.data))
            elif call.name == "cut":
                file.since.append((call.at, None))
            elif call.name == "flush":
                file.flushed, file.since = file.grown(), []

    def write_out(self, folder: Path, chance: random.Random | None = None) -> None:
        """Lay the files into a folder: all that was written, or by chance what a power cut leaves of it."""
        for name, file in self._files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.grown() if chance is None else file.torn(chance))
            path.chmod(0o600)
