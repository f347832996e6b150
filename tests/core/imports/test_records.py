"""Reading a file has its time; what is done with its rows may take longer."""

from datetime import date
from itertools import count

import pytest

from dapur.documents import csv_reader
from dapur.imports.records import Matched, records_of
from tests.core.imports import probe
from tests.core.imports.conftest import HEAD, slips

MATCHED = Matched(0, {"reference": 0, "on": 1, "account": 2, "amount": 3}, "en", "id", date(2026, 11, 25))


def test_the_time_that_saving_takes_is_not_counted_as_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = probe.register_imports()[0]
    records = records_of((HEAD + slips(1_500)).encode(), "slips.csv", declared, MATCHED, probe.ACCOUNTS)
    first = next(records)
    clock = count(10_000_000, 1_000_000)
    monkeypatch.setattr(csv_reader, "monotonic", lambda: next(clock))

    rest = list(records)

    assert first.reference == "A-1" and len(rest) == 1_499
