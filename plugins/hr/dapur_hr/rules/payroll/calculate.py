"""From what is known of a person's month to the slip. Exact fractions, each line (each stretch of one) rounded once, half up."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from dapur.contract import Problem, Refused, Words, _
from dapur.language.dates import MonthOf
from dapur.services.employment_rules import EmploymentRules, MonthlyWage
from dapur.services.payroll_statute import MonthAnswer, PayMonth, PayrollStatute, StatuteLine
from dapur_base.rules.spans import Span
from dapur_hr.rules.payroll.formula import SliceTax, Values, read_formula
from dapur_hr.rules.payroll.person_month import Component, PayAmount, PersonMonth, Rules
from dapur_hr.rules.payroll.proration import cut, days_of, employed_in
from dapur_hr.rules.payroll.slip import Line, LineSide, Part, Slip

BASIC = "basic"
"""The component that is basic pay: what the law of wages compares with the fixed allowances."""
FIGURES = ("gross", "paid_days", "period_days", "unpaid_days", "working_days", "days_present")
"""Names in formulas beside the components' codes; full_<code> is the amount of a whole month by contract."""


def calculate(person: PersonMonth, rules: Rules, statute: PayrollStatute | None, wage_law: EmploymentRules | None = None) -> Slip:
    """The slip. Raises Refused: HR_NOT_EMPLOYED, what a formula is refused with, what the statute is refused with."""
    if person.month is not None and person.month is not rules.month:
        rules = replace(rules, month=person.month)
    employed = employed_in(rules.month, person.first_day, person.last_day)
    if employed is None:
        raise Refused("HR_NOT_EMPLOYED", _("The employee is not employed in this month."), field="employee")
    month = _PersonMonth(person, rules, employed)
    own = [line for component in rules.components if (line := month.line(component)) is not None]
    own += [month.back_pay(c) for c in rules.components if c.code in person.back_pay]
    asked = _asked(person, rules, month, own)
    answer = statute.month(asked) if statute is not None else MonthAnswer((), {})
    statutory = [_statute_line(line) for line in answer.lines]
    return Slip(
        [*own, *statutory],
        _decimal(month.paid_days),
        person.proration.period(rules.month),
        _decimal(month.unpaid_days),
        answer.figures,
        [p.message for p in _wage_problems(month, asked, statute, wage_law)],
    )


def _wage_problems(
    month: "_PersonMonth", asked: PayMonth, statute: PayrollStatute | None, wage_law: EmploymentRules | None
) -> Sequence[Problem]:
    """What the law of wages has against the pay by contract."""
    if wage_law is None or not asked.wage:
        return ()
    least = statute.minimum_wage(asked.facts, asked.pay_day) if statute is not None else None
    basic = _decimal(month.full(month.by_code[BASIC])) if BASIC in month.by_code else Decimal(0)
    return wage_law.wage_problems(MonthlyWage(basic, asked.wage - basic, least), asked.pay_day)


