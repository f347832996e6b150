"""Taxes on invoices and bills: what the product's own documents, returns and tax rules come to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dapur.queries.plan import Wish
from dapur.services.taxes import TaxRules
from dapur.testing.companies import Actor
from dapur_accounting.rules.tax_return import outcome
from dapur_accounting.rules.taxes import Rounding
from tests.cases.kinds import Bench, Kinds

CERTAIN_AMOUNTS = {Decimal("2.2"): "PPN-BT-KMS", Decimal("1.1"): "PPN-BT-WISATA"}


async def vat_invoice(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """An invoice's taxes line by line."""
    actor = await bench.actor()
    codes = await _codes(actor)
    tax = codes["PPN-MEWAH" if given.get("luxury") else "PPN"]
    lines = [
        {
            "text": f"{n}",
            "unit_price": str(line["price"]),
            "tax": tax,
            **({"extra_tax": codes[f"PPNBM-{line['luxury_rate_percent']}"]} if line.get("luxury_rate_percent") else {}),
        }
        for n, line in enumerate(given["lines"], 1)
    ]
    document = await _draft(actor, "invoice", given["date"], lines)
    taxes = await _taxes(actor, document)
    head = await (await actor.reader()).one(actor.house.registry.queries["accounting.invoices"], document)
    told = [_line([t for t in taxes if t["line_no"] == n]) for n in range(1, len(lines) + 1)]
    names = ("tax_base", "other_tax_base", "vat", "luxury_tax")
    return {
        "transaction_code": next(t["reference"] for t in taxes if t["reference"]),
        "lines": told,
        "totals": {**{name: sum(line[name] for line in told) for name in names}, "payable": head["total"]},
    }


def _line(taxes: list[dict[str, Any]]) -> dict[str, Any]:
    vat = next(t for t in taxes if not t["code"].startswith("PPNBM"))
    return {
        "tax_base": vat["base"],
        "other_tax_base": vat["other_base"],
        "vat_rate_percent": vat["percent"],
        "vat": vat["amount"],
        "luxury_tax": sum((t["amount"] for t in taxes if t["code"].startswith("PPNBM")), Decimal(0)),
    }


async def vat_inclusive(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a price contains."""
    actor = await bench.actor()
    line = {"text": "-", "unit_price": str(given["total"]), "tax": (await _codes(actor))["PPN"]}
    (tax,) = await _taxes(actor, await _draft(actor, "invoice", given["date"], [line], prices_include_tax=True))
    return {"tax_base": tax["base"], "vat": tax["amount"]}


async def vat_effective(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """A certain amount of the price."""
    actor = await bench.actor()
    code = CERTAIN_AMOUNTS[Decimal(given["effective_percent"])]
    line = {"text": "-", "unit_price": str(given["base"]), "tax": (await _codes(actor))[code]}
    (tax,) = await _taxes(actor, await _draft(actor, "invoice", given["date"], [line]))
    return {"vat": tax["amount"]}


async def vat_period(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a month comes to."""
    output = sum((Decimal(str(x)) for x in given["output"]), Decimal(0))
    back = sum((Decimal(str(x)) for x in given["input_creditable"]), Decimal(0))
    found = outcome(output, back, Decimal(str(given.get("carried_forward", 0))))
    return {"output": output, "input": back, "payable": found.payable, "overpaid": found.overpaid}


async def withholding(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept back from a supplier."""
    actor = await bench.actor()
    code = given["object_code"]
    if given.get("gross_up"):
        code = await _borne(actor, code)
    line = {"text": "-", "unit_price": str(given["base"]), "withholding": (await _codes(actor))[code]}
    numbered = given.get("has_tax_id", given.get("tax_id", True))
    document = await _draft(actor, "bill", given["date"], [line], numbered=bool(numbered))
    (tax,) = await _taxes(actor, document)
    head = await (await actor.reader()).one(actor.house.registry.queries["accounting.bills"], document)
    return {
        "tax_type": tax["name"].partition(" - ")[0],
        "rate_percent": tax["percent"],
        "base": tax["base"],
        "tax": tax["amount"],
        "paid_to_vendor": head["total"],
    }


async def _borne(actor: Actor, code: str) -> str:
    """The same code where the payer bears the tax."""
    made = f"{code}-B"
    codes = await _codes(actor)
    if made in codes:
        return made
    query = actor.house.registry.queries["accounting.tax_codes"]
    row = await (await actor.reader()).one(query, codes[code])
    facts = {name: row[name] for name in ("name_id", "name_en", "kind", "side", "treatment", "role", "input_role")}
    saved = await actor.perform("accounting.save_tax_code", {**facts, "code": made, "is_borne": True})
    wish = Wish(columns=("starts", "percent"), filters={"tax": codes[code]})
    for rate in (await actor.page("accounting.tax_rates", wish)).dicts():
        await actor.perform("accounting.set_tax_rate", tax=saved.id, starts=rate["starts"], percent=rate["percent"])
    return made


async def tax_rounding(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """A figure on a tax document of a day."""
    told = (await _rules(bench)).rounding(date.fromisoformat(str(given["date"])))
    return {"rounded": Rounding(told.digits, told.mode == "floor").of(Fraction(str(given["amount"])))}


async def stamp_duty(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """The stamp on a document."""
    day = date.fromisoformat(str(given["date"])) if "date" in given else date(2026, 3, 10)
    return {"stamp_duty": (await _rules(bench)).stamp_duty(Decimal(str(given["document_amount"])), day)}


async def _rules(bench: Bench) -> TaxRules:
    found = (await (await bench.actor()).reader()).find(TaxRules)
    assert found is not None
    return found


async def _codes(actor: Actor) -> dict[str, int]:
    rows = (await actor.page("accounting.tax_codes", Wish(columns=("id", "code"), limit=200))).dicts()
    return {row["code"]: row["id"] for row in rows}


async def _taxes(actor: Actor, document: int) -> list[dict[str, Any]]:
    wish = Wish(
        columns=("line_no", "code", "name", "percent", "base", "other_base", "amount", "reference"),
        filters={"document": document},
        limit=200,
    )
    return (await actor.page("accounting.document_taxes", wish)).dicts()


async def _draft(
    actor: Actor, kind: str, day: Any, lines: list[dict[str, Any]], *, numbered: bool = True, prices_include_tax: bool = False
) -> int:
    who = {
        "name": "PT Uji",
        "is_different": True,
        "is_customer": True,
        "is_supplier": True,
        "tax_number": "0013000666091000" if numbered else "",
    }
    party = await actor.perform("base.save_party", who)
    raw = {"party": party.id, "date": str(day), "lines": lines, "prices_include_tax": prices_include_tax}
    return int((await actor.perform(f"accounting.save_{kind}", raw)).id)


KINDS: Kinds = {
    "vat_invoice": vat_invoice,
    "vat_inclusive": vat_inclusive,
    "vat_effective": vat_effective,
    "vat_period": vat_period,
    "withholding": withholding,
    "tax_rounding": tax_rounding,
    "stamp_duty": stamp_duty,
}
