"""Catalogs written and merged: nothing a translator wrote is lost, and twice is like once."""

from dataclasses import replace

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import InvalidInput
from studio.model.post import Pack, Post
from studio.translation import load_catalog, pot, translate, update_catalog


def entry(path, context):
    return next(e for e in polib.pofile(str(path)) if e.msgctxt == context)


def edit(path, context, **changes):
    file = polib.pofile(str(path))
    found = next(e for e in file if e.msgctxt == context)
    for name, value in changes.items():
        setattr(found, name, value)
    file.save(str(path))


def changed(pack, post_id, **texts):
    posts = tuple(replace(p, texts=p.texts | texts) if p.id == post_id else p for p in pack.posts)
    return replace(pack, posts=posts)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "i18n" / "sr.po"


def test_the_template_has_every_text_in_order_with_a_note(pack):
    file = polib.pofile(pot(pack))
    assert [e.msgctxt for e in file] == [
        "quiz/question", "quiz/options.1", "quiz/options.2", "quiz/why",
        "tip/headline", "tip/body", "tip/caption",
    ]  # fmt: skip
    notes = {e.msgctxt: e.comment.replace("\n", " ") for e in file}
    assert (
        notes["tip/headline"]
        == "Headline (tip); about 12 words; keep the ** marks around the same words."
    )
    assert notes["quiz/options.2"] == "Option 2 (quiz); about 6 words; the right answer."
    assert file[0].occurrences == [("posts/quiz.toml", "")]


def test_twice_is_like_once(pack, path):
    assert update_catalog(pack, path, "sr").added == 7
    before = path.read_bytes()
    again = update_catalog(pack, path, "sr")
    assert (again.written, again.added, again.changed, again.removed) == (False, 0, 0, 0)
    assert path.read_bytes() == before


def test_what_translators_wrote_stays(pack, path):
    update_catalog(pack, path, "sr")
    edit(path, "tip/body", msgstr="Онда подели.", tcomment="Питати Ану.")
    file = polib.pofile(str(path))
    file.metadata["Last-Translator"] = "Ana"
    file[:] = list(reversed(file))
    file.save(str(path))
    order = [e.msgctxt for e in file]
    update_catalog(pack, path, "sr")
    merged = polib.pofile(str(path))
    assert entry(path, "tip/body").msgstr == "Онда подели."
    assert entry(path, "tip/body").tcomment == "Питати Ану."
    assert merged.metadata["Last-Translator"] == "Ana"
    assert [e.msgctxt for e in merged] == order


def test_a_changed_source_makes_its_translation_fuzzy_and_keeps_the_old_source(pack, path, tip):
    update_catalog(pack, path, "sr")
    for name, text in tip.texts.items():
        edit(path, f"tip/{name}", msgstr=f"превод {text}")
    newer = changed(pack, "tip", body="Then think again.")
    assert update_catalog(newer, path, "sr").changed == 1
    found = entry(path, "tip/body")
    assert (found.msgid, found.previous_msgid) == ("Then think again.", "Then share.")
    assert found.fuzzy
    assert found.msgstr == "превод Then share."
    post, _ = translate(newer.posts[1], load_catalog(path, "sr"), "sr")
    assert post is None
    # A second change still shows the source that the translation was made from.
    update_catalog(changed(pack, "tip", body="Third."), path, "sr")
    assert entry(path, "tip/body").previous_msgid == "Then share."


def test_typography_alone_does_not_undo_a_translation(pack, path):
    quoted = changed(pack, "tip", body='Say "no" - it\'s fine.')
    update_catalog(quoted, path, "sr")
    edit(path, "tip/body", msgstr="Реци „не“.")
    assert update_catalog(changed(pack, "tip", body="Say “no” – it’s  fine."), path, "sr").changed == 0
    assert not entry(path, "tip/body").fuzzy
    assert entry(path, "tip/body").msgid == "Say “no” – it’s  fine."


def test_a_text_that_left_becomes_obsolete_and_returns_translated(pack, path):
    update_catalog(pack, path, "sr")
    edit(path, "tip/body", msgstr="Онда подели.")
    smaller = replace(pack, posts=pack.posts[:1])
    assert update_catalog(smaller, path, "sr").removed == 3
    assert "Онда подели." in path.read_text(encoding="utf-8")
    assert update_catalog(pack, path, "sr").returned == 3
    assert entry(path, "tip/body").msgstr == "Онда подели."
    assert not entry(path, "tip/body").obsolete


def test_a_new_text_stands_behind_the_one_it_follows(pack, path):
    update_catalog(pack, path, "sr")
    update_catalog(changed(pack, "quiz", **{"options.3": "Reply"}), path, "sr")
    contexts = [e.msgctxt for e in polib.pofile(str(path))]
    assert contexts.index("tip/headline") > contexts.index("quiz/options.3")


def test_a_broken_catalog_is_left_as_it_is(pack, path):
    path.parent.mkdir()
    path.write_text('msgid "half', encoding="utf-8")
    with pytest.raises(InvalidInput):
        update_catalog(pack, path, "sr")
    assert path.read_text(encoding="utf-8") == 'msgid "half'


_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)


@given(st.lists(_texts, min_size=1, max_size=4), st.lists(_texts, min_size=1, max_size=4))
def test_any_texts_survive_writing_merging_and_reading(tmp_path_factory, before, after):
    path = tmp_path_factory.mktemp("po") / "sr.po"
    update_catalog(with_texts(before), path, "sr")
    update_catalog(with_texts(after), path, "sr")
    once = path.read_bytes()
    assert not update_catalog(with_texts(after), path, "sr").written
    assert path.read_bytes() == once
    live = {e.msgctxt: e.msgid for e in polib.pofile(str(path)) if not e.obsolete}
    assert live == {f"tip/f{n}": text for n, text in enumerate(after)}


def with_texts(texts: list[str]) -> Pack:
    named = {f"f{n}": text for n, text in enumerate(texts)}
    return Pack("test", "Test", "en", (Post("tip", "tip", "critical", "en", named),), root="")
