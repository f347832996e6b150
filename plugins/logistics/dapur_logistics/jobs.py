"""What logistics does every night."""

from dapur.contract import Job, _
from dapur_logistics.operations.hand_over import hand_over
from dapur_logistics.operations.reorder import propose_orders

JOBS = (
    Job("logistics.propose_orders", _("Look what is to be ordered"), propose_orders, "30 5 * * *"),
    Job("logistics.hand_over", _("Tell the ledger what waits"), hand_over, "45 5 * * *"),
)
