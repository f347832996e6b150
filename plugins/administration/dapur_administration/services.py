"""What administration offers to other departments."""

from dapur_administration.held import HELD
from dapur_administration.person_steps import PERSON_STEPS
from dapur_administration.room_booking import ROOM_BOOKING

SERVICES = (PERSON_STEPS, HELD, ROOM_BOOKING)
