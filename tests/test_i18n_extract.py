"""The tool that collects words for translators."""

import importlib.util
import re
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def extract():
    """The script as a module; it stands in no package."""
    spec = importlib.util.spec_from_file_location("i18n_extract", ROOT / "i18n" / "extract.py")
    module = sys.modules["i18n_extract"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["i18n_extract"]


TREE = """
== studio/a.py
from x import N_
raise E(N_("Bad " "thing."))
plural("{count} post", "{count} posts", n)
== studio/caption/c.py
LINK = N_("Link in bio")
def f():
    warn(N_("Too long."))
== studio/template/build.py
x = context.word(N_("Draft"))
NO_THEME = N_("No theme.")
warn(N_("No."))
== templates/cards/tip.toml
label = "Pill"
label_numbered = "Pill {number}"
title = "no"
[box.a]
say = "Scan"
== templates/brands/b/brand.toml
[elements.critical]
label = "Critical"
== templates/starter/pack.toml
label = "not this"
"""


@pytest.fixture
def tree(tmp_path):
    """A small studio with one file of each sort."""
    for part in TREE.split("== ")[1:]:
        name, _, text = part.partition("\n")
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_word_goes_to_its_domain(extract, tree):
    found = extract.collect(tree)
    assert set(found["studio"]) == {"Bad thing.", "{count} post", "Too long.", "No."}
    kinds = extract.KINDS.values()
    labels = {kind.label for kind in kinds} | {card.label for kind in kinds for card in kind.cards}
    assert set(found["templates"]) - labels == {
        "Link in bio", "Draft", "No theme.", "Pill", "Pill {number}", "Scan", "Critical",
    }  # fmt: skip
    assert found["studio"]["{count} post"].many == "{count} posts"
    assert found["studio"]["Bad thing."].files == {"studio/a.py"}


def test_a_mark_around_anything_but_a_text_is_an_error(extract, tree):
    (tree / "studio" / "a.py").write_text('N_("a" + name)\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"studio/a\.py:1"):
        extract.collect(tree)


def test_merging_keeps_translations_and_twice_is_like_once(extract, tree):
    fresh = extract.entries(extract.collect(tree)["studio"], {"No.": "A refusal."})
    old = polib.pofile(
        '# Ana\nmsgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=0;\\n"\n\n'
        '# note\nmsgid "Too long."\nmsgstr "Предуго."\n\nmsgid "Gone."\nmsgstr "Нема."\n\n'
        'msgid "Never done."\nmsgstr ""\n'
    )
    once = extract._text(extract.merged(old, fresh, "sr"))
    file = polib.pofile(once)
    assert file.find("Too long.").msgstr == "Предуго."
    assert file.find("Too long.").tcomment == "note"
    assert file.find("No.").comment == "A refusal."
    assert file.find("Gone.", include_obsolete_entries=True).obsolete
    assert file.find("Never done.", include_obsolete_entries=True) is None
    assert file.metadata["Plural-Forms"] == "nplurals=3; plural=0;"
    assert extract._text(extract.merged(polib.pofile(once), fresh, "sr")) == once


def test_every_catalog_of_the_studio_is_sound(extract):
    for path in sorted((ROOT / "i18n").glob("*/LC_MESSAGES/*.po")):
        file = extract.read_po(path)
        assert file.metadata["Language"] == path.parent.parent.name
        for entry in file.translated_entries():
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                if text:
                    asked = places(entry.msgid) | places(entry.msgid_plural)
                    assert places(text) <= asked, f"{path}: {entry.msgid}"


def places(text):
    return set(re.findall(r"\{[a-z_]+\}", text))
