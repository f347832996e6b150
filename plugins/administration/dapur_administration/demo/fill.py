"""Two months of administration of the demo company."""

from typing import Any

from dapur_administration.demo.letters import letters
from dapur_administration.demo.records import documents, duties
from dapur_administration.demo.rooms import rooms


async def fill(stage: Any) -> None:
    """Everything through operations; once: a second start finds the rooms and changes nothing."""
    reader = await stage.house.reader(stage.scope)
    company = stage.scope.company
    if await reader.value("select 1 from administration.room where company_id = %s limit 1", company):
        return
    stage.report("Administration of the demo company …")
    rows = await reader.rows("select code, id from base.organisation_unit where company_id = %s", company)
    office = await reader.value("select id from administration.office where company_id = %s order by id limit 1", company)
    await letters(stage, dict(rows), office)
    await rooms(stage, office)
    await documents(stage)
    await duties(stage)
    stage.set_clock(None)
