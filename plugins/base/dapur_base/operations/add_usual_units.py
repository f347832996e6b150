"""The units that most companies need."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from dapur.contract import Form, Result, _, operation
from dapur.operations.work import Work


class AddUsualUnits(Form):
    """Nothing is asked."""


class UsualUnitsAdded(Result):
    """How many were new."""

    added: int


@cache
def usual() -> dict[str, Any]:
    """Units and conversions of `data/units.toml`."""
    return tomllib.loads(files("dapur_base.data").joinpath("units.toml").read_text("utf-8"))


@operation(
    "base.add_usual_units",
    title=_("Add the usual units"),
    permission="base.unit.manage",
    audit_verb=_("added the usual units of measure"),
)
async def add_usual_units(work: Work, form: AddUsualUnits) -> UsualUnitsAdded:
    """Add the units of measure that most companies need, with their conversions. What is there already stays as it is."""
    units, conversions = usual()["units"], usual()["conversions"]
    before = await work.rows("select code from base.unit where company_id = %s", work.scope.company)
    new = [code for code in units if code not in {row["code"] for row in before}]
    await work.run(
        "insert into base.unit (company_id, code, un_code, name_id, name_en, decimals)"
        " select %s, * from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::smallint[])",
        work.scope.company,
        new,
        *([units[code][fact] for code in new] for fact in ("un", "id", "en", "decimals")),
    )
    # Only between units of which one is new: what a company said itself about its own is not contradicted.
    said = [(unit, into, number) for unit, of in conversions.items() for into, number in of.items() if unit in new]
    await work.run(
        "insert into base.unit_conversion (company_id, unit_id, into_id, numerator)"
        " select u.company_id, u.id, i.id, c.number from unnest(%s::text[], %s::text[], %s::bigint[]) c (unit, into_, number)"
        " join base.unit u on u.company_id = %s and u.code = c.unit join base.unit i on i.company_id = %s and i.code = c.into_",
        *([row[n] for row in said] for n in range(3)),
        work.scope.company,
        work.scope.company,
    )
    return UsualUnitsAdded(added=len(new))
