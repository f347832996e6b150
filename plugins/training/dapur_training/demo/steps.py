"""What people of the demo do in courses, and the courses and skills that the demo company adds."""

from typing import TYPE_CHECKING, Any

from dapur_training.data import library

if TYPE_CHECKING:
    from dapur_training.demo.fill import Place

SAFETY = (
    {"code": "K3-DASAR", "title_id": "K3 dasar", "title_en": "Basic safety at work", "kind": "external"},
    {
        "summary_id": "Pelatihan keselamatan oleh lembaga luar; berlaku satu tahun.",
        "summary_en": "Safety training by an outside body; holds one year.",
        "minutes": 480,
        "validity_months": 12,
        "renewal_window_days": 60,
    },
)
FIRE = (
    {"code": "APAR", "title_id": "Memakai alat pemadam api ringan", "title_en": "Using a fire extinguisher", "kind": "session"},
    {
        "summary_id": "Latihan di halaman gudang, dua pagi.",
        "summary_en": "Practice in the yard of the warehouse, two mornings.",
        "minutes": 360,
        "validity_months": 24,
        "renewal_window_days": 90,
        "min_attendance_percent": "75",
    },
)
NEEDED = (
    ("AKT", "ARSIP", 3),
    ("AKT", "TULIS", 2),
    ("AKT", "ANGKA", 3),
    ("AKT", "AMAN", 2),
    ("AKT", "WAKTU", 2),
    ("AKT", "MASALAH", 2),
    ("KA-KEU", "ANGKA", 4),
    ("KA-KEU", "MASALAH", 3),
    ("KA-KEU", "TULIS", 3),
)


async def learn(place: "Place", name: str, code: str, days: int, lessons: int) -> None:
    """Begin a course and finish so many of its lessons, one a day from then on."""
    course = place.courses[code]
    await place.do(f"{name}-{code}", "enrol_myself", {"course": course}, user=name, days=days)
    reader = await place.stage.house.reader(place.stage.scope)
    rows = await reader.rows(
        "select l.id from training.lesson l join training.course_version v on v.company_id = l.company_id and v.id = l.version_id"
        " where l.company_id = %s and v.course_id = %s order by l.position limit %s",
        *(place.stage.scope.company, course, lessons),
    )
    for (lesson,) in rows:
        await place.do(f"{name}-{code}-{lesson}", "finish_lesson", {"lesson": lesson}, user=name, days=days)


async def take_quiz(place: "Place", name: str, code: str, days: int, right: int) -> None:
    """Answer the first so many questions rightly and the others wrongly, and hand in."""
    key = f"{name}-{code}-quiz-{days}"
    attempt = await place.do(key, "start_attempt", {"course": place.courses[code]}, user=name, days=days)
    questions = next(course for course in library() if course.code == code).questions
    for position, question in enumerate(questions, 1):
        raw = {"attempt": attempt.id, "position": position, **_answer(question, position <= right)}
        await place.do(f"{key}-{position}", "save_answer", raw, user=name, days=days)
    await place.do(f"{key}-in", "submit_attempt", {"attempt": attempt.id}, user=name, days=days)


def _answer(question: dict[str, Any], is_right: bool) -> dict[str, Any]:
    if question.get("kind") == "text":
        return {"typed": question["accepted"].partition("|")[0] if is_right else "7"}
    keys = [chr(ord("a") + number) for number in range(len(question["options"]))]
    chosen = [key for key, option in zip(keys, question["options"], strict=True) if option.get("is_right", False) == is_right]
    return {"chosen": chosen}
