"""Papers and files of people and pay, made on request."""

from dapur.contract import Document
from dapur_hr.documents.bank_file import BANK_FILE
from dapur_hr.documents.payroll_progress import PAYROLL_PROGRESS
from dapur_hr.documents.payslip import PAYSLIP

DOCUMENTS: tuple[Document, ...] = (PAYSLIP, BANK_FILE, PAYROLL_PROGRESS)
