"""What operators install: the wheels hold everything, and Dapur serves from them in an empty environment."""

import os
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dapur.testing.databases import drop_database
from tests.serving import Installation, Server, Visitor, empty_database, eventually
from tests.wheels import EXAMPLE, ROOMS, ROOT, build_wheel, empty_environment, install


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheels of the house and of a stranger's plugin, by folder."""
    folder = tmp_path_factory.mktemp("wheels")
    return {room: build_wheel(ROOT / room, folder) for room in (*ROOMS, EXAMPLE)}


@pytest.fixture(scope="module")
def installed(wheels: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """All of them in an empty environment, with a company of both departments."""
    python = empty_environment(tmp_path_factory.mktemp("environment"))
    install(list(wheels.values()), python)
    database = empty_database(f"dapur_wheels_{os.getpid()}")
    made = Installation(python, database)
    made.begin("uji", "accounting,fleet")
    yield made
    drop_database(database)


@pytest.fixture(scope="module")
def server(installed: Installation) -> Iterator[Server]:
    """It serves."""
    with installed.serve() as running:
        yield running


@pytest.fixture
def visitor(server: Server) -> Iterator[Visitor]:
    """The administrator with a browser."""
    made = server.visitor()
    yield made
    made.close()


@pytest.mark.parametrize("room", ROOMS)
def test_a_wheel_holds_every_file_that_its_package_reads(wheels: dict[str, Path], room: str) -> None:
    (package,) = [p for p in (ROOT / room).iterdir() if (p / "__init__.py").exists()]
    read = {".sql", ".po", ".html", ".typ", ".toml", ".py", ".typed", ".js", ".css", ".svg", ".woff2", ".json"}
    beside = {
        str(p.relative_to(ROOT / room))
        for p in package.rglob("*")
        if p.is_file() and (p.suffix in read or p.name == "py.typed") and "__pycache__" not in p.parts
    }

    assert beside - set(zipfile.ZipFile(wheels[room]).namelist()) == set()


def test_the_installed_code_is_not_the_checkout(installed: Installation) -> None:
    ask = "import dapur, dapur_web, dapur_accounting, dapur_fleet as f; print(dapur.__file__, dapur_web.__file__, f.__file__)"
    told = subprocess.run([installed.python, "-c", ask], capture_output=True, text=True, check=True, cwd=installed.python.parent)

    assert str(ROOT) not in told.stdout.replace(str(installed.python.parents[1]), "")


def test_it_answers_and_signs_in(visitor: Visitor) -> None:
    assert visitor.get("/uji/").status_code == 200


def add_vehicle(visitor: Visitor, plate: str) -> None:
    """By the form of the stranger's plugin."""
    fields = {"plate": plate, "name": "Colt Diesel", "kind": "truck", "first_km": "0"}
    answer = visitor.post("/uji/fleet/vehicles/new", fields)
    assert answer.status_code in (200, 204, 302, 303), answer.text[:3000]


def test_a_page_of_the_strangers_plugin_is_served(visitor: Visitor) -> None:
    add_vehicle(visitor, "B 6 WHL")

    assert "B 6 WHL" in visitor.get("/uji/fleet/vehicles").text
    assert "B 6 WHL" in visitor.get("/uji/fleet/board").text
    assert visitor.client.get("/fleet-kiosk").text == "Fleet 1.0.0"


def test_the_api_answers_about_the_strangers_plugin(visitor: Visitor) -> None:
    add_vehicle(visitor, "B 8 WHL")

    answer = visitor.graphql("uji", "{ fleetVehicles { nodes { code name } } fleetDriven { vehicles } }")

    assert {"code": "B 8 WHL", "name": "Colt Diesel"} in answer["data"]["fleetVehicles"]["nodes"]
    assert answer["data"]["fleetDriven"]["vehicles"] >= 1


def test_a_switch_is_seen_by_two_servers_without_a_restart_and_the_data_is_kept(
    installed: Installation, visitor: Visitor
) -> None:
    add_vehicle(visitor, "B 7 WHL")
    with installed.serve() as second:
        other = second.visitor()

        installed.run("plugin", "off", "uji", "fleet")
        eventually(lambda: {v.get("/uji/fleet/vehicles").status_code for v in (visitor, other)} == {404})
        assert "fleetVehicles" in str(visitor.graphql_errors("uji", "{ fleetVehicles { nodes { code } } }"))

        installed.run("plugin", "on", "uji", "fleet")
        eventually(lambda: all("B 7 WHL" in v.get("/uji/fleet/vehicles").text for v in (visitor, other)))
        other.close()


def statuses(visitors: Sequence[Visitor]) -> set[int]:
    """What a page of the fleet answers them."""
    return {visitor.get("/uji/fleet/vehicles").status_code for visitor in visitors}


@pytest.mark.torture
def test_a_switch_is_seen_by_two_servers_within_a_second(installed: Installation, visitor: Visitor) -> None:
    with installed.serve() as second:
        both = (visitor, second.visitor())
        for _ in range(10):
            installed.run("plugin", "off", "uji", "fleet")
            assert eventually(lambda: statuses(both) == {404}) < 1
            installed.run("plugin", "on", "uji", "fleet")
            assert eventually(lambda: statuses(both) == {200}) < 1


def test_it_ends_when_it_is_told_to(installed: Installation) -> None:
    assert installed.serve().stop() in (0, 130)
