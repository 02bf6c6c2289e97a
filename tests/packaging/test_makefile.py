"""What the pages tell people to type exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from studio.cli import cli

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z0-9]+):", MAKEFILE, re.M))
PAGES = [ROOT / "README.md", ROOT / ".ci" / "run", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_target_is_phony_and_explained() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)

    assert phony
    assert set(phony[1].split()) == TARGETS == set(re.findall(r"^([a-z0-9]+):.*## \S", MAKEFILE, re.M))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_targets_that_exist(page: Path) -> None:
    named = re.findall(r"(?:^ *|`)make ([a-z0-9]+)", page.read_text("utf-8"), re.M)

    assert set(named) <= TARGETS


def test_the_readme_names_commands_and_options_that_exist() -> None:
    lines = re.findall(
        r"^ {4}milclicks (.*?)(?: {2,}.*)?$", (ROOT / "README.md").read_text("utf-8"), re.M
    )

    assert len(lines) > 8
    for line in lines:
        command: click.Command = cli
        words = line.split()
        while isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        known = {name for option in command.params for name in option.opts}
        assert {word for word in words if word.startswith("-")} <= known, line


def test_tests_run_last_in_continuous_integration() -> None:
    # Whoever reads a run looks at its end for the tests' summary.
    commands = re.findall(r"^make (\w+)$", (ROOT / ".ci" / "run").read_text("utf-8"), re.M)

    assert commands == ["lint", "test"]


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name
)
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