class _PersonMonth:
    """Amounts by component, each computed when it is first asked for, so that formulas may stand in any order."""

    def __init__(self, person: PersonMonth, rules: Rules, employed: Span) -> None:
        self.person, self.rules, self.employed = person, rules, employed
        self.by_code = {component.code: component for component in rules.components}
        self.lines: dict[str, Line | None] = {}
        self.asked: list[str] = []
        self.unpaid = {day: a.days for day, a in person.absent.items() if not a.is_paid}
        self.unpaid_days = person.proration.missed(rules.month, employed, self.unpaid)
        self.paid_days = sum(person.proration.stretches(rules.month, [employed], self.unpaid), Fraction(0))

    def line(self, component: Component) -> Line | None:
        """The component's line, or None where it comes to nothing."""
        if component.code not in self.lines:
            with self._asking(component.code):
                self.lines[component.code] = self._formula(component) if component.formula else self._noted(component)
        return self.lines[component.code]

    @contextmanager
    def _asking(self, name: str) -> Iterator[None]:
        """While a formula is evaluated nothing may ask for it again."""
        if name in self.asked:
            words = _("The formulas of {codes} need each other. Change one of them.")
            raise Refused("HR_FORMULA_CIRCLE", words.fill(codes=", ".join(self.asked)), field="formula")
        self.asked.append(name)
        yield
        self.asked.pop()

    def value(self, name: str) -> Fraction:
        """What a name in a formula means. Raises Refused for a name that nothing has."""
        if name in self.by_code:
            line = self.line(self.by_code[name])
            return Fraction(line.amount) if line else Fraction(0)
        if name.startswith("full_") and name[5:] in self.by_code:
            return self.full(self.by_code[name[5:]])
        if name not in FIGURES:
            words = _("The formula uses {name}, which is no component. Correct the name.")
            raise Refused("HR_FORMULA_NAME", words.fill(name=name), field="formula")
        return self._figure(name)

    def full(self, component: Component) -> Fraction:
        """The amount of a whole month by contract, as on the last day of employment in the month."""
        if component.formula:
            with self._asking(f"full_{component.code}"):
                return read_formula(component.formula).value(Values(self._full_of, self.rules.tables))
        last = self.employed.last or self.rules.month.last
        return Fraction(next((p.amount for p in self._pay(component.code) if p.span.meets(Span(last, last))), Decimal(0)))

    def back_pay(self, component: Component) -> Line:
        """What earlier months owe of a component, a part a month."""
        parts = self.person.back_pay[component.code]
        words = [
            _("{month}: {amount}, because {full} is right").fill(month=MonthOf(p.span.first), amount=p.amount, full=p.full)
            for p in parts
        ]
        amount = sum((part.amount for part in parts), Decimal(0))
        line = _own_line(component, amount, _together(words), _("Earlier months, from what is known now"), parts=parts)
        return replace(line, code=f"retro_{component.code}")

    def _full_of(self, name: str) -> Fraction:
        return self.full(self.by_code[name]) if name in self.by_code else self.value(name)

    def _figure(self, name: str) -> Fraction:
        month, person = self.rules.month, self.person
        match name:
            case "gross":
                earned = [self.line(c) for c in self.rules.components if c.kind == "earning" and c.statute_class != "benefit"]
                return sum((Fraction(line.amount) for line in earned if line), Fraction(0))
            case "paid_days":
                return self.paid_days
            case "period_days":
                return Fraction(person.proration.period(month))
            case "unpaid_days":
                return self.unpaid_days
        worked = [day for day in days_of(self.employed) if day in month.week and day not in month.holidays]
        if name == "days_present":
            worked = [day for day in worked if day not in person.absent or person.absent[day].days < 1]
        return Fraction(len(worked))

    def _pay(self, code: str) -> list[PayAmount]:
        return [p for p in self.person.pay if p.code == code]

    def _noted(self, component: Component) -> Line | None:
        """From pay that is noted, and what was entered for this month."""
        parts = self._parts(component)
        entered = [e for e in self.person.entries if e.code == component.code]
        if not parts and not entered:
            return None
        words: list[Words] = [self._part_words(part) for part in parts]
        words += [_("{amount} entered: {note}").fill(amount=e.amount, note=e.note or "–") for e in entered]
        extra = sum((e.amount for e in entered), Decimal(0))
        amount = sum((part.amount for part in parts), Decimal(0)) + extra
        source = _("Pay by contract") if parts else _("Entered for this month")
        return _own_line(component, amount, _together(words), source, parts=parts, entered=extra)

    def _parts(self, component: Component) -> list[Part]:
        pay = self._pay(component.code)
        if not pay:
            return []
        if not component.is_prorated:
            full = _decimal(self.full(component))
            period = self.person.proration.period(self.rules.month)
            return [Part(self.employed, full, Decimal(period), period, full)] if full else []
        spans = cut(self.employed, [day for p in pay for day in _edges(p.span)])
        days = self.person.proration.stretches(self.rules.month, spans, self.unpaid)
        return [part for span, worked in zip(spans, days, strict=True) for part in self._part(pay, span, worked)]

    def _part(self, pay: Sequence[PayAmount], span: Span, worked: Fraction) -> list[Part]:
        period = self.person.proration.period(self.rules.month)
        found = next((p for p in pay if p.span.meets(span)), None)
        if found is None or not period:
            return []
        amount = _money(Fraction(found.amount) * worked / period, self.rules.decimals)
        return [Part(span, found.amount, _decimal(worked), period, amount)]

    def _part_words(self, part: Part) -> Words:
        if part.days == part.period:
            return _("{amount} a month").fill(amount=part.full)
        words = _("{full} × {days}/{period} days")
        return words.fill(full=part.full, days=part.days, period=part.period)

    def _formula(self, component: Component) -> Line | None:
        values = Values(self.value, self.rules.tables)
        amount = _money(read_formula(component.formula).value(values), self.rules.decimals)
        entered = sum((e.amount for e in self.person.entries if e.code == component.code), Decimal(0))
        if not amount and not entered:
            return None
        inputs = {name: _decimal(value) for name, value in values.used.items()}
        shown = [_("{name} = {value}").fill(name=name, value=value) for name, value in inputs.items()]
        words: list[Words] = [_("{formula}; {inputs}").fill(formula=component.formula, inputs=shown)]
        words += _slice_words(values.slices)
        if entered:
            words.append(_("{amount} entered: {note}").fill(amount=entered, note="–"))
        basis = _decimal(sum((s.amount for s in values.slices), Fraction(0))) if values.slices else None
        line = _own_line(component, amount + entered, _together(words), _("Formula of the company"), basis=basis, entered=entered)
        return replace(line, rule=component.formula, inputs=inputs)


