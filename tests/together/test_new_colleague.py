"""A new colleague, and a farewell: one deed in HR, and every department does its part."""

from decimal import Decimal

import pytest
import pytest_asyncio

from dapur.contract import Forbidden, Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from tests.plugins.hr.payroll import payroll_of
from tests.plugins.training.schools import new_course
from tests.together.story import Story

D = Decimal
BODY = "Dengan ini {person} diangkat sebagai karyawan terhitung sejak {day}."


@pytest_asyncio.fixture(loop_scope="session")
async def office(story: Story) -> Story:
    """What the company agreed on: who does what for a newcomer, and what everybody must know."""
    boss = story.boss
    await story.colleague("Yuni", "hr_officer")
    await story.colleague("Adi", "it_support")
    await story.colleague("Sekar", "clerk")
    await story.colleague("Rina", "payroll_officer", "accountant")
    await new_course(boss, "K3", lessons=1)
    unit = await boss.perform("base.save_organisation_unit", code="PROD", name="Produksi")
    position = await boss.perform("base.save_position", code="OPR", title_id="Operator", title_en="Operator", unit=unit.id)
    await boss.perform(
        "training.save_duty", course=await course(story), position=position.id, within_days=30, from_day="2026-01-01"
    )
    kind = await story.row("administration.letter_kinds", search="Surat keputusan")
    await boss.perform(
        "administration.save_letter_template", name="Pengangkatan", kind_id=kind["id"], subject="Pengangkatan {person}", body=BODY
    )
    for line in (
        {"what": "Surat pengangkatan", "way": "letter", "subject": "Pengangkatan", "days": 0},
        {"what": "Akun dan surel", "way": "ticket", "subject": "Akses ke program", "days": -3},
        {"what": "Laptop", "way": "ticket", "subject": "Perangkat baru", "days": -1},
        {"what": "Kartu akses ruangan", "way": "task", "owner": story.people["Sekar"].scope.user, "days": 0},
        {"what": "Wawancara keluar", "occasion": "leaving", "way": "task", "owner": story.people["Yuni"].scope.user, "days": -2},
    ):
        await story.people["Yuni"].perform("hr.save_checklist_line", line)
    laptop = await story.people["Adi"].perform("it.save_asset", code="LT-001", name="Laptop 14 inci")
    licence = await story.people["Adi"].perform("it.save_licence", name="Paket kantor", bound_to="person")
    await story.people["Adi"].perform("it.buy_seats", id=licence.id, seats=5)
    story.known |= {"position": position.id, "laptop": laptop.id, "licence": licence.id}
    return story


async def course(story: Story) -> int:
    """The course that everybody in production must hold."""
    return int((await story.row("training.courses", search="K3"))["id"])


async def hire_citra(story: Story) -> dict[str, int]:
    """Yuni enters the accepted candidate, Rina what was agreed on; everybody hears of it."""
    raw = {"name": "Citra Kirana", "first_day": "2026-08-18", "position": story.known["position"], "contract": "permanent"}
    hired = await story.people["Yuni"].perform("hr.hire_employee", raw)
    basic = await story.value("select id from hr.pay_component where company_id = %s and code = 'basic'")
    pay = [{"component": basic, "amount": "8680000"}]
    await story.people["Rina"].perform("hr.change_pay", employee=hired.id, from_day="2026-08-18", pay=pay)
    await story.everybody_hears()
    party = await story.value("select party_id from hr.employee where company_id = %s and id = %s", hired.id)
    return {"id": hired.id, "party": party}


async def give_laptop_and_seat(story: Story, party: int) -> None:
    """Adi of IT hands over what he prepared."""
    adi = story.people["Adi"]
    await adi.perform("it.assign_asset", id=story.known["laptop"], holder_id=party)
    await adi.perform("it.take_seat", id=story.known["licence"], holder_id=party)


