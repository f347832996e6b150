"""What the payroll is computed from beside pay: entries of a month, rules of components, noted facts, accounts."""

from typing import Any

from sqlalchemy import Select, and_, case, func, select

from dapur.contract import Column, Filter, Query, _
from dapur_base.known import known_column, known_filter
from dapur_base.names import shown_name
from dapur_base.ranges import within
from dapur_base.tables import party
from dapur_base.tables import party_bank_account as bank
from dapur_hr.operations.payroll.pay_rules import CLASSES
from dapur_hr.queries.scopes import SELF
from dapur_hr.tables import employee, employment, pay_component
from dapur_hr.tables_payroll import company_payroll_fact, pay_account, pay_entry, pay_rule, payroll_fact

_component = shown_name(pay_component.c.name_id, pay_component.c.name_en)


def _of_employment(table: Any) -> Any:
    same = table.c.company_id
    return (
        table.join(employment, and_(employment.c.company_id == same, employment.c.id == table.c.employment_id))
        .join(employee, and_(employee.c.company_id == same, employee.c.id == employment.c.employee_id))
        .join(party, and_(party.c.company_id == same, party.c.id == employee.c.party_id))
    )


def _entries() -> Select[Any]:
    joined = _of_employment(pay_entry).join(
        pay_component, and_(pay_component.c.company_id == pay_entry.c.company_id, pay_component.c.id == pay_entry.c.component_id)
    )
    return select(pay_entry.c.id).select_from(joined)


