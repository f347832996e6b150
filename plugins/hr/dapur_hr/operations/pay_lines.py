"""Amounts by component, noted as dated facts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from dapur.contract import Form, NotFound, Problem, Shown, _
from dapur.contract.errors import Invalid
from dapur.operations.work import Work
from dapur_base.rules.spans import Span
from dapur_hr import facts


class PayLine(Form):
    """A component and its amount a month. Zero takes the component away."""

    component: Annotated[int, Shown(_("Component"), reference="hr.pay_components", stop=True)]
    amount: Annotated[
        Decimal, Field(ge=0, max_digits=20, decimal_places=4), Shown(_("Amount"), kind="money", stop=True, sensitive=True)
    ]


async def note_pay(work: Work, employment: int, lines: Sequence[PayLine], first: date, last: date | None, reason: str) -> None:
    """Note each line in these days. Raises Forbidden without the right, NotFound and Invalid at the line."""
    work.need("hr.pay.manage")
    await _check(work, lines)
    for line in lines:
        says = (line.amount, reason) if line.amount else None
        await facts.note_fact(work, facts.PAY, (employment, line.component), says, Span(first, last))


async def _check(work: Work, lines: Sequence[PayLine]) -> None:
    rows = await work.rows(
        "select id, is_closed from hr.pay_component where company_id = %s and id = any (%s)",
        work.scope.company,
        [line.component for line in lines],
    )
    known = {row["id"]: row["is_closed"] for row in rows}
    problems, seen = [], set()
    for n, line in enumerate(lines):
        place = f"pay.{n}.component"
        if line.component not in known:
            raise NotFound(field=place)
        if known[line.component]:
            closed = _("This component is no longer used. Choose another.")
            problems.append(Problem("HR_COMPONENT_CLOSED", closed, place))
        if line.component in seen:
            twice = _("This component stands here twice. Put the amounts together.")
            problems.append(Problem("HR_COMPONENT_TWICE", twice, place))
        seen.add(line.component)
    if problems:
        raise Invalid(problems)
