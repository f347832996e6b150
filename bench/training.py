"""Coverage of 2,000 learners × 20 duties, and 200 people who take a quiz at once, beside raw SQL."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import psycopg

from bench.findings import Finding, at_least, at_most
from bench.place import Place, bookkeeper
from bench.timing import compare, milliseconds
from dapur.database.pools import Overloaded
from dapur.testing.companies import Actor, new_user

PEOPLE, DUTIES, TAKERS, QUESTIONS = 2_000, 20, 200, 20
DAY = date(2026, 11, 20)

# What a bare report would ask, with the same answer: no functions, no row security beyond the company's.
RAW_COVERAGE = """
with held as (select party_id, course_id, max(valid_through) as last from training.certificate where company_id = %s and issued_on <= %s
              group by 1, 2)
select d.id, count(*), count(*) filter (where h.last >= %s)
from training.duty d join base.assignment a on a.company_id = d.company_id and a.known_to is null and a.from_day <= %s
    and (a.to_day is null or a.to_day >= %s)
left join held h on h.party_id = a.party_id and h.course_id = d.course_id
where d.company_id = %s group by 1
"""
FILL = (
    "insert into base.party (company_id, name, kind) select %(c)s, 'Orang ' || n, 'person' from generate_series(1, %(people)s) n",
    "insert into base.assignment (company_id, party_id, unit_id, from_day) select company_id, id, %(unit)s, '2025-01-01' from base.party"
    " where company_id = %(c)s and name like 'Orang %%'",
    "insert into training.completion (company_id, party_id, course_id, version_id, on_day, how, note, noted_by)"
    " select p.company_id, p.id, v.course_id, v.id, %(day)s::date - ((p.id * 7 + v.id * 13) %% 400)::int, 'elsewhere', 'x', %(u)s"
    " from base.party p join training.course_version v on v.company_id = p.company_id where p.company_id = %(c)s"
    " and p.name like 'Orang %%' and (p.id + v.id) %% 5 <> 0",
    "insert into training.certificate (company_id, number, party_id, course_id, completion_id, holder, title_id, title_en, issued_on,"
    " valid_through, code) select company_id, 'B/' || id, party_id, course_id, id, 'x', 'x', 'x', on_day, on_day + 365,"
    " repeat('x', 24) || id from training.completion where company_id = %(c)s",
)
RAW_TABLE = """
create table if not exists bench.answer (company_id bigint, attempt_id bigint, position smallint, chosen text[], answered_at timestamptz,
    primary key (company_id, attempt_id, position));
