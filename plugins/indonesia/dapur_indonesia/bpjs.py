"""BPJS contributions of a month: health, old age, pension, work accident, death. Sources stand in data/bpjs.toml."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dapur.contract import Refused, _
from dapur_indonesia.dated import Block, block, block_or_none, percent
from dapur_indonesia.rounding import Exact, half_up


@dataclass(frozen=True)
class Contribution:
    """One line: `base` × `rate` percent, rounded half up to rupiah. payer: employee or employer."""

    code: str
    payer: str
    base: Exact
    rate: str
    source: str

    @cached_property
    def amount(self) -> int:
        """In whole rupiah."""
        return half_up(self.base * percent(self.rate))


@dataclass(frozen=True)
class Insured:
    """Who is insured: wage (basic pay and fixed allowances), the minimum wage of the workplace (the floor for health; 0
    for micro and small enterprises), risk class 1 to 5, whether the pension takes them, family members beyond the fifth."""

    wage: Exact
    minimum_wage: Exact = 0
    risk_class: int = 1
    has_pension: bool = True
    extra_members: int = 0
    has_relief: bool = False


def contributions(person: Insured, day: date) -> list[Contribution]:
    """All lines of a contribution month (its first day, or any of it); the employee's before the employer's."""
    health, age = block("bpjs", "health", day), block("bpjs", "old_age", day)
    health_base = health_wage(person, health)
    pension_base, pension = pension_wage(person, day), block("bpjs", "pension", day)
    members = str(int(health["employee"]) + int(health["extra_member"]) * person.extra_members)
    return [
        _line("health_employee", "employee", health_base, members, health),
        _line("old_age_employee", "employee", person.wage, age["employee"], age),
        _line("pension_employee", "employee", pension_base, pension["employee"], pension),
        _line("health_employer", "employer", health_base, health["employer"], health),
        _line("old_age_employer", "employer", person.wage, age["employer"], age),
        _line("pension_employer", "employer", pension_base, pension["employer"], pension),
        _accident(person, day),
        _death(person, day),
    ]


def health_wage(person: Insured, health: Block) -> Exact:
    """At least the minimum wage, at most the cap."""
    return min(max(person.wage, person.minimum_wage), int(health["wage_cap"]))


def pension_wage(person: Insured, day: date) -> Exact:
    """At most the cap, which changes every March."""
    return min(person.wage, int(block("bpjs", "pension_cap", day)["wage_cap"])) if person.has_pension else 0


def pension_age(day: date) -> int:
    """The age at which contributions to the pension stop."""
    return int(block("bpjs", "pension_age", day)["age"])


def _accident(person: Insured, day: date) -> Contribution:
    rule = (block_or_none("bpjs", "accident_relief", day) if person.has_relief else None) or block("bpjs", "accident", day)
    rate = rule["rates"].get(str(person.risk_class))
    if rate is None:
        raise Refused("RISK_CLASS_UNKNOWN", _("The risk class of work accidents is a number from 1 to 5."), field="risk_class")
    return _line("accident_employer", "employer", person.wage, rate, rule)


def _death(person: Insured, day: date) -> Contribution:
    rule = block("bpjs", "death", day)
    return _line("death_employer", "employer", person.wage, rule["employer"], rule)


def _line(code: str, payer: str, base: Exact, rate: str, rule: Block) -> Contribution:
    return Contribution(code, payer, base, rate, rule["source"])
