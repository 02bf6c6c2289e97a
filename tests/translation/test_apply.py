"""A post in another language: whole, or not at all."""

from dataclasses import replace

import pytest

from studio.diagnostics import Severity, Where
from studio.model.language import Language
from studio.translation import INCOMPLETE, load_catalog, missing_fields, pack_catalog, translate
from studio.translation.checks import check_text


def codes(found):
    return [d.code for d in found]


def test_a_translated_post_has_all_its_texts(tip, write_po, serbian_tip):
    catalog = load_catalog(write_po(serbian_tip), "sr")
    post, found = translate(tip, catalog, "sr")
    assert post == replace(tip, language="sr", texts=post.texts)
    assert dict(post.texts) == {context.split("/")[1]: text for context, _, text in serbian_tip}
    assert found == ()


def test_the_source_language_needs_no_catalog(tip):
    assert translate(tip, None, "en") == (tip, ())


def test_a_language_value_serves_like_its_name(tip, write_po, serbian_tip):
    serbian = Language("sr", "sr", "српски", "Serbian", "Cyrl")
    post, _ = translate(tip, load_catalog(write_po(serbian_tip), "sr"), serbian)
    assert post.language == "sr"


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (None, "missing"),
        (("tip/body", "Then share.", ""), "missing"),
        (("tip/body", "Then share.", "Онда подели.", "fuzzy"), "fuzzy"),
        (("tip/body", "Then share it.", "Онда подели."), "outdated"),
    ],
)
def test_source_and_translation_are_never_mixed(tip, write_po, serbian_tip, entry, state):
    entries = [serbian_tip[0], *([entry] if entry else []), serbian_tip[2]]
    catalog = load_catalog(write_po(entries), "sr")
    assert missing_fields(tip, catalog) == {"body": state}
    post, found = translate(tip, catalog, "sr")
    assert post is None
    assert codes(found) == [INCOMPLETE]
    assert found[0].severity is Severity.ERROR
    assert found[0].params["count"] == 1
    assert (found[0].where.post, found[0].where.language) == ("tip", "sr")


def test_the_sentence_names_the_fields(tip, write_po, serbian_tip):
    path = write_po([serbian_tip[0], ("tip/body", "Old.", "Старо.")])
    _, found = translate(tip, load_catalog(path, "sr"), "sr")
    assert str(found[0]) == (
        "i18n/sr.po:8, tip, sr: 2 of 3 texts are not translated: body (outdated), caption. "
        "Translate them in the pack's i18n folder, or export a draft."
    )


def test_without_a_catalog_nothing_is_translated(tip):
    post, found = translate(tip, None, "fr")
    assert (post, codes(found), found[0].params["count"]) == (None, [INCOMPLETE], 3)


def test_a_draft_fills_gaps_with_the_source_and_says_so(tip, write_po, serbian_tip):
    catalog = load_catalog(write_po(serbian_tip[:1]), "sr")
    post, found = translate(tip, catalog, "sr", draft=True)
    assert post.text("headline") == serbian_tip[0][2]
    assert post.text("body") == "Then share."
    assert codes(found) == [INCOMPLETE]
    assert found[0].severity is Severity.WARNING


def test_a_draft_that_is_complete_is_no_draft(tip, write_po, serbian_tip):
    catalog = load_catalog(write_po(serbian_tip), "sr")
    assert translate(tip, catalog, "sr", draft=True) == translate(tip, catalog, "sr")


def test_texts_that_the_post_does_not_have_need_no_translation(tip, write_po, serbian_tip):
    entries = [*serbian_tip, ("tip/alt", "Gone.", "")]
    assert translate(tip, load_catalog(write_po(entries), "sr"), "sr")[0] is not None


def test_two_options_that_became_one_are_noticed(quiz, write_po):
    entries = [
        ("quiz/question", "**What now?**", "**Шта сад?**"),
        ("quiz/options.1", "Share", "Стани"),
        ("quiz/options.2", "Pause", "стани"),
        ("quiz/why", "Think.", "Мисли."),
    ]
    post, found = translate(quiz, load_catalog(write_po(entries), "sr"), "sr")
    assert post.answer == quiz.answer
    assert codes(found) == ["translation.same-option"]
    assert "Options 1 and 2 are the same text." in str(found[0])


