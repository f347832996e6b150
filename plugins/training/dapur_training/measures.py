"""Figures of learning."""

from dapur.contract import Measure, _
from dapur_training.queries.learning import ATTEMPTS, CERTIFICATES, ENROLMENTS

MEASURES = (
    Measure(
        "training.certificates",
        _("Certificates issued"),
        _("Certificates by the day of issue; revoked ones do not count."),
        CERTIFICATES,
        "training/certificates",
        unit=_("certificates"),
        filters={"status": ["valid", "expired"]},
        days="issued",
        better="more",
    ),
    Measure(
        "training.passed",
        _("Quizzes passed"),
        _("Of the attempts handed in on the days of the period, the share that reached the pass mark."),
        ATTEMPTS,
        "training/attempts",
        filters={"status": ["passed", "failed"]},
        part={"status": ["passed"]},
        days="closed",
        better="more",
    ),
    Measure(
        "training.under_way",
        _("Courses under way"),
        _("Enrolments that are neither completed nor left, today."),
        ENROLMENTS,
        "training/enrolments",
        unit=_("enrolments"),
        filters={"status": ["active"]},
    ),
)
