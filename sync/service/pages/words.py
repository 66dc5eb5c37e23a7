"""Dates, times and the words of the staff pages, in plain British English."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sync.service.pages import messages
from sync.service.pages.messages import say

ROLES = {
    "class_adult": "Class adult",
    "practitioner": "Practitioner",
    "dsl": "Safeguarding lead",
    "head": "Head",
    "it": "IT",
}
HOWS = {
    "talk": "would like to talk",
    "sit": "would like someone to sit near them",
    "watch": "would like someone to keep an eye on them",
    "not_now": "does not want to talk just now",
}
RULES = {
    "R1": "Asked for a grown-up",
    "R2": "A need of the body",
    "R3": "Low on several days",
    "R4": "Change from own usual",
    "R5": "Up and down more than usual",
    "R6": "Gone quiet",
    "R8": "An adult's own concern",
    "R9": "Something that may need the safeguarding lead",
}
CLOSED = {
    "spoke": "Spoke, settled",
    "known": "Known reason",
    "support": "Support started",
    "dsl": "Passed to the safeguarding lead",
    "no_concern": "Not a concern",
    "duplicate": "The same as another flag",
}
STATES = {
    "new": "New",
    "reopened": "Opened again",
    "seen": "Seen",
    "watching": "Watching",
    "passed": "Passed to the safeguarding lead, not accepted yet",
    "closed": "Closed",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SUFFICIENCY = {"plenty": "plenty", "some": "enough to look, not to be sure", "too little": "too few to say much"}
STORY = {
    "raised": "Flag raised",
    "reopened": "Opened again, on something new",
    "seen": "Seen",
    "note": "Note",
    "closed": "Closed",
    "opened": "Opened again",
    "more": "Rests on something new since it was passed on",
    "taken": "Took it over",
    "given": "Gave it on",
    "watching": "Watching",
    "passed": "Passed to the safeguarding lead",
    "accepted": "Accepted by the safeguarding lead",
    "unsupported": "The rule would not speak now",
}


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """The local time as a person says it: `8:47`, `13:05`."""
    local = at.astimezone(zone)
    return f"{local.hour}:{local.minute:02d}"


def long_day(day: date) -> str:
    """`Tuesday 24 November`."""
    return f"{say(WEEKDAYS[day.weekday()])} {day.day} {say(MONTHS[day.month - 1])}"


def short_day(day: date) -> str:
    """`24 Nov`."""
    return f"{day.day} {say(SHORT_MONTHS[day.month - 1])}"


def day_and_time(at: datetime, zone: ZoneInfo) -> str:
    """`24 Nov 9:01`, local."""
    return f"{short_day(at.astimezone(zone).date())} {clock_time(at, zone)}"


def greeting(at: datetime, zone: ZoneInfo) -> str:
    """`Good morning` until noon, local; then `Good afternoon`."""
    return say("Good morning") if at.astimezone(zone).hour < 12 else say("Good afternoon")


def ago(minutes: int) -> str:
    """How long ago, no finer than it helps: `just now`, `11 min`, `2 h 5 min`, `3 days`."""
    if minutes < 1:
        return say("just now")
    if minutes < 60:
        return say("%(number)d min", number=minutes)
    if minutes < 24 * 60:
        return say("%(hours)d h %(number)d min", hours=minutes // 60, number=minutes % 60)
    return messages.counted(minutes // (24 * 60), "day", "days")


def counted(number: int, thing: str, things: str | None = None) -> str:
    """`1 flag`, `3 flags`."""
    return messages.counted(number, thing, things or f"{thing}s")


def capital(text: str) -> str:
    """The text with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def short_name(given: str, family: str) -> str:
    """A child's first name and the first letter of the family name: `Kasia N.`.

    A letter keeps the marks combined with it, so that a name in any script stays readable.
    """
    family = family.strip()
    if not family:
        return given
    end = 1
    while end < len(family) and unicodedata.combining(family[end]):
        end += 1
    return f"{given} {family[:end]}."


def grounds(rule: str, rests_on: int, sufficiency: str) -> str:
    """What a flag rests on, in words; how much data there is says nothing of a request or of a single morning."""
    if rule == "R1":
        return say("the child's own request")
    if rests_on == 1:
        return say("one check-in")
    return f"{messages.counted(rests_on, 'check-in', 'check-ins')}: {sufficiency}"
