"""The skill gaps of those who hold a position, over the six families."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, Text, Words, _
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader
from dapur_training.families import FAMILIES
from dapur_training.rules.skills import coverage, gap
from dapur_training.skill_levels import Holder, NeededSkill, holders_on, needed_by
from dapur_training.words import chosen

ORDER = {family.value: number for number, family in enumerate(FAMILIES)}
FAMILY_WORDS = {family.value: family.title for family in FAMILIES}


class GapInput(Form):
    """Which position, on which day."""

    position: Annotated[int, Shown(_("Position"), reference="base.positions")]
    day: Annotated[date, Shown(_("On the day"))]


async def build(reader: Reader, form: GapInput) -> Sheet:
    """A row for each person: missing levels by skill, their sum, and how much of what is needed they have."""
    needed = sorted(await needed_by(reader, form.position), key=lambda s: ORDER[s.family])
    holders = await holders_on(reader, form.position, form.day)
    required = {skill.id: skill.level for skill in needed}
    rows = [_person(holder, needed, required) for holder in holders]
    if holders and needed:
        rows += [_needed(needed), _meets(needed, holders, required), _team(needed, holders, required)]
    head: list[tuple[Words, Words]] = [
        (_("Position"), await position_name(reader, form.position)),
        (_("On the day"), Text("{day}", {"day": form.day})),
    ]
    notes: list[Words] = [_("A cell shows levels that are missing; more than needed does not make up for another skill.")]
    if not needed:
        notes = [_("No skills are set for this position yet. Set them under Needed skills.")]
    return Sheet(_("Skill gaps"), _columns(needed, reader.scope.language), rows, head=head, notes=notes)


def _columns(needed: Sequence[NeededSkill], language: str) -> tuple[Column, ...]:
    def title(skill: NeededSkill) -> str:
        return f"{translate(FAMILY_WORDS[skill.family], language)}: {chosen(skill.name_id, skill.name_en, language)}"

    return (
        Column("name", _("Person"), "text", phone=1),
        *(Column(f"skill_{skill.id}", title(skill), "integer", phone=2) for skill in needed),
        Column("total", _("Missing levels"), "integer", phone=1),
        Column("coverage", _("Covered (percent)"), "number", phone=1),
    )


def _person(holder: Holder, needed: Sequence[NeededSkill], required: dict[int, int]) -> ReportRow:
    missing = gap(required, holder.levels)
    cells = (holder.name, *(missing[s.id] for s in needed), sum(missing.values()), coverage(required, holder.levels))
    return ReportRow(cells, links={"name": f"base/parties/{holder.party}"}, key=str(holder.party))


def _needed(needed: Sequence[NeededSkill]) -> ReportRow:
    return ReportRow((_("Level needed"), *(s.level for s in needed), None, None), style="subtotal", key="needed")


def _meets(needed: Sequence[NeededSkill], holders: Sequence[Holder], required: dict[int, int]) -> ReportRow:
    reach = [sum(h.levels.get(s.id, 0) >= required[s.id] for h in holders) for s in needed]
    return ReportRow((_("People who reach it"), *reach, None, None), style="subtotal", key="meets")


def _team(needed: Sequence[NeededSkill], holders: Sequence[Holder], required: dict[int, int]) -> ReportRow:
    gaps = [gap(required, h.levels) for h in holders]
    by_skill = [sum(g[s.id] for g in gaps) for s in needed]
    return ReportRow((_("Missing in all"), *by_skill, sum(by_skill), None), style="total", key="team")


async def position_name(reader: Reader, position: int) -> str:
    """What the position is called; "" for none of this company."""
    rows = await reader.rows(
        "select title_id, title_en from base.position where company_id = %s and id = %s", reader.scope.company, position
    )
    return chosen(str(rows[0][0]), str(rows[0][1]), reader.scope.language) if rows else ""


async def initial(reader: Reader) -> dict[str, Any]:
    """Today, and the position that needs most skills."""
    position = await reader.value(
        "select position_id from training.position_skill where company_id = %s and level > 0 group by 1 order by count(*) desc, 1 limit 1",
        reader.scope.company,
    )
    return {"day": reader.today, **({"position": position} if position is not None else {})}


GAP_MATRIX = Report(
    "training.gap_matrix",
    _("Skill gaps"),
    "training.read",
    GapInput,
    build,
    "Missing levels of skills by person, for those who hold a position on a day.",
    landscape=True,
)
