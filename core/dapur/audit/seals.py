"""Sealing and checking the audit log, company by company."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dapur.contract import Refused, _
from dapur.house import House

SENTENCES = {
    "missing": "records {first} to {last}: some are missing",
    "changed": "records {first} to {last}: at least one was changed or deleted",
    "chain": "records {first} to {last}: their seal does not follow from the one before",
    "cut": "the log was cut: its seal at record {last} is gone or another one",
    "fewer": "{last} sealed records are missing",
    "company": "the company is gone",
}


@dataclass(frozen=True)
class Wrong:
    """Something that does not hold. kind: a key of SENTENCES; first and last: positions in the log."""

    code: str
    kind: str
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        return f"{self.code}: {SENTENCES[self.kind].format(first=self.first, last=self.last)}"


@dataclass
class Findings:
    """What a check found. `wrong` is empty when every seal holds."""

    seals: int = 0
    unsealed: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """A sentence for each thing that does not hold."""
        return [str(one) for one in self.wrong]

    @property
    def summary(self) -> str:
        """One line for people."""
        state = (
            "all seals hold"
            if not self.problems
            else f"{len(self.problems)} {'problem' if len(self.problems) == 1 else 'problems'}"
        )
        return f"{self.seals} seals checked, {self.unsealed} records not sealed yet: {state}."


@dataclass(frozen=True)
class Head:
    """The last seal of a company's log, written down elsewhere: it finds a cut tail."""

    code: str
    position: int
    chain: str

    def __str__(self) -> str:
        return f"{self.code} {self.position} {self.chain}"


def read_heads(text: str) -> list[Head]:
    """What `dapur audit seal` printed. Raises Refused for a line that is none of these."""
    heads = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.split()
        if not parts:
            continue
        if len(parts) != 3 or not parts[1].isdigit():
            raise Refused("HEAD_UNREADABLE", _("Line {line} is no head that `dapur audit seal` printed.").fill(line=str(number)))
        heads.append(Head(parts[0], int(parts[1]), parts[2]))
    return heads


async def seal_company(house: House, company: int) -> int:
    """Seal everything that is surely committed. Returns how many records."""
    total = 0
    while True:
        async with house.pools.write() as connection, connection.transaction():
            await connection.execute(b"select core.begin_read(%s, null)", (company,))
            row = await (await connection.execute(b"select core.seal_audit(%s)", (company,))).fetchone()
        count = row[0] if row else 0
        total += count
        if count == 0:
            return total


async def seal_all(house: House) -> list[Head]:
    """Seal every company's log; the heads are to be kept elsewhere."""
    heads = []
    for company, code in await _companies(house):
        await seal_company(house, company)
        async with house.pools.read() as connection, connection.pipeline():
            await connection.execute(b"select core.begin_read(%s, null)", (company,))
            row = await (
                await connection.execute(
                    b"select last_position, encode(chain_hash, 'hex') from core.audit_seal where company_id = %s order by last_position desc limit 1",
                    (company,),
                )
            ).fetchone()
        heads.append(Head(code, row[0], row[1]) if row else Head(code, 0, "-"))
    return heads


async def verify_all(house: House, heads: Sequence[Head] = ()) -> Findings:
    """Check every company's seals, and that heads kept elsewhere are still in their chains."""
    findings = Findings()
    companies = await _companies(house)
    known = {code for _id, code in companies}
    findings.wrong += [Wrong(head.code, "company") for head in heads if head.code not in known]
    for company, code in companies:
        await verify_company(house, company, code, findings, heads)
    return findings


async def _has(house: House, company: int, head: Head) -> bool:
    async with house.pools.read() as connection, connection.pipeline():
        await connection.execute(b"select core.begin_read(%s, null)", (company,))
        cursor = await connection.execute(
            b"select 1 from core.audit_seal where company_id = %s and last_position = %s and encode(chain_hash, 'hex') = %s",
            (company, head.position, head.chain),
        )
        return await cursor.fetchone() is not None


async def verify_company(house: House, company: int, code: str, findings: Findings, heads: Sequence[Head] = ()) -> None:
    """Check one company's seals, and its heads among these, and add what does not hold."""
    async with house.pools.read() as connection, connection.pipeline():
        await connection.execute(b"select core.begin_read(%s, null)", (company,))
        wrong = await (await connection.execute(b"select * from core.verify_audit(%s)", (company,))).fetchall()
        counts = await (
            await connection.execute(
                b"select (select count(*) from core.audit_seal where company_id = %s),"
                b" (select count(*) from core.audit_log where company_id = %s)"
                b" - (select count(*) from core.audit_order where company_id = %s)",
                (company, company, company),
            )
        ).fetchone()
    findings.wrong += [Wrong(code, kind, first, last) for first, last, kind in wrong]
    if counts:
        findings.seals += counts[0]
        findings.unsealed += counts[1]
        if counts[1] < 0:
            findings.wrong.append(Wrong(code, "fewer", last=-counts[1]))
    for head in heads:
        if head.code == code and head.position and not await _has(house, company, head):
            findings.wrong.append(Wrong(code, "cut", last=head.position))


async def _companies(house: House) -> list[tuple[int, str]]:
    async with house.pools.read() as connection:
        return [
            (number, code)
            for number, code in await (await connection.execute(b"select id, code from core.company_codes()")).fetchall()
        ]
