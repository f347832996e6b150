"""The log's technical names in people's words, from what queries and operations declare."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import BigInteger, MetaData, String, Table, select
from sqlalchemy import Column as Stored

from dapur import core_plugin
from dapur.audit.words import LogWords
from dapur.contract import Choice, Column, PluginInfo, Query, hookimpl
from dapur.plugins.registry import build

about = MetaData(schema="greenhouse")
plant = Table(
    "plant", about, Stored("company_id", BigInteger), Stored("id", BigInteger), Stored("state", String), Stored("bed_id")
)
bed = Table("bed", about, Stored("company_id", BigInteger), Stored("id", BigInteger), Stored("name", String))
other = plant.alias("parent")


class Greenhouse:
    """A department with one listing."""

    __name__ = "tests.greenhouse"

    @staticmethod
    @hookimpl
    def describe_plugin() -> PluginInfo:
        return PluginInfo("greenhouse", "Greenhouse", "1.0")

    @staticmethod
    @hookimpl
    def register_queries() -> tuple[Query, ...]:
        return (
            Query(
                "greenhouse.plants",
                "Plants",
                "public",
                statement=lambda: select(plant.c.id),
                company=plant.c.company_id,
                columns=(
                    Column("id", "Number", "id", plant.c.id),
                    Column("state", "Growth", "status", plant.c.state, choices=(Choice("ripe", "Ready to pick"),)),
                    Column("bed", "Garden bed", "text", bed.c.name),
                    Column("mother", "Mother plant", "text", other.c.state),
                ),
                key=("id",),
                default_sort=("id",),
            ),
        )


@pytest.fixture(scope="module")
def words() -> LogWords:
    return LogWords(build([("core", core_plugin), ("greenhouse", Greenhouse)]))


def test_a_table_is_called_like_the_list_that_shows_it(words: LogWords) -> None:
    assert words.thing("greenhouse.plant") == "Plants"
    assert words.thing("greenhouse.watering_can") == "Watering can"
    assert str(words.thing("core.save_role")) == "Save role"
    assert str(words.thing("core.membership")) == "Person"


def test_a_column_is_called_like_in_the_list(words: LogWords) -> None:
    assert words.field("greenhouse.plant", "", "state") == "Growth"
    assert words.field("greenhouse.plant", "", "bed_id") == "Garden bed"
    assert words.field("greenhouse.plant", "", "soil_type") == "Soil type"
    assert str(words.field("core.membership", "", "user_id")) == "Person"


def test_values_become_words_dates_and_exact_numbers(words: LogWords) -> None:
    assert words.value("greenhouse.plant", "state", "ripe") == "Ready to pick"
    assert words.value("greenhouse.plant", "sown_on", "2026-11-25") == date(2026, 11, 25)
    assert words.value("greenhouse.plant", "picked_at", "2026-11-25T07:00:00+00:00") == datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert words.value("greenhouse.plant", "note", "2026-13-45") == "2026-13-45"
    assert words.value("greenhouse.plant", "weight", Decimal("0.10")) == Decimal("0.10")
    assert str(words.value("core.role_permission", "permission", "core.export")) == "Export lists"
    assert words.value("greenhouse.plant", "lines", [{"seed": "basil", "count": 3}]) == "seed basil, count 3"


def test_an_operation_that_is_gone_keeps_its_technical_name(words: LogWords) -> None:
    assert words.deed("bakery.bake") == "bakery.bake"
