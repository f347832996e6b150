"""A new colleague and a farewell in the demo company: entered in HR, taken up by whoever else is installed."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur_base.calendars import calendar_of, next_working_day

if TYPE_CHECKING:
    from dapur.companies.demo import Stage

COURSE = "select code from training.course where company_id = %s and kind = 'self_paced' and not is_closed order by id limit 1"
LETTER = "Pengangkatan karyawan"
LINES = (
    ("it", {"what": "Akun dan surel", "way": "ticket", "days": -3}),
    ("it", {"what": "Laptop", "way": "ticket", "days": -1}),
    ("administration", {"what": "Surat pengangkatan", "way": "letter", "subject": LETTER, "days": -2}),
    ("", {"what": "Kartu akses ruangan", "way": "task", "owner": "Agus Salim", "days": 0}),
    ("", {"what": "Tur kantor dan perkenalan", "way": "task", "owner": "Rina Wati", "days": 0}),
    ("", {"what": "Wawancara keluar", "way": "task", "owner": "Siti Rahma", "days": -2, "occasion": "leaving"}),
    ("", {"what": "Surat keterangan kerja", "way": "task", "owner": "Agus Salim", "days": 0, "occasion": "leaving"}),
)
"""(department that it takes, line)"""


async def fill(stage: "Stage") -> None:
    """The checklist, then who joins; whoever leaves was entered with the people."""
    stage.report("A new colleague and a farewell …")
    today = stage.today.astimezone(ZoneInfo(stage.scope.zone)).date()
    await _checklist(stage, today - timedelta(days=20))
    await _newcomer(stage, today)
    await stage.everybody_hears()


async def _hr(stage: "Stage", operation: str, raw: dict[str, Any], key: str, day: date) -> None:
    """Siti does it at nine in the morning of a day."""
    at = datetime.combine(day, time(9), ZoneInfo(stage.scope.zone))
    await stage.perform(f"hr.{operation}", raw, at=min(at, stage.today), key=f"demo-joining-{key}")


async def _checklist(stage: "Stage", day: date) -> None:
    """Lines for what is installed."""
    lines: list[dict[str, Any]] = [line for plugin, line in LINES if plugin in ("", *stage.scope.plugins)]
    if "training" in stage.scope.plugins:
        reader = await stage.house.reader(stage.scope)
        code = await reader.value(COURSE, stage.scope.company)
        lines.append({"what": "Kursus pertama", "way": "course", "subject": code, "days": 5})
    for line in lines:
        owner = {"owner": stage.people[line["owner"]]} if "owner" in line else {}
        await _hr(stage, "save_checklist_line", {**line, **owner}, line["what"], day)


async def _newcomer(stage: "Stage", today: date) -> None:
    """She signed four days ago and begins next week."""
    reader = await stage.house.reader(stage.scope)
    company = stage.scope.company
    found = await reader.rows(
        "select (select id from base.position where company_id = %s and code = 'AKT'),"
        " (select e.id from hr.employee e join base.party p on p.company_id = e.company_id and p.id = e.party_id"
        " where e.company_id = %s and p.name = 'Rina Wati'), (select id from hr.pay_component where company_id = %s and code = 'basic')",
        *(company, company, company),
    )
    position, manager, basic = found[0]
    first = next_working_day(await calendar_of(reader), today + timedelta(days=7))
    raw = {
        "name": "Anggun Larasati",
        "email": "anggun@sumber-rejeki.example",
        "first_day": first.isoformat(),
        "position": position,
    }
    raw |= {"manager": manager, "pay": [{"component": basic, "amount": 7_800_000}]}
    await _hr(stage, "hire_employee", raw, "newcomer", today - timedelta(days=4))