PAY_ENTRIES = Query(
    "hr.pay_entries",
    _("Entries of a month"),
    "hr.payroll.read",
    statement=_entries,
    company=pay_entry.c.company_id,
    description="Bonuses, overtime, deductions: what is paid or kept in one month only.",
    columns=(
        Column("id", _("Number"), "id", pay_entry.c.id, hidden=True),
        Column("period", _("Month"), "text", func.to_char(pay_entry.c.month, "YYYY-MM"), phone=2, link="hr/pay-entries/{id}"),
        Column("month", _("First day"), "date", pay_entry.c.month, sort=True, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1),
        Column("component", _("Component"), "text", _component, phone=2),
        Column("amount", _("Amount"), "money", pay_entry.c.amount, sort=True, total=True, phone=1),
        Column("note", _("Note"), "text", pay_entry.c.note),
        Column("version", _("Version"), "integer", pay_entry.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-month", "name", "id"),
    filters=(
        Filter("month", _("Month"), "dates", lambda ends: within(pay_entry.c.month, ends)),
        Filter("employee", _("Employee"), "reference", lambda v: employment.c.employee_id == v, reference="hr.employees"),
    ),
    search=(party.c.name, pay_entry.c.note),
    sensitive=True,
)


def _rules() -> Select[Any]:
    return select(pay_component.c.id).select_from(
        pay_component.outerjoin(
            pay_rule, and_(pay_rule.c.company_id == pay_component.c.company_id, pay_rule.c.component_id == pay_component.c.id)
        )
    )


PAY_RULES = Query(
    "hr.pay_rules",
    _("Rules of pay"),
    "hr.payroll.read",
    statement=_rules,
    company=pay_component.c.company_id,
    description="How the payroll treats each component: proration, class for tax, formula, role in the ledger.",
    columns=(
        Column("id", _("Number"), "id", pay_component.c.id, hidden=True),
        Column("name", _("Component"), "text", _component, sort=True, phone=1, link="hr/pay-rules/{id}/edit"),
        Column("code", _("Code"), "code", pay_component.c.code, sort=True, phone=2),
        Column(
            "statute_class",
            _("For tax"),
            "status",
            func.coalesce(pay_rule.c.statute_class, case((pay_component.c.kind == "earning", "regular"), else_="other")),
            choices=CLASSES,
            phone=2,
        ),
        Column("is_prorated", _("By days"), "flag", func.coalesce(pay_rule.c.is_prorated, pay_component.c.kind == "earning")),
        Column("is_fixed", _("Fixed wage"), "flag", func.coalesce(pay_rule.c.is_fixed, pay_component.c.kind == "earning")),
        Column("formula", _("Formula"), "text", pay_rule.c.formula),
        Column("role", _("Role in the ledger"), "code", pay_rule.c.role),
        Column("payable_role", _("Role of what the employer owes"), "code", pay_rule.c.payable_role),
        Column("version", _("Version"), "integer", pay_rule.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code", "id"),
    search=(pay_component.c.code, pay_component.c.name_id, pay_component.c.name_en),
)


def _dated(table: Any) -> tuple[Column, ...]:
    return (
        Column("from_day", _("From"), "date", table.c.from_day, sort=True, phone=2),
        Column("to_day", _("Until"), "date", table.c.to_day, phone=2),
        known_column(table.c.known_to),
    )


PAYROLL_FACTS = Query(
    "hr.payroll_facts",
    _("What the payroll asks of people"),
    "hr.pay.read",
    statement=lambda: select(payroll_fact.c.id).select_from(_of_employment(payroll_fact)),
    company=payroll_fact.c.company_id,
    description="Facts that the rules of pay ask for, by date: tax status, who bears the tax.",
    columns=(
        Column("id", _("Number"), "id", payroll_fact.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1),
        Column("fact", _("Fact"), "code", payroll_fact.c.name, sort=True, phone=1),
        Column("value", _("Value"), "text", payroll_fact.c.value, phone=1),
        *_dated(payroll_fact),
    ),
    key=("id",),
    default_sort=("name", "fact", "-from_day", "id"),
    filters=(
        known_filter(payroll_fact.c.known_to),
        Filter("employee", _("Employee"), "reference", lambda v: employment.c.employee_id == v, reference="hr.employees"),
    ),
    search=(party.c.name, payroll_fact.c.name),
    sensitive=True,
    row_scopes=SELF,
)
COMPANY_PAYROLL_FACTS = Query(
    "hr.company_payroll_facts",
    _("What the payroll asks of the company"),
    "hr.payroll.read",
    statement=lambda: select(company_payroll_fact.c.id),
    company=company_payroll_fact.c.company_id,
    description="Facts that the rules of pay ask for once: risk class, place of the minimum wage.",
    columns=(
        Column("id", _("Number"), "id", company_payroll_fact.c.id, hidden=True),
        Column("fact", _("Fact"), "code", company_payroll_fact.c.name, sort=True, phone=1),
        Column("value", _("Value"), "text", company_payroll_fact.c.value, phone=1),
        *_dated(company_payroll_fact),
    ),
    key=("id",),
    default_sort=("fact", "-from_day", "id"),
    filters=(known_filter(company_payroll_fact.c.known_to),),
    search=(company_payroll_fact.c.name,),
)


def _accounts() -> Select[Any]:
    same = pay_account.c.company_id
    return select(pay_account.c.id).select_from(
        pay_account.join(employee, and_(employee.c.company_id == same, employee.c.id == pay_account.c.employee_id))
        .join(party, and_(party.c.company_id == same, party.c.id == employee.c.party_id))
        .join(bank, and_(bank.c.company_id == same, bank.c.id == pay_account.c.bank_account_id))
    )


PAY_ACCOUNTS = Query(
    "hr.pay_accounts",
    _("Pay accounts"),
    "hr.pay.read",
    statement=_accounts,
    company=pay_account.c.company_id,
    description="Where the pay of each person goes to, by date.",
    columns=(
        Column("id", _("Number"), "id", pay_account.c.id, hidden=True),
        Column("name", _("Name"), "text", party.c.name, sort=True, phone=1),
        Column("bank", _("Bank"), "text", bank.c.bank, phone=2),
        Column("account", _("Account number"), "code", bank.c.number, phone=1),
        Column("holder", _("Account holder"), "text", bank.c.holder),
        *_dated(pay_account),
    ),
    key=("id",),
    default_sort=("name", "-from_day", "id"),
    filters=(
        known_filter(pay_account.c.known_to),
        Filter("employee", _("Employee"), "reference", lambda v: pay_account.c.employee_id == v, reference="hr.employees"),
    ),
    search=(party.c.name, bank.c.bank),
    sensitive=True,
    row_scopes=SELF,
)
