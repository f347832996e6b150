"""Parts that several reports of stock share."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from dapur.contract import Shown, Text, Words, _
from dapur.queries.reader import Reader
from dapur_logistics.queries.words import DOCUMENT_KINDS

KINDS: dict[str, Words] = {choice.value: choice.title for choice in DOCUMENT_KINDS}
OneItem = Annotated[int | None, Shown(_("Item"), reference="logistics.items")]
OneWarehouse = Annotated[int | None, Shown(_("Warehouse"), reference="logistics.places")]
KnownOn = Annotated[
    date | None, Shown(_("As known on"), hint=_("Empty: as known now. Otherwise without what was posted after that day"))
]


def end_of(reader: Reader, day: date) -> datetime:
    """The moment after the last one of a day in the company's zone."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(reader.company.zone))


def what(kind: str, number: str, corrected: str | None) -> Text:
    """How a row of values is named: the document, or whose cost it corrects."""
    if corrected:
        return _("Correction of {corrected}, because of {number}").fill(corrected=corrected, number=number)
    return _("{kind} {number}").fill(kind=KINDS[kind], number=number)


def cost_of_one(value: Decimal, quantity: Decimal) -> Decimal | None:
    """What a unit costs, to six decimals; None where there is none."""
    return (value / quantity).quantize(Decimal("0.000001")) if quantity else None
