"""The service Billing: drafts of invoices and bills for other departments, in their own transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from dapur.contract import Invalid, Problem, Refused, Service, _
from dapur.operations.work import Work
from dapur.services.billing import BillDraft, BilledDocument, Billing, BillLine, LineProgress
from dapur_accounting.operations.any_document import OneDocument, delete_document
from dapur_accounting.operations.documents.copying import form_of
from dapur_accounting.operations.documents.drafts import Origin, save
from dapur_accounting.role_accounts import accounts_of_roles, role_unknown
from dapur_accounting.rules.kinds import BILLED_AS, KINDS
from dapur_accounting.rules.rounding import rounded

DOCUMENTS = (
    "select d.id, d.kind, d.status, d.number, d.total, d.currency, d.side, case when d.status = 'draft' then d.total"
    " else coalesce((select abs(sum(i.open_amount)) from accounting.open_item i where i.company_id = d.company_id"
    " and i.entry_id = d.entry_id), 0) end as open_amount from accounting.document d where d.company_id = %s"
)


class DocumentBilling:
    """Billing of one company in one transaction. The rights are those of the department's own operation."""

    def __init__(self, work: Work) -> None:
        self.work = work

    async def draft(self, document: BillDraft) -> BilledDocument:
        """Make a draft."""
        if not document.lines:
            raise Refused("DOCUMENT_EMPTY", _("It has no lines yet. Add at least one."), field="lines")
        form = form_of(
            {
                "kind": document.kind,
                "party": document.party,
                "date": document.day,
                "due": document.due,
                "currency": document.currency,
                "rate": document.rate,
                "reference": document.reference,
                "description": document.description,
                "prices_include_tax": document.prices_include_tax,
                "lines": await self._lines(document.lines),
            }
        )
        origin = Origin(document.source_plugin, document.source_kind, document.source_id, document.source_number)
        made = await save(self.work, form, origin)
        return (await self._read(" and d.id = %s", made["id"]))[0]

    async def drop(self, document: int) -> None:
        """Delete a draft."""
        await delete_document.run(self.work, OneDocument(id=document))

    async def progress(self, plugin: str, kind: str, lines: Sequence[int]) -> Mapping[int, LineProgress]:
        """How far source lines are billed."""
        rows = await self.work.rows(
            "select l.source_line, d.kind, d.status, l.quantity, l.net, coalesce(d.rate, 1) as rate from accounting.document_line l"
            " join accounting.document d on d.company_id = l.company_id and d.id = l.document_id where l.company_id = %s"
            " and l.source_line = any (%s) and d.source_plugin = %s and d.source_kind = %s and d.cancel_entry_id is null",
            self.work.scope.company,
            list(lines),
            plugin,
            kind,
        )
        found = {line: LineProgress() for line in lines}
        for row in rows:
            found[row["source_line"]] = self._added(found[row["source_line"]], row)
        return found

    async def documents(self, plugin: str, kind: str, source: int) -> Sequence[BilledDocument]:
        """The documents of a source document."""
        return await self._read(
            " and d.source_plugin = %s and d.source_kind = %s and d.source_id = %s order by d.id", plugin, kind, source
        )

    def _added(self, so_far: LineProgress, row: Mapping[str, Any]) -> LineProgress:
        sign = KINDS[row["kind"]].sign
        quantity = sign * row["quantity"]
        if row["status"] == "draft":
            return LineProgress(so_far.drafted_quantity + quantity, so_far.billed_quantity, so_far.billed_amount)
        amount = sign * rounded(row["net"] * row["rate"], self.work.company.decimals)
        return LineProgress(so_far.drafted_quantity, so_far.billed_quantity + quantity, so_far.billed_amount + amount)

    async def _read(self, condition: str, *args: Any) -> list[BilledDocument]:
        rows = await self.work.rows(DOCUMENTS + condition, self.work.scope.company, *args)
        return [
            BilledDocument(
                id=row["id"],
                kind=BILLED_AS[row["kind"]],
                status=row["status"],
                number=row["number"],
                total=row["total"],
                open_amount=row["open_amount"],
                currency=row["currency"],
                address=f"accounting/{'invoices' if row['side'] == 'sales' else 'bills'}/{row['id']}",
            )
            for row in rows
        ]

    async def _lines(self, lines: Sequence[BillLine]) -> list[dict[str, Any]]:
        accounts = await accounts_of_roles(self.work, {line.role for line in lines if line.role})
        taxes = await self._ids(
            "select code, id from accounting.tax_code where company_id = %s and code = any (%s) and kind = 'tax' and not is_closed",
            {line.tax_code for line in lines if line.tax_code},
        )
        values = {
            kind: await self._ids(
                "select code, id from accounting.dimension_value where company_id = %s and code = any (%s) and not is_closed"
                f" and kind = '{kind}'",
                {getattr(line, kind) for line in lines if getattr(line, kind)},
            )
            for kind in ("cost_centre", "project")
        }
        return [
            {
                "text": line.text,
                "quantity": line.quantity,
                "unit": line.unit,
                "unit_price": line.unit_price,
                "discount_percent": line.discount_percent,
                "account": _account(line, n, accounts),
                "tax": _named(line.tax_code, taxes, "TAX_UNKNOWN", f"lines.{n}.tax_code"),
                "cost_centre": _named(line.cost_centre, values["cost_centre"], "DIMENSION_UNKNOWN", f"lines.{n}.cost_centre"),
                "project": _named(line.project, values["project"], "DIMENSION_UNKNOWN", f"lines.{n}.project"),
                "source_line": line.source_line,
            }
            for n, line in enumerate(lines)
        ]

    async def _ids(self, sql: str, codes: set[Any]) -> dict[str, int]:
        if not codes:
            return {}
        rows = await self.work.rows(sql, self.work.scope.company, sorted(codes))
        return {row["code"]: row["id"] for row in rows}


def _account(line: BillLine, n: int, accounts: Mapping[str, int]) -> int | None:
    if line.account is not None or not line.role:
        return line.account
    if line.role not in accounts:
        raise role_unknown(line.role, f"lines.{n}.account")
    return accounts[line.role]


def _named(code: str | None, known: Mapping[str, int], problem: str, field: str) -> int | None:
    """The number of a code; no code names none."""
    if not code:
        return None
    if code not in known:
        text = _("There is no {code} here. Choose one of the list.").fill(code=code)
        raise Invalid([Problem(problem, text, field)])
    return known[code]


BILLING = Service(Billing, DocumentBilling)
