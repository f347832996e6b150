"""The company's tax codes on a day: rates as the rules take them, and how taxes are rounded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dapur.contract import Problem, _
from dapur.services.taxes import TaxRules
from dapur_accounting.operations.documents.reading import Source, dicts
from dapur_accounting.rules.kinds import Kind
from dapur_accounting.rules.taxes import Rate, Rounding


@dataclass(frozen=True)
class DatedTax:
    """A code with its rate of a day. role, input_role: accounts of what is owed to the state, and of what is got back."""

    id: int
    code: str
    rate: Rate
    reference: str
    role: str
    input_role: str

    def account_role(self, kind: Kind) -> str:
        """Where the tax of a document goes: owed to the state, or got back."""
        owed = (kind.side == "purchase") if self.rate.withheld else (kind.side == "sales")
        return self.role if owed else self.input_role


COLUMNS = (
    "t.id, t.code, t.kind, t.side, t.treatment, t.role, t.input_role, t.without_tax_number, t.is_borne, t.is_closed,"
    " r.rate, r.share_of, r.share_in, r.deductible, r.reference"
)
FROM = (
    "from accounting.tax_code t left join lateral (select * from accounting.tax_rate r where r.company_id = t.company_id"
    " and r.tax_id = t.id and r.starts <= %s order by r.starts desc limit 1) r on true"
    " where t.company_id = %s and t.id = any (%s)"
)


async def taxes_on(
    source: Source, day: date, wanted: Mapping[int, str], kind: Kind, *, has_number: bool, problems: list[Problem]
) -> dict[int, DatedTax]:
    """The codes with their rates on a day. `wanted`: id -> the field that names it, for what is wrong with it.

    has_number: whether the party has a tax number; without one some are withheld at a multiple.
    """
    if not wanted:
        return {}
    rows = await dicts(source, COLUMNS, FROM, day, source.scope.company, sorted(wanted))
    known = {row["id"]: row for row in rows}
    found: dict[int, DatedTax] = {}
    for tax, field in wanted.items():
        row = known.get(tax)
        if row is None or row["is_closed"] or row["side"] not in (kind.side, "both"):
            problems.append(Problem("TAX_UNKNOWN", _("There is no such tax code for this. Choose one of the list."), field))
        elif row["rate"] is None:
            text = _("{code} has no rate on {day}. Add one, or choose another code.").fill(code=row["code"], day=day)
            problems.append(Problem("TAX_WITHOUT_RATE", text, field))
        else:
            found[tax] = _dated(row, has_number)
    return found


def _dated(row: Mapping[str, object], has_number: bool) -> DatedTax:
    withheld = row["kind"] == "withholding"
    factor = 1 if has_number or not withheld else row["without_tax_number"]
    rate = Rate(
        tax=row["id"],  # type: ignore[arg-type]
        rate=row["rate"] * factor,  # type: ignore[operator]
        base_share=Fraction(row["share_of"], row["share_in"]),  # type: ignore[call-overload]
        deductible=row["deductible"],  # type: ignore[arg-type]
        reverse=row["treatment"] == "reverse_charge",
        withheld=withheld,
        borne=bool(row["is_borne"]),
    )
    return DatedTax(rate.tax, str(row["code"]), rate, str(row["reference"]), str(row["role"]), str(row["input_role"]))


def rounding_on(source: Source, day: date, currency: str, decimals: int) -> Rounding:
    """How taxes are rounded on a day: in the country's currency as the country says, else half up to its decimals."""
    rules = source.find(TaxRules)
    told = rules.rounding(day) if rules is not None else None
    return Rounding(told.digits, told.mode == "floor") if told is not None and told.currency == currency else Rounding(decimals)


async def usual_tax(source: Source, side: str) -> int | None:
    """What a line takes that names no tax."""
    rows = await dicts(
        source,
        "t.id",
        "from accounting.tax_code t where t.company_id = %s and t.usual_on in (%s, 'both') and t.kind = 'tax' and not t.is_closed"
        " order by t.id limit 1",
        source.scope.company,
        side,
    )
    return rows[0]["id"] if rows else None


def fields_of(lines: Iterable[Mapping[str, int | None]]) -> dict[int, str]:
    """Which codes the lines name, and the first field that names each."""
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        for name in ("tax", "extra_tax", "withholding"):
            tax = line[name]
            if tax is not None:
                found.setdefault(tax, f"lines.{n}.{name}")
    return found
