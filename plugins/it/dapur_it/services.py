"""What IT offers to other departments."""

from dapur_it.held import HELD
from dapur_it.person_steps import PERSON_STEPS

SERVICES = (PERSON_STEPS, HELD)