async def test_a_new_colleague_is_expected_everywhere(office: Story) -> None:
    yuni, adi, sekar, rina = (office.people[name] for name in ("Yuni", "Adi", "Sekar", "Rina"))

    citra = await hire_citra(office)

    # IT: two tickets, due in time (17 August is a holiday).
    tickets = [(t["title"], t["resolution_due"].date().isoformat()) for t in await office.rows("it.tickets", adi)]
    assert sorted(tickets) == [("Akun dan surel: Citra Kirana", "2026-08-12"), ("Laptop: Citra Kirana", "2026-08-14")]

    # Administration: a card for the rooms, and a letter that takes its number when it is issued.
    card = await office.row("base.my_tasks", sekar)
    assert (card["title"], card["due"].isoformat()) == ("Kartu akses ruangan", "2026-08-18")
    letter = await office.row("administration.letters", sekar)
    assert (letter["subject"], letter["status"]) == ("Pengangkatan Citra Kirana", "draft")
    assert (await sekar.perform("administration.issue_letter", id=letter["id"])).number == "001/SK/PROD/VIII/2026"

    # HR sees how far everything is, with the way to each document.
    steps = [(s["what"], s["status"], s["title"]) for s in await office.rows("hr.person_steps", yuni)]
    assert ("Surat pengangkatan", "taken", "Pengangkatan Citra Kirana") in steps
    assert {status for _what, status, _title in steps} == {"taken"}

    # Training: the position's duty binds her from her first day; the nightly job enrols her.
    office.on("2026-08-18")
    await give_laptop_and_seat(office, citra["party"])
    await office.boss.perform("training.enrol_by_duty")
    enrolled = await office.row("training.enrolments", office.boss, party=citra["party"])
    assert (enrolled["course"], enrolled["due"].isoformat()) == ("K3", "2026-09-17")

    # Payroll: fourteen of the thirty-one days of August; the ledger hears of it.
    office.on("2026-08-31")
    run = await (await payroll_of(rina)).run("2026-08", post=True)
    slip = await office.row("hr.payslip_lines", rina, payroll=run.id, code="basic")
    assert slip["amount"] == D(8_680_000) * 14 / 31 == D(3_920_000)
    await office.everybody_hears()
    entry = await office.row("accounting.entries", rina, search=run.entry_number)
    assert entry["total"] >= slip["amount"]


async def test_a_farewell_waits_until_everything_is_back(office: Story) -> None:
    yuni, adi = office.people["Yuni"], office.people["Adi"]
    citra = await hire_citra(office)
    office.on("2026-08-18")
    await give_laptop_and_seat(office, citra["party"])

    # She gives notice; HR hears what is still to do, IT that access ends after the last day.
    office.on("2026-09-01")
    await yuni.perform("hr.end_employment", employee=citra["id"], last_day="2026-09-30", reason="resignation")
    await office.everybody_hears()
    task = await office.row("base.my_tasks", yuni, mine=True)
    assert (task["title"], task["due"].isoformat()) == ("Wawancara keluar", "2026-09-28")
    assert "Cabut akses Citra Kirana ke Paket kantor" in [t["title"] for t in await office.rows("it.tickets", adi)]

    # On her last day she still has both, so her leaving is held.
    office.on("2026-09-30")
    await refused(yuni, citra["id"], "Still with this person: LT-001, Paket kantor. Have it given back first.")
    await adi.perform("it.return_asset", id=office.known["laptop"], condition="good")
    await refused(yuni, citra["id"], "Still with this person: Paket kantor. Have it given back first.")
    seat = await office.row("it.seats", adi, holder=citra["party"])
    await adi.perform("it.give_back_seat", id=seat["id"])
    await yuni.perform("hr.complete_leaving", employee=citra["id"])


async def test_whoever_answers_for_it_completes_a_leaving_all_the_same(office: Story) -> None:
    yuni, boss = office.people["Yuni"], office.boss
    citra = await hire_citra(office)
    office.on("2026-08-18")
    await give_laptop_and_seat(office, citra["party"])
    office.on("2026-09-30")
    await yuni.perform("hr.end_employment", employee=citra["id"], last_day="2026-09-30", reason="resignation")

    with pytest.raises(Forbidden):
        await yuni.perform("hr.complete_leaving_anyway", employee=citra["id"], reason="Laptop hilang, sudah diganti")
    done = await boss.perform("hr.complete_leaving_anyway", employee=citra["id"], reason="Laptop hilang, sudah diganti")

    assert done.held == ["LT-001", "Paket kantor"]
    told = await office.value("select array[reason] || held from hr.leaving where company_id = %s")
    assert told == ["Laptop hilang, sudah diganti", "LT-001", "Paket kantor"]
    log = (await boss.page("core.audit", Wish(filters={"operation": "hr.complete_leaving_anyway"}))).dicts()
    assert [row["person"] for row in log if row["subject"] == "hr.leaving"] == ["Uji Coba"]


async def refused(actor: Actor, employee: int, sentence: str) -> None:
    """The leaving is held, and says why."""
    with pytest.raises(Refused, match=sentence.replace(".", r"\.")):
        await actor.perform("hr.complete_leaving", employee=employee)
