"""What base reads, by noun."""

from dapur_base.queries import organisation, units
from dapur_base.queries.approval_policies import APPROVAL_POLICIES, POLICY_LINES
from dapur_base.queries.approval_votes import ALL_STEPS, ALL_VOTES, APPROVAL_STEPS, APPROVAL_VOTES
from dapur_base.queries.approvals import ALL_APPROVALS, APPROVALS_TO_DO, MY_APPROVALS
from dapur_base.queries.colleagues import COLLEAGUES
from dapur_base.queries.currencies import CURRENCIES, RATES
from dapur_base.queries.delegations import DELEGATIONS
from dapur_base.queries.parties import PARTIES

QUERIES = (
    PARTIES,
    CURRENCIES,
    RATES,
    *organisation.QUERIES,
    *units.QUERIES,
    COLLEAGUES,
    APPROVALS_TO_DO,
    MY_APPROVALS,
    ALL_APPROVALS,
    APPROVAL_STEPS,
    APPROVAL_VOTES,
    ALL_STEPS,
    ALL_VOTES,
    APPROVAL_POLICIES,
    POLICY_LINES,
    DELEGATIONS,
)
