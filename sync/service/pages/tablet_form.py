"""The form of a child's settings: read from what a browser sends, compared in words, put into the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

import msgspec

from assets.catalogue import SECRET_PICTURES
from sync.protocol import ChildSettings
from sync.service import tablet_settings
from sync.service.db.models import Pupil
from sync.service.pages import tablet_words as texts

LONGEST_GROUP = 40
_SHOWN = {"": None, "yes": True, "no": False}


class FormError(Exception):
    """A form that cannot be read, as a sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """All that a form may change about a child's tablet."""

    step: int
    group: str
    opted_out: bool
    secret_picture: str
    settings: ChildSettings

    def put(self, pupil: Pupil) -> None:
        """Make the pupil's row say so."""
        pupil.step, pupil.group, pupil.opted_out = self.step, self.group, self.opted_out
        pupil.secret_picture = self.secret_picture
        pupil.settings = msgspec.to_builtins(self.settings)


def chosen_of(pupil: Pupil) -> Chosen:
    """What holds for a pupil now."""
    settings = tablet_settings.of_child(pupil.settings)
    return Chosen(pupil.step, pupil.group, pupil.opted_out, pupil.secret_picture, settings)


def read_form(data: Mapping[str, str]) -> Chosen:
    """What a form asks for. A tick that is not sent is off; anything else must be one of its choices.

    Raises:
        FormError: a value that is none of the choices, or too long a group.
    """
    group = " ".join(data.get("group", "").split())
    if len(group) > LONGEST_GROUP:
        raise FormError(f"A group's name holds at most {LONGEST_GROUP} characters.")
    secret = data.get("secret", "")
    voice = data.get("voice", "own")
    step, switches, language = data.get("step", ""), data.get("switches", "0"), data.get("language", "en")
    known = (
        step in {str(each) for each in texts.STEPS}
        and switches in {str(each) for each in texts.SWITCHES}
        and language in texts.LANGUAGES
        and voice in texts.VOICES
        and all(data.get(exit, "") in texts.SHOWN for exit in texts.EXITS)
        and secret in ("", *SECRET_PICTURES)
    )
    if not known:
        raise FormError("Something in this form is none of its choices. Load the page again and choose once more.")
    settings = ChildSettings(
        language=language,
        voice=cast(Literal["own", "english", "off"], voice),
        switches=cast(Literal[0, 1, 2], int(switches)),
        unsure=_SHOWN[data.get("unsure", "")],
        unsaid=_SHOWN[data.get("unsaid", "")],
        **{name: data.get(name) == "yes" for name in texts.LOOKS},
    )
    return Chosen(int(step), group, data.get("opted_out") == "yes", secret, settings)


def shown(chosen: bool | None) -> str:
    """How the form says whether a way out is shown; empty where the school decides."""
    return next(said for said, meant in _SHOWN.items() if meant is chosen)


def changes(before: Chosen, after: Chosen) -> list[str]:
    """What the child would meet differently, a sentence each; empty when nothing would change."""
    old, new = before.settings, after.settings
    said: list[str] = []
    if before.step != after.step:
        said.append(f"{texts.STEPS[after.step]}.")
    if old.language != new.language:
        said.append(f"Words and voice: {texts.LANGUAGES[new.language]}. The pictures stay as they are.")
    if old.voice != new.voice:
        said.append(f"The voice: {texts.VOICES[new.voice].lower()}.")
    for name, (title, means) in texts.LOOKS.items():
        if getattr(old, name) != getattr(new, name):
            said.append(f"{title}: on. {means}" if getattr(new, name) else f"{title}: off.")
    if old.switches != new.switches:
        said.append(f"{texts.SWITCHES[new.switches]}.")
    for name, title in texts.EXITS.items():
        if getattr(old, name) != getattr(new, name):
            said.append(f"{title}: {texts.SHOWN[shown(getattr(new, name))].lower()}.")
    if before.group != after.group:
        said.append(f"On the class wall with the group {after.group}." if after.group else "In no group of the wall.")
    if before.secret_picture != after.secret_picture:
        said.append(
            f"The secret picture is the {after.secret_picture}. Show it to the child before tomorrow morning."
            if after.secret_picture
            else "No secret picture any more: the animal is enough."
        )
    if before.opted_out != after.opted_out:
        said.append(texts.OPTED_OUT if after.opted_out else "Asked for a feeling again, like the others.")
    return said
