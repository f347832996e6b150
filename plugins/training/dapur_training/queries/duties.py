"""Skills, what positions need, levels and duties, read."""

from sqlalchemy import and_, case, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur_base.queries.states import STATES, TONES
from dapur_base.tables import organisation_unit, party, position
from dapur_training.families import FAMILIES
from dapur_training.tables import course, duty, position_skill, skill, skill_proof
from dapur_training.words import chosen_column

k, n, f, d, c = skill.c, position_skill.c, skill_proof.c, duty.c, course.c
_name = chosen_column(k.name_id, k.name_en)
_position = chosen_column(position.c.title_id, position.c.title_en)
_state = case((k.is_closed, "closed"), else_="open")

SKILLS = Query(
    "training.skills",
    _("Skills"),
    "training.team",
    statement=lambda: select(k.id),
    company=k.company_id,
    description="Skills by family.",
    columns=(
        Column("id", _("Number"), "id", k.id, hidden=True),
        Column("name", _("Skill"), "text", _name, sort=True, phone=1, link="training/skills/{id}"),
        Column("code", _("Code"), "code", k.code, sort=True, phone=2, link="training/skills/{id}"),
        Column("family", _("Family of skills"), "status", k.family, choices=FAMILIES, phone=2),
        Column("status", _("Status"), "status", _state, choices=STATES, tones=TONES, phone=1),
        Column("name_id", _("Indonesian name"), "text", k.name_id, hidden=True),
        Column("name_en", _("English name"), "text", k.name_en, hidden=True),
        Column("is_closed", _("No longer used"), "flag", k.is_closed, hidden=True),
        Column("version", _("Version"), "integer", k.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code",),
    filters=(
        Filter("status", _("Status"), "choice", lambda x: _state == func.any(x), choices=STATES),
        Filter("family", _("Family of skills"), "choice", lambda x: k.family == func.any(x), choices=FAMILIES),
    ),
    search=(k.code, k.name_id, k.name_en),
)

NEEDED_SKILLS = Query(
    "training.needed_skills",
    _("Skills that positions need"),
    "training.team",
    statement=lambda: (
        select(n.id)
        .select_from(
            position_skill.join(skill, and_(k.company_id == n.company_id, k.id == n.skill_id)).join(
                position, and_(position.c.company_id == n.company_id, position.c.id == n.position_id)
            )
        )
        .where(n.level > 0)
    ),
    company=n.company_id,
    description="Which level of which skill a position needs.",
    columns=(
        Column("id", _("Number"), "id", n.id, hidden=True),
        Column("position", _("Position"), "text", _position, sort=True, phone=1, link="base/positions/{position_id}"),
        Column("skill", _("Skill"), "text", _name, sort=True, phone=2, link="training/skills/{skill_id}"),
        Column("family", _("Family of skills"), "status", k.family, choices=FAMILIES),
        Column("level", _("Level"), "integer", n.level, phone=1),
        Column("position_id", _("Position"), "id", n.position_id, hidden=True),
        Column("skill_id", _("Skill"), "id", n.skill_id, hidden=True),
    ),
    key=("id",),
    default_sort=("position", "id"),
    filters=(
        Filter("position", _("Position"), "reference", lambda x: n.position_id == x, reference="base.positions"),
        Filter("skill", _("Skill"), "reference", lambda x: n.skill_id == x, reference="training.skills"),
    ),
)

GROUNDS = (Choice("course", _("By a course")), Choice("assessed", _("Assessed")))
_ground = case((f.completion_id.is_not(None), "course"), else_="assessed")
SKILL_PROOFS = Query(
    "training.skill_proofs",
    _("Levels of skills"),
    "training.read",
    statement=lambda: select(f.id).select_from(
        skill_proof.join(skill, and_(k.company_id == f.company_id, k.id == f.skill_id)).join(
            party, and_(party.c.company_id == f.company_id, party.c.id == f.party_id)
        )
    ),
    company=f.company_id,
    description="Who has which level of a skill since when, and by what it is proven.",
    columns=(
        Column("id", _("Number"), "id", f.id, hidden=True),
        Column("name", _("Person"), "text", party.c.name, sort=True, phone=1, link="base/parties/{party_id}"),
        Column("skill", _("Skill"), "text", _name, phone=2),
        Column("level", _("Level"), "integer", f.level, phone=1),
        Column("from_day", _("From"), "date", f.from_day, sort=True, phone=2),
        Column("ground", _("Proven"), "status", _ground, choices=GROUNDS),
        Column("note", _("How it was seen"), "text", f.note),
        Column("party_id", _("Person"), "id", f.party_id, hidden=True),
        Column("skill_id", _("Skill"), "id", f.skill_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-from_day", "-id"),
    filters=(
        Filter("skill", _("Skill"), "reference", lambda x: f.skill_id == x, reference="training.skills"),
        Filter("party", _("Person"), "reference", lambda x: f.party_id == x, reference="base.persons"),
    ),
)

unit = organisation_unit
# The words for "everybody" are the page's: a query gives data.
_scope = func.coalesce(_position, unit.c.name, literal(""))
SCOPES = (Choice("position", _("A position")), Choice("unit", _("A unit")), Choice("everybody", _("Everybody")))
_kind = case((d.position_id.is_not(None), "position"), (d.unit_id.is_not(None), "unit"), else_="everybody")
DUTIES = Query(
    "training.duties",
    _("Duties"),
    "training.read",
    statement=lambda: select(d.id).select_from(
        duty.join(course, and_(c.company_id == d.company_id, c.id == d.course_id))
        .outerjoin(position, and_(position.c.company_id == d.company_id, position.c.id == d.position_id))
        .outerjoin(unit, and_(unit.c.company_id == d.company_id, unit.c.id == d.unit_id))
    ),
    company=d.company_id,
    description="Who must hold which course, by when, and which control asks for it.",
    columns=(
        Column("id", _("Number"), "id", d.id, hidden=True),
        Column(
            "name", _("Course"), "text", chosen_column(c.title_id, c.title_en), sort=True, phone=1, link="training/duties/{id}"
        ),
        Column("code", _("Code"), "code", c.code, sort=True),
        Column("scope", _("Binds"), "status", _kind, choices=SCOPES, phone=2),
        Column("whom", _("Position or unit"), "text", _scope, phone=2),
        Column("within_days", _("Due after (days)"), "integer", d.within_days),
        Column("control", _("Control"), "code", d.control),
        Column("from_day", _("From"), "date", d.from_day, sort=True),
        Column("to_day", _("Last day"), "date", d.to_day),
        Column("course_id", _("Course"), "id", d.course_id, hidden=True),
        Column("position_id", _("Position"), "id", d.position_id, hidden=True),
        Column("unit_id", _("Unit"), "id", d.unit_id, hidden=True),
        Column("version", _("Version"), "integer", d.version, hidden=True),
    ),
    key=("id",),
    default_sort=("code", "id"),
    filters=(Filter("course", _("Course"), "reference", lambda x: d.course_id == x, reference="training.courses"),),
    search=(c.code, c.title_id, c.title_en, d.control),
)
