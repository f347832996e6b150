"""Fills the demo company with people, pay, and two months of leave. Every step has a key: an interrupted start goes on."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur_base.calendars import Calendar, calendar_of, next_working_day
from dapur_hr.demo.people import PEOPLE, POSITIONS, UNITS, DemoPerson
from dapur_hr.rules.months import months_later

if TYPE_CHECKING:
    from dapur.companies.demo import Stage

HR = "Siti Rahma"
# Who, days from today (of the first day), working days, kind, answer.
LEAVE = (
    ("Joko Susilo", -52, 1, "sick", "yes"), ("Maya Puspita", -50, 3, "annual", "yes"), ("Wulan Sari", -47, 2, "annual", "yes"),
    ("Yanto", -44, 1, "sick", "yes"), ("Ratna Dewi", -41, 3, "own_marriage", "yes"), ("Teguh Wibowo", -40, 5, "annual", "yes"),
    ("Dedi Kurniawan", -36, 2, "annual", "yes"), ("Putri Ayu", -33, 1, "menstruation", "yes"), ("Kevin Tanuwijaya", -30, 4, "annual", "yes"),
    ("Rudi Hermawan", -28, 2, "wife_birth", "yes"), ("Citra Kirana", -25, 1, "sick", "yes"), ("Iwan Setiawan", -21, 2, "annual", "yes"),
    ("Slamet Riyadi", -19, 3, "annual", "yes"), ("Novi Anggraini", -16, 2, "annual", "no"), ("Agus Salim", -14, 1, "annual", "yes"),
    ("Hendra Wijaya", -12, 1, "unpaid", "yes"), ("Tono Sugiarto", -10, 2, "sick", "yes"), ("Ferry Gunawan", -7, 2, "annual", "yes"),
    ("Nadia Safitri", -5, 1, "sick", "yes"), ("Wahyu Hidayat", -3, 1, "death_household", "yes"), ("Sri Mulyani Putri", 0, 2, "annual", "yes"),
    ("Dewi Lestari", 2, 3, "annual", "yes"), ("Ujang Suherman", 4, 2, "annual", ""), ("Indah Permata", 6, 5, "annual", "yes"),
    ("Budi Santoso", 9, 3, "annual", ""), ("Adi Nugraha", 11, 2, "annual", ""), ("Lina Marlina", 13, 1, "annual", ""),
    ("Ratna Dewi", 14, 4, "annual", ""), ("Bambang Hartono", 18, 5, "annual", "yes"), ("Wulan Sari", 20, 3, "annual", "cancel"),
)  # fmt: skip


async def fill(stage: "Stage") -> None:
    """People with their history, then leave day by day."""
    today = stage.today.astimezone(ZoneInfo(stage.scope.zone)).date()
    stage.report("People of the demo company …")
    begin = date(today.year - 1, 1, 5)
    await _roles(stage, begin)
    places = await _places(stage, begin)
    people = await _hire(stage, places, begin, today)
    await _changes(stage, people, places, today)
    await _balances(stage, people, today)
    calendar = await calendar_of(await stage.house.reader(stage.scope))
    for number, leave in enumerate(LEAVE):
        await _leave(stage, people, calendar, today, number, *leave)


async def _do(stage: "Stage", operation: str, raw: Mapping[str, Any], key: str, day: date, user: str = HR, hour: int = 9) -> Any:
    at = min(datetime.combine(day, time(hour, 20), ZoneInfo(stage.scope.zone)), stage.today)
    return await stage.perform(operation, raw, user=user, at=at, key=f"demo-hr-{key}")


async def _roles(stage: "Stage", day: date) -> None:
    """The demo people get the roles of people and pay beside their own."""
    reader = await stage.house.reader(stage.scope)
    roles = dict(await reader.rows("select code, id from core.role where company_id = %s", stage.scope.company))
    wanted = {
        "Budi Santoso": ("accountant", "payroll_officer", "manager", "employee"),
        "Rina Wati": ("approver", "manager", "employee"),
        "Dewi Lestari": ("auditor", "employee"),
        "Agus Salim": ("clerk", "employee"),
    }
    for name, codes in wanted.items():
        if stage.people.get(name) is None:
            continue
        raw = {"user": stage.people[name], "roles": [roles[code] for code in codes]}
        await _do(stage, "core.give_roles", raw, f"roles-{name}", day)


async def _by_code(stage: "Stage", table: str) -> dict[str, int]:
    reader = await stage.house.reader(stage.scope)
    return dict(await reader.rows(f"select code, id from {table} where company_id = %s", stage.scope.company))


async def _places(stage: "Stage", day: date) -> dict[str, int]:
    """Units and positions beside those of base; positions by code."""
    units = await _by_code(stage, "base.organisation_unit")
    for code, name, parent in UNITS:
        raw: dict[str, Any] = {"code": code, "name": name, "parent": units[parent]}
        units[code] = (await _do(stage, "base.save_organisation_unit", raw, f"unit-{code}", day)).id
    for code, title_id, title_en, unit, level in POSITIONS:
        raw = {"code": code, "title_id": title_id, "title_en": title_en, "unit": units[unit], "level": level}
        await _do(stage, "base.save_position", raw, f"position-{code}", day)
    return await _by_code(stage, "base.position")


async def _hire(stage: "Stage", places: Mapping[str, int], begin: date, today: date) -> dict[str, int]:
    components = await _by_code(stage, "hr.pay_component")
    parties = await _by_code(stage, "base.party")
    people: dict[str, int] = {}
    for person in PEOPLE:
        hired = date.fromisoformat(person.hired)
        if hired > today:
            continue
        day = max(begin, hired - timedelta(days=10))
        raw = _hiring(person, places, components, people, parties)
        made = await _do(stage, "hr.hire_employee", raw, f"hire-{person.name}", day)
        people[person.name] = made.id
        personal = {"id": made.id, "birth_date": person.born, "sex": person.sex, "nationality": "ID", "religion": "islam"}
        await _do(stage, "hr.save_personal", personal, f"personal-{person.name}", day)
        household = {"employee": made.id, "from_day": person.hired, "is_married": person.married, "dependants": person.dependants}
        await _do(stage, "hr.note_household", household, f"household-{person.name}", day)
    return people


def _hiring(
    person: DemoPerson,
    places: Mapping[str, int],
    components: Mapping[str, int],
    people: Mapping[str, int],
    parties: Mapping[str, int],
) -> dict[str, Any]:
    hired = date.fromisoformat(person.hired)
    pay = [{"component": components["basic"], "amount": person.pay * 1000}]
    if person.pay > 9_000:
        pay.append({"component": components["position_allowance"], "amount": person.pay * 1000 // 10})
    until = months_later(hired, person.fixed_months) - timedelta(days=1) if person.fixed_months else None
    raw: dict[str, Any] = {
        "first_day": person.hired,
        "contract": "fixed_term" if until else "permanent",
        "contract_until": until,
        "pay": pay,
    }
    if person.party:
        return raw | {"party": parties[person.party]}
    mail = f"{person.name.split()[0].lower()}@sumber-rejeki.example"
    return raw | {"name": person.name, "position": places[person.position], "manager": people.get(person.manager), "email": mail}


async def _changes(stage: "Stage", people: Mapping[str, int], places: Mapping[str, int], today: date) -> None:
    """A raise, a promotion and a leaving within the last two months."""
    reader = await stage.house.reader(stage.scope)
    basic = await reader.value("select id from hr.pay_component where company_id = %s and code = 'basic'", stage.scope.company)
    first = today.replace(day=1)
    risen = {"employee": people["Agus Salim"], "from_day": first.isoformat(), "pay": [{"component": basic, "amount": 8_900_000}],
             "reason": "Kenaikan tahunan"}  # fmt: skip
    await _do(stage, "hr.change_pay", risen, "raise", first - timedelta(days=8))
    moved = {"employee": people["Dedi Kurniawan"], "from_day": first.isoformat(), "position": places["SPR"],
             "manager": people["Slamet Riyadi"], "reason": "Pindah ke pengiriman"}  # fmt: skip
    await _do(stage, "hr.change_assignment", moved, "moved", first - timedelta(days=5))
    if "Galih Saputra" in people:
        last = months_later(first, 1) - timedelta(days=1)
        left = {"employee": people["Galih Saputra"], "last_day": last.isoformat(), "reason": "resignation", "note": "Pindah kota"}
        await _do(stage, "hr.end_employment", left, "left", first)


async def _balances(stage: "Stage", people: Mapping[str, int], today: date) -> None:
    """What was left before the books of leave began, then what the rules give."""
    reader = await stage.house.reader(stage.scope)
    annual = await reader.value("select id from hr.leave_type where company_id = %s and code = 'annual'", stage.scope.company)
    begin = date(today.year, 1, 2)
    for number, person in enumerate(PEOPLE):
        hired = date.fromisoformat(person.hired)
        if person.name not in people or months_later(hired, 12) > begin:
            continue
        days = Decimal(5 + number % 6)
        raw = {"employee": people[person.name], "type": annual, "day": begin, "days": days, "opening": True, "note": "Saldo awal"}
        await _do(stage, "hr.note_leave_balance", raw, f"opening-{person.name}", begin)
    await _do(stage, "hr.give_leave", {"through": today.isoformat()}, "give", today)


async def _leave(
    stage: "Stage", people: Mapping[str, int], calendar: Calendar, today: date, number: int, name: str, away: int, count: int,
    kind: str, answer: str,
) -> None:  # fmt: skip
    if name not in people:
        return
    first = next_working_day(calendar, today + timedelta(days=away))
    last = first
    for _n in range(count - 1):
        last = next_working_day(calendar, last + timedelta(days=1))
    reader = await stage.house.reader(stage.scope)
    leave_type = await reader.value("select id from hr.leave_type where company_id = %s and code = %s", stage.scope.company, kind)
    asked = min(first - timedelta(days=5), today - timedelta(days=1)) if kind != "sick" else min(first, today)
    raw = {"employee": people[name], "type": leave_type, "first_day": first, "last_day": last}
    made = await _do(stage, "hr.request_leave", raw, f"leave-{number}", asked)
    if answer in ("yes", "cancel"):
        await _do(stage, "hr.approve_leave", {"id": made.id}, f"yes-{number}", asked, hour=14)
    if answer == "no":
        reason = "Dua pramuniaga lain sudah cuti. Pilih minggu berikutnya."
        await _do(stage, "hr.decline_leave", {"id": made.id, "reason": reason}, f"no-{number}", asked, hour=14)
    if answer == "cancel":
        await _do(stage, "hr.cancel_leave", {"id": made.id}, f"cancel-{number}", today)
