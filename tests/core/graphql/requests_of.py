"""A valid request for every field of the API, made from the declarations."""

from collections.abc import Iterator, Mapping
from typing import Any

from dapur.contract import Document, Form, Operation, Query, Report
from dapur.graphql.naming import camel, field_of
from dapur.graphql.schema import build, document_name, offered, report_name
from dapur.plugins.registry import Registry
from dapur.testing.inputs import plausible

Request = tuple[str, dict[str, Any]]


def named(raw: Any) -> Any:
    """Raw input with the names of the API."""
    if isinstance(raw, dict):
        return {camel(k): named(v) for k, v in raw.items()}
    return [named(v) for v in raw] if isinstance(raw, list) else raw


class Requests:
    """Writes requests for the schema of all installed plugins."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.schema = build(registry, registry.names)

    def of_query(self, query: Query) -> Request:
        """The first page of a list."""
        shown = " ".join(camel(c) for c in query.key)
        return self._request("query", field_of(query.name), query.parameters, "parameters", f"nodes {{ {shown} }}", None)

    def of_report(self, report: Report) -> Request:
        """A report."""
        return self._request("query", report_name(report.name), report.input, "input", "title rows { cells }", None)

    def of_document(self, document: Document) -> Request:
        """A document."""
        return self._request("query", document_name(document.name), document.input, "input", "name mediaType", None)

    def of_operation(self, operation: Operation, raw: Mapping[str, Any] | None = None) -> Request:
        """A mutation."""
        below = "problems { code field } replayed"
        return self._request("mutation", field_of(operation.name), operation.input, "input", below, raw)

    def all(self) -> Iterator[tuple[str, str, Request]]:
        """(name, permission, request) of everything that the API offers."""
        for query in self.registry.queries.values():
            yield query.name, query.permission, self.of_query(query)
        for report in self.registry.reports.values():
            yield report.name, report.permission, self.of_report(report)
        for document in self.registry.documents.values():
            yield document.name, document.permission, self.of_document(document)
        for operation in self.registry.operations.values():
            if offered(operation):
                yield operation.name, operation.permission, self.of_operation(operation)

    def _request(
        self, kind: str, field: str, form: type[Form] | None, argument: str, below: str, raw: Mapping[str, Any] | None
    ) -> Request:
        if form is None or not form.model_fields:
            return f"{kind} {{ {field} {{ {below} }} }}", {}
        root = self.schema.query_type if kind == "query" else self.schema.mutation_type
        assert root
        text = f"{kind} Try($given: {root.fields[field].args[argument].type}) {{ {field}({argument}: $given) {{ {below} }} }}"
        return text, {"given": named(dict(raw) if raw is not None else plausible(form, {}))}
