"""What switching logistics on asks and writes: the virtual places, and the first warehouse."""

from typing import Annotated, Any

from dapur.contract import Form, Setup, Shown, _
from dapur.operations.work import Work
from dapur_logistics.operations.fields import Code, Name

VIRTUAL = (
    ("supplier", "SUPPLIER", "Pemasok", "goods_received"),
    ("customer", "CUSTOMER", "Pelanggan", "cost_of_sales"),
    ("use", "USE", "Pemakaian sendiri", "expense"),
    ("scrap", "SCRAP", "Barang rusak", "inventory_difference"),
    ("count", "COUNT", "Selisih hitung", "inventory_difference"),
    ("variance", "VARIANCE", "Selisih retur pembelian", "purchase_return_variance"),
    ("landed", "LANDED", "Biaya angkut dan bea", "landed_cost_clearing"),
    ("transit", "TRANSIT", "Dalam perjalanan", "inventory"),
)
"""Kind, code, name, and the ledger's role of the places that every company has once."""


class SetUpLogistics(Form):
    """The first warehouse."""

    code: Annotated[Code, Shown(_("Code of the first warehouse"), kind="code")] = "WH"
    name: Annotated[Name, Shown(_("Name of the first warehouse"))] = "Gudang utama"


async def run(work: Work, form: SetUpLogistics) -> None:
    """Write the places."""
    places = [*VIRTUAL, ("warehouse", form.code, form.name, "inventory")]
    await work.run(
        "insert into logistics.location (company_id, kind, code, name, role)"
        " select %s, * from unnest(%s::text[], %s::text[], %s::text[], %s::text[])",
        work.scope.company,
        *(list(column) for column in zip(*places, strict=True)),
    )


async def demo(stage: Any) -> None:
    """Two months of a warehouse."""
    from dapur_logistics.demo import approval
    from dapur_logistics.demo.fill import fill

    await fill(stage)
    await approval.fill(stage)


SETUP = Setup("logistics.places", _("Warehouse"), SetUpLogistics, run, demo)
