"""What administration offers to other departments."""

from dapur_administration.held import HELD
from dapur_administration.person_steps import PERSON_STEPS

SERVICES = (PERSON_STEPS, HELD)
