"""Whether the shipped fonts have the letters of the shipped languages.

In: the studio's world. Out: for each database how many languages it knows, how many are whole, and
what the others lack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from studio.model.language import Language
from studio.pipeline import World
from studio.text.engine import TextStyle
from studio.text.fallback import Fallback
from studio.text.languages import load_languages
from studio.workspace.wrap import STYLES, style_of
from tests.scores import languages as data


@dataclass
class Coverage:
    """``known`` languages of a database, ``whole`` ones, and what the others lack by language."""

    name: str
    known: int = 0
    lacking: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        """How many languages lack nothing."""
        return self.known - len(self.lacking)


def undrawn(world: World, language: Language, strings: Sequence[str]) -> str:
    """Those of ``strings`` that come out as ``.notdef`` in a style of the brand."""
    lost: list[str] = []
    for name in STYLES.values():
        style = style_of(world, name, language.name)

        def whole(text: str, style: TextStyle = style) -> bool:
            paragraph = world.engine.paragraph(text, language, style)
            runs = [run for line in paragraph.layout(1e6, 1.0).lines for run in line.runs]
            return not paragraph.missing and not any(0 in run.ids for run in runs)

        if not whole(" ".join(strings)):
            lost += [text for text in strings if not whole(text)]
    return " ".join(dict.fromkeys(lost))


def exemplars(world: World) -> list[Coverage]:
    """Exemplar characters by CLDR (standard, auxiliary) and by gflanguages, drawn by our engine."""
    kinds = (Coverage("CLDR standard"), Coverage("CLDR auxiliary"), Coverage("gflanguages"))
    for language in load_languages().values():
        standard, auxiliary = data.cldr_exemplars(language)
        for coverage, strings in zip(
            kinds, (standard, auxiliary, data.gf_exemplars(language)), strict=True
        ):
            if strings:
                coverage.known += 1
                if lost := undrawn(world, language, strings):
                    coverage.lacking[language.name] = lost
    return list(kinds)


def hyperglot_all(world: World) -> Coverage:
    """Every language of hyperglot whose characters the fonts together have."""
    from hyperglot.checker import CharsetChecker
    from hyperglot.languages import Languages

    present = [one for one in world.fonts.entries if world.fonts.present(one)]
    codes = set().union(*(world.fonts.face(one.key).coverage for one in present))
    supported = CharsetChecker([chr(code) for code in sorted(codes)]).get_supported_languages()
    found = {iso for script in supported.values() for iso in script}
    coverage = Coverage("hyperglot, all its languages", len(Languages()))
    coverage.lacking = {iso: "" for iso in Languages() if iso not in found}
    return coverage


def hyperglot_shipped(world: World) -> Coverage:
    """The shipped languages, each by the faces of its own chain."""
    from hyperglot.checker import CharsetChecker, FontChecker
    from hyperglot.languages import Languages

    coverage = Coverage("hyperglot, shipped languages")
    known = Languages()
    checkers: dict[str, Any] = {}
    for language in load_languages().values():
        iso = data.iso_of(language)
        if iso not in known:
            continue
        coverage.known += 1
        faces = chain(world, language)
        codes = set().union(*(face.coverage for face in faces))
        whole = CharsetChecker([chr(code) for code in codes]).supports_language(iso)
        for face in faces[:2]:
            path = str(world.fonts.folder / world.fonts.entry(face.key).file)
            checker = checkers[path] = checkers.get(path) or FontChecker(path)
            whole = whole or bool(checker.supports_language(iso))
        if not whole:
            coverage.lacking[language.name] = iso
    return coverage


def shaperglot(world: World) -> tuple[Coverage, Coverage]:
    """The shipped languages by shaperglot, which shapes with one font, not with a chain: what their
    orthography asks for, and with auxiliary letters (of foreign names) as well."""
    from shaperglot import Checker, Languages

    asked = Coverage("shaperglot, required letters")
    wider = Coverage("shaperglot, auxiliary letters too")
    known = Languages()
    for language in load_languages().values():
        key = data.gf_key(language)
        if key not in known:
            continue
        files = [world.fonts.folder / world.fonts.entry(f.key).file for f in chain(world, language)[:3]]
        reports = [Checker(str(file)).check(known[key]) for file in files]
        if all(report.is_unknown for report in reports):
            continue
        asked.known += 1
        wider.known += 1
        best = min(
            (report for report in reports if not report.is_unknown),
            key=lambda report: (len(report.fails), len(report.warns)),
        )
        for coverage, problems in ((asked, best.fails), (wider, [*best.fails, *best.warns])):
            if problems:
                coverage.lacking[language.name] = " ".join(str(problems[0]).split())[:120]
    return asked, wider


def chain(world: World, language: Language) -> list[Any]:
    """The faces that may draw a language's body text, best first."""
    style = style_of(world, STYLES["body"], language.name)
    return list(
        Fallback(world.fonts, style.families, style.weight).chain(language.script, language.script)
    )
