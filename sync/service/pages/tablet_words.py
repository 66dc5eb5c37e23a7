"""What each setting of the tablet means, for the adult who chooses it: what the child will meet tomorrow."""

from __future__ import annotations

LANGUAGES = {
    "en": "English",
    "pl": "Polish · Polski",
    "ro": "Romanian · Română",
    "ur": "Urdu · اردو",
    "ar": "Arabic · العربية",
    "uk": "Ukrainian · Українська",
    "pa": "Punjabi · ਪੰਜਾਬੀ",
    "bn": "Bengali · বাংলা",
}
STEPS = {
    1: "Step 1: two faces and not sure, then a few more (usually 3 to 5)",
    2: "Step 2: six faces and my body (usually 5 to 7)",
    3: "Step 3: eight faces, how big, what about (usually 7 to 9)",
    4: "Step 4: the family first, then its faces; up to two (usually 9 to 11)",
}
VOICES = {
    "own": "Speaks the child's language; silent where a clip is missing",
    "english": "Speaks the child's language, or English where a clip is missing",
    "off": "Never speaks",
}
LOOKS = {
    "tick": ("Tap, then tick", "An answer counts after a tap on the tick. Without it a tap is taken after a moment."),
    "quiet": ("Quiet", "No sound but the voice; activities without chimes or music."),
    "reduced_motion": ("Less movement", "Activities show still pictures that change on touch."),
    "low_stimulus": ("Plain screens", "Fewer colours and pictures at once, no scenery."),
    "high_contrast": ("High contrast", "Darker lines and stronger edges on every picture."),
    "larger_targets": ("Larger pictures", "Fewer on a screen, each larger, with more room between."),
}
SWITCHES = {0: "Touch", 1: "One switch: choices light up in turn", 2: "Two switches: one moves on, one chooses"}
EXITS = {"unsure": "“Not sure”", "unsaid": "“I don’t want to say”"}
SHOWN = {"": "As the school has it", "yes": "Shown to this child", "no": "Not shown to this child"}
EXITS_MEAN = "“I want a grown-up” is always there, for every child, and nothing here can take it away."
GROUP = "Children of one group share a page of the class wall."
SECRET = "After their animal the child taps this picture too, so that nobody else taps for them."  # noqa: S105 - words
OPTED_OUT = (
    "The wall looks the same to everybody. The tablet asks this child for no feeling; they keep “I want a grown-up” "
    "and the picture stories."
)
