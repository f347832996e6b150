"""My data: what the company keeps about the reader, and what the reader may do."""

from dataclasses import dataclass

from dapur.queries.reader import Reader
from dapur_hr.pages.person_facts import Balance, Leave, Person, balances_of, chain_of, employment_facts, leave_of
from dapur_hr.queries.employees import EMPLOYEES
from dapur_hr.queries.narrowing import visible


@dataclass(frozen=True)
class Me:
    """The page. employee: 0 for somebody who is none; pay, personal: whether there is a page of it for the reader."""

    employee: int
    name: str = ""
    code: str = ""
    position: str = ""
    unit: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    chain: tuple[Person, ...] = ()
    balances: tuple[Balance, ...] = ()
    leave: tuple[Leave, ...] = ()
    pay: bool = False
    personal: bool = False
    ask: bool = False


async def me(reader: Reader, _parameters: dict[str, str]) -> Me:
    """The reader's own data. Pay and personal data are a click away, so that only what is wanted is read and recorded."""
    own = await reader.value("select hr.employee_of(%s, %s)", reader.scope.company, reader.scope.user)
    if own is None:
        return Me(0)
    row = await reader.one(EMPLOYEES, own)
    seen = {
        name: bool(await visible(reader, name, [own]))
        for name in ("hr.employee.read", "hr.leave.read", "hr.pay.read", "hr.personal.read")
    }
    return Me(
        own,
        row["name"],
        row["code"],
        row["position"],
        row["unit"],
        tuple(await employment_facts(reader, own)) if seen["hr.employee.read"] else (),
        tuple(await chain_of(reader, row["party"])),
        tuple(await balances_of(reader, own)) if seen["hr.leave.read"] else (),
        tuple(await leave_of(reader, own)) if seen["hr.leave.read"] else (),
        seen["hr.pay.read"],
        seen["hr.personal.read"],
        reader.scope.may("hr.leave.request"),
    )
