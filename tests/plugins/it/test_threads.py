"""Tickets that belong together: merged, split, linked; and who looks at one now."""

import psycopg
import pytest

from dapur.contract import NotFound, Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor, new_member
from dapur_it.pages.answer_box import answer_box
from tests.plugins.it.tickets import letter, mailbox, queue_of, row_of


async def bodies(actor: Actor, ticket: int) -> list[str]:
    return [row["body"] for row in (await actor.page("it.messages", Wish(filters={"ticket": ticket}))).dicts()]


async def test_a_merged_ticket_gives_its_thread_and_points_to_the_other(actor: Actor) -> None:
    box = await mailbox(actor)
    first = await actor.perform("it.receive_mail", id=box, source=str(letter("ani@luar.id", "Printer macet", "Lampu merah.")))
    again = letter("ani@luar.id", "Printer lagi", "Masih macet.")
    second = await actor.perform("it.receive_mail", id=box, source=str(again))
    await actor.perform("it.write_to_ticket", id=second.ticket_id, body="sama dengan kemarin", readers="internal")
    asset = (await actor.perform("it.save_asset", code="PR-9", name="Printer")).id
    await actor.perform("it.link_asset", id=second.ticket_id, asset_id=asset)
    old = await row_of(actor, second.ticket_id)

    await actor.perform("it.merge_ticket", id=second.ticket_id, into_id=first.ticket_id)

    said = await bodies(actor, first.ticket_id)
    assert {"Lampu merah.", "Masih macet.", "sama dengan kemarin"} <= set(said)
    assert await bodies(actor, second.ticket_id) == []
    row = await row_of(actor, second.ticket_id)
    assert (row["status"], row["merged_into_id"]) == ("closed", first.ticket_id)
    reader = await actor.reader()
    things = "select count(*) from it.ticket_asset where company_id = %s and ticket_id = %s"
    assert await reader.value(things, actor.scope.company, first.ticket_id) == 1

    by_thread = letter("ani@luar.id", "terserah", "Sudah jalan.", In_Reply_To=str(again["Message-ID"]))
    by_number = letter("ani@luar.id", f"Re: [{old['number']}] Printer lagi", "Terima kasih.")
    for answer in (by_thread, by_number):
        found = await actor.perform("it.receive_mail", id=box, source=str(answer))
        assert (found.outcome, found.ticket_id) == ("comment", first.ticket_id), "the old number and thread lead to the new"
    with pytest.raises(Refused) as caught:
        await actor.perform("it.merge_ticket", id=first.ticket_id, into_id=second.ticket_id)
    assert caught.value.code == "IT_TICKET_CLOSED"


async def test_a_chain_of_merged_tickets_leads_to_the_last(actor: Actor) -> None:
    one, two, three = [(await actor.perform("it.ask_for_help", title=title)).id for title in ("A", "B", "C")]

    await actor.perform("it.merge_ticket", id=one, into_id=two)
    await actor.perform("it.merge_ticket", id=two, into_id=three)

    assert [(await row_of(actor, ticket))["merged_into_id"] for ticket in (one, two)] == [three, three]


async def test_nobody_reads_what_another_wrote_because_tickets_were_merged(actor: Actor) -> None:
    budi, rina = [await new_member(actor, "clerk", name=name) for name in ("Budi", "Rina")]
    of_budi, of_rina = [(await who.perform("it.ask_for_help", title="Gaji")).id for who in (budi, rina)]

    with pytest.raises(Refused) as caught:
        await actor.perform("it.merge_ticket", id=of_budi, into_id=of_rina)
    assert caught.value.code == "IT_OTHER_REQUESTER"
    with pytest.raises(Refused) as caught:
        await actor.perform("it.merge_ticket", id=of_budi, into_id=of_budi)
    assert caught.value.code == "IT_SAME_TICKET"


async def test_a_split_takes_the_chosen_messages_and_the_answers_to_them(actor: Actor) -> None:
    box = await mailbox(actor)
    first = letter("ani@luar.id", "Layar", "Layar bergaris.")
    ticket = (await actor.perform("it.receive_mail", id=box, source=str(first))).ticket_id
    other = letter("ani@luar.id", "Re: Layar", "Saya juga butuh tetikus.", In_Reply_To=str(first["Message-ID"]))
    await actor.perform("it.receive_mail", id=box, source=str(other))
    chosen = [
        row["id"]
        for row in (await actor.page("it.messages", Wish(filters={"ticket": ticket}))).dicts()
        if "tetikus" in row["body"]
    ]

    made = await actor.perform("it.split_ticket", id=ticket, title="Tetikus baru", messages=chosen)

    assert await bodies(actor, made.id) == ["Saya juga butuh tetikus."]
    assert "Saya juga butuh tetikus." not in await bodies(actor, ticket)
    row = await row_of(actor, made.id)
    assert (row["title"], row["requester_email"], row["status"]) == ("Tetikus baru", "ani@luar.id", "open")
    answer = letter("ani@luar.id", "x", "Yang kecil.", In_Reply_To=str(other["Message-ID"]))
    assert (await actor.perform("it.receive_mail", id=box, source=str(answer))).ticket_id == made.id
    (link,) = (await actor.page("it.ticket_links", Wish(filters={"ticket": ticket}))).dicts()
    assert (link["ticket_id"], link["kind"], link["other_id"]) == (made.id, "split_from", ticket)
    with pytest.raises(NotFound):
        await actor.perform("it.split_ticket", id=ticket, title="Lagi", messages=chosen)
    assert len((await actor.page("it.tickets")).rows) == 2, "what is refused makes no ticket"


