"""Fields that many forms of logistics have."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Shown, _

Quantity = Annotated[Decimal, Field(gt=0, lt=Decimal(10) ** 15, max_digits=27, decimal_places=12)]
Counted = Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 15, max_digits=27, decimal_places=12)]
Amount = Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 15, max_digits=19, decimal_places=4)]
Unit = Annotated[int | None, Shown(_("Counted in"), reference="base.units", hint=_("Empty: the item's own unit"))]
Note = Annotated[str, StringConstraints(max_length=500), Shown(_("Note"), width="wide")]
Reference = Annotated[
    str, StringConstraints(max_length=100), Shown(_("Reference"), kind="code", hint=_("Number on the other side's paper"))
]
CostCentre = Annotated[str, StringConstraints(max_length=40), Shown(_("Cost centre"), kind="code")]
Day = Annotated[date | None, Shown(_("Date"), hint=_("Empty means today"))]
Warehouse = Annotated[int, Shown(_("Warehouse or bin"), reference="logistics.places")]
ItemField = Annotated[int, Shown(_("Item"), reference="logistics.items", stop=True)]
Supplier = Annotated[int, Shown(_("Supplier"), reference="base.parties")]
Customer = Annotated[int, Shown(_("Customer"), reference="base.parties")]
Version = Annotated[int | None, Shown(_("Version"), kind="hidden")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
