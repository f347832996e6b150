"""Which courses close the gaps of a position, with as few courses as can be."""

from typing import Any

from dapur.contract import Column, Report, ReportRow, Sheet, Text, Words, _
from dapur.queries.reader import Reader
from dapur_training.reports.gap_matrix import GapInput, position_name
from dapur_training.reports.gap_matrix import initial as gap_initial
from dapur_training.rules.skills import gap, plan
from dapur_training.skill_levels import course_gives, holders_on, needed_by

COLUMNS = (
    Column("course", _("Course"), "code", phone=1),
    Column("people", _("People"), "text", phone=2),
    Column("count", _("How many"), "integer", phone=1),
)


async def build(reader: Reader, form: GapInput) -> Sheet:
    """A row for each course with the people who should take it; last, what no course closes."""
    needed = await needed_by(reader, form.position)
    holders = {str(h.party): h for h in await holders_on(reader, form.position, form.day)}
    required = {str(s.id): s.level for s in needed}
    levels = {party: {str(skill): level for skill, level in h.levels.items()} for party, h in holders.items()}
    courses = {
        code: {str(skill): level for skill, level in gives.items()} for code, gives in (await course_gives(reader)).items()
    }
    gaps = {party: gap(required, levels[party]) for party in holders}
    rows = [
        ReportRow((course, ", ".join(holders[p].name for p in people), len(people)), key=course)
        for course, people in sorted(plan(gaps, levels, courses).items())
    ]
    head: list[tuple[Words, Words]] = [
        (_("Position"), await position_name(reader, form.position)),
        (_("On the day"), Text("{day}", {"day": form.day})),
    ]
    open_skills = _unclosed(needed, gaps, courses, reader.scope.language)
    notes: list[Words] = [_("No course gives enough of: {skills}.").fill(skills=", ".join(open_skills))] if open_skills else []
    return Sheet(_("Courses that close the gaps"), COLUMNS, rows, head=head, notes=notes)


def _unclosed(needed: Any, gaps: dict[str, dict[str, int]], courses: dict[str, dict[str, int]], language: str) -> list[str]:
    return [
        skill.name_en if language == "en" else skill.name_id
        for skill in needed
        if any(missing[str(skill.id)] for missing in gaps.values())
        and not any(gives.get(str(skill.id), 0) >= skill.level for gives in courses.values())
    ]


async def initial(reader: Reader) -> dict[str, Any]:
    """The same first values as the gaps."""
    return await gap_initial(reader)


COURSE_PLAN = Report(
    "training.course_plan",
    _("Courses that close the gaps"),
    "training.read",
    GapInput,
    build,
    "Courses that close the skill gaps of those who hold a position, each with the people who should take it.",
)
