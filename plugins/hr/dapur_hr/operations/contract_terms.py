"""Contracts: what may be agreed, asked of the country's rules, and how it is written down."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Invalid, Problem, Refused, Shown, _
from dapur.operations.work import Work
from dapur.services.employment_rules import ContractTerms, EmploymentRules
from dapur_hr.queries.words import CONTRACTS

KIND = Annotated[
    str, StringConstraints(pattern="^(permanent|fixed_term)$"), Shown(_("Contract"), kind="choice", choices=CONTRACTS)
]


class Agreed(Form):
    """What a contract says."""

    contract: KIND = "permanent"
    contract_number: Annotated[str, StringConstraints(max_length=100), Shown(_("Contract number"), kind="code")] = ""
    contract_until: Annotated[date | None, Shown(_("Contract until"), hint=_("Only for a fixed term"))] = None
    probation_until: Annotated[date | None, Shown(_("Probation until"))] = None


async def write_contract(work: Work, employment: int, agreed: Agreed, first: date, served_from: date | None = None) -> int:
    """Note a contract from a day on. Raises Invalid with everything that the terms or the law forbid."""
    _check(work, agreed, first, served_from)
    made = await work.value(
        "insert into hr.contract (company_id, employment_id, kind, number, first_day, last_day, probation_until)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        employment,
        agreed.contract,
        agreed.contract_number,
        first,
        agreed.contract_until,
        agreed.probation_until,
    )
    return int(made)


def _check(work: Work, agreed: Agreed, first: date, served_from: date | None) -> None:
    if agreed.contract == "fixed_term" and agreed.contract_until is None:
        raise Refused("HR_TERM_MISSING", _("Say until when the fixed term runs."), field="contract_until")
    if agreed.contract == "permanent" and agreed.contract_until is not None:
        raise Refused("HR_TERM_NOT_NEEDED", _("A permanent contract has no last day. Leave it empty."), field="contract_until")
    for field in ("contract_until", "probation_until"):
        day = getattr(agreed, field)
        if day is not None and day < first:
            raise Refused("HR_DAYS_REVERSED", _("This day lies before the first day. Choose a later one."), field=field)
    rules = work.find(EmploymentRules)
    if rules is None:
        return
    terms = ContractTerms(
        "fixed_term" if agreed.contract == "fixed_term" else "permanent",
        first,
        agreed.contract_until,
        agreed.probation_until,
        served_from,
    )
    places = {"kind": "contract", "last_day": "contract_until"}
    found = [Problem(p.code, p.message, places.get(p.field, p.field), p.data) for p in rules.contract_problems(terms)]
    if found:
        raise Invalid(found)
