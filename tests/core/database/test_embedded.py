"""The embedded PostgreSQL: starts, stops, is found again, recovers, and says what is wrong in one sentence."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dapur.database import embedded


def quiet(_line: str) -> None:
    """Say nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "a folder with spaces" / "postgresql"
    yield place
    embedded.remove(place)


def test_it_starts_keeps_its_data_and_starts_again(folder: Path) -> None:
    first = embedded.start(folder, quiet, fast=True)
    with psycopg.connect(first.owner_url, autocommit=True) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept values (7)")

    found = embedded.start(folder, quiet, fast=True)
    assert (first.started, found.started) == (True, False)

    embedded.stop(folder)
    embedded.start(folder, quiet, fast=True)
    with psycopg.connect(first.owner_url) as connection:
        assert connection.execute("select n from kept").fetchall() == [(7,)]


def test_a_killed_server_loses_nothing_that_was_committed(folder: Path) -> None:
    addresses = embedded.start(folder, quiet)
    with psycopg.connect(addresses.owner_url, autocommit=True) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept values (7)")
    told = embedded._find_place(folder)
    os.kill(int((told.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    again = embedded.start(folder, quiet)

    with psycopg.connect(again.owner_url) as connection:
        assert connection.execute("select n from kept").fetchall() == [(7,)]


def test_the_application_owns_nothing_and_cannot_become_the_owner(folder: Path) -> None:
    addresses = embedded.start(folder, quiet, fast=True)
    with psycopg.connect(addresses.app_url, autocommit=True) as connection:
        facts = connection.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        )
        assert facts.fetchone() == (False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("set role dapur_owner")


def test_data_of_another_version_is_refused_with_what_to_do(folder: Path) -> None:
    embedded.start(folder, quiet, fast=True)
    embedded.stop(folder)
    version = embedded._find_place(folder).cluster / "PG_VERSION"
    ours = version.read_text()
    version.write_text("9\n")

    with pytest.raises(embedded.EmbeddedError, match=r"written by PostgreSQL 9.*DAPUR_DATA"):
        embedded.start(folder, quiet)
    version.write_text(ours)


def test_a_half_made_database_is_made_again(folder: Path) -> None:
    place = folder / "cluster-half"
    place.mkdir(parents=True)
    (place / "PG_VERSION").write_text("18\n")

    addresses = embedded.start(folder, quiet, fast=True)

    with psycopg.connect(addresses.app_url) as connection:
        assert connection.execute("select current_user").fetchone() == ("dapur_app",)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(embedded.EmbeddedError, match="DAPUR_DATA"):
        embedded.start(tmp_path / "file" / "postgresql", quiet)
