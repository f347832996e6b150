"""What logistics does once something happened elsewhere, and so that its documents are found."""

from dapur.contract import EventHandler
from dapur.operations.work import Work
from dapur.services.billing import LinesBilled, LinesUnbilled
from dapur.services.switching import PluginSwitchedOn
from dapur_base.events import ApprovalDecided
from dapur_logistics.events import StockMoved
from dapur_logistics.operations.bill_receipt import take_back_bill, take_bill
from dapur_logistics.operations.hand_over import HandOver, hand_over
from dapur_logistics.operations.post_count import settle_count

INDEX = """
    select core.index_for_search(%s, 'logistics', 'document', array[d.id], array[d.number], array[coalesce(p.name, '')],
        array[d.reference], array['logistics/stock-documents/' || d.id], 'logistics.read')
    from logistics.document d left join base.party p on p.company_id = d.company_id and p.id = d.party_id
    where d.company_id = %s and d.id = %s
"""


async def index_document(work: Work, event: StockMoved) -> None:
    """Stock documents are found by number, partner and reference."""
    await work.value(INDEX, work.scope.company, work.scope.company, event.document)


async def tell_what_waited(work: Work, event: PluginSwitchedOn) -> None:
    """Accounting was switched on: it is told at once what waited; of very much the rest every night."""
    if event.plugin == "accounting":
        await hand_over.run(work, HandOver())


HANDLERS = (
    EventHandler(LinesBilled, "after", take_bill, "logistics.take_bill"),
    EventHandler(LinesUnbilled, "after", take_back_bill, "logistics.take_back_bill"),
    EventHandler(ApprovalDecided, "after", settle_count, "logistics.settle_count"),
    EventHandler(PluginSwitchedOn, "after", tell_what_waited, "logistics.tell_what_waited"),
    EventHandler(StockMoved, "after", index_document, "logistics.index_document"),
)
