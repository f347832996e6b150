"""Skills, the levels that positions need, and assessments."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_training.families import FAMILIES, Family
from dapur_training.operations.learner import check_team
from dapur_training.operations.refusals import POSITION_UNKNOWN, SKILL_UNKNOWN

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Skill = Annotated[int, Shown(_("Skill"), reference="training.skills")]
Level = Annotated[int, Field(ge=0, le=5)]


class SaveSkill(Form):
    """A skill. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=40), Shown(_("Code"), kind="code", width="narrow")]
    name_id: Annotated[Name, Shown(_("Indonesian name"))]
    name_en: Annotated[Name, Shown(_("English name"))]
    family: Annotated[Family, Shown(_("Family of skills"), choices=FAMILIES)]
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class SkillSaved(Result):
    """The skill."""

    id: int
    code: str
    version: int


class RequireSkill(Form):
    """Which level of a skill a position needs; 0 takes it away."""

    position: Annotated[int, Shown(_("Position"), reference="base.positions")]
    skill: Skill
    level: Annotated[Level, Shown(_("Level"), hint=_("1 begins, 3 works alone, 5 teaches others; 0: not needed"))]


class AssessSkill(Form):
    """Which level somebody has, from when, and how it was seen."""

    party: Annotated[int, Shown(_("Person"), reference="base.persons")]
    skill: Skill
    level: Annotated[Level, Shown(_("Level"), hint=_("1 begins, 3 works alone, 5 teaches others"))]
    from_day: Annotated[date, Shown(_("From"))]
    note: Annotated[str, StringConstraints(min_length=1, max_length=500), Shown(_("How it was seen"), width="wide")]


class SkillNoted(Result):
    """The fact."""

    id: int


@operation(
    "training.save_skill",
    title=_("Save skill"),
    permission="training.duty.manage",
    audit_verb=_("saved the skill"),
    conflicts={"skill_code_key": ("code", "TRAINING_SKILL_EXISTS", _("Another skill has this code. Choose another."))},
)
async def save_skill(work: Work, form: SaveSkill) -> SkillSaved:
    """Add or change a skill of one of the six families."""
    facts = (form.code, form.name_id, form.name_en, form.family, form.is_closed)
    row: dict[str, Any] | None
    if form.id is None:
        row = await work.row(
            "insert into training.skill (company_id, code, name_id, name_en, family, is_closed) values (%s, %s, %s, %s, %s, %s)"
            " returning id, code, version",
            *(work.scope.company, *facts),
        )
    else:
        row = await work.row(
            "update training.skill set code = %s, name_id = %s, name_en = %s, family = %s, is_closed = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, code, version",
            *(*facts, work.scope.company, form.id, form.version, form.version),
        )
    if row is None:
        raise await untouched(work, "training.skill", form.id or 0)
    return SkillSaved(**row)


@operation(
    "training.require_skill",
    title=_("Set needed skill"),
    permission="training.duty.manage",
    audit_verb=_("set the needed skill"),
    conflicts={
        "position_skill_skill_fkey": ("skill", *SKILL_UNKNOWN),
        "position_skill_position_fkey": ("position", *POSITION_UNKNOWN),
    },
)
async def require_skill(work: Work, form: RequireSkill) -> SkillNoted:
    """Say which level of a skill a position needs; saying it again changes it."""
    made = await work.value(
        "insert into training.position_skill (company_id, position_id, skill_id, level) values (%s, %s, %s, %s)"
        " on conflict (company_id, position_id, skill_id) do update set level = excluded.level returning id",
        *(work.scope.company, form.position, form.skill, form.level),
    )
    return SkillNoted(id=made)


@operation(
    "training.assess_skill",
    title=_("Assess skill"),
    permission="training.team",
    audit_verb=_("assessed the skill"),
    conflicts={"skill_proof_skill_fkey": ("skill", *SKILL_UNKNOWN)},
)
async def assess_skill(work: Work, form: AssessSkill) -> SkillNoted:
    """Note somebody's level with how it was seen. Managers assess their own team."""
    await check_team(work, form.party)
    made = await work.value(
        "insert into training.skill_proof (company_id, party_id, skill_id, level, from_day, note, noted_by)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, form.party, form.skill, form.level, form.from_day, form.note, work.actor),
    )
    return SkillNoted(id=made)