grant select, insert, update, delete on bench.answer to dapur_app;
"""
RAW_AT_ONCE = asyncio.Semaphore(8)
RAW_ANSWER = (
    "insert into bench.answer values (%s, %s, %s, %s, now())"
    " on conflict (company_id, attempt_id, position) do update set chosen = excluded.chosen"
)


async def measure(where: Place) -> list[Finding]:
    """Both, in one company each."""
    async with bookkeeper(where) as actor:
        return [*await _coverage(where, actor), *await _takers(where, actor)]


async def _course(actor: Actor, code: str, **facts: Any) -> int:
    kind = "self_paced" if "quiz" in facts else "external"
    saved = await actor.perform("training.save_course", code=code, title_id=code, title_en=code, kind=kind)
    await actor.perform("training.save_version", id=saved.draft, **facts)
    await actor.perform("training.publish_version", id=saved.draft)
    return int(saved.id)


async def _coverage(where: Place, actor: Actor) -> list[Finding]:
    unit = await actor.perform("base.save_organisation_unit", code="KP", name="Kantor")
    for number in range(DUTIES):
        course = await _course(actor, f"D-{number}", validity_months=12)
        await actor.perform("training.save_duty", course=course, from_day="2025-01-01")
    company = actor.scope.company
    values = {"c": company, "people": PEOPLE, "unit": unit.id, "day": DAY, "u": actor.scope.user}
    with psycopg.connect(where.database.app_url) as connection:
        connection.execute("select core.begin_read(%s, %s)", (company, actor.scope.user))
        for statement in FILL:
            connection.execute(statement.encode(), values)
    with psycopg.connect(where.database.owner_url, autocommit=True) as connection:
        connection.execute("analyze")
    reader = await actor.reader()

    async def ours() -> int:
        sheet = await reader.report(actor.house.registry.reports["training.coverage"], {"day": DAY})
        assert len(sheet.rows) == DUTIES and sum(row.cells[3] for row in sheet.rows) == PEOPLE * DUTIES
        return 1

    async def raw() -> int:
        rows = await reader.rows(RAW_COVERAGE, company, DAY, DAY, DAY, DAY, company)
        assert sum(row[1] for row in rows) == PEOPLE * DUTIES
        return 1

    pace = await compare(ours, raw, rounds=5)
    took = await milliseconds(ours)
    return [
        at_most(f"Coverage of {PEOPLE:,} people × {DUTIES} duties, the whole report", took, 400, " ms"),
        at_least("… of the same sums asked raw", pace.ratio, 0.5),
    ]


async def _takers(where: Place, actor: Actor) -> list[Finding]:
    """All answer all questions at once; afterwards every answer is there, and every score is right."""
    pool = await actor.perform("training.save_pool", name="Bank")
    options = [{"text_id": "Ya", "is_right": True}, {"text_id": "Tidak"}]
    for number in range(QUESTIONS):
        await actor.perform("training.add_question", pool=pool.id, body_id=f"Soal {number}", options=options)
    quiz = await actor.perform("training.save_quiz", name="Kuis", parts=[{"pool": pool.id}])
    course = await _course(actor, "KUIS", quiz=quiz.id)
    people = [await _taker(actor, number) for number in range(TAKERS)]
    for person in people:
        await person.perform("training.enrol_myself", course=course)
    attempts = [(await person.perform("training.start_attempt", course=course)).id for person in people]
    with psycopg.connect(where.database.owner_url, autocommit=True) as connection:
        connection.execute(RAW_TABLE.encode())
    positions = iter(range(1, QUESTIONS + 1))

    async def ours() -> int:
        position = next(positions)
        await asyncio.gather(*(_save(person, attempt, position) for person, attempt in zip(people, attempts, strict=True)))
        return TAKERS

    async def raw() -> int:
        await asyncio.gather(*(_raw_answer(actor, attempt) for attempt in attempts))
        return TAKERS

    pace = await compare(ours, raw, rounds=5)
    for position in positions:
        await asyncio.gather(*(_save(person, attempt, position) for person, attempt in zip(people, attempts, strict=True)))
    graded = await asyncio.gather(
        *(
            _patiently(person, "training.submit_attempt", attempt=attempt)
            for person, attempt in zip(people, attempts, strict=True)
        )
    )
    lost = sum(QUESTIONS - int(result.score) for result in graded)
    return [
        at_least(
            f"{TAKERS} quiz takers at once: answers saved, of raw single statements",
            pace.ratio,
            0.25,
            f"{pace.ours:.0f} a second",
        ),
        at_most("… answers lost", lost, 0),
    ]


async def _save(person: Actor, attempt: int, position: int) -> None:
    await _patiently(person, "training.save_answer", attempt=attempt, position=position, chosen=["a"])


async def _patiently(person: Actor, operation: str, **fields: Any) -> Any:
    """Again while the house says that too much is going on: what the page does with an answer that did not arrive."""
    while True:
        try:
            return await person.perform(operation, **fields)
        except Overloaded:
            await asyncio.sleep(0.2)


async def _taker(actor: Actor, number: int) -> Actor:
    user, email = await new_user(actor.house, f"Peserta {number}")
    async with actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (actor.scope.company, actor.scope.user))
        await connection.execute(
            b"insert into core.membership (company_id, user_id) values (%s, %s)", (actor.scope.company, user)
        )
    await actor.perform("base.save_party", name=f"Peserta {number}", kind="person", user=user)
    return replace(actor, scope=replace(actor.scope, user=user), email=email)


async def _raw_answer(actor: Actor, attempt: int) -> None:
    async with RAW_AT_ONCE, actor.house.pools.write() as connection, connection.transaction():
        await connection.execute(RAW_ANSWER.encode(), (actor.scope.company, attempt, 1, ["a"]))
