"""Spare parts of a ticket: what was used, and a form to use one. There is nothing here while nobody keeps stock."""

import secrets
from dataclasses import dataclass

from dapur.contract import NotFound, Panel, TemplatePage, _
from dapur.language.dates import format_moment
from dapur.language.numbers import format_number
from dapur.queries.reader import Reader
from dapur.services.stock import StockOnHand
from dapur_it.queries.tickets import TICKETS

USED = """
    select item, quantity, serial, cost_centre, document_number, document_address, used_at from it.spare_part
    where company_id = %s and ticket_id = %s order by id
"""


@dataclass(frozen=True)
class Part:
    """One that was used; address: of the stock document."""

    item: str
    detail: str
    number: str
    address: str


@dataclass(frozen=True)
class Parts:
    """The page. parts: what was used; items: what is free in stock, by its code and what is shown of it."""

    id: int
    number: str
    key: str
    parts: list[Part]
    items: list[tuple[str, str]]


async def parts_of(reader: Reader, ticket: int) -> list[Part]:
    """What was used for a ticket."""
    rows = await reader.rows(USED, reader.scope.company, ticket)
    language = reader.scope.language
    found = []
    for item, quantity, serial, centre, number, address, at in rows:
        facts = (format_number(quantity.normalize(), language), serial, centre, format_moment(at, reader.company.zone, language))
        found.append(Part(item, " · ".join(fact for fact in facts if fact), number, f"/{reader.company.code}/{address}"))
    return found


async def spare_parts(reader: Reader, parameters: dict[str, str]) -> Parts:
    """The form with what is free. Raises NotFound while nobody keeps stock."""
    stock = reader.find(StockOnHand)
    if stock is None or not parameters["id"].isdecimal():
        raise NotFound()
    row = await reader.one(TICKETS, int(parameters["id"]))
    language = reader.scope.language
    items = [
        (one.code, f"{one.name} · {format_number(one.free.normalize(), language)} {one.unit}") for one in await stock.items()
    ]
    return Parts(row["id"], row["number"], secrets.token_urlsafe(18), await parts_of(reader, row["id"]), items)


async def parts_panel(reader: Reader, key: str) -> tuple[str, list[Part]] | None:
    """Beside a ticket: the way to the form for who may use one while somebody keeps stock, else ""; and what was used."""
    may = reader.find(StockOnHand) is not None and reader.scope.may("it.part.use")
    parts = await parts_of(reader, int(key))
    return (f"/{reader.company.code}/it/tickets/{int(key)}/parts" if may else "", parts) if may or parts else None


PARTS_PAGE = TemplatePage("tickets/{id}/parts", "it/parts.html", _("Spare parts"), "it.part.use", spare_parts)
PARTS_PANEL = Panel("it.ticket", "it.spare_parts", _("Spare parts"), "it.ticket.read", "it/panel_parts.html", parts_panel, 30)
