"""The contract is a promise to strangers: what it holds changes only on purpose, here too."""

from typing import Annotated

import dapur.contract as contract
from dapur.contract import CONTRACT_VERSION, Form, Shown, hookspecs, shown

NAMES = """
    _ Action BatchResult Choice Column Conflict CONTRACT_VERSION DapurError Document DocumentFile DocumentLink Door ErrorCode
    Event EventHandler Filter Forbidden Form FormOutlook FormPage FormTotals GraphQLColumn GraphQLFigure GraphQLTypes HomeCard HomeChart HomeTask
    hookimpl Import ImportColumn Invalid Job ListPage Measure Menu NotFound Operation operation Page Panel Permission PluginInfo
    Problem PublicPage Query RecordPage Refused Related Report ReportPage ReportRow Result Role Scan ScanCode ScanCommand Schema
    Scope Service Setting Setup Sheet Shown shown TemplatePage Text UserInterface View Words
"""
HOOKS = """
    describe_plugin register_schema register_permissions register_settings register_operations register_queries register_pages
    register_panels register_reports register_measures register_documents register_imports register_jobs register_event_handlers register_services
    register_graphql_types register_setup register_errors register_user_interface
"""


def test_the_contract_offers_these_names() -> None:
    assert set(contract.__all__) == set(NAMES.split())


def test_every_name_of_the_contract_can_be_imported() -> None:
    assert [n for n in contract.__all__ if not hasattr(contract, n)] == []


def test_the_contract_has_these_hooks() -> None:
    assert {n for n, v in vars(hookspecs).items() if hasattr(v, "dapur_spec")} == set(HOOKS.split())


def test_the_version_is_the_one_that_these_names_belong_to() -> None:
    assert CONTRACT_VERSION == (1, 0)


def test_a_form_may_show_a_field_otherwise_than_its_type_does() -> None:
    booking = Annotated[int, Shown("Booking")]

    class Move(Form):
        id: Annotated[booking, Shown("Booking", kind="hidden")]
        beside: booking

    assert [found.kind for field in Move.model_fields.values() if (found := shown(field))] == ["hidden", None]
