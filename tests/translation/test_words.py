"""The words that templates print."""

import os

import pytest

from studio.errors import InvalidInput
from studio.translation import words

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SERBIAN = (
    HEADER
    + 'msgid "Quiz"\nmsgstr "Квиз"\n\n'
    + '#, fuzzy\nmsgid "Tip"\nmsgstr "Трик"\n\n'
    + 'msgid "Draft"\nmsgstr ""\n\n'
    + 'msgctxt "verb"\nmsgid "Share"\nmsgstr "Подели"\n'
)


def write(root, language, text):
    folder = root / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "templates.po").write_text(text, encoding="utf-8")
    return folder / "templates.po"


def test_only_finished_words_are_there(tmp_path):
    write(tmp_path, "sr", SERBIAN)
    assert dict(words(tmp_path, "templates", "sr")) == {"Quiz": "Квиз", "verb\x04Share": "Подели"}


def test_serbian_in_latin_letters_follows_and_may_differ(tmp_path):
    write(tmp_path, "sr", SERBIAN)
    assert words(tmp_path, "templates", "sr@latin")["Quiz"] == "Kviz"
    write(tmp_path, "sr@latin", HEADER + 'msgid "Quiz"\nmsgstr "Pitalica"\n')
    found = words(tmp_path, "templates", "sr@latin")
    assert (found["Quiz"], found["verb\x04Share"]) == ("Pitalica", "Podeli")


def test_a_language_without_a_catalog_has_no_words(tmp_path):
    assert dict(words(tmp_path, "templates", "fr")) == {}


def test_an_edited_catalog_is_read_again(tmp_path):
    path = write(tmp_path, "sr", SERBIAN)
    assert words(tmp_path, "templates", "sr")["Quiz"] == "Квиз"
    path.write_text(SERBIAN.replace("Квиз", "Питалица"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert words(tmp_path, "templates", "sr")["Quiz"] == "Питалица"


def test_a_broken_catalog_is_told(tmp_path):
    write(tmp_path, "sr", 'msgid "half\n')
    with pytest.raises(InvalidInput):
        words(tmp_path, "templates", "sr")


def test_the_shipped_words_are_complete(resources):
    english = {"Tip", "Tip {number}", "Checklist", "Quiz", "Quiz: the answer", "Draft", "Literacy"}
    for language in ("sr", "sr@latin", "pt", "pt_BR"):
        found = words(resources.i18n, "templates", language)
        assert english <= found.keys(), language
        assert "{number}" in found["Tip {number}"]
