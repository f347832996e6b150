"""What Indonesia's rules of pay have to know of a person and of the company."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dapur.contract import Choice, Refused, _
from dapur.services.payroll_statute import PayMonth, StatuteFact
from dapur_indonesia.bpjs import Insured, pension_age
from dapur_indonesia.minimum_wage import minimum_wage
from dapur_indonesia.pph21 import ptkp_status

STATUSES = tuple(f"{kind}/{n}" for kind in ("TK", "K") for n in range(4))

FACTS = (
    StatuteFact(
        "ptkp",
        _("PTKP status"),
        "person",
        "choice",
        "",
        (Choice("", _("From the household on 1 January")), *(Choice(s, s) for s in STATUSES)),
    ),
    StatuteFact("tax_id", _("Has an NPWP or a valid NIK"), "person", "flag", "yes"),
    StatuteFact(
        "tax_method",
        _("Income tax is borne by"),
        "person",
        "choice",
        "gross",
        (Choice("gross", _("The employee")), Choice("gross_up", _("The company (gross-up)"))),
    ),
    StatuteFact("pension", _("Insured for the pension (JP)"), "person", "flag", "yes"),
    StatuteFact("extra_members", _("Further family members insured for health"), "person", "integer", "0"),
    StatuteFact("part_year", _("Tax residence for a part of the year"), "person", "flag", "no"),
    StatuteFact("previous_net", _("Net income at the employer before, this year"), "person", "money", "0"),
    StatuteFact("previous_tax", _("Tax withheld by the employer before, this year"), "person", "money", "0"),
    StatuteFact(
        "risk_class",
        _("Risk class of work accidents (JKK)"),
        "company",
        "choice",
        "1",
        tuple(Choice(str(n), str(n)) for n in range(1, 6)),
    ),
    StatuteFact(
        "wage_place",
        _("Place of the minimum wage"),
        "company",
        "code",
        "",
        hint=_(
            "A regency or city by its name, or a province by its BPS code. In Papua a NIK has other codes: BPS has 94 for Papua."
        ),
    ),
    StatuteFact("minimum_wage", _("Minimum wage, where the place is not known"), "company", "money", "0"),
    StatuteFact("accident_relief", _("Relief for labour-intensive industries"), "company", "flag", "no"),
    StatuteFact("tax_borne", _("Sector whose tax the government bears (DTP)"), "company", "flag", "no"),
)
_DEFAULTS = {fact.name: fact.default for fact in FACTS}


@dataclass(frozen=True)
class Facts:
    """The facts of a month, read."""

    ptkp: str
    has_tax_id: bool
    is_grossed_up: bool
    is_part_year: bool
    previous_net: Fraction
    previous_tax: Fraction
    is_in_listed_sector: bool
    insured: Insured


def read_facts(month: PayMonth) -> Facts:
    """Texts to values. Raises Refused (STATUTE_FACT_WRONG) at the fact's name."""
    given = _DEFAULTS | dict(month.facts)
    least = least_wage(given, month.pay_day)
    return Facts(
        given["ptkp"] or _status(month),
        given["tax_id"] == "yes",
        given["tax_method"] == "gross_up",
        given["part_year"] == "yes",
        _number(given, "previous_net"),
        _number(given, "previous_tax"),
        given["tax_borne"] == "yes",
        Insured(
            Fraction(month.wage),
            least,
            int(_number(given, "risk_class")),
            given["pension"] == "yes" and _may_have_pension(month),
            int(_number(given, "extra_members")),
            given["accident_relief"] == "yes",
        ),
    )


def least_wage(facts: Mapping[str, str], day: date) -> Fraction:
    """The minimum wage a month that these facts mean on a day; 0 where it is not known."""
    given = _DEFAULTS | dict(facts)
    known = minimum_wage(given["wage_place"], day) if given["wage_place"] else None
    return Fraction(known) if known is not None else _number(given, "minimum_wage")


def _status(month: PayMonth) -> str:
    home = month.household
    return ptkp_status(
        is_woman=home.is_woman,
        is_married=home.is_married,
        dependents=home.dependants,
        husband_without_income=home.spouse_has_no_income,
        day=month.pay_day,
    )


def _may_have_pension(month: PayMonth) -> bool:
    """Neither foreigners nor people past the pension age (PP 45/2015)."""
    if month.nationality not in ("", "ID"):
        return False
    born = month.birth_date
    if born is None:
        return True
    age = month.month.year - born.year - ((month.month.month, 1) < (born.month, born.day))
    return age < pension_age(month.month)


def _number(given: Mapping[str, str], name: str) -> Fraction:
    try:
        return Fraction(Decimal(given[name]))
    except ArithmeticError:
        raise Refused(
            "STATUTE_FACT_WRONG", _("{value} is no number. Write digits only.").fill(value=given[name]), field=name
        ) from None
