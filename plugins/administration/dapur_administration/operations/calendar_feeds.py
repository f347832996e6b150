"""Addresses from which a calendar program reads bookings or obligations."""

import secrets
from typing import Annotated, Literal

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_office import NAME

SHOWS = (Choice("mine", _("My bookings")), Choice("room", _("One room or vehicle")), Choice("obligations", _("Obligations")))
NEEDS = {"mine": "administration.room.read", "room": "administration.room.read", "obligations": "administration.control.read"}


class MakeFeed(Form):
    """What the calendar program is to show."""

    name: Annotated[NAME, Shown(_("Name"))]
    shows: Annotated[Literal["mine", "room", "obligations"], Shown(_("Shows"), choices=SHOWS)] = "mine"
    room_id: Annotated[int | None, Shown(_("Room or vehicle"), reference="administration.rooms")] = None


class FeedMade(Result):
    """The feed; its address stands on its page."""

    id: int


@operation(
    "administration.make_feed",
    title=_("New calendar feed"),
    permission="administration.room.read",
    audit_verb=_("made a calendar feed"),
    conflicts={
        "calendar_feed_company_id_room_id_fkey": (
            "room_id", "ADMINISTRATION_ROOM_UNKNOWN", _("There is no such room. Choose one from the list.")
        )
    },
)  # fmt: skip
async def make_feed(work: Work, form: MakeFeed) -> FeedMade:
    """Make an address that a calendar program reads without signing in. Whoever holds it sees what it shows; only you see it."""
    work.need(NEEDS[form.shows])
    if (form.shows == "room") != (form.room_id is not None):
        raise Refused("ADMINISTRATION_FEED_ROOM", _("Choose the room of a room's calendar, and none otherwise."), field="room_id")
    made = await work.value(
        "insert into administration.calendar_feed (company_id, name, shows, room_id, token) values (%s, %s, %s, %s, %s) returning id",
        work.scope.company,
        form.name,
        form.shows,
        form.room_id,
        secrets.token_urlsafe(32),
    )
    return FeedMade(id=made)


class WhichFeed(Form):
    """One of one's own feeds."""

    id: Annotated[int, Shown(_("Calendar feed"), reference="administration.feeds")]


@operation(
    "administration.revoke_feed",
    title=_("Close calendar feed"),
    permission="administration.room.read",
    audit_verb=_("closed a calendar feed"),
)
async def revoke_feed(work: Work, form: WhichFeed) -> FeedMade:
    """Close an address: calendar programs read nothing from it any more."""
    gone = await work.value(
        "update administration.calendar_feed set revoked_at = %s, version = version + 1 where company_id = %s and id = %s"
        " and user_id = %s and revoked_at is null returning id",
        work.now,
        work.scope.company,
        form.id,
        work.actor,
    )
    if gone is None:
        raise NotFound(field="id")
    return FeedMade(id=form.id)
