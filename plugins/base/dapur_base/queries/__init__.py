"""What base reads, by noun."""

from dapur_base.queries import organisation, party_parts, units
from dapur_base.queries.approval_policies import APPROVAL_POLICIES, POLICY_LINES
from dapur_base.queries.approval_votes import ALL_STEPS, ALL_VOTES, APPROVAL_STEPS, APPROVAL_VOTES
from dapur_base.queries.approvals import ALL_APPROVALS, APPROVALS_TO_DO, MY_APPROVALS
from dapur_base.queries.calendars import CALENDAR_DAYS, CALENDAR_WEEKS, CALENDARS
from dapur_base.queries.colleagues import COLLEAGUES
from dapur_base.queries.currencies import CURRENCIES, RATES
from dapur_base.queries.delegations import DELEGATIONS
from dapur_base.queries.parties import PARTIES
from dapur_base.queries.places import PLACE_HOLIDAYS, PLACES
from dapur_base.queries.tags import TAGS
from dapur_base.queries.tasks import ALL_TASKS, MY_TASKS, SENT_REMINDERS, TASK_RULES

QUERIES = (
    PARTIES,
    CURRENCIES,
    RATES,
    *organisation.QUERIES,
    *units.QUERIES,
    *party_parts.QUERIES,
    CALENDARS,
    CALENDAR_WEEKS,
    CALENDAR_DAYS,
    PLACES,
    PLACE_HOLIDAYS,
    COLLEAGUES,
    MY_TASKS,
    ALL_TASKS,
    SENT_REMINDERS,
    TASK_RULES,
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
    TAGS,
)
