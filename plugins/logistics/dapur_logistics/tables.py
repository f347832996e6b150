"""The tables of logistics, as far as queries read them (writes are SQL functions and plain SQL in operations)."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, MetaData, Numeric, Table, Text
from sqlalchemy import Column as C

metadata = MetaData(schema="logistics")

item = Table(
    "item",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("name", Text),
    C("unit_id", BigInteger),
    C("is_service", Boolean),
    C("method", Text),
    C("tracking", Text),
    C("removal", Text),
    C("min_remaining_days", Integer),
    C("weight", Numeric),
    C("purchase_price", Numeric(20, 4)),
    C("sales_price", Numeric(20, 4)),
    C("is_closed", Boolean),
    C("version", Integer),
)
item_unit = Table(
    "item_unit",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("item_id", BigInteger),
    C("unit_id", BigInteger),
    C("numerator", BigInteger),
    C("denominator", BigInteger),
)
barcode = Table(
    "barcode",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("code", Text),
    C("item_id", BigInteger),
    C("unit_id", BigInteger),
)
lot = Table(
    "lot",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("item_id", BigInteger),
    C("code", Text),
    C("supplier_batch", Text),
    C("expires", Date),
)
company = Table("company", MetaData(schema="core"), C("id", BigInteger), C("zone", Text))
"""Of core: in whose zone a day begins."""

location = Table(
    "location",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("parent_id", BigInteger),
    C("kind", Text),
    C("code", Text),
    C("name", Text),
    C("stock_id", BigInteger),
    C("role", Text),
    C("is_held", Boolean),
    C("is_dock", Boolean),
    C("is_closed", Boolean),
    C("version", Integer),
)
document = Table(
    "document",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("kind", Text),
    C("number", Text),
    C("day", Date),
    C("party_id", BigInteger),
    C("order_id", BigInteger),
    C("of_id", BigInteger),
    C("target_id", BigInteger),
    C("reference", Text),
    C("note", Text),
    C("cost_centre", Text),
    C("posted_by", BigInteger),
    C("posted_at", DateTime(timezone=True)),
)
move = Table(
    "move",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("document_id", BigInteger),
    C("item_id", BigInteger),
    C("lot_id", BigInteger),
    C("from_id", BigInteger),
    C("to_id", BigInteger),
    C("quantity", Numeric),
    C("unit_id", BigInteger),
    C("unit_quantity", Numeric),
    C("day", Date),
    C("given", Numeric(20, 4)),
    C("of_id", BigInteger),
    C("order_line_id", BigInteger),
    C("posted_at", DateTime(timezone=True)),
)
revaluation = Table(
    "revaluation",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("document_id", BigInteger),
    C("item_id", BigInteger),
    C("receipt_id", BigInteger),
    C("amount", Numeric(20, 4)),
    C("base_quantity", Numeric),
    C("day", Date),
)
valuation = Table(
    "valuation",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("event_id", BigInteger),
    C("item_id", BigInteger),
    C("location_id", BigInteger),
    C("day", Date),
    C("quantity", Numeric),
    C("value", Numeric(20, 4)),
    C("booking_id", BigInteger),
    C("cause_id", BigInteger),
    C("posted_at", DateTime(timezone=True)),
)
booking = Table(
    "booking",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("document_id", BigInteger),
    C("kind", Text),
    C("day", Date),
    C("corrects_id", BigInteger),
    C("cause_id", BigInteger),
)
booking_entry = Table(
    "booking_entry",
    metadata,
    C("company_id", BigInteger),
    C("booking_id", BigInteger),
    C("entry_id", BigInteger),
    C("number", Text),
    C("day", Date),
    C("posted_at", DateTime(timezone=True)),
)
on_hand = Table(
    "on_hand",
    metadata,
    C("company_id", BigInteger),
    C("item_id", BigInteger),
    C("location_id", BigInteger),
    C("lot_id", BigInteger),
    C("stock_id", BigInteger),
    C("is_serial", Boolean),
    C("quantity", Numeric),
)
stock_now = Table(
    "stock_now",
    metadata,
    C("company_id", BigInteger),
    C("item_id", BigInteger),
    C("stock_id", BigInteger),
    C("on_hand", Numeric),
    C("held", Numeric),
    C("reserved", Numeric),
)
value_day = Table(
    "value_day",
    metadata,
    C("company_id", BigInteger),
    C("item_id", BigInteger),
    C("stock_id", BigInteger),
    C("day", Date),
    C("quantity", Numeric),
    C("value", Numeric(30, 4)),
)
