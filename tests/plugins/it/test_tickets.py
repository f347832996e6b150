"""Tickets: who sees what, the clock in the list, what cannot be rewritten."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dapur.contract import Conflict, NotFound, Refused
from dapur.house import House
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_company, new_member
from dapur.testing.databases import TestDatabase
from dapur_base.calendars import working_time
from dapur_it.clocks import spans_of
from dapur_it.rules.clock import Span, due_of, read_clock, spent
from dapur_it.rules.markdown import as_html
from tests.clock import at
from tests.plugins.base.calendars import calendar
from tests.plugins.it.tickets import queue_of, row_of

BEGAN = datetime(2026, 8, 10, 1, 0, tzinfo=UTC)
STATES = ("open", "waiting_customer", "waiting_supplier", "solved")
STEPS = st.lists(st.tuples(st.sampled_from(STATES), st.integers(1, 3000)), min_size=1, max_size=8)


async def test_everybody_sees_their_own_requests_and_no_notes(actor: Actor) -> None:
    budi, rina = [await new_member(actor, "clerk", name=name) for name in ("Budi", "Rina")]
    ticket = (await budi.perform("it.ask_for_help", title="Wi-Fi mati")).id
    await actor.perform("it.write_to_ticket", id=ticket, body="Kabelnya digigit tikus", readers="internal")
    await actor.perform("it.write_to_ticket", id=ticket, body="Sudah menyala?", then="solved")

    assert [row["body"] for row in (await budi.page("it.my_messages")).dicts()] == ["Sudah menyala?"]
    assert (await rina.page("it.my_tickets")).rows == (await rina.page("it.my_messages")).rows == []
    with pytest.raises(NotFound):
        await rina.perform("it.answer_my_ticket", id=ticket, body="Saya juga")
    await budi.perform("it.answer_my_ticket", id=ticket, body="Belum.")
    assert (await actor.page("it.tickets")).dicts()[0]["status"] == "open"
    with pytest.raises(Refused) as caught:
        await budi.perform("it.confirm_solved", id=ticket)
    assert caught.value.code == "IT_NOT_SOLVED"


async def test_the_first_answer_stops_its_clock_and_a_note_does_not(actor: Actor) -> None:
    budi = await new_member(actor, "clerk", name="Budi")
    ticket = (await budi.perform("it.ask_for_help", title="Printer")).id

    await actor.perform("it.write_to_ticket", id=ticket, body="cek dulu", readers="internal")
    assert (await row_of(actor, ticket))["responded_at"] is None
    await actor.perform("it.write_to_ticket", id=ticket, body="Kami cek.")
    row = await row_of(actor, ticket)
    assert (row["responded_at"] is not None, row["assignee_id"]) == (True, actor.scope.user)


@pytest_asyncio.fixture(loop_scope="session")
async def at_ten(clocked: House, database: TestDatabase) -> AsyncIterator[Actor]:
    """An administrator for whom it is ten o'clock on a working day, and stays so."""
    with at(database, "2026-11-30T10:00+07:00"):
        yield await new_company(clocked)


async def test_the_queue_is_sorted_by_working_minutes_left(at_ten: Actor) -> None:
    actor = at_ten
    queue = await queue_of(actor)
    for priority in ("P4", "P1", "P3", "P2"):
        await actor.perform("it.open_ticket", title=priority, queue_id=queue, priority=priority)
    waiting = (await actor.perform("it.open_ticket", title="menunggu", queue_id=queue, priority="P1")).id
    await actor.perform("it.set_state", id=waiting, state="waiting_customer")

    rows = (await actor.page("it.tickets", Wish(filters={"status": ["open"]}))).dicts()

    assert [row["title"] for row in rows] == ["P1", "P2", "P3", "P4"]
    assert [row["left"] for row in rows] == [30, 60, 240, 480], "the first answer is owed first"
    stood = (await actor.page("it.tickets", Wish(filters={"status": ["waiting_customer"]}))).dicts()[0]
    assert (stood["next_due"], stood["left"]) == (None, 30)


async def test_two_who_take_a_ticket_are_told_of_each_other(actor: Actor) -> None:
    rina = await new_member(actor, "it_support", name="Rina")
    ticket = (await actor.perform("it.open_ticket", title="Server", queue_id=await queue_of(actor))).id

    await rina.perform("it.take_ticket", id=ticket)
    with pytest.raises(Refused) as caught:
        await actor.perform("it.take_ticket", id=ticket)
    assert caught.value.code == "IT_TICKET_TAKEN"
    with pytest.raises(Conflict):
        await actor.perform("it.change_ticket", id=ticket, version=0, title="X", kind="problem")


