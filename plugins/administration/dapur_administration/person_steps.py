"""A step of a checklist for somebody who joins or leaves, taken as the draft of a letter."""

from dataclasses import dataclass
from typing import Any

from dapur.contract import Refused, Service, _
from dapur.language.dates import format_date
from dapur.operations.work import Work
from dapur.services.person_steps import PersonStep, StepTaken, StepTaker, StepWay
from dapur_administration.operations.write_letter import PlaceValue, WriteLetter, write_letter

TEMPLATE = (
    "select id, language from administration.letter_template where company_id = %s and lower(name) = lower(%s) and not is_closed"
)

SUBJECT = "select subject from administration.letter where company_id = %s and id = %s"


@dataclass(frozen=True)
class LetterSteps:
    """Fulfils `StepTaker`. The subject is the name of a letter's template; it may hold the places {day} and {person}."""

    work: Work
    way: StepWay = "letter"

    async def check(self, subject: str) -> None:
        """Raise Refused for a template that nobody made."""
        await self._template(subject)

    async def take(self, step: PersonStep) -> StepTaken:
        """Write the draft. It gets its number when somebody issues it."""
        template = await self._template(step.subject)
        if step.unit is None:
            sentence = _("{name} belongs to no unit yet. Note where this person works first.").fill(name=step.person)
            raise Refused("ADMINISTRATION_STEP_WITHOUT_UNIT", sentence)
        day = format_date(step.due, template["language"], "paper")
        values = [PlaceValue(place="day", value=day), PlaceValue(place="person", value=step.person)]
        form = WriteLetter(template_id=template["id"], unit_id=step.unit, party_id=step.party, values=values)
        made = await write_letter.run(self.work, form)
        subject = await self.work.value(SUBJECT, self.work.scope.company, made.id)
        return StepTaken(subject, f"administration/letters/{made.id}")

    async def _template(self, name: str) -> dict[str, Any]:
        found = await self.work.row(TEMPLATE, self.work.scope.company, name)
        if found is None:
            sentence = _("There is no template {name} of a letter. Write the name of one.").fill(name=name)
            raise Refused("ADMINISTRATION_TEMPLATE_UNKNOWN", sentence, field="subject")
        return found


PERSON_STEPS = Service(StepTaker, LetterSteps)
