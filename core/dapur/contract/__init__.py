"""All that a plugin author imports. Versioned: `CONTRACT_VERSION`; a test holds `__all__`."""

from dapur.contract.declarations import (
    CONTRACT_VERSION, ErrorCode, Event, EventHandler, GraphQLTypes, Import, ImportColumn, Job, Permission,
    PluginInfo, Role, Schema, Service, Setting, Setup, UserInterface,
)
from dapur.contract.errors import Conflict, DapurError, Forbidden, Invalid, NotFound, Problem, Refused
from dapur.contract.fields import Choice, Form, Result, Shown, shown
from dapur.contract.hookspecs import hookimpl
from dapur.contract.operation import Operation, operation
from dapur.contract.page import (
    Action, FormPage, HomeCard, HomeChart, HomeTask, ListPage, Menu, Page, Panel, RecordPage, Related, ReportPage, TemplatePage, View,
)
from dapur.contract.query import Column, Filter, Query
from dapur.contract.report import Report, ReportRow, Sheet
from dapur.contract.scope import Door, Scope
from dapur.contract.words import Text, Words, _

__all__ = [
    "CONTRACT_VERSION", "Action", "Choice", "Column", "Conflict", "DapurError", "Door", "ErrorCode", "Event",
    "EventHandler", "Filter", "Forbidden", "Form", "FormPage", "GraphQLTypes", "HomeCard", "HomeChart", "HomeTask", "Import", "ImportColumn", "Invalid",
    "Job", "ListPage", "Menu", "NotFound", "Operation", "Page", "Panel", "Permission", "PluginInfo", "Problem",
    "Query", "RecordPage", "Refused", "Related", "Report", "ReportPage", "ReportRow", "Result", "Role", "Schema",
    "Scope", "Service", "Setting", "Setup", "Sheet", "Shown", "TemplatePage", "Text", "UserInterface", "View", "Words", "_",
    "hookimpl", "operation", "shown",
]
