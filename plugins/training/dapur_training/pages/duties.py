"""Pages of duties, coverage, skills and gaps."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, Page, RecordPage, Related, ReportPage, View, _
from dapur.queries.reader import Reader
from dapur_training.operations.duties import SaveDuty, save_duty
from dapur_training.operations.skills import SaveSkill, assess_skill, require_skill, save_skill
from dapur_training.queries.duties import DUTIES, NEEDED_SKILLS, SKILLS
from dapur_training.reports import course_plan, coverage, duty_people, gap_matrix

GROUP = _("Duties and skills")


async def duty_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A duty as its form takes it."""
    row = await reader.one(DUTIES, int(parameters["id"]))
    ids = {"course": row["course_id"], "position": row["position_id"], "unit": row["unit_id"]}
    return {**{n: row[n] for n in SaveDuty.model_fields if n in row}, **ids}


async def skill_values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    """A skill as its form takes it."""
    row = await reader.one(SKILLS, int(parameters["id"]))
    return {n: row[n] for n in SaveSkill.model_fields if n in row}


async def from_today(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    """From today on."""
    return {"from_day": reader.today}


DUTY_PAGES: tuple[Page, ...] = (
    ReportPage("coverage", coverage.COVERAGE, Menu(_("Who is covered"), 50, "shield-check", GROUP), coverage.initial),
    ReportPage("coverage/people", duty_people.DUTY_PEOPLE, None, duty_people.initial),
    ReportPage("gaps", gap_matrix.GAP_MATRIX, Menu(_("Skill gaps"), 52, "layout-grid", GROUP), gap_matrix.initial),
    ReportPage(
        "plan", course_plan.COURSE_PLAN, Menu(_("Courses that close the gaps"), 54, "trending-up", GROUP), course_plan.initial
    ),
    ListPage(
        "duties",
        DUTIES,
        _("Duties"),
        Menu(_("Duties"), 56, "list-check", GROUP),
        new="duties/new",
        new_title=_("New duty"),
        empty=_("No duties yet. Say first which course everybody must hold."),
    ),
    FormPage("duties/new", save_duty, _("New duty"), "training/duties/{id}", initial=from_today),
    RecordPage(
        "duties/{id}",
        DUTIES,
        "name",
        "duties",
        facts=("code", "scope", "whom", "within_days", "control", "from_day", "to_day"),
        edit="duties/{id}/edit",
        history="training.duty",
    ),
    FormPage("duties/{id}/edit", save_duty, _("Change duty"), "training/duties/{id}", initial=duty_values),
    ListPage(
        "skills",
        SKILLS,
        _("Skills"),
        Menu(_("Skills"), 58, "star", GROUP),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        new="skills/new",
        new_title=_("New skill"),
        empty=_("No skills yet. Add the first one of a family."),
    ),
    FormPage("skills/new", save_skill, _("New skill"), "training/skills/{id}"),
    RecordPage(
        "skills/{id}",
        SKILLS,
        "name",
        "skills",
        facts=("code", "name_id", "name_en", "family", "status"),
        related=(Related(NEEDED_SKILLS, _("Positions that need it"), {"skill": "id"}),),
        edit="skills/{id}/edit",
        history="training.skill",
    ),
    FormPage("skills/{id}/edit", save_skill, _("Change skill"), "training/skills/{id}", initial=skill_values),
    ListPage(
        "needed-skills",
        NEEDED_SKILLS,
        _("Skills that positions need"),
        Menu(_("Needed skills"), 59, "adjustments", GROUP),
        new="needed-skills/new",
        new_title=_("Set needed skill"),
        empty=_("No position needs a skill yet. Set the first one."),
    ),
    FormPage("needed-skills/new", require_skill, _("Set needed skill"), "training/needed-skills"),
    FormPage("skill-levels/new", assess_skill, _("Assess skill"), "training/team", initial=from_today),
)
