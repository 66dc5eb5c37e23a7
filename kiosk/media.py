"""Files that the service sends a tablet, such as recorded names: fetched by their hash, resumed, and checked.

They are named by their place under the tablet's folder. A file that is no longer named goes; one that staff laid there
by hand stays, because only what came from the service is remembered.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from sync.errors import SyncError
from sync.files import sync_folder, write_whole
from sync.protocol import MediaFile

log = logging.getLogger(__name__)

MEMORY = "media.json"
PLACES = re.compile(r"voice/[a-z]{2,3}/[a-z0-9_]+(\.[a-z0-9_]+)*\.ogg|pictures/[a-z0-9_]{1,64}\.(png|jpg)")
"""Where such a file may lie; anything else that a service names is passed over."""
FOLDERS = ("voice", "pictures")
LIMIT = 2_000_000
"""Bytes of one file."""

Fetch = Callable[[bytes, int, Callable[[bytes], object]], None]
"""`fetch(sha256, offset, take)`: hands over the bytes from an offset on; raises `SyncError` when they stop coming."""


class Shelf:
    """The tablet's media. Used by the thread that talks to the service."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fill(self, named: Sequence[MediaFile], fetch: Fetch) -> bool:
        """Fetch what is lacking and let go of what is no longer named; return whether all is there.

        What came before a line broke is kept, and the rest asked for next time. A file whose bytes are not what its
        name says is thrown away.
        """
        wanted = {each.path: each for each in named if PLACES.fullmatch(each.path) and 0 < each.size <= LIMIT}
        known = self._known()
        for path in known.keys() - wanted.keys():
            (self._folder / path).unlink(missing_ok=True)
        had = {path: digest for path, digest in known.items() if path in wanted}
        whole = True
        for path, file in wanted.items():
            if had.get(path) == file.sha256.hex() and (self._folder / path).is_file():
                continue
            try:
                self._fetch(file, fetch)
                had[path] = file.sha256.hex()
            except SyncError as error:
                log.info("a file was not fetched: %s", error)
                whole = False
        self._clear_parts(wanted.values())
        if had != known:
            self._remember(had)
        return whole

    def _clear_parts(self, wanted: Collection[MediaFile]) -> None:
        """Let go of what came of files that are no longer named: a part of a photograph is a photograph too."""
        ours = {self._part(each) for each in wanted}
        for part in {part for folder in FOLDERS for part in (self._folder / folder).rglob(".*.part")} - ours:
            part.unlink(missing_ok=True)

    def _part(self, file: MediaFile) -> Path:
        """Where a file stands until it is whole."""
        target = self._folder / file.path
        return target.with_name(f".{target.name}.{file.sha256.hex()[:16]}.part")

    def _fetch(self, file: MediaFile, fetch: Fetch) -> None:
        target = self._folder / file.path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._part(file)
        with part.open("ab") as out:
            if out.tell() < file.size:
                fetch(file.sha256, out.tell(), out.write)
            out.flush()
            os.fsync(out.fileno())
        if hashlib.sha256(part.read_bytes()).digest() != file.sha256:
            part.unlink()
            raise SyncError("What came is not what its name says. It is fetched anew.")
        part.replace(target)
        sync_folder(target.parent)

    def _known(self) -> dict[str, str]:
        try:
            told = json.loads((self._folder / MEMORY).read_text())
        except (OSError, ValueError):
            return {}
        return {str(path): str(digest) for path, digest in told.items()} if isinstance(told, dict) else {}

    def _remember(self, had: dict[str, str]) -> None:
        write_whole(self._folder / MEMORY, json.dumps(had).encode())
