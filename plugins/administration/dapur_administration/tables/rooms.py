"""Rooms, bookings, series, calendar feeds."""

from sqlalchemy import ARRAY, BigInteger, Boolean, Date, DateTime, Integer, Table, Text
from sqlalchemy import Column as C

from dapur_administration.tables.schema import metadata

_moment = DateTime(timezone=True)
room = Table(
    "room",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name", Text),
    C("kind", Text),
    C("office_id", BigInteger),
    C("seats", Integer),
    C("equipment", ARRAY(Text)),
    C("opens", Integer),
    C("closes", Integer),
    C("buffer", Integer),
    C("needs_confirmation", Boolean),
    C("is_closed", Boolean),
    C("version", Integer),
)
booking_series = Table(
    "booking_series",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("title", Text),
    C("zone", Text),
    C("rule", Text),
)
booking = Table(
    "booking",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("room_id", BigInteger),
    C("series_id", BigInteger),
    C("occurrence", Date),
    C("title", Text),
    C("holder_id", BigInteger),
    C("starts", _moment),
    C("ends", _moment),
    C("state", Text),
    C("note", Text),
    C("version", Integer),
)
calendar_feed = Table(
    "calendar_feed",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("user_id", BigInteger),
    C("name", Text),
    C("shows", Text),
    C("room_id", BigInteger),
    C("token", Text),
    C("created_at", _moment),
    C("revoked_at", _moment),
)
