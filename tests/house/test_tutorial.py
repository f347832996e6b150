"""The tutorial works: its files are written, built, installed and tested as a reader would, and its commands run."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dapur.cli.main import make_parser
from dapur.testing import databases
from tests.serving import EMAIL, Installation, empty_database
from tests.wheels import ROOT, build_wheel, install

PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
FILES = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [
    line[2:] for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL) for line in block.splitlines()
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the page, as a reader writes them down."""
    folder = tmp_path_factory.mktemp("tutorial") / "dapur-guests"
    for name, text in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(written: Path) -> Path:
    """The reader's plugin, installed into a folder of packages."""
    install([build_wheel(written, written.parent)], target=written.parent / "site")
    return written.parent / "site"


@pytest.fixture(scope="module")
def installation(site: Path) -> Iterator[Installation]:
    """Dapur with the reader's plugin beside it, and the company of the page."""
    database = empty_database(f"dapur_tutorial_{os.getpid()}")
    made = Installation(Path(sys.executable), database, paths=(site,))
    made.begin("sumber-rejeki", "accounting")
    yield made
    databases.drop_database(database)


def test_every_file_of_the_page_has_a_name() -> None:
    unnamed = re.findall(r"^```(?:python|sql|toml|po)\n", PAGE, re.MULTILINE)
    assert unnamed == []
    assert len({name for name, _ in FILES}) == len(FILES) > 8


def test_the_tests_of_the_page_pass(written: Path, site: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(site), "DAPUR_TEST_URLS": " ".join(databases.test_server())}
    environment.pop("PYTEST_XDIST_WORKER", None)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "pyproject.toml", "tests"],
        env=environment,
        cwd=written,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_every_command_of_the_page_is_one() -> None:
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        if program == "dapur":
            make_parser().parse_args(arguments)
        else:
            assert program in ("pip", "pytest")


def test_the_commands_of_the_page_do_what_it_says(installation: Installation) -> None:
    told = ""
    for command in COMMANDS:
        program, *arguments = shlex.split(command.replace("siti@dapur.example", EMAIL))
        if program == "dapur":
            told = installation.run(*arguments)

    assert "Bu Ratna" in told
