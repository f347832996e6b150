"""What accounting does once something happened."""

from dapur.contract import EventHandler
from dapur.operations.work import Work
from dapur_accounting.events import EntriesPosted

INDEX = """
    select core.index_for_search(%s, 'accounting', 'entry', array_agg(id), array_agg(number), array_agg(description),
        array_agg(trim(reference || ' ' || source_number)), array_agg('accounting/entries/' || id), 'accounting.read')
    from accounting.entry where company_id = %s and id = any (%s::bigint[]) having count(*) > 0
"""


async def index_entries(work: Work, event: EntriesPosted) -> None:
    """Posted entries are found by number, description and reference."""
    await work.value(INDEX, work.scope.company, work.scope.company, list(event.ids))


HANDLERS = (EventHandler(EntriesPosted, "after", index_entries, "accounting.index_entries"),)
