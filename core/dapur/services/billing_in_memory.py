"""Billing that only remembers: for the tests of departments that bill while no department of accounts is installed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from dapur.contract import NotFound, Refused, _
from dapur.services.billing import ZERO, BillDraft, BilledDocument, BillLine, LineProgress

CREDITS = ("credit_note", "supplier_credit")


@dataclass
class BillingInMemory:
    """Keeps the promises of Billing without tax. decimals: of the company's currency."""

    roles: Iterable[str]
    currency: str = "IDR"
    decimals: int = 0
    drafts: dict[int, BillDraft] = field(default_factory=dict)
    states: dict[int, Literal["draft", "posted", "cancelled"]] = field(default_factory=dict)

    async def draft(self, document: BillDraft) -> BilledDocument:
        """Remember a draft."""
        if not document.lines:
            raise Refused("DOCUMENT_EMPTY", _("It has no lines yet. Add at least one."), field="lines")
        for n, line in enumerate(document.lines):
            if line.account is None and line.role and line.role not in self.roles:
                text = _("No account is set for the role {role}. Set one in the chart of accounts.").fill(role=line.role)
                raise Refused("ROLE_UNKNOWN", text, field=f"lines.{n}.account")
        number = len(self.states) + 1
        self.drafts[number], self.states[number] = document, "draft"
        return self._told(number)

    async def drop(self, document: int) -> None:
        """Forget a draft."""
        if document not in self.drafts:
            raise NotFound(field="id")
        if self.states[document] != "draft":
            raise Refused("POSTED_IMMUTABLE", _("What is posted stays as it is. Correct it with a new entry."), field="id")
        del self.drafts[document]

    def post(self, document: int) -> None:
        """What a person does with a draft."""
        self.states[document] = "posted"

    def cancel(self, document: int) -> None:
        """Take a posted document back."""
        self.states[document] = "cancelled"

    async def progress(self, plugin: str, kind: str, lines: Sequence[int]) -> Mapping[int, LineProgress]:
        """How far source lines are billed."""
        found = {line: LineProgress() for line in lines}
        for number, document in self.drafts.items():
            if (document.source_plugin, document.source_kind) != (plugin, kind) or self.states[number] == "cancelled":
                continue
            for line in document.lines:
                if line.source_line in found:
                    found[line.source_line] = self._added(found[line.source_line], document, line, self.states[number])
        return found

    async def documents(self, plugin: str, kind: str, source: int) -> Sequence[BilledDocument]:
        """The documents of a source document."""
        wanted = (plugin, kind, source)
        return [self._told(n) for n, d in self.drafts.items() if (d.source_plugin, d.source_kind, d.source_id) == wanted]

    def _added(self, so_far: LineProgress, document: BillDraft, line: BillLine, state: str) -> LineProgress:
        sign = -1 if document.kind in CREDITS else 1
        quantity = sign * line.quantity
        if state == "draft":
            return replace(so_far, drafted_quantity=so_far.drafted_quantity + quantity)
        amount = self._rounded(sign * self._net(line) * (document.rate or 1))
        return replace(so_far, billed_quantity=so_far.billed_quantity + quantity, billed_amount=so_far.billed_amount + amount)

    def _net(self, line: BillLine) -> Decimal:
        return line.quantity * line.unit_price * (100 - line.discount_percent) / 100

    def _rounded(self, amount: Decimal) -> Decimal:
        return amount.quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_HALF_UP)

    def _told(self, number: int) -> BilledDocument:
        document, state = self.drafts[number], self.states[number]
        total = sum((self._rounded(self._net(line)) for line in document.lines), ZERO)
        return BilledDocument(
            id=number,
            kind=document.kind,
            status=state,
            number="" if state == "draft" else str(number),
            total=total,
            open_amount=ZERO if state == "cancelled" else total,
            currency=document.currency or self.currency,
            address=f"billing/{number}",
        )