async def test_a_closed_ticket_is_asked_anew(actor: Actor) -> None:
    ticket = (await actor.perform("it.ask_for_help", title="Layar")).id
    await actor.perform("it.solve_ticket", id=ticket)
    await actor.perform("it.confirm_solved", id=ticket)

    for name, fields in (("it.reopen_ticket", {}), ("it.write_to_ticket", {"body": "x"}), ("it.answer_my_ticket", {"body": "x"})):
        with pytest.raises(Refused) as caught:
            await actor.perform(name, {"id": ticket, **fields})
        assert caught.value.code == "IT_TICKET_CLOSED"


async def test_no_script_rewrites_the_clock_or_what_was_said(actor: Actor, app_url: str) -> None:
    ticket = (await actor.perform("it.ask_for_help", title="Jam")).id
    await actor.perform("it.write_to_ticket", id=ticket, body="Halo", then="waiting_customer")
    attacks = (
        ("update it.ticket_interval set to_at = core.now() where to_at is not null", "stays as it ran"),
        ("update it.ticket_interval set from_at = core.now()", "permission denied"),
        ("delete from it.ticket_interval", "permission denied"),
        ("update it.ticket_message set body = 'x'", "permission denied"),
        ("delete from it.due_change", "permission denied"),
        (
            "insert into it.ticket_interval (company_id, ticket_id, state, from_at, set_by)"
            " select company_id, ticket_id, 'open', from_at, 0 from it.ticket_interval",
            "conflicting key|duplicate key",
        ),
    )
    for sql, sentence in attacks:
        with psycopg.connect(app_url) as connection:
            connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
            with pytest.raises(psycopg.Error, match=sentence):
                connection.execute(sql.encode())
    reader = await actor.reader()
    assert [span.state for span in (await spans_of(reader, [ticket]))[ticket]] == ["open", "waiting_customer"]


async def test_a_report_explains_the_due_moment(at_ten: Actor) -> None:
    actor = at_ten
    ticket = (await actor.perform("it.open_ticket", title="Jam", queue_id=await queue_of(actor), priority="P2")).id

    sheet = await actor.report("it.clock", ticket=ticket)

    headings = [(row.cells[0], row.cells[3]) for row in sheet.rows if row.style == "heading"]
    counted = sum(
        row.cells[3] for row in sheet.rows if row.level == 1 and row.cells[4] in ("dihitung", "counts") and row.cells[3]
    )
    assert [minutes for _title, minutes in headings] == [None, 60, 480]
    assert counted == 540
    with pytest.raises(NotFound):
        await actor.report("it.clock", ticket=ticket + 999)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, st.integers(1, 5000))
def test_every_minute_counts_in_one_bucket_and_what_is_left_is_what_was_not_worked(
    steps: list[tuple[str, int]], target: int
) -> None:
    office = calendar(off=["2026-08-17"])
    spans, at = [], BEGAN
    for state, minutes in steps:
        spans.append(Span(state, at, at + timedelta(minutes=minutes)))
        at = spans[-1].end or at
    spans[-1] = Span(spans[-1].state, spans[-1].start)

    reading = read_clock(office, BEGAN, target, spans, at)

    buckets = spent(office, spans, at)
    assert sum(buckets.values(), timedelta()) == working_time(office, BEGAN, at)
    assert reading.left == timedelta(minutes=target) - buckets["worked"]
    moment = due_of(office, BEGAN, target, spans).at
    if moment is not None and moment <= at and spans[-1].state == "open":
        assert reading.breached == (moment < at)


def test_an_article_is_never_markup_of_the_page() -> None:
    html = as_html("# Judul\n<script>x()</script> [klik](javascript:alert(1)) **ya**")

    assert "<h2>Judul</h2>" in html
    assert "<script" not in html
    assert "javascript:" not in html.replace("(javascript:alert(1))", "")
    assert "<strong>ya</strong>" in html


async def test_two_first_tickets_at_once_both_have_their_clock(actor: Actor) -> None:
    made = await asyncio.gather(*(actor.perform("it.open_ticket", title=title) for title in ("Printer", "Jaringan")))

    rows = (await actor.page("it.tickets", Wish(columns=("id", "left")))).dicts()
    assert {row["id"] for row in rows} == {one.id for one in made}
    assert all(row["left"] is not None for row in rows)