def _edges(span: Span) -> list[date]:
    return [span.first] if span.last is None else [span.first, date.fromordinal(span.last.toordinal() + 1)]


def _slice_words(slices: Sequence[SliceTax]) -> list[Words]:
    if not slices:
        return []
    each = [
        _("{amount} × {rate}% = {tax}").fill(amount=_decimal(s.amount), rate=_decimal(s.rate * 100), tax=_decimal(s.tax))
        for s in slices
    ]
    whole = _decimal(sum((s.amount for s in slices), Fraction(0)))
    return [_("{amount} by slices: {each}").fill(amount=whole, each=each)]


def _together(words: Sequence[Words]) -> Words:
    return words[0] if len(words) == 1 else _("{all}").fill(all=list(words))


def _own_line(
    component: Component,
    amount: Decimal,
    formula: Words,
    source: Words,
    *,
    basis: Decimal | None = None,
    parts: Sequence[Part] = (),
    entered: Decimal = Decimal(0),
) -> Line:
    side: LineSide = "benefit" if component.statute_class == "benefit" and component.kind == "earning" else component.kind
    return Line(
        component.code, side, amount, formula, source, component.id, "", basis, "", component.role, component.payable_role,
        parts, entered,
    )  # fmt: skip


def _statute_line(line: StatuteLine) -> Line:
    role, other = (line.cost_role, line.role) if line.side == "employer" else (line.role, "")
    return Line(
        line.code, line.side, line.amount, line.formula, line.source, None, line.title, line.basis, line.rate, role, other
    )  # fmt: skip


def _asked(person: PersonMonth, rules: Rules, month: _PersonMonth, lines: Sequence[Line]) -> PayMonth:
    """What the statute has to know."""
    classes = {c.id: (c.kind, c.statute_class) for c in rules.components}
    sums: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        side, kind = classes[line.component or 0]
        place = side, "irregular" if kind == "regular" and line.code.startswith("retro_") else kind
        sums[place] = sums.get(place, Decimal(0)) + line.amount
    wage = sum((month.full(c) for c in rules.components if c.kind == "earning" and c.is_fixed), Fraction(0))
    return PayMonth(
        rules.month.first,
        rules.pay_day,
        person.first_day,
        person.last_day,
        _decimal(wage),
        {kind: amount for (side, kind), amount in sums.items() if side == "earning"},
        {kind: amount for (side, kind), amount in sums.items() if side == "deduction"},
        {**rules.company_facts, **person.facts},
        person.birth_date,
        person.nationality,
        person.household,
        person.earlier,
    )


def _money(amount: Fraction, decimals: int) -> Decimal:
    """Half up, away from zero, to the decimals of the currency."""
    scale: int = 10**decimals
    rounded = floor(abs(amount) * scale + Fraction(1, 2))
    return Decimal(rounded if amount >= 0 else -rounded) / scale


def _decimal(value: Fraction) -> Decimal:
    """Exactly where its decimals end, else to four of them."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    found = Decimal(value.numerator) / Decimal(value.denominator)
    return found if Fraction(found) == value else _money(value, 4)
