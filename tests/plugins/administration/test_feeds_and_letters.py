"""Feeds for calendar programs, papers of letters, what the search finds, and the demo's sentences."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from dapur.contract import Forbidden, Refused
from dapur.language.pofile import read_entries
from dapur.testing.companies import new_member
from dapur.testing.visits import visiting
from tests.plugins.administration.conftest import Office


async def test_a_feed_shows_bookings_to_whoever_holds_its_address_until_it_is_closed(office: Office) -> None:
    await office.book("09:00", "10:00", title="Rapat; anggaran, akhir")
    made = await office.actor.perform("administration.make_feed", name="Merapi", shows="room", room_id=office.room)
    (feed,) = (await office.actor.page("administration.feeds")).dicts()
    row = await (await office.actor.reader()).one(office.actor.house.registry.queries["administration.feeds"], made.id)

    async with visiting(None, office.actor.house) as nobody:
        answer = await nobody.get(row["path"])
        wrong = await nobody.get(re.sub(r"/[^/]+\.ics$", "/" + "x" * 43 + ".ics", row["path"]))
        await office.actor.perform("administration.revoke_feed", id=feed["id"])
        closed = await nobody.get(row["path"])

    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Rapat\\; anggaran\\, akhir\r\n" in answer.text and "DTSTART:20270302T020000Z" in answer.text
    assert (wrong.status_code, closed.status_code) == (404, 404)


async def test_feeds_are_seen_by_their_maker_alone_and_need_the_right_to_what_they_show(office: Office) -> None:
    await office.actor.perform("administration.make_feed", name="Saya")
    clerk = await new_member(office.actor, "clerk")

    assert (await clerk.page("administration.feeds")).rows == []
    with pytest.raises(Forbidden):
        await office.actor.without("administration.control.read").perform(
            "administration.make_feed", name="X", shows="obligations"
        )


async def test_a_template_is_filled_and_what_is_open_keeps_the_letter_from_being_issued(office: Office) -> None:
    body = "{recipient} diundang ke {acara} pada {date}, nomor {number}."
    made = await office.actor.perform(
        "administration.save_letter_template", name="Undangan", kind_id=office.kind, subject="Undangan {acara}", body=body
    )
    open_ = await office.draft(template_id=made.id, kind_id=None, subject="")

    with pytest.raises(Refused, match=r"Fill \{acara\} in the text first"):
        await office.actor.perform("administration.issue_letter", id=open_)

    values = [{"place": "acara", "value": "rapat"}]
    letter = await office.draft(template_id=made.id, kind_id=None, subject="", values=values)
    await office.actor.perform("administration.issue_letter", id=letter, letter_date="2026-08-03")
    reader = await office.actor.reader()
    paper = await reader.document(reader.house.registry.documents["administration.letter"], {"id": letter})
    assert paper.name == "001-HRD-VIII-2026.pdf" and paper.content.startswith(b"%PDF")
    found = await reader.rows(
        "select title, detail from core.search(%s, '001/HRD', %s, '{administration}', 5)",
        office.actor.scope.company,
        ["administration.letter.read"],
    )
    assert [row[0] for row in found] == ["Undangan rapat"]


async def test_who_acts_gets_a_task_and_the_letter_stays_open_until_it_is_done(office: Office) -> None:
    budi = await new_member(office.actor, "clerk", name="Budi")
    letter = await office.actor.perform("administration.receive_letter", sender="Kantor pajak", subject="Tanya SPT")
    given = await office.actor.perform(
        "administration.dispose_letter", id=letter.id, owner_id=budi.scope.user, instruction="Jawab", due_in=3
    )

    with pytest.raises(Refused, match="Somebody still has to act on this letter"):
        await office.actor.perform("administration.close_incoming_letter", id=letter.id)
    await budi.perform("base.finish_task", id=given.task)
    await office.actor.perform("administration.close_incoming_letter", id=letter.id)

    (row,) = (await office.actor.page("administration.incoming_letters")).dicts()
    assert row["status"] == "done" and re.fullmatch(r"0001/M/\d{4}", row["code"])


async def test_the_words_of_a_document_are_found_until_it_is_destroyed(office: Office) -> None:
    actor = office.actor
    kept = await actor.perform(
        "administration.save_retention_class",
        code="V",
        name_id="V",
        name_en="V",
        active_years=0,
        inactive_years=0,
        outcome="destroy",
    )
    file = await actor.perform("core.upload_file", name="kontrak.txt", content=b"sewa gudang Cikarang")
    raw = {"title": "Kontrak", "class_id": kept.id, "document_date": "2001-01-02", "file": file.id}
    await actor.perform("administration.file_document", raw)

    async def found() -> int:
        sql = "select count(*) from core.search(%s, 'cikar', %s, '{administration}', 5)"
        reader = await actor.reader()
        return int(await reader.value(sql, actor.scope.company, ["administration.document.read"]))

    assert await found() == 1
    made = await actor.perform("administration.make_disposal_list")
    with pytest.raises(Refused, match="Somebody else must approve it"):
        await actor.perform("administration.approve_disposal_list", id=made.id)
    second = await new_member(actor, "administrator")
    await second.perform("administration.approve_disposal_list", id=made.id)
    await actor.perform("administration.destroy_documents", id=made.id)
    assert await found() == 0


async def test_the_rest_of_a_series_moves_all_or_none(office: Office) -> None:
    series = {
        "room_id": office.room,
        "title": "Rapat",
        "day": "2027-03-01",
        "starts": "09:00",
        "ends": "10:00",
        "count": 4,
        "on_holiday": "keep",
    }
    await office.actor.perform("administration.book_series", series)
    await office.book("13:00", "14:00", day="2027-03-22")
    rows = sorted((await office.actor.page("administration.bookings")).dicts(), key=lambda row: row["day"])

    with pytest.raises(Refused, match="Merapi is taken by"):
        await office.actor.perform("administration.move_following", id=rows[1]["id"], starts="13:30")
    moved = await office.actor.perform("administration.move_following", id=rows[1]["id"], starts="15:00")

    times = {
        row["day"].isoformat(): row["local"]
        for row in (await office.actor.page("administration.bookings")).dicts()
        if row["name"] == "Rapat"
    }
    assert len(moved.bookings) == 3
    assert [times[f"2027-03-{day:02d}"] for day in (1, 8, 15)] == ["09:00-10:00", "15:00-16:00", "15:00-16:00"]


def test_every_sentence_of_the_sql_is_translated() -> None:
    folder = Path(str(files("dapur_administration")))
    known = read_entries(folder / "locale" / "id.po")
    said = re.compile(r"core\.refuse\(\s*'[A-Z_]+'\s*,\s*'((?:[^']|'')+)'")
    found = {m for path in (folder / "migrations").glob("*.sql") for m in said.findall(path.read_text("utf-8"))}

    assert found - known.keys() - {"Another company."} == set()
