"""What happens in training that other departments may want to know."""

from dataclasses import dataclass
from datetime import date

from dapur.contract import Event


@dataclass(frozen=True)
class CourseCompleted(Event):
    """Somebody completed a course and got a certificate. party: the person; valid_through: None without end."""

    party: int
    course: int
    course_code: str
    certificate: int
    on_day: date
    valid_through: date | None

    name = "training.course_completed"


@dataclass(frozen=True)
class CertificateRevoked(Event):
    """A certificate does not count any more."""

    certificate: int
    party: int
    course: int

    name = "training.certificate_revoked"
