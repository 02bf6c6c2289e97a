"""Collect the studio's words for translators.

In: ``studio/**/*.py`` (``N_("…")``, ``translate("…")``, ``plural("…", "…", n)``), ``templates/`` (the
words that templates and brand kits print), ``i18n/notes.toml`` (what translators should know) and
the catalogs that are there. Out: ``i18n/studio.pot`` and ``i18n/templates.pot``; every catalog
``i18n/<language>/LC_MESSAGES/<domain>.po`` and those of the starter pack brought up to date.
Translations are kept; words that are gone become obsolete. Running it twice changes nothing.

Run ``make i18n``, or ``python i18n/extract.py``; ``--add fr`` begins a language, ``--write sr@latin``
writes out what is otherwise derived, ``--check`` only says whether something is out of date.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

from studio.model.kind import KINDS
from studio.model.language import DERIVED
from studio.pack import load_pack
from studio.translation import update_catalog
from studio.translation.derived import rewritten
from studio.translation.po import read_po, write_whole

ROOT = Path(__file__).resolve().parent.parent
DOMAINS = ("studio", "templates")
MARKS = {"N_": 1, "translate": 1, "_": 1, "plural": 2}
"""Calls whose first literals are messages, and how many."""

CONTENT_ROOMS = ("studio/caption/", "studio/template/")
"""Rooms that print words of the ``templates`` domain into posts."""

TEMPLATE_KEYS = ("say", "label", "label_numbered")
"""Keys of template files whose value is printed on cards."""

# Which count takes which form; expressions as the gettext manual writes them.
PLURALS = {
    "sr": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<10 || n%100>=20) ? 1 : 2);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<10 || n%100>=20) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "zh_CN": "nplurals=1; plural=0;",
    "pt": "nplurals=2; plural=(n != 1);",
    "pt_BR": "nplurals=2; plural=(n > 1);",
}
PLURALS["sr@latin"] = PLURALS["sr"]


@dataclass
class Message:
    """One message and the files that use it."""

    one: str
    many: str = ""
    files: set[str] = field(default_factory=set)


Messages = dict[str, Message]


def python_messages(root: Path) -> Iterator[tuple[str, str, str, str]]:
    """(domain, message, plural or "", file) of every marked literal below ``root / "studio"``."""
    for path in sorted((root / "studio").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        content = set(_content_marks(tree)) if name.startswith(CONTENT_ROOMS) else set()
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = _name(node.func)
            texts = [_literal(argument) for argument in node.args[: MARKS.get(called, 0)]]
            if called == "N_" and not all(texts):
                raise SystemExit(f"{name}:{node.lineno}: N_() marks plain texts only")
            if texts and all(texts) and len(texts) == MARKS[called]:
                domain = "templates" if node in content else "studio"
                yield domain, texts[0], texts[1] if len(texts) == 2 else "", name


def _content_marks(tree: ast.Module) -> Iterator[ast.Call]:
    """The marks whose words stand in posts, in the post's language, not in the user's.

    By the habit of the rooms that write posts these are named constants of the module, or stand in
    a call of ``word``; all other marks are in diagnostics.
    """
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    candidates = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    candidates += [arg for call in calls if _name(call.func) == "word" for arg in call.args[:1]]
    for node in candidates:
        if isinstance(node, ast.Call) and _name(node.func) == "N_":
            yield node


def _name(node: ast.expr) -> str:
    """The last part of what is called."""
    return str(getattr(node, "id", getattr(node, "attr", "")))


def _literal(node: ast.expr) -> str:
    """The text of a string literal, ``""`` for any other expression."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def template_messages(root: Path) -> Iterator[tuple[str, str]]:
    """(message, file) of every word that a card can show."""
    for kind in KINDS.values():
        for label in (kind.label, *(card.label for card in kind.cards)):
            yield label, "studio/model/kind.py"
    for path in sorted((root / "templates").glob("*/*.toml")) + sorted(
        (root / "templates" / "brands").glob("*/*.toml")
    ):
        if path.name == "pack.toml":
            continue
        name = path.relative_to(root).as_posix()
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((text, name) for text in _values(data, TEMPLATE_KEYS))


