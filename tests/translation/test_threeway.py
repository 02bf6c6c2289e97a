"""Two people's work on one catalog comes together."""

from __future__ import annotations

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.threeway import OURS, THEIRS
from studio.translation.threeway import CatalogMerge, Side, merge_catalogs, settle

HEADER = 'msgid ""\nmsgstr ""\n"Language: sr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
SOURCES = {"a/one": "One", "a/two": "Two", "b/options.1": "Yes", "b/options.2": "No"}
ENTRY = tuple[str, str, bool, str]  # source, translation, fuzzy, comment


def po(entries: dict[str, ENTRY], **header: str) -> str:
    file = polib.pofile(HEADER)
    file.metadata.update(header)
    for context, (source, text, fuzzy, comment) in entries.items():
        flags = ["fuzzy"] if fuzzy else []
        file.append(
            polib.POEntry(msgctxt=context, msgid=source, msgstr=text, flags=flags, tcomment=comment)
        )
    return str(file)


def catalog(**texts: str) -> str:
    """``a__one="Један"``: a catalog of plain translations."""
    contexts = {name.replace("__", "/").replace("_", "."): text for name, text in texts.items()}
    return po({c: (SOURCES.get(c, c), text, False, "") for c, text in contexts.items()})


def merged(
    base: str | None, ours: str, theirs: str, sources: dict[str, str] = SOURCES, chosen: str = OURS
) -> tuple[CatalogMerge, dict[str, polib.POEntry]]:
    before = None if base is None else Side(base, {})
    merge = merge_catalogs(before, Side(ours, {}), Side(theirs, {}), sources, "sr", chosen)
    return merge, {e.msgctxt: e for e in polib.pofile(merge.text + "\n") if not e.obsolete}


def test_different_texts_both_survive() -> None:
    base = catalog(a__one="", a__two="")
    merge, entries = merged(base, catalog(a__one="Један", a__two=""), catalog(a__one="", a__two="Два"))

    assert not merge.conflicts
    assert {c: e.msgstr for c, e in entries.items()} == {"a/one": "Један", "a/two": "Два"}


def test_the_same_text_in_other_words_is_a_conflict() -> None:
    sides = catalog(a__one="Један"), catalog(a__one="Једно"), catalog(a__one="Једна")
    for chosen, text in ((OURS, "Једно"), (THEIRS, "Једна")):
        merge, entries = merged(*sides, chosen=chosen)
        assert [(c.post, c.field, c.language, c.ours, c.theirs) for c in merge.conflicts] == [
            ("a", "one", "sr", "Једно", "Једна")
        ]
        assert entries["a/one"].msgstr == text


def test_a_translation_of_a_source_that_changed_is_fuzzy() -> None:
    base, theirs = catalog(a__one="Један"), catalog(a__one="Јединица")
    merge, entries = merged(base, base, theirs, SOURCES | {"a/one": "The first one"})

    assert not merge.conflicts
    entry = entries["a/one"]
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == ("The first one", "Јединица", True)
    assert entry.previous_msgid == "One"


def test_entries_of_a_list_follow_their_text() -> None:
    """Ours turned the options round; theirs corrected the translation of what is now the second."""
    base = catalog(b__options_1="Да", b__options_2="Не")
    theirs = base.replace("Да", "Наравно")
    sources = SOURCES | {"b/options.1": "No", "b/options.2": "Yes"}
    turned = {"b/options.1": "b/options.2", "b/options.2": "b/options.1"}
    sides = Side(base, turned), Side(base, turned), Side(theirs, turned)
    merge = merge_catalogs(*sides, sources, "sr")
    found = {e.msgctxt: (e.msgid, e.msgstr, e.fuzzy) for e in polib.pofile(merge.text + "\n")}

    assert found == {
        "b/options.1": ("No", "Не", False),
        "b/options.2": ("Yes", "Наравно", False),
    }


def test_what_left_the_pack_is_kept_as_obsolete() -> None:
    base = catalog(a__one="Један", a__two="Два")
    text = settle(base, {}, {"a/one": "One"}, "sr")
    gone = settle(base, {"a/two": ""}, {"a/one": "One"}, "sr")

    assert text == gone
    assert [(e.msgctxt, e.msgstr, bool(e.obsolete)) for e in polib.pofile(text + "\n")] == [
        ("a/one", "Један", False),
        ("a/two", "Два", True),
    ]
    assert settle(text, {}, {"a/one": "One"}, "sr") == text


def test_comments_of_both_are_kept() -> None:
    def with_comment(text: str) -> str:
        return po({"a/one": ("One", "Један", False, text)})

    _merge, entries = merged(
        with_comment("Base"), with_comment("Base\nAna"), with_comment("Base\nBojan")
    )

    assert entries["a/one"].tcomment == "Base\nAna\nBojan"


def test_the_later_header_stands() -> None:
    one = {"a/one": ("One", "Један", False, "")}
    early, late = (po(one, **{"PO-Revision-Date": f"2026-0{n}-01"}) for n in (1, 2))
    for ours, theirs in ((early, late), (late, early)):
        merge, _entries = merged(po(one), ours, theirs)
        assert "2026-02-01" in merge.text


TEXTS = st.sampled_from(["", "Један", "Два", "Три"])
ENTRIES = st.dictionaries(
    st.sampled_from(sorted(SOURCES)),
    st.tuples(
        st.sampled_from(["One", "Two", "Old"]), TEXTS, st.booleans(), st.sampled_from(["", "A", "B"])
    ),
)
HISTORY = st.tuples(st.none() | ENTRIES, ENTRIES, ENTRIES)


def values(entries: dict[str, polib.POEntry]) -> dict[str, tuple[str, str, bool, str]]:
    return {c: (e.msgid, e.msgstr, e.fuzzy, e.tcomment) for c, e in entries.items()}


@given(HISTORY)
@settings(max_examples=80, deadline=None)
def test_properties(
    history: tuple[dict[str, ENTRY] | None, dict[str, ENTRY], dict[str, ENTRY]],
) -> None:
    base, ours, theirs = (None if side is None else po(side) for side in history)
    assert ours is not None
    assert theirs is not None
    merge, entries = merged(base, ours, theirs)
    turned, mirrored = merged(base, theirs, ours, chosen=THEIRS)

    # It does not matter who merges.
    assert values(entries) == values(mirrored)
    assert {(c.field, c.ours, c.theirs) for c in merge.conflicts} == {
        (c.field, c.theirs, c.ours) for c in turned.conflicts
    }
    # No translation that anybody wrote is lost.
    old = {text for _source, text, *_ in (history[0] or {}).values()}
    everything = {e.msgstr for e in polib.pofile(merge.text + "\n")}
    everything |= {text for c in merge.conflicts for text in (c.ours, c.theirs)}
    for side in history[1:]:
        assert {text for _source, text, *_ in (side or {}).values()} - old - {""} <= everything
    # Once more changes nothing.
    again, repeated = merged(theirs, merge.text, theirs)
    assert values(repeated) == values(entries)
    assert not again.conflicts
