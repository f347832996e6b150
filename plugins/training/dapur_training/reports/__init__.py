"""Reports of training."""

from dapur.contract import Report
from dapur_training.reports.course_plan import COURSE_PLAN
from dapur_training.reports.coverage import COVERAGE
from dapur_training.reports.duty_people import DUTY_PEOPLE
from dapur_training.reports.gap_matrix import GAP_MATRIX

REPORTS: tuple[Report, ...] = (COVERAGE, DUTY_PEOPLE, GAP_MATRIX, COURSE_PLAN)
