"""The short screens beside the path: *I can't find me*, *Is this you?*, and cards that a child takes to an adult."""

from __future__ import annotations

from kiosk import checkin
from kiosk.turn import VISITOR
from kiosk.ui.screens.screen import ADULT, ASKED, FINISH, Asking, Option, Telling, ground

_BACK = Option(checkin.NO, "back", "who.back")
_NEW = Option(VISITOR, "visitor", "cant_find.visitor")


class CantFindScreen(Telling):
    """A child who isn't on the wall shows the card to an adult, or takes a blank tile where one is left."""

    def show(self) -> None:
        self.ask("ask.cant_find", "cant_find.say")
        self.sentence = self.say("cant_find.say")
        self.begin()
        self.put_card(self.picture_box)
        blank = self.kiosk.visitor() is not None
        asking = self.kiosk.turn.asking
        self.put_exits([_BACK, *([_NEW] if blank else []), ASKED if asking else ADULT])
        self.put_speaker()
        self.finish()


class NotYouScreen(Asking):
    """The child's own animal was touched: is it theirs?"""

    def show(self) -> None:
        self.ask("ask.not_you")
        self.begin()
        tile = self.kiosk.pupil()
        picture = self.kiosk.picture_of(tile) if tile else "yes"
        colour = ground(tile.picture) if tile else ground(picture)
        options = (
            Option(checkin.YES, picture, "who.yes", colour),
            Option(checkin.NO, "no", "who.no"),
        )
        manner = self.manner(self.metrics.sizes.word_em)
        for i, box in enumerate(self.metrics.answers([2])):
            self.put(options[i], box, manner, i)
        self.put_exits([ASKED if self.kiosk.turn.asking else ADULT])
        self.put_speaker()
        self.finish()


class PictureCardScreen(Telling):
    """Three pictures were not the secret one: nothing is wrong, an adult helps."""

    def show(self) -> None:
        self.ask("ask.own_picture", "picture_card.say")
        self.sentence = self.say("picture_card.say")
        self.begin()
        self.put_card(self.picture_box)
        self.put_exits([FINISH, ASKED if self.kiosk.turn.asking else ADULT])
        self.put_speaker()
        self.finish()


class UnsavedScreen(Telling):
    """The answer could not be kept: said gently, and a grown-up is the cure."""

    def show(self) -> None:
        self.ask("unsaved.title", "unsaved.say")
        self.sentence = self.say("unsaved.say")
        self.begin()
        self.put_card(self.picture_box)
        self.put_exits([FINISH] if self.kiosk.turn.asking else [FINISH, ADULT])
        self.put_speaker()
        self.finish()
