"""What pages say about one person besides their record: managers, employment, leave."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import Choice, Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.language.numbers import format_number
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_base.organisation import managers_above
from dapur_hr.queries.employments import CONTRACTS_QUERY, EMPLOYMENTS
from dapur_hr.queries.leave import LEAVE_REQUESTS
from dapur_hr.queries.words import CONTRACTS, LEAVE_STATES, LEAVE_TONES

_BALANCES = """
    select t.id, case when %s = 'en' then t.name_en else t.name_id end, t.letter, t.tone, coalesce(sum(x.days), 0)
    from hr.leave_type t
    left join hr.employment m on m.company_id = t.company_id and m.employee_id = %s
        and (m.last_day is null or m.last_day >= %s)
    left join hr.leave_entry x on x.company_id = t.company_id and x.type_id = t.id and x.employment_id = m.id and x.day <= %s
    where t.company_id = %s and t.has_balance and not t.is_closed group by t.id, 2, 3, 4, t.position order by t.position, t.id
"""


@dataclass(frozen=True)
class Person:
    """Somebody in a line of people."""

    employee: int
    name: str
    position: str


@dataclass(frozen=True)
class Balance:
    """Days of a kind of leave."""

    type: int
    name: str
    letter: str
    tone: str
    days: str
    value: Decimal


@dataclass(frozen=True)
class Leave:
    """A request in a line."""

    id: int
    type: str
    days: str
    count: str
    state: str
    tone: str


async def chain_of(reader: Reader, party: int) -> list[Person]:
    """The manager, the manager's manager, and so on up."""
    above = await managers_above(reader, party, reader.today)
    rows = await reader.rows(
        "select e.id, p.name, coalesce(case when %s = 'en' then s.title_en else s.title_id end, '')"
        " from unnest(%s::bigint[]) with ordinality as u(party, n)"
        " join hr.employee e on e.company_id = %s and e.party_id = u.party"
        " join base.party p on p.company_id = e.company_id and p.id = e.party_id"
        " left join base.assignment a on a.company_id = e.company_id and a.party_id = e.party_id and a.kind = 'primary'"
        " and a.known_to is null and a.from_day <= %s and (a.to_day is null or a.to_day >= %s)"
        " left join base.position s on s.company_id = a.company_id and s.id = a.position_id order by u.n",
        *(reader.scope.language, above, reader.scope.company, reader.today, reader.today),
    )
    return [Person(*row) for row in rows]


async def employment_facts(reader: Reader, employee: int) -> list[tuple[str, str]]:
    """Employments and the contract in force, as far as the reader may see them."""
    say = Sayer(reader)
    facts: list[tuple[str, str]] = []
    for row in (await reader.page(EMPLOYMENTS, Wish(filters={"employee": employee}))).dicts():
        facts.append((say(_("Employed")), say.span(row["first_day"], row["last_day"])))
    contracts = (await reader.page(CONTRACTS_QUERY, Wish(filters={"employee": employee, "status": ["now"]}))).dicts()
    for row in contracts:
        facts.append((say(_("Contract")), f"{say.choice(CONTRACTS, row['kind'])}, {say.span(row['first_day'], row['last_day'])}"))
        if row["number"]:
            facts.append((say(_("Contract number")), row["number"]))
        if row["probation_until"] is not None and row["probation_until"] >= reader.today:
            facts.append((say(_("Probation until")), say.day(row["probation_until"])))
    return facts


async def balances_of(reader: Reader, employee: int, day: date | None = None) -> list[Balance]:
    """Days of each kind that has a balance. The caller has asked whether the reader may see them."""
    on = day or reader.today
    asked = (reader.scope.language, employee, on, on, reader.scope.company)
    say = Sayer(reader)
    return [
        Balance(number, name, letter, tone, say.number(days), days)
        for number, name, letter, tone, days in await reader.rows(_BALANCES, *asked)
    ]


async def leave_of(reader: Reader, employee: int) -> list[Leave]:
    """What is asked for and what comes, soonest first."""
    wish = Wish(filters={"employee": employee, "days": (reader.today, None), "status": ["waiting", "approved"]}, limit=6,
                sort=("first_day",))  # fmt: skip
    say = Sayer(reader)
    return [
        Leave(
            row["id"],
            row["type"],
            say.span(row["first_day"], row["last_day"]),
            say.number(row["days"]),
            say.choice(LEAVE_STATES, row["status"]),
            LEAVE_TONES[row["status"]],
        )
        for row in (await reader.page(LEAVE_REQUESTS, wish)).dicts()
    ]


@dataclass(frozen=True)
class Sayer:
    """Says things in the reader's language."""

    reader: Reader

    def __call__(self, words: Words) -> str:
        return translate(words, self.reader.scope.language)

    def day(self, day: date) -> str:
        """A date in a table."""
        return format_date(day, self.reader.scope.language)

    def span(self, first: date, last: date | None) -> str:
        """From a day, through another."""
        if last is None:
            return self(_("since {day}").fill(day=first))
        return self.day(first) if first == last else f"{self.day(first)} – {self.day(last)}"

    def number(self, value: Decimal) -> str:
        """Without needless zeros."""
        return format_number(value.normalize() if value else Decimal(0), self.reader.scope.language)

    def choice(self, choices: tuple[Choice, ...], value: Any) -> str:
        """The words of a value."""
        return next((self(choice.title) for choice in choices if choice.value == value), str(value))
