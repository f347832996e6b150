"""Cases of accounting on documents: invoices, bills, credit notes, taxes, returns, allocations, open items and their ages."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dapur.contract import Sheet
from dapur.testing.companies import Actor
from tests.cases.adapter import same

if TYPE_CHECKING:
    from tests.cases.accounting import Accounting

SIDES = {"issue_invoice": ("invoice", "sales"), "receive_bill": ("bill", "purchase")}
KNOWN_LINE = {"net", "gross", "tax", "account", "cost_centre", "split"}
ROLES = {
    "receivable": "receivable", "payable": "payable", "tax_output": "output_tax", "tax_input": "input_tax",
    "tax_payable": "tax_payable", "tax_refund": "tax_refund", "fx_realised": "exchange_difference",
}  # fmt: skip
"""The case files' account -> the role that documents post by."""
AGES = ("not_due", "d1_30", "d31_60", "d61_90", "over_90", "unapplied", "total")


class Documents:
    """The part of a case that deals with documents; the company and its accounts are the adapter's."""

    def __init__(self, books: "Accounting") -> None:
        self.books = books
        self.documents: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self.parties: dict[str, int] = {}
        self.taxes: dict[str, int] = {}

    # -- what is given --------------------------------------------------------------------------------

    async def go_on(self, given: Mapping[str, Any]) -> None:
        """Tax codes, with one rate since long ago."""
        for tax in given.get("taxes", ()):
            reverse, rate = tax.get("reverse_charge", False), Decimal(tax["rate"])
            treatment = "reverse_charge" if reverse else "standard" if rate else "zero"
            saved = await self.books.boss.perform(
                "accounting.save_tax_code", code=tax["code"], name_id=tax["code"], name_en=tax["code"], treatment=treatment
            )
            await self.books.boss.perform(
                "accounting.set_tax_rate",
                tax=saved.id,
                starts="2000-01-01",
                percent=str(rate * 100),
                deductible=str(Decimal(tax.get("deductible", 1)) * 100),
            )
            self.taxes[tax["code"]] = saved.id

    # -- steps ----------------------------------------------------------------------------------------

    def can_do(self, step: Mapping[str, Any]) -> bool:
        """Documents without deferrals and orders, their cancelling and deleting, returns, allocations."""
        if step["do"] in (*SIDES, "issue_credit_note"):
            return "order" not in step and "lines" in step and bool(all(set(line) <= KNOWN_LINE for line in step["lines"]))
        if step["do"] in ("cancel", "delete"):
            return bool(step["doc"] in self.documents)
        if step["do"] == "allocate":
            return bool(step["payment"] in self.books.entries)
        return bool(step["do"] == "file_tax_return")

    async def do(self, actor: Actor, step: Mapping[str, Any]) -> None:
        """As the step's person."""
        await getattr(self, f"_do_{step['do']}")(actor, step)

    async def _do_issue_invoice(self, actor: Actor, step: Mapping[str, Any]) -> None:
        await self._post(actor, step, "invoice", "invoice")

    async def _do_receive_bill(self, actor: Actor, step: Mapping[str, Any]) -> None:
        await self._post(actor, step, "bill", "bill")

    async def _do_issue_credit_note(self, actor: Actor, step: Mapping[str, Any]) -> None:
        sales = self.kinds[step["against"]] == "invoice"
        more = {"against": self.documents[step["against"]]}
        await self._post(actor, step, "invoice" if sales else "bill", "credit_note" if sales else "supplier_credit", more)

    async def _post(
        self, actor: Actor, step: Mapping[str, Any], form: str, kind: str, more: Mapping[str, Any] | None = None
    ) -> None:
        await self._need_roles()
        raw = {
            "kind": kind,
            "party": await self.party(step["party"]),
            "date": step["date"],
            "reference": step["ref"],
            "prices_include_tax": step.get("prices_include_tax", False),
            "tax_rounding": step.get("tax_rounding", "line"),
            "lines": [await self._line(line) for line in step["lines"]],
            **({"due": step["due"]} if "due" in step else {}),
            **(await self._currency(step)),
            **(more or {}),
        }
        posted = await actor.perform(f"accounting.post_{form}", raw)
        self.documents[step["ref"]], self.kinds[step["ref"]] = posted.id, kind
        self.books.entries[step["ref"]] = posted.entry

    async def _line(self, line: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {
            "text": line["account"],
            "unit_price": line.get("net", line.get("gross")),
            "account": await self.books.account(line["account"]),
        }
        if line["tax"] != "none":
            made["tax"] = self.taxes[line["tax"]]
        if "cost_centre" in line:
            made["cost_centre"] = await self.books.cost_centre(line["cost_centre"])
        if "split" in line:
            for code in line["split"]:
                await self.books.cost_centre(code)
            made["split"] = "; ".join(f"{code} {share}" for code, share in line["split"].items())
        return made

    async def _currency(self, step: Mapping[str, Any]) -> dict[str, Any]:
        code = step.get("currency", self.books.currency)
        if code == self.books.currency:
            return {}
        await self.books.need_currency(code)
        return {"currency": code, "rate": step["rate"]}

    async def _need_roles(self) -> None:
        for name, role in ROLES.items():
            await self.books.give_role(name, role)

    async def _do_cancel(self, actor: Actor, step: Mapping[str, Any]) -> None:
        made = await actor.perform(
            "accounting.cancel_document", id=self.documents[step["doc"]], date=step["date"], reason=step["reason"]
        )
        self.books.entries[step["ref"]] = made.entry

    async def _do_delete(self, actor: Actor, step: Mapping[str, Any]) -> None:
        await actor.perform("accounting.delete_document", id=self.documents[step["doc"]])

    async def _do_file_tax_return(self, actor: Actor, step: Mapping[str, Any]) -> None:
        filed = await actor.perform("accounting.file_tax_return", month=f"{step['period']}-01")
        self.books.entries[step["ref"]] = filed.entry

    async def _do_allocate(self, actor: Actor, step: Mapping[str, Any]) -> None:
        """From what a payment left on account to documents."""
        parts = [{"entry": self.books.entries[to["doc"]], "line": 1, "amount": to["amount"]} for to in step["to"]]
        total = sum((Decimal(to["amount"]) for to in step["to"]), Decimal(0))
        parts.append({**(await self._open_line(step["payment"])), "amount": str(total)})
        await actor.perform("accounting.allocate", date=step["date"], parts=parts)

    async def _open_line(self, ref: str) -> dict[str, int]:
        reader = await self.books.boss.reader()
        rows = await reader.rows(
            "select entry_id, line_no from accounting.open_item where company_id = %s and entry_id = %s and open_amount <> 0"
            " order by line_no limit 1",
            reader.scope.company,
            self.books.entries[ref],
        )
        return {"entry": rows[0][0], "line": rows[0][1]}

    # -- checks ---------------------------------------------------------------------------------------

    def can_check(self, check: Mapping[str, Any]) -> bool:
        """Open items, ages, returns, cancelled documents."""
        if check["check"] == "report":
            return bool(check["name"] in ("aged_receivables", "aged_payables", "tax_return"))
        if check["check"] == "audit":
            return bool(check["action"] == "cancelled") and set(check["refs"]) <= set(self.documents)
        return bool(check["check"] == "open_item")

    async def check(self, check: Mapping[str, Any]) -> None:
        """Compare what is read with what the case expects."""
        await getattr(self, f"_check_{check['check']}")(check)

    async def _check_open_item(self, check: Mapping[str, Any]) -> None:
        reader = await self.books.boss.reader()
        sums = [Decimal(0), Decimal(0)]
        for side in ("receivable", "payable"):
            rows = await reader.rows(
                "select open_base, open_amount from accounting.open_items_on(%s, %s, %s) where entry_id = %s",
                reader.scope.company,
                side,
                date.fromisoformat(check["as_of"]),
                self.books.entries[check["doc"]],
            )
            sums = [total + abs(sum((row[n] for row in rows), Decimal(0))) for n, total in enumerate(sums)]
        same(sums[0], Decimal(check["base"]), "open in the company's currency")
        if "amount_currency" in check:
            same(sums[1], Decimal(check["amount_currency"]), "open in the document's currency")

    async def _check_report(self, check: Mapping[str, Any]) -> None:
        rows = await self.figures(check)
        for name, amount in check["rows"].items():
            same(rows.get(name, Decimal(0)), Decimal(amount), name)

    async def figures(self, asked: Mapping[str, Any]) -> dict[str, Decimal]:
        """Figures of a report by the case files' names."""
        if asked["name"] == "tax_return":
            sheet = await self.books.boss.report("accounting.tax_return", month=f"{asked['period']}-01")
            return {row.key: next(c for c in row.cells if isinstance(c, Decimal)) for row in sheet.rows if row.key}
        party = {"party": await self.party(asked["party"])} if "party" in asked else {}
        sheet = await self.books.boss.report(f"accounting.{asked['name']}", as_of=asked["as_of"], basis=asked["basis"], **party)
        return _ages(sheet)

    async def _check_audit(self, check: Mapping[str, Any]) -> None:
        query = self.books.house.registry.queries["accounting.invoices"]
        for ref in check["refs"]:
            row = await (await self.books.boss.reader()).one(query, self.documents[ref])
            same(row["status"], "cancelled", ref)

    async def party(self, name: str) -> int:
        """A party by the case's name."""
        if name not in self.parties:
            saved = await self.books.boss.perform(
                "base.save_party", name=name, is_customer=True, is_supplier=True, is_different=True
            )
            self.parties[name] = saved.id
        return self.parties[name]


def _ages(sheet: Sheet) -> dict[str, Decimal]:
    total = next(row for row in sheet.rows if row.key == "total")
    names = [column.name for column in sheet.columns]
    return {name: total.cells[names.index(name)] for name in AGES}
