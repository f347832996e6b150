"""Who is covered on a day, past or future: what other plugins may ask training too (`dapur.services.training`).

A future day is answered by what is known now: a certificate that ends before it does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dapur_base.reading import Source, rows_of


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """How somebody stands with a duty on a day. valid_through: None without end, or without any certificate."""

    duty: int
    course: int
    course_code: str
    title_id: str
    title_en: str
    is_self_paced: bool
    party: int
    name: str
    status: str
    valid_through: date | None


@dataclass(frozen=True, slots=True)
class DutyCoverage:
    """A duty on a day: how many it binds, and how they stand. Covered: valid or expiring."""

    duty: int
    course_code: str
    title_id: str
    title_en: str
    scope_id: str
    scope_en: str
    control: str
    bound: int
    valid: int
    expiring: int
    expired: int
    missing: int

    @property
    def covered(self) -> int:
        """Who counts on this day."""
        return self.valid + self.expiring


_STANDING = "training.standing(h.endless, h.valid_through, %s::date, %s::int)"
_FROM = (
    " from training.bound_on(%s, %s) b join training.course c on c.company_id = %s and c.id = b.course_id"
    " left join training.held_on(%s, %s) h on h.party_id = b.party_id and h.course_id = b.course_id"
)


async def standings_on(
    source: Source, day: date, warn_days: int, *, duty: int | None = None, parties: Sequence[int] | None = None
) -> list[PersonStanding]:
    """Everybody whom a duty binds on a day (of one duty, of these people), by course and name."""
    company = source.scope.company
    rows = await rows_of(
        source,
        f"select b.duty_id, c.id, c.code, c.title_id, c.title_en, c.kind = 'self_paced', b.party_id, p.name, {_STANDING},"
        f" case when h.endless then null else h.valid_through end{_FROM}"
        " join base.party p on p.company_id = %s and p.id = b.party_id"
        " where (%s::bigint is null or b.duty_id = %s) and (%s::bigint[] is null or b.party_id = any (%s)) order by c.code, p.name, 1",
        *(day, warn_days, company, day, company, company, day, company, duty, duty),
        *(None if parties is None else list(parties), None if parties is None else list(parties)),
    )
    return [PersonStanding(*row) for row in rows]


async def coverage_on(source: Source, day: date, warn_days: int) -> list[DutyCoverage]:
    """Each duty of a day with its figures, by course."""
    company = source.scope.company
    names = ("valid", "expiring", "expired", "missing")
    counts = ", ".join(f"count(*) filter (where status = '{name}') as {name}" for name in names)
    rows = await rows_of(
        source,
        # Counted by the duty's number alone; names are joined to the few sums.
        f"with s as (select duty_id, count(*) as bound, {counts} from (select b.duty_id, {_STANDING} as status{_FROM}) p group by 1)"
        " select d.id, c.code, c.title_id, c.title_en, coalesce(p.title_id, u.name, ''), coalesce(p.title_en, u.name, ''), d.control,"
        " s.bound, s.valid, s.expiring, s.expired, s.missing from s join training.duty d on d.company_id = %s and d.id = s.duty_id"
        " join training.course c on c.company_id = d.company_id and c.id = d.course_id"
        " left join base.position p on p.company_id = d.company_id and p.id = d.position_id"
        " left join base.organisation_unit u on u.company_id = d.company_id and u.id = d.unit_id order by c.code, d.id",
        *(day, warn_days, company, day, company, company, day, company),
    )
    return [DutyCoverage(*row) for row in rows]


async def may_work(source: Source, party: int, day: date) -> list[str]:
    """Codes of the courses of which somebody lacks a certificate that counts on a day; empty: they may."""
    return [s.course_code for s in await standings_on(source, day, 0, parties=[party]) if s.status in ("expired", "missing")]