async def test_a_link_is_one_and_shows_at_both_ends(actor: Actor) -> None:
    one, two = [(await actor.perform("it.ask_for_help", title=title)).id for title in ("Gejala", "Sebab")]

    await actor.perform("it.link_ticket", id=one, kind="caused_by", other_id=two)
    await actor.perform("it.link_ticket", id=two, kind="causes", other_id=one)
    await actor.perform("it.link_ticket", id=two, other_id=one)
    await actor.perform("it.link_ticket", id=one, other_id=two)

    for ticket in (one, two):
        rows = (await actor.page("it.ticket_links", Wish(filters={"ticket": ticket}))).dicts()
        assert {(row["ticket_id"], row["kind"], row["other_id"]) for row in rows} == {
            (one, "caused_by", two),
            (one, "relates", two),
        }
    for row in rows:
        await actor.perform("it.unlink_ticket", id=row["id"])
    assert (await actor.page("it.ticket_links")).rows == []
    with pytest.raises(Refused) as caught:
        await actor.perform("it.link_ticket", id=one, other_id=one)
    assert caught.value.code == "IT_SAME_TICKET"


async def test_who_reads_a_ticket_shows_in_the_list_and_inside_and_nobody_keeps_it(actor: Actor, owner_url: str) -> None:
    rina = await new_member(actor, "it_support", name="Rina")
    ticket = (await actor.perform("it.open_ticket", title="Server", queue_id=await queue_of(actor))).id
    with psycopg.connect(owner_url) as owner:
        count = "select count(*) from core.audit_log where company_id = %s"
        before = owner.execute(count, (actor.scope.company,)).fetchone()
        assert (await rina.perform("it.look_at_ticket", id=ticket)).said == ""
        assert (await actor.perform("it.look_at_ticket", id=ticket)).said == "Rina sedang membaca ini."
        owner.rollback()
        assert owner.execute(count, (actor.scope.company,)).fetchone() == before, "looking leaves no trace"
    assert (await row_of(actor, ticket))["readers"] == "Rina", "oneself is no news"

    await rina.through("page").perform(
        "web.keep_form_draft", form=f"it/do/write_to_ticket?id={ticket}", content={"body": "Sudah"}
    )
    assert (await actor.perform("it.look_at_ticket", id=ticket)).said == "Rina sedang menulis jawaban."
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        owner.execute("update it.presence set seen_at = seen_at - interval '2 minutes' where ticket_id = %s", (ticket,))
    assert (await row_of(actor, ticket))["readers"] is None
    with pytest.raises(NotFound):
        await actor.perform("it.look_at_ticket", id=ticket + 999)

    kept = "select count(*) from it.presence where ticket_id = %s"
    await actor.perform("it.watch_clocks")
    assert await (await actor.reader()).value(kept, ticket) == 2
    with psycopg.connect(owner_url) as owner:
        owner.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
        owner.execute("update it.presence set seen_at = seen_at - interval '6 minutes' where ticket_id = %s", (ticket,))
    await actor.perform("it.watch_clocks")
    assert await (await actor.reader()).value(kept, ticket) == 0, "whoever went away is forgotten, whatever they look at next"


async def test_an_answer_that_was_taken_over_before_is_not_taken_over_twice(actor: Actor) -> None:
    old, ticket = [(await actor.perform("it.open_ticket", title="VPN", queue_id=await queue_of(actor))).id for _n in range(2)]
    await actor.perform("it.write_to_ticket", id=old, body="Mulai ulang.\nLalu masuk lagi.")
    message = str((await actor.page("it.messages")).dicts()[0]["id"])
    form = f"it/do/write_to_ticket?id={ticket}"
    for body, shown in (
        ("", "Mulai ulang.\nLalu masuk lagi."),
        ("Halo", "Halo\n\nMulai ulang.\nLalu masuk lagi."),
        ("Halo\r\n\r\nMulai ulang.\r\nLalu masuk lagi.", "Halo\r\n\r\nMulai ulang.\r\nLalu masuk lagi."),
    ):
        await actor.through("page").perform("web.keep_form_draft", form=form, content={"body": body})
        box = await answer_box(await actor.reader(), ticket, message)
        assert (box.text, box.begins) == (shown, True)


async def test_no_script_rewrites_what_was_said(actor: Actor, app_url: str) -> None:
    ticket = (await actor.perform("it.ask_for_help", title="Jam")).id
    await actor.perform("it.write_to_ticket", id=ticket, body="Halo")
    attacks = (
        ("update it.ticket_message set body = 'x'", "permission denied"),
        ("update it.ticket_message set ticket_id = 0", "foreign key"),
        ("delete from it.ticket_message", "permission denied"),
        ("update it.ticket set merged_into_id = id", "ticket_merged_is_closed"),
        (
            "insert into it.ticket_link (company_id, ticket_id, kind, other_id) select company_id, id, 'relates', id from it.ticket",
            "of_two",
        ),
    )
    for sql, sentence in attacks:
        with psycopg.connect(app_url) as connection:
            connection.execute("select set_config('dapur.company', %s, true)", (str(actor.scope.company),))
            with pytest.raises(psycopg.Error, match=sentence):
                connection.execute(sql.encode())
