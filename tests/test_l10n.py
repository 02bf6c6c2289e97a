"""The studio's own words in the user's language."""

import subprocess
import sys

import pytest

from studio import l10n
from studio.diagnostics import Diagnostic, Severity, Where

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : '
    'n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
)
SERBIAN = (
    HEADER
    + 'msgid "There is no file {file}."\nmsgstr "Нема датотеке {file}."\n\n'
    + 'msgid "Look in {folder}."\nmsgstr "Погледај у {folder}."\n\n'
    + '#, fuzzy\nmsgid "Unsure"\nmsgstr "Несигурно"\n\n'
    + 'msgid "{count} post"\nmsgid_plural "{count} posts"\n'
    + 'msgstr[0] "{count} објава"\nmsgstr[1] "{count} објаве"\nmsgstr[2] "{count} објава"\n'
)


@pytest.fixture
def i18n(tmp_path):
    """A folder with Serbian and Portuguese; afterwards the studio speaks English again."""
    texts = {
        "sr": SERBIAN,
        "pt": HEADER + 'msgid "Unsure"\nmsgstr "Incerto"\n\nmsgid "Save"\nmsgstr "Guardar"\n',
        "pt_BR": HEADER + 'msgid "Save"\nmsgstr "Salvar"\n',
    }
    for language, text in texts.items():
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "studio.po").write_text(text, encoding="utf-8")
    yield tmp_path
    l10n.set_language("en")


FINDING = Diagnostic(
    "x.missing",
    Severity.ERROR,
    "There is no file {file}.",
    {"file": "љ.txt", "folder": "{file}"},
    Where(file="pack.toml", line=3),
    "Look in {folder}.",
)


def test_english_is_as_it_is_written(i18n):
    assert l10n.set_language("en", i18n=i18n) == "en"
    assert l10n.sentence(FINDING) == str(FINDING)
    assert [l10n.plural("{count} post", "{count} posts", n) for n in (0, 1, 2)] == [
        "0 posts", "1 post", "2 posts",
    ]  # fmt: skip


def test_a_sentence_is_translated_before_its_places_are_filled(i18n):
    l10n.set_language("sr", i18n=i18n)
    assert l10n.sentence(FINDING) == "pack.toml:3: Нема датотеке љ.txt. Погледај у {file}."


def test_latin_letters_touch_the_words_but_not_what_fills_them(i18n):
    assert l10n.set_language("sr@latin", i18n=i18n) == "sr@latin"
    assert l10n.sentence(FINDING) == "pack.toml:3: Nema datoteke љ.txt. Pogledaj u {file}."


def test_plurals_follow_the_language(i18n):
    l10n.set_language("sr", i18n=i18n)
    forms = [l10n.plural("{count} post", "{count} posts", n) for n in (1, 3, 5, 11, 22)]
    assert forms == ["1 објава", "3 објаве", "5 објава", "11 објава", "22 објаве"]
    l10n.set_language("sr@latin", i18n=i18n)
    assert l10n.plural("{count} post", "{count} posts", 3) == "3 objave"


def test_what_is_unfinished_stays_english(i18n):
    l10n.set_language("sr", i18n=i18n)
    assert l10n.translate("Unsure") == "Unsure"
    assert l10n.translate("Never seen") == "Never seen"
    assert l10n.translate("") == ""


def test_a_country_falls_back_to_its_language(i18n):
    l10n.set_language("pt_BR", i18n=i18n)
    assert (l10n.translate("Save"), l10n.translate("Unsure")) == ("Salvar", "Incerto")
    assert l10n.set_language("pt_AO.UTF-8", i18n=i18n) == "pt"


def test_a_language_without_words_gives_english(i18n):
    assert l10n.set_language("tlh", i18n=i18n) == "en"


def test_a_broken_catalog_keeps_nobody_from_working(i18n):
    (i18n / "sr" / "LC_MESSAGES" / "studio.po").write_text('msgid "half', encoding="utf-8")
    l10n.set_language("sr", i18n=i18n)
    assert l10n.translate("Look in {folder}.") == "Look in {folder}."


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"LANG": "sr_RS.UTF-8"}, "sr"),
        ({"LANG": "sr_RS.UTF-8@latin"}, "sr@latin"),
        ({"LANG": "sr_Latn_RS"}, "sr@latin"),
        ({"LANG": "pt_BR.UTF-8"}, "pt_BR"),
        ({"LANG": "pt_PT@euro"}, "pt"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "pt_PT", "LC_ALL": "sr_RS"}, "sr"),
        ({"LANG": "pt_PT", "LC_MESSAGES": "sr_RS"}, "sr"),
        ({"LANGUAGE": "tlh:sr@latin:pt", "LC_ALL": "pt_PT"}, "sr@latin"),
        ({"LANGUAGE": "en:sr"}, "en"),
        ({"LANG": "../../etc/passwd"}, "en"),
        ({"LANG": ""}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_chooses(i18n, monkeypatch, environment, spoken):
    monkeypatch.setattr("os.environ", environment)
    monkeypatch.setattr("sys.platform", "linux")
    assert l10n.set_language(i18n=i18n) == spoken
    assert l10n.current_language() == spoken


def test_speaking_english_loads_nothing():
    code = (
        "import sys; from studio import l10n; l10n.set_language('en'); l10n.translate('x')\n"
        "print([m for m in ('polib', 'icu', 'pydantic', 'studio.translation') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