def test_serbian_is_written_once(tip, write_po, serbian_tip):
    write_po(serbian_tip)
    catalog = pack_catalog(write_po(serbian_tip).parent.parent, "sr@latin")
    post, found = translate(tip, catalog, "sr@latin")
    assert post.text("headline") == "Prvo pročitaj **i ispod naslova**."
    assert found == ()


def test_an_own_latin_text_goes_first_unless_it_is_fuzzy(tip, write_po, serbian_tip):
    root = write_po(serbian_tip).parent.parent
    write_po(
        [
            ("tip/body", "Then share.", "Pa onda podeli."),
            ("tip/caption", "Open the article.", "Nešto drugo.", "fuzzy"),
        ],
        "sr@latin",
    )
    post, _ = translate(tip, pack_catalog(root, "sr@latin"), "sr@latin")
    assert post.text("body") == "Pa onda podeli."
    assert post.text("caption") == "Otvori članak."


def test_what_is_fuzzy_in_cyrillic_is_fuzzy_in_latin(tip, write_po, serbian_tip):
    entries = [*serbian_tip[:2], (*serbian_tip[2], "fuzzy")]
    catalog = pack_catalog(write_po(entries).parent.parent, "sr@latin")
    assert missing_fields(tip, catalog) == {"caption": "fuzzy"}


def test_a_pack_written_in_cyrillic_needs_no_catalog_for_latin(tip):
    serbian = replace(tip, language="sr", texts={"headline": "Љубав и **џез**."})
    post, found = translate(serbian, None, "sr@latin")
    assert (dict(post.texts), found) == ({"headline": "Ljubav i **džez**."}, ())


def test_a_pack_without_that_language_has_no_catalog(tmp_path):
    assert pack_catalog(tmp_path, "fr") is None
    assert pack_catalog(tmp_path, "sr@latin") is None


WHERE = Where(post="tip", field="body", language="sr")


@pytest.mark.parametrize(
    ("source", "text", "code"),
    [
        ("Read **this**.", "Читај ово.", "translation.emphasis"),
        ("Read **this**.", "Читај **ово.", "translation.emphasis"),
        ("Read this.", "Читај **ово**.", "translation.emphasis"),
        ("See https://a.org/b.", "Види https://a.org/c.", "translation.link"),
        ("Ask @unesco.", "Питај УНЕСКО.", "translation.handle"),
        ("Tip {number}", "Савет {број}", "translation.place"),
        ("Use #MILCLICKS", "Користи #КЛИК", "translation.hashtag"),
        ("One #tag", "Једна", "translation.hashtag"),
        ("In 2024 it fell 30 %", "2024. је пало 40 %", "translation.number"),
        ("Why?", "Зато.", "translation.closing-mark"),
        ("Source", "Извор:", "translation.closing-mark"),
    ],
)
def test_what_a_translation_should_keep(source, text, code):
    assert code in codes(check_text(source, text, WHERE))


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("Is it **true?**", "Да ли је **истина?**", "sr"),
        ("Is it true?", "هل هذا صحيح؟", "ar"),
        ("Is it true?", "本当ですか？", "ja"),
        ("It is true.", "यह सच है।", "hi"),
        ("It is true.", "มันเป็นเรื่องจริง", "th"),
        ("Is it true?", "Είναι αλήθεια;", "el"),
        ("He said “go.”", "Рекао је: „Иди.“", "sr"),
        ("It costs 1,000 dollars.", "Custa 1.000 dólares.", "pt"),
        ("It costs 1000 dollars.", "يكلف ١٠٠٠ دولار.", "ar"),
        ("Three or 3 times.", "Три пута.", "sr"),
        ("Look at https://a.org/b, please.", "Погледај https://a.org/b.", "sr"),
        ("Use #MILCLICKS and #News.", "Користи #MILCLICKS и #Вести.", "sr"),
        ("Well done! 🎉", "Браво! 🎉", "sr"),
    ],
)
def test_good_translations_are_left_in_peace(source, text, language):
    assert check_text(source, text, Where(language=language)) == []
