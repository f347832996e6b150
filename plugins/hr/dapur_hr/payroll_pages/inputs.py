"""Pages of what the payroll is computed from: entries of a month, rules of components, facts, accounts."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, View, _
from dapur.queries.reader import Reader
from dapur.services.payroll_statute import PayrollStatute
from dapur_hr.operations.payroll.pay_entries import add_pay_entry, change_pay_entry, remove_pay_entry
from dapur_hr.operations.payroll.pay_facts import PRORATION, note_company_payroll_facts, note_payroll_facts, share_cost
from dapur_hr.operations.payroll.pay_rules import save_pay_rule, save_pay_slices
from dapur_hr.operations.payroll.set_pay_account import set_pay_account
from dapur_hr.queries.pay_inputs import COMPANY_PAYROLL_FACTS, PAY_ACCOUNTS, PAY_ENTRIES, PAY_RULES, PAYROLL_FACTS

GROUP = _("Pay")
KNOWN = (View("now", _("Known now"), {"known": "now"}), View("all", _("All")))


async def _today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"from_day": reader.today, "month": reader.today}


async def _person_facts(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"from_day": reader.today, "facts": [*_asked(reader, "person"), {"name": PRORATION.name, "value": ""}]}


async def _company_facts(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"from_day": reader.today, "facts": _asked(reader, "company")}


def _asked(reader: Reader, of: str) -> list[dict[str, str]]:
    """A line for each fact that the rules of pay ask for; those that stay empty change nothing."""
    statute = reader.find(PayrollStatute)
    return [{"name": fact.name, "value": ""} for fact in statute.facts() if fact.of == of] if statute is not None else []


async def _entry(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(PAY_ENTRIES, int(parameters["id"]))
    return {name: row[name] for name in ("id", "amount", "note", "version")}


async def _rule(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(PAY_RULES, int(parameters["id"]))
    names = ("statute_class", "is_prorated", "is_fixed", "formula", "role", "payable_role", "version")
    return {"component": row["id"], **{name: row[name] for name in names if row[name] is not None}}


PAGES: tuple[Page, ...] = (
    ListPage(
        "pay-entries",
        PAY_ENTRIES,
        _("Entries of a month"),
        Menu(_("Entries of a month"), 64, "cash-plus", GROUP),
        new="pay-entries/new",
        new_title=_("Enter for a month"),
        empty=_("Nothing is entered. Bonuses, overtime and deductions of one month stand here."),
    ),
    FormPage("pay-entries/new", add_pay_entry, _("Enter for a month"), "hr/pay-entries", initial=_today),
    RecordPage(
        "pay-entries/{id}",
        PAY_ENTRIES,
        "name",
        "pay-entries",
        facts=("period", "component", "note"),
        aside=("amount",),
        edit="pay-entries/{id}/edit",
        actions=(Action(remove_pay_entry, {"id": "id"}, icon="trash", confirm=_("Take this entry out?"), done="hr/pay-entries"),),
        history="hr.pay_entry",
    ),
    FormPage("pay-entries/{id}/edit", change_pay_entry, _("Change entry"), "hr/pay-entries/{id}", initial=_entry),
    ListPage("pay-rules", PAY_RULES, _("Rules of pay"), Menu(_("Rules of pay"), 70, "math-function", GROUP)),
    FormPage("pay-rules/{id}/edit", save_pay_rule, _("Set pay rule"), "hr/pay-rules", initial=_rule),
    FormPage("pay-slices/new", save_pay_slices, _("Set table of slices"), "hr/pay-rules", initial=_today, grid="slices"),
    ListPage(
        "payroll-facts",
        PAYROLL_FACTS,
        _("What the payroll asks of people"),
        Menu(_("Facts of people"), 72, "id", GROUP),
        views=KNOWN,
        new="payroll-facts/new",
        new_title=_("Note what the payroll asks of a person"),
        empty=_("Nothing is noted, so the usual holds for everybody."),
    ),
    FormPage(
        "payroll-facts/new",
        note_payroll_facts,
        _("Note what the payroll asks of a person"),
        "hr/payroll-facts",
        initial=_person_facts,
        grid="facts",
    ),
    ListPage(
        "company-payroll-facts",
        COMPANY_PAYROLL_FACTS,
        _("What the payroll asks of the company"),
        Menu(_("Facts of the company"), 74, "building", GROUP),
        views=KNOWN,
        new="company-payroll-facts/new",
        new_title=_("Note what the payroll asks of the company"),
        empty=_("Nothing is noted, so the usual holds."),
    ),
    FormPage(
        "company-payroll-facts/new",
        note_company_payroll_facts,
        _("Note what the payroll asks of the company"),
        "hr/company-payroll-facts",
        initial=_company_facts,
        grid="facts",
    ),
    ListPage(
        "pay-accounts",
        PAY_ACCOUNTS,
        _("Pay accounts"),
        Menu(_("Pay accounts"), 76, "building-bank", GROUP),
        views=KNOWN,
        new="pay-accounts/new",
        new_title=_("Set pay account"),
        empty=_("No account is noted. The bank file needs one for everybody who is paid."),
    ),
    FormPage("pay-accounts/new", set_pay_account, _("Set pay account"), "hr/pay-accounts", initial=_today),
    FormPage("cost-shares/new", share_cost, _("Share cost"), "hr/people/{employee}", initial=_today, grid="shares"),
)