def _values(data: object, keys: tuple[str, ...]) -> Iterator[str]:
    """Every text that stands at one of ``keys``, at any depth."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in keys and isinstance(value, str) and value:
                yield value
            else:
                yield from _values(value, keys)


def collect(root: Path) -> dict[str, Messages]:
    """All messages by domain, each once, in a stable order."""
    domains: dict[str, Messages] = {domain: {} for domain in DOMAINS}
    for domain, one, many, name in python_messages(root):
        message = domains[domain].setdefault(one, Message(one))
        message.many = message.many or many
        message.files.add(name)
    for text, name in template_messages(root):
        domains["templates"].setdefault(text, Message(text)).files.add(name)
    return domains


def entries(messages: Messages, notes: dict[str, str]) -> list[polib.POEntry]:
    """The messages as PO entries, sorted by file and text so that diffs stay small."""
    made = []
    for message in sorted(messages.values(), key=lambda m: (min(m.files), m.one)):
        entry = polib.POEntry(
            msgid=message.one,
            comment=notes.get(message.one, ""),
            occurrences=[(name, "") for name in sorted(message.files)],
        )
        if message.many:
            entry.msgid_plural = message.many
            entry.msgstr_plural = {0: "", 1: ""}
        made.append(entry)
    return made


def merged(old: polib.POFile | None, fresh: list[polib.POEntry], language: str) -> polib.POFile:
    """A catalog with the messages of ``fresh`` and the translations of ``old``."""
    file = polib.POFile(wrapwidth=78)
    file.header = old.header if old else ""
    file.metadata = dict(old.metadata) if old else {}
    file.metadata_is_fuzzy = []
    for key, value in {
        "Project-Id-Version": "milclicks-studio",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(language, ""),
    }.items():
        if value or key == "Language":
            file.metadata.setdefault(key, value)
    known = {entry.msgid: entry for entry in old or ()}
    for entry in fresh:
        before = known.pop(entry.msgid, None)
        file.append(_carried(entry, before))
    for gone in known.values():
        if gone.translated() or gone.obsolete or gone.fuzzy:
            gone.obsolete = True
            file.append(gone)
    return file


def _carried(entry: polib.POEntry, before: polib.POEntry | None) -> polib.POEntry:
    """A fresh entry with what a translator wrote before."""
    new = polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        comment=entry.comment or (before.comment if before else ""),
        occurrences=entry.occurrences,
        flags=list(before.flags) if before else [],
        tcomment=before.tcomment if before else "",
    )
    if entry.msgid_plural:
        new.msgstr_plural = dict(before.msgstr_plural) if before else {}
        new.msgstr_plural = new.msgstr_plural or dict(entry.msgstr_plural)
    elif before:
        new.msgstr = before.msgstr
    return new


def derived(language: str, domain: str, fresh: list[polib.POEntry]) -> polib.POFile:
    """The catalog of a derived language, written out from the one it follows from."""
    origin = read_po(_catalog(DERIVED[language], domain))
    file = merged(origin, fresh, DERIVED[language])
    file.metadata["Language"] = language
    for entry in file:
        entry.msgstr = rewritten(entry.msgstr, language)
        entry.msgstr_plural = {n: rewritten(text, language) for n, text in entry.msgstr_plural.items()}
    return file


def _catalog(language: str, domain: str) -> Path:
    return ROOT / "i18n" / language / "LC_MESSAGES" / f"{domain}.po"


def _text(file: polib.POFile) -> str:
    return str(file).rstrip("\n") + "\n"


def outputs(add: list[str], write: list[str]) -> Iterator[tuple[Path, str]]:
    """Every file of the app's own words as it should be."""
    notes = tomllib.loads((ROOT / "i18n" / "notes.toml").read_text(encoding="utf-8"))["notes"]
    for domain, messages in collect(ROOT).items():
        fresh = entries(messages, notes)
        yield ROOT / "i18n" / f"{domain}.pot", _text(merged(None, fresh, ""))
        there = {path.parent.parent.name for path in (ROOT / "i18n").glob(f"*/*/{domain}.po")}
        for language in sorted((there | set(add)) - set(write)):
            path = _catalog(language, domain)
            old = read_po(path) if path.is_file() else None
            yield path, _text(merged(old, fresh, language))
        for language in write:
            yield _catalog(language, domain), _text(derived(language, domain, fresh))


def main() -> int:
    """Bring everything up to date, or with ``--check`` say what is not (exit code 1)."""
    parser = argparse.ArgumentParser(description="Collect the studio's words for translators.")
    parser.add_argument("--add", action="append", default=[], help="begin a language, such as fr")
    parser.add_argument("--write", action="append", default=[], choices=sorted(DERIVED))
    parser.add_argument("--check", action="store_true", help="change nothing")
    options = parser.parse_args()
    stale = []
    for path, text in outputs(options.add, options.write):
        if options.check:
            changed = not path.is_file() or path.read_text(encoding="utf-8") != text
        else:
            changed = write_whole(path, text)
        if changed:
            stale.append(path.relative_to(ROOT).as_posix())
    if not options.check:
        pack, _ = load_pack(ROOT / "templates" / "starter")
        for path in sorted((ROOT / "templates" / "starter" / "i18n").glob("*.po")):
            if update_catalog(pack, path, path.stem).written:
                stale.append(path.relative_to(ROOT).as_posix())
    print("\n".join(stale) or "Nothing changed.")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
