"""How right the text is: public test suites, letters, lines, costs, and every card of every language.

Run it with ``make scores``. It prints a table, every row with its denominator, and writes
``build/scores.json`` with what failed. It never fails because of a score.

Arguments: languages to lay all cards out in (default: all).
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from studio.pipeline import Pipeline, World, open_world
from studio.resources import Resources
from studio.text.languages import language, load_languages
from tests.scores import cards, cost, coverage, prose, unicode_suites

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "scores.json"
MOST_TIMES_LATIN, MOST_MILLISECONDS = 2.0, 50.0


@dataclass(frozen=True)
class Score:
    """One row: ``value`` of ``out_of`` (0: there is no denominator). ``met`` is None without a target.

    ``details`` are what failed, or the parts of a sum; they go into the file.
    """

    name: str
    value: float
    out_of: int = 0
    unit: str = ""
    met: bool | None = None
    note: str = ""
    details: list[str] = field(default_factory=list)


def suites() -> Iterator[Score]:
    """The suites of the Unicode consortium."""
    for run in (
        unicode_suites.grapheme_suite,
        unicode_suites.line_suite,
        unicode_suites.bidi_character_suite,
        unicode_suites.bidi_suite,
    ):
        found = run()
        newer = {rule: len(lines) for rule, lines in found.differing.items()}
        note = f"of Unicode {found.version}"
        if newer:
            note += "; newer rules of ICU differ on purpose: " + ", ".join(
                f"{rule} ({count})" for rule, count in newer.items()
            )
        yield Score(
            found.name, found.passed, found.cases, "cases", not found.failed, note, found.failed
        )


def letters(world: World) -> Iterator[Score]:
    """Letters by public databases."""
    shipped = load_languages()
    yield Score("Languages shipped", len(shipped), met=len(shipped) >= 60)
    for found in (*coverage.exemplars(world), coverage.hyperglot_shipped(world)):
        yield _covered(found, met=not found.lacking)
    asked, wider = coverage.shaperglot(world)
    yield _covered(asked, met=not asked.lacking)
    yield _covered(wider, met=None)
    yield _covered(coverage.hyperglot_all(world), met=None)


def _covered(found: coverage.Coverage, *, met: bool | None) -> Score:
    lacking = [f"{name}: {what}" for name, what in found.lacking.items()]
    return Score(found.name, found.whole, found.known, "languages", met, "", lacking)


def lines(world: World) -> Iterator[Score]:
    """Real prose of languages that write without spaces."""
    for name in prose.NAMES:
        found = prose.wrapped(world, name)
        note = f"{found.characters} characters"
        label = f"{name}: lines that begin inside a word"
        yield Score(
            label, len(found.inside), found.lines, "lines", not found.inside, note, found.inside
        )
        yield Score(
            f"{name}: lines wider than their column",
            len(found.over),
            found.lines,
            "lines",
            not found.over,
            "",
            found.over,
        )


def costs(world: World) -> Iterator[Score]:
    """Milliseconds for a thousand characters, and the ratio to Latin."""
    found = cost.per_script(world)
    latin = found["Latn"]
    yield Score("Layout of 1,000 characters: Latn", round(latin, 2), unit="ms")
    for script, value in sorted(found.items(), key=lambda item: -item[1]):
        if script != "Latn":
            ratio = value / latin
            yield Score(
                f"Layout of 1,000 characters: {script}",
                round(ratio, 2),
                unit="× Latn",
                met=ratio <= MOST_TIMES_LATIN,
            )
    slowest, what = cost.worst(world)
    yield Score(
        "Slowest of 400 strange texts, 1,000 characters",
        round(slowest, 1),
        unit="ms",
        met=slowest <= MOST_MILLISECONDS,
        details=[what],
    )


def layouts(names: list[str]) -> Iterator[Score]:
    """Every card of the languages in every shape, with texts 40 % longer than English."""
    whole = cards.Tally()
    workers = min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        for number, found in enumerate(pool.map(tally, names), 1):
            whole.add(found)
            print(f"cards: {number} of {len(names)} languages", file=sys.stderr, flush=True)
    rows = (
        ("Cards that do not fit at the least size", whole.over, whole.cards, "cards"),
        ("Cards that leave an optional text out", whole.left_out, whole.cards, "cards"),
        ("Lines that begin inside a word", whole.inside_word, whole.texts, "texts"),
        ("Texts with ink outside of what layout promised", whole.outside, whole.texts, "texts"),
        ("Texts with ink covered by something else", whole.covered, whole.texts, "texts"),
    )
    for name, faults, out_of, unit in rows:
        where = Counter(" ".join(place.split(": ")[0].split()[1:]) for place in faults)
        note = ", ".join(f"{place} ({count})" for place, count in where.most_common(8))
        met = None if "optional" in name else not faults
        yield Score(f"{name} (texts × 1.4)", len(faults), out_of, unit, met, note, faults)


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    world = open_world(Resources.find())
    return Pipeline(world, world.resources.templates / "starter")


def tally(name: str) -> cards.Tally:
    """All cards of one language; runs in a worker process."""
    return cards.tally(_pipeline(), language(name))


def scores(names: list[str]) -> Iterator[Score]:
    """Every row, in the order of the table."""
    world = open_world(Resources.find())
    yield from suites()
    yield from letters(world)
    yield from lines(world)
    yield from costs(world)
    yield from layouts(names)


def show(found: list[Score]) -> None:
    """Print the table."""
    table = Table("score", "value", "of", "", "target", "", title="How right the text is")
    for one in found:
        met = {None: "", True: "met", False: "[red]missed[/red]"}[one.met]
        value = f"{one.value:,.2f}".rstrip("0").rstrip(".") if one.value % 1 else f"{one.value:,.0f}"
        table.add_row(one.name, value, f"{one.out_of:,}" if one.out_of else "", one.unit, met, one.note)
    Console(width=180 if not sys.stdout.isatty() else None).print(table)


def main() -> None:
    """Measure, print, write."""
    found = []
    for one in scores(sys.argv[1:] or list(load_languages())):
        found.append(one)
        print(f"{one.name}: {one.value:g} {one.unit}", file=sys.stderr, flush=True)
    show(found)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)
    OUT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
