"""Who: the class as pictures, a page at a time; those done are ticked and may come again."""

from __future__ import annotations

from kiosk import checkin
from kiosk.ui.metrics import Form
from kiosk.ui.screens.screen import ADULT, NOT_SAY, Asking, Option, ground
from kiosk.ui.wall import on_the_wall, wall_pages
from kiosk.ui.widgets.answer import Answer
from sync.protocol import Tile

_MORE = "more"


class WhoScreen(Asking):
    """The class wall. Choosing a tile begins a turn."""

    def show(self) -> None:
        state = self.kiosk
        turn = state.turn
        pages = self._pages()
        wall = turn.wall % len(pages)
        self.ask("ask.who")
        self.begin()
        self._put_tiles(pages[wall])
        more = []
        if len(pages) > 1:
            ahead = pages[(wall + 1) % len(pages)]
            pair = self.metrics.form is Form.FOOT and len(ahead) > 1
            second = state.picture_of(ahead[1]) if pair else ""
            more = [Option(_MORE, state.picture_of(ahead[0]), "who.more", second=second)]
        cant_find = Option(checkin.CANT_FIND, "cant_find", "who.cant_find")
        self.put_exits([*more, cant_find, NOT_SAY if turn.asking else ADULT])
        self.put_speaker(self.metrics.wall_speaker)
        self.finish()

    def _pages(self) -> list[list[Tile]]:
        """The pages of the wall; a visitor's blank tile stands there once it has been taken."""
        classroom = self.kiosk.classroom
        pupils = on_the_wall(classroom.pupils, self.kiosk.here_today) if classroom else []
        return wall_pages(pupils, self.metrics.wall_most)

    def _put_tiles(self, tiles: list[Tile]) -> None:
        self._tiles = tiles
        if not tiles:
            return
        manner = self.manner(self.metrics.sizes.name_em)
        for i, (tile, box) in enumerate(zip(tiles, self.metrics.tiles(len(tiles)), strict=True)):
            done = tile.pupil.hex() in self.kiosk.done
            colour = ground(tile.picture)
            picture = self.kiosk.picture_of(tile)
            self.put(Option(tile.pupil.hex(), picture, f"={tile.name}", colour, done), box, manner, i)

    def heard(self, card: Answer) -> None:
        chosen = next((tile for tile in self._tiles if tile.pupil.hex() == card.said), None)
        if chosen is not None:
            self.kiosk.choose(chosen)
        elif card.said == _MORE:
            self.kiosk.turn_wall((self.kiosk.turn.wall + 1) % len(self._pages()))
        else:
            super().heard(card)

    def rehearse(self) -> None:
        self.show()
