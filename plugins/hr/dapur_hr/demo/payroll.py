"""Two months of payroll that are posted and released, and this month's, with differences to be looked at."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur.contract import Refused
from dapur_hr.demo.people import PEOPLE
from dapur_hr.rules.months import months_later

if TYPE_CHECKING:
    from dapur.companies.demo import Stage

OFFICER = "Siti Rahma"
BANKS = ("014", "008", "002", "009", "451")
# Months before this one, who, component, amount, note.
ENTRIES = (
    (2, "Joko Susilo", "overtime", 450_000, "Bongkar kontainer"),
    (2, "Yanto", "overtime", 300_000, "Kirim malam"),
    (1, "Teguh Wibowo", "bonus", 7_500_000, "Target triwulan tercapai"),
    (1, "Wulan Sari", "bonus", 1_500_000, "Target triwulan tercapai"),
    (1, "Joko Susilo", "overtime", 620_000, "Stok opname"),
    (1, "Hendra Wijaya", "other_deduction", 150_000, "Selisih kas"),
    (0, "Yanto", "overtime", 410_000, "Kirim malam"),
    (0, "Indah Permata", "bonus", 1_000_000, "Toko terbaik"),
)


async def fill(stage: "Stage") -> None:
    """In the order in which it happened; every step has a key."""
    today = stage.today.astimezone(ZoneInfo(stage.scope.zone)).date()
    stage.report("Payroll of the demo company …")
    months = [months_later(today.replace(day=1), -n) for n in (2, 1, 0)]
    people = await _people(stage)
    await _begin(stage, people, months[0])
    for back, month in zip((2, 1, 0), months, strict=True):
        await _entries(stage, people, month, back, today)
        if back == 0:
            await _new_meal_money(stage, month)
        day = min(_payday(month), today)
        run = await _do(stage, "hr.start_payroll", {"month": month, "pay_day": _payday(month)}, f"run-{month}", day)
        if back:
            await _post(stage, run.id, month, day)


async def _do(stage: "Stage", operation: str, raw: Mapping[str, Any], key: str, day: date) -> Any:
    at = min(datetime.combine(day, time(10, 5), ZoneInfo(stage.scope.zone)), stage.today)
    return await stage.perform(operation, raw, user=OFFICER, at=at, key=f"demo-payroll-{key}")


def _payday(month: date) -> date:
    return months_later(month, 1) - timedelta(days=4)


async def _people(stage: "Stage") -> dict[str, int]:
    reader = await stage.house.reader(stage.scope)
    rows = await reader.rows(
        "select p.name, e.id from hr.employee e join base.party p on p.company_id = e.company_id and p.id = e.party_id"
        " where e.company_id = %s",
        stage.scope.company,
    )
    return dict(rows)


async def _begin(stage: "Stage", people: Mapping[str, int], month: date) -> None:
    """What the rules ask of the company, where everybody's pay goes to, meal money for the shop and the warehouse."""
    facts = [{"name": "risk_class", "value": "2"}, {"name": "wage_place", "value": "31"}]
    asked = {"from_day": month.replace(month=1), "facts": facts}
    await _do(stage, "hr.note_company_payroll_facts", asked, "company", month)
    for number, person in enumerate(PEOPLE):
        if person.name not in people:
            continue
        raw = {
            "employee": people[person.name], "from_day": person.hired, "bank": BANKS[number % len(BANKS)],
            "number": f"{70_110_000 + number * 7_919:010}",
        }  # fmt: skip
        await _do(stage, "hr.set_pay_account", raw, f"account-{person.name}", month)
    await _meal_money(stage, month, 25_000, "meal")


async def _meal_money(stage: "Stage", month: date, rate: int, key: str) -> None:
    reader = await stage.house.reader(stage.scope)
    meal = await reader.value(
        "select id from hr.pay_component where company_id = %s and code = 'meal_allowance'", stage.scope.company
    )
    raw = {
        "component": meal, "formula": f"if(full_basic < 5900000, days_present * {rate}, 0)", "is_fixed": False,
        "role": "allowance_expense",
    }  # fmt: skip
    await _do(stage, "hr.save_pay_rule", raw, key, month)


async def _new_meal_money(stage: "Stage", month: date) -> None:
    """Another rate without a word: the comparison asks about it."""
    await _meal_money(stage, month, 30_000, "meal-more")


async def _entries(stage: "Stage", people: Mapping[str, int], month: date, back: int, today: date) -> None:
    reader = await stage.house.reader(stage.scope)
    components = dict(await reader.rows("select code, id from hr.pay_component where company_id = %s", stage.scope.company))
    for when, name, code, amount, note in ENTRIES:
        if when != back or name not in people:
            continue
        raw = {"employee": people[name], "component": components[code], "month": month, "amount": amount, "note": note}
        await _do(stage, "hr.add_pay_entry", raw, f"entry-{month}-{name}", min(month + timedelta(days=18), today))


async def _post(stage: "Stage", run: int, month: date, day: date) -> None:
    """Everything that differs was looked at; booked on the last day of the month, or the first one that is open."""
    reader = await stage.house.reader(stage.scope)
    slips = await reader.rows(
        "select id from hr.payslip where company_id = %s and run_id = %s and unexplained <> '{}'", stage.scope.company, run
    )
    if slips:
        raw = {"payroll": run, "payslips": [number for (number,) in slips], "note": "Sudah dicek"}
        await _do(stage, "hr.check_payslips", raw, f"check-{month}", day)
    try:
        await _do(stage, "hr.post_payroll", {"id": run, "day": day}, f"post-{month}", day)
    except Refused:
        open_day = stage.today.astimezone(ZoneInfo(stage.scope.zone)).date()
        await _do(stage, "hr.post_payroll", {"id": run, "day": open_day}, f"post-late-{month}", day)
    await _do(stage, "hr.release_payslips", {"id": run}, f"release-{month}", day)
