"""A stranger's plugin, built as a wheel, installed as a package, and worked with in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dapur.testing import databases
from tests.wheels import EXAMPLE, ROOT, build_wheel, install

SOURCE = ROOT / EXAMPLE


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with nothing but the example in it."""
    folder = tmp_path_factory.mktemp("fleet")
    install([build_wheel(SOURCE, folder)], target=folder / "site")
    return folder / "site"


def test_the_wheel_carries_what_the_plugin_needs(site: Path) -> None:
    held = {str(p.relative_to(site / "dapur_fleet")) for p in (site / "dapur_fleet").rglob("*") if p.is_file()}

    assert {
        "migrations/0001_vehicles_and_trips.sql",
        "locale/id.po",
        "templates/fleet/board.html",
        "templates/fleet/trip_of_entry.html",
        "py.typed",
    } <= held


def test_its_own_tests_pass_where_it_is_installed(site: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(site), "DAPUR_TEST_URLS": " ".join(databases.test_server())}
    environment.pop("PYTEST_XDIST_WORKER", None)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", str(SOURCE / "pyproject.toml"), str(SOURCE / "tests")],
        env=environment,
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
