"""Two months of a company that learns, made only through operations. Every step has a key, so that it goes on where it stopped."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dapur_training.demo.steps import FIRE, NEEDED, SAFETY, learn, take_quiz

CODES = {"Siti Rahma": "K-001", "Rina Wati": "K-002", "Budi Santoso": "K-003", "Dewi Lestari": "K-004", "Agus Salim": "K-005"}


@dataclass(frozen=True)
class Place:
    """What the demo works with: parties by name, positions by code, courses and skills by code."""

    stage: Any
    parties: dict[str, int]
    positions: dict[str, int]
    courses: dict[str, int]
    skills: dict[str, int]

    def ago(self, days: int) -> datetime:
        """So many days before today."""
        return self.stage.today - timedelta(days=days)  # type: ignore[no-any-return]

    async def do(self, key: str, operation: str, raw: dict[str, Any], *, user: str = "Siti Rahma", days: int = 0) -> Any:
        """An operation of training so many days ago, once."""
        return await self.stage.perform(f"training.{operation}", raw, user=user, at=self.ago(days), key=f"demo-training-{key}")

    def learners(self) -> list[str]:
        """People who sign in and are linked with a person. (In tests all demo people are one user.)"""
        seen: set[int] = set()
        found = []
        for name in CODES:
            user = self.stage.people[name]
            if user not in seen:
                found.append(name)
            seen.add(user)
        return found


async def fill(stage: Any) -> None:
    """Courses, duties, sessions, quizzes, certificates, skills."""
    stage.report("Training of the demo company …")
    await stage.perform("training.load_courses", {}, at=stage.today - timedelta(days=75), key="demo-training-load")
    place = await _place(stage)
    await _safety(place)
    await place.do("rule-first", "enrol_by_duty", {}, days=69)
    await _together(place)
    await _fire_drill(place)
    await _skills(place)
    await _learning(place)
    await place.do("remind", "remind", {})
    await place.do("rule", "enrol_by_duty", {})


async def _place(stage: Any) -> Place:
    reader = await stage.house.reader(stage.scope)
    company = stage.scope.company

    async def ids(table: str) -> dict[str, int]:
        return dict(await reader.rows(f"select code, id from {table} where company_id = %s and code is not null", company))

    parties = await ids("base.party")
    return Place(
        stage,
        {name: parties[code] for name, code in CODES.items()},
        await ids("base.position"),
        await ids("training.course"),
        await ids("training.skill"),
    )


async def _course(place: Place, raw: dict[str, Any], version: dict[str, Any]) -> int:
    saved = await place.do(raw["code"], "save_course", raw, days=75)
    await place.do(f"{raw['code']}-version", "save_version", {"id": saved.draft, **version}, days=75)
    await place.do(f"{raw['code']}-publish", "publish_version", {"id": saved.draft}, days=75)
    place.courses[raw["code"]] = saved.id
    return int(saved.id)


async def _safety(place: Place) -> None:
    """Basic safety holds a year and is asked of everybody; digital safety of everybody too."""
    course = await _course(place, *SAFETY)
    begin = place.ago(70).date()
    duties = (
        ("k3", {"course": course, "control": "K3-01", "within_days": 30}),
        ("tek", {"course": place.courses["TEK-101"], "control": "TI-04", "within_days": 30}),
        ("ana", {"course": place.courses["ANA-101"], "position": place.positions["AKT"], "control": "KEU-07", "within_days": 90}),
    )
    for key, raw in duties:
        await place.do(f"duty-{key}", "save_duty", {**raw, "from_day": begin}, days=70)
    for name, days in (("Siti Rahma", 350), ("Budi Santoso", 400), ("Rina Wati", 40), ("Agus Salim", 358)):
        raw = {
            "party": place.parties[name],
            "course": course,
            "on_day": place.ago(days).date(),
            "proof": "Sertifikat lembaga pelatihan",
        }
        await place.do(f"k3-{name}", "note_completion", raw, days=min(days, 65))


async def _together(place: Place) -> None:
    """Those who do not sign in learnt in groups: most were there, some still lack it, one certificate was for the wrong person."""
    reader = await place.stage.house.reader(place.stage.scope)
    rows = await reader.rows(
        "select distinct p.id, p.name from base.party p join base.assignment a on a.company_id = p.company_id and a.party_id = p.id"
        " where p.company_id = %s and a.known_to is null and p.user_id is null and a.from_day <= %s order by p.name",
        *(place.stage.scope.company, place.ago(50).date()),
    )
    groups = (
        ("K3-DASAR", 48, 6, "Kelas K3 di Cikarang, daftar hadir"),
        ("TEK-101", 33, 4, "Kelas bersama di aula, daftar hadir"),
    )
    for code, days, misses, proof in groups:
        there = [party for number, (party, _name) in enumerate(rows) if number % misses]
        for party in there:
            raw = {"party": party, "course": place.courses[code], "on_day": place.ago(days).date(), "proof": proof}
            made = await place.do(f"together-{code}-{party}", "note_completion", raw, days=days - 1)
        if there:
            wrong = {"id": made.id, "on_day": place.ago(days - 3).date(), "reason": "Tertukar dengan peserta lain"}
            await place.do(f"wrong-{code}", "revoke_certificate", wrong, days=days - 3)


async def _fire_drill(place: Place) -> None:
    """A group a month ago with attendance, one of yesterday that is still to be noted, and one that comes, with a waiting list."""
    course = await _course(place, *FIRE)
    past = [place.ago(31).date(), place.ago(30).date()]
    trainer = place.parties["Siti Rahma"]
    facts = {"course": course, "place": "Halaman gudang Cikarang", "trainer": trainer, "opens": "09:00", "closes": "12:00"}
    held = await place.do("past", "plan_session", {**facts, "capacity": 12, "days": [{"day": d} for d in past]}, days=60)
    people = ["Budi Santoso", "Dewi Lestari", "Agus Salim"]
    for name in people:
        await place.do(f"past-{name}", "book_seat_for", {"party": place.parties[name], "session": held.id}, days=45)
    for number, day in enumerate(past):
        present = [{"party": place.parties[n], "is_present": n != "Dewi Lestari" or number == 0} for n in people]
        await place.do(f"past-day-{number}", "note_attendance", {"session": held.id, "day": day, "people": present}, days=30)
    await place.do("past-close", "close_session", {"id": held.id}, days=29)
    second = await place.do(
        "yesterday", "plan_session", {**facts, "capacity": 6, "days": [{"day": place.ago(1).date()}]}, days=20
    )
    await place.do("yesterday-Rina", "book_seat_for", {"party": place.parties["Rina Wati"], "session": second.id}, days=15)
    coming = _workday(place.ago(-3).date())
    planned = await place.do("next", "plan_session", {**facts, "capacity": 2, "days": [{"day": coming}]}, days=10)
    for number, name in enumerate(("Dewi Lestari", "Budi Santoso", "Agus Salim")):
        await place.do(f"next-{name}", "book_seat_for", {"party": place.parties[name], "session": planned.id}, days=9 - number)


def _workday(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


async def _skills(place: Place) -> None:
    """What accountants and the head of finance need, and what is seen of it."""
    for position, skill, level in NEEDED:
        raw = {"position": place.positions[position], "skill": place.skills[skill], "level": level}
        await place.do(f"need-{position}-{skill}", "require_skill", raw, days=70)
    seen = (
        ("Budi Santoso", "ANGKA", 1),
        ("Budi Santoso", "ARSIP", 3),
        ("Budi Santoso", "TULIS", 1),
        ("Rina Wati", "ANGKA", 4),
        ("Rina Wati", "MASALAH", 2),
    )
    for name, skill, level in seen:
        seen_level: dict[str, Any] = {
            "party": place.parties[name],
            "skill": place.skills[skill],
            "level": level,
            "from_day": place.ago(60).date(),
        }
        await place.do(f"level-{name}-{skill}", "assess_skill", {**seen_level, "note": "Penilaian tahunan"}, days=58)


async def _learning(place: Place) -> None:
    """Some finish, one fails first, some are under way."""
    plans = {
        "Agus Salim": (("TEK-101", 50, 3, (2, 5)), ("KOM-101", 20, 3, (5,)), ("WKT-101", 3, 1, ())),
        "Dewi Lestari": (("ADM-101", 4, 2, ()),),
        "Rina Wati": (("TEK-101", 40, 3, (5,)), ("MAS-101", 12, 2, ())),
        "Budi Santoso": (("ADM-101", 35, 3, (5,)), ("ANA-101", 8, 1, ())),
        "Siti Rahma": (("TEK-101", 30, 3, (4, 5)), ("WKT-101", 5, 2, ())),
    }
    for name in place.learners():
        for code, days, lessons, tries in plans.get(name, ()):
            await learn(place, name, code, days, lessons)
            for number, right in enumerate(tries):
                await take_quiz(place, name, code, days - 1 - number, right)
    due: dict[str, Any] = {
        "party": place.parties["Budi Santoso"],
        "course": place.courses["KOM-101"],
        "due": place.ago(-21).date(),
    }
    await place.do("manager", "enrol_person", due, days=6)
