"""Pages of rooms, vehicles and bookings."""

from typing import Any

from dapur.contract import (
    Action,
    FormPage,
    ListPage,
    Menu,
    NotFound,
    Page,
    PublicPage,
    RecordPage,
    Related,
    ReportPage,
    TemplatePage,
    View,
    _,
)
from dapur.queries.reader import Reader
from dapur_administration.feeds import feed
from dapur_administration.operations.book_by_words import book_by_words
from dapur_administration.operations.book_series import plan_the_series
from dapur_administration.operations.calendar_feeds import make_feed, revoke_feed
from dapur_administration.operations.change_booking import cancel_booking, confirm_booking, move_following
from dapur_administration.operations.move_by_words import move_by_words
from dapur_administration.operations.save_room import SaveRoom, save_room
from dapur_administration.pages.booking_outlook import MOVE_OUTLOOK, OUTLOOK, as_typed, booked
from dapur_administration.pages.offices import first_values
from dapur_administration.pages.room_calendar import room_day
from dapur_administration.pages.room_slot import slot_of
from dapur_administration.pages.series_plan import plan
from dapur_administration.queries.rooms import BOOKINGS, FEEDS, ROOMS
from dapur_administration.reports import free_rooms, series_dates

GROUP = _("Rooms and vehicles")
STANDS = ("waiting", "confirmed")


LAST_ROOM = """
    select coalesce(
        (select b.room_id from administration.booking b
            join administration.room r on r.company_id = b.company_id and r.id = b.room_id and not r.is_closed
            where b.company_id = %s and b.holder_id = %s order by b.id desc limit 1),
        (select id from administration.room where company_id = %s and not is_closed order by code limit 1))
"""


async def _new(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """The room that the reader booked last, else the first: only what for and when are left to say (SG-35)."""
    return {"room_id": await reader.value(LAST_ROOM, reader.scope.company, reader.scope.user, reader.scope.company)}


async def _booked(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """The time that it has now. Raises NotFound."""
    found = await booked(reader, parameters["id"])
    if found is None:
        raise NotFound()
    return {"id": found.id, "when": as_typed(reader, found.room, found.when)}


async def _series(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"day": reader.today, "starts": "09:00", "ends": "10:00", "count": 4}


PAGES: tuple[Page, ...] = (
    TemplatePage(
        "room-calendar",
        "administration/room_calendar.html",
        _("Room calendar"),
        "administration.room.read",
        room_day,
        Menu(_("Room calendar"), 20, "calendar-event", GROUP),
    ),
    ListPage(
        "bookings",
        BOOKINGS,
        _("Bookings"),
        Menu(_("Bookings"), 22, "calendar", GROUP),
        views=(
            View("coming", _("Coming"), {"over": "0", "status": "waiting,confirmed"}, "starts_at"),
            View("mine", _("Mine"), {"mine": "1", "over": "0"}, "starts_at"),
            View("waiting", _("Waiting"), {"status": "waiting"}),
            View("all", _("All")),
        ),
        new="bookings/new",
        new_title=_("Book room or vehicle"),
        empty=_("Nothing is booked. Book the first room."),
    ),
    FormPage(
        "bookings/new",
        book_by_words,
        _("Book room or vehicle"),
        "administration/bookings/{id}",
        initial=_new,
        grid="other_rooms",
        outlook=OUTLOOK,
    ),
    FormPage(
        "rooms/{room}/book/{day}/{clock}",
        book_by_words,
        _("Book room or vehicle"),
        "administration/bookings/{id}",
        initial=slot_of,
        grid="other_rooms",
        outlook=OUTLOOK,
    ),
    FormPage(
        "bookings/{id}/move",
        move_by_words,
        _("Move booking"),
        "administration/bookings/{id}",
        initial=_booked,
        outlook=MOVE_OUTLOOK,
    ),
    FormPage("series/new", plan_the_series, _("Book series"), "administration/{address}", initial=_series),
    TemplatePage("series/plan", "administration/series_plan.html", _("Dates of a series"), "administration.room.book", plan),
    RecordPage(
        "bookings/{id}",
        BOOKINGS,
        "name",
        "bookings",
        facts=("room", "day", "local", "zone", "holder", "rule", "series_zone", "occurrence", "note"),
        actions=(
            Action(confirm_booking, {"id": "id"}, when=("waiting",), primary=True, icon="check"),
            Action(move_by_words, {"id": "id"}, when=STANDS, icon="calendar-time", form="bookings/{id}/move"),
            Action(move_following, {"id": "id", "starts": "starts"}, when=STANDS, icon="calendar-repeat"),
            Action(cancel_booking, {"id": "id"}, when=STANDS, icon="x"),
        ),
        history="administration.booking",
        slot="administration.booking",
    ),
    ReportPage("free-rooms", free_rooms.FREE_ROOMS, Menu(_("Free rooms"), 24, "door", GROUP), free_rooms.initial),
    ReportPage(
        "series-dates",
        series_dates.SERIES_DATES,
        Menu(_("Dates of a series"), 26, "calendar-repeat", GROUP),
        series_dates.initial,
    ),
    ListPage(
        "feeds",
        FEEDS,
        _("Calendar feeds"),
        Menu(_("Calendar feeds"), 28, "rss", GROUP),
        new="feeds/new",
        new_title=_("New calendar feed"),
        empty=_("No calendar feed yet. Make one, and give its address to your calendar program."),
    ),
    FormPage("feeds/new", make_feed, _("New calendar feed"), "administration/feeds/{id}"),
    RecordPage(
        "feeds/{id}",
        FEEDS,
        "name",
        "feeds",
        facts=("path", "shows", "room", "created_at"),
        actions=(Action(revoke_feed, {"id": "id"}, when=("open",), icon="lock"),),
    ),
    PublicPage("feeds/{token}", _("Calendar feed"), feed),
    ListPage(
        "rooms",
        ROOMS,
        _("Rooms and vehicles"),
        Menu(_("Rooms and vehicles"), 85, "door", _("Set-up")),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        new="rooms/new",
        new_title=_("New room or vehicle"),
        empty=_("No rooms yet. Add the first room or vehicle."),
    ),
    FormPage("rooms/new", save_room, _("New room or vehicle"), "administration/rooms/{id}"),
    FormPage(
        "rooms/{id}/edit",
        save_room,
        _("Change room or vehicle"),
        "administration/rooms/{id}",
        initial=first_values(ROOMS, SaveRoom),
    ),
    RecordPage(
        "rooms/{id}",
        ROOMS,
        "name",
        "rooms",
        facts=("code", "kind", "office", "zone", "seats", "equipment", "opens", "closes", "buffer", "needs_confirmation"),
        related=(Related(BOOKINGS, _("Bookings"), {"room": "id"}),),
        edit="rooms/{id}/edit",
        history="administration.room",
        slot="administration.room",
    ),
)
