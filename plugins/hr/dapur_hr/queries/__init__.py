"""What people and pay read, by noun."""

from dapur_hr.queries.employees import EMPLOYEES
from dapur_hr.queries.pay import PAY_COMPONENTS

QUERIES = (EMPLOYEES, PAY_COMPONENTS)
