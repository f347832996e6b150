"""Sealing and checking the audit log, company by company."""

from dataclasses import dataclass, field

from dapur.house import House


@dataclass
class Findings:
    """What a check found. `problems` is empty when every seal holds."""

    seals: int = 0
    unsealed: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """One line for people."""
        state = "all seals hold" if not self.problems else f"{len(self.problems)} problems"
        return f"{self.seals} seals checked, {self.unsealed} records not sealed yet: {state}."


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


async def seal_all(house: House) -> list[str]:
    """Seal every company's log; one line a company with the head to keep elsewhere."""
    lines = []
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
        lines.append(f"{code} {row[0]} {row[1]}" if row else f"{code} 0 -")
    return lines


async def verify_all(house: House) -> Findings:
    """Check every company's seals."""
    findings = Findings()
    for company, code in await _companies(house):
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
        findings.problems += [f"{code}: records {first} to {last}: {problem}" for first, last, problem in wrong]
        if counts:
            findings.seals += counts[0]
            findings.unsealed += counts[1]
            if counts[1] < 0:
                findings.problems.append(f"{code}: {-counts[1]} sealed records are missing")
    return findings


async def _companies(house: House) -> list[tuple[int, str]]:
    async with house.pools.read() as connection:
        return [
            (number, code)
            for number, code in await (await connection.execute(b"select id, code from core.company_codes()")).fetchall()
        ]
