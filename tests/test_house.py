"""The house keeps its own rules: who imports whom, how long a thing may be, what a page says."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
STUDIO = ROOT / "studio"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]
SOURCES = [
    path
    for folder in ("studio", "packaging", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def rooms() -> set[str]:
    found = {path.stem for path in STUDIO.glob("*.py")}
    found |= {path.name for path in STUDIO.iterdir() if any(path.glob("*.py"))}
    return found - {"__init__"}


def layers() -> list[str]:
    (house,) = (one for one in CONTRACTS if one["type"] == "layers")
    assert house["exhaustive"], "a room outside the layers must fail the contract"
    return [room.strip("() ") for layer in house["layers"] for room in layer.split("|")]


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("studio", include_external_packages=True, cache_dir=None)


def test_the_import_contracts_hold() -> None:
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = run(code)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


def test_every_room_stands_in_one_layer() -> None:
    named = layers()

    assert len(named) == len(set(named))
    assert rooms() <= set(named)


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("sqlalchemy", {"library"}),
        ("psycopg", {"library"}),
        ("PySide6", {"ui", "paint"}),
        ("PyQt6", {"ui", "paint"}),
    ],
)
def test_what_is_fenced_in_is_forbidden_everywhere_else(package: str, allowed: set[str]) -> None:
    (fence,) = (one for one in CONTRACTS if package in one.get("forbidden_modules", ()))

    assert set(fence["source_modules"]) == {f"studio.{room}" for room in set(layers()) - allowed}


def test_every_room_stands_on_the_architecture_page() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")

    for room in rooms():
        assert re.search(rf"`(studio\.|studio/)?{room}(/|\.py)?`", page), (
            f"docs/architecture.md lacks {room}"
        )


def test_every_module_of_the_window_stands_on_the_architecture_page() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    modules = {path.name for path in (STUDIO / "ui").rglob("*.py")} - {"__init__.py"}

    assert sorted(name for name in modules if f"\n| `{name}` |" not in page) == []


def test_every_dependency_says_why_it_is_there() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[\[<>=; ]", one)[0] for one in wanted}

    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_only_the_window_and_the_painter_know_qt(graph: grimp.ImportGraph) -> None:
    # A contract on a misspelt package would hold for ever, so look at the imports themselves too.
    importers = graph.find_modules_that_directly_import("PySide6")

    assert importers, "nothing imports PySide6: is it still called that?"
    assert {name.split(".")[1] for name in importers} <= {"ui", "paint"}


@pytest.mark.parametrize("module", ["studio.pipeline", "studio.cli"])
def test_no_widgets_without_a_window(module: str) -> None:
    done = run(
        f"import sys, {module}\n"
        "print(*sorted(m for m in sys.modules if m.startswith('PySide6.') and 'Widgets' in m))"
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text("utf-8")
    functions = (
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    long = [
        f"{node.name} has {node.end_lineno - node.lineno + 1} lines"
        for node in functions
        if node.end_lineno and node.end_lineno - node.lineno + 1 > 60
    ]

    assert text.count("\n") <= 500
    assert long == []


@pytest.mark.parametrize(
    "path", sorted(STUDIO.rglob("*.py")), ids=lambda p: p.relative_to(STUDIO).as_posix()
)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))

    assert docstring
    assert not docstring.startswith("TODO")
