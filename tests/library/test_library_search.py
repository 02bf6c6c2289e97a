"""Search: folding, short words, Thai, filters, pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from studio.library import Library, Query, Wish, find, put_pack
from studio.library.fold import fold
from studio.model.changes import Key
from tests.library.material import caption, content

PLACES = ("folder", "server")
TIPS = {"tip-1", "tip-2", "tip-4", "tip-5"}
QUIZZES = {"quiz-0", "quiz-3"}


@pytest.fixture(scope="module", params=PLACES)
def tiny(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that nobody changes."""
    server = request.param == "server"
    place = request.getfixturevalue("server")() if server else tmp_path_factory.mktemp("library")
    with Library.open(place) as opened:
        put_pack(opened, content())
        yield opened


def found(library: Library, text: str = "", **filters: Any) -> set[str]:
    with library.reading() as connection:
        return {hit.post for hit in find(connection, Query(text, **filters))}


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("cafe", TIPS),
        ("CAFÉ", TIPS),
        ("past the", set()),
        ("before you", TIPS),
        ("efor", TIPS),  # any part of a word
        ("стани", TIPS | QUIZZES),
        ("СТАНИ", TIPS | QUIZZES),
        ("ข่าว", TIPS | QUIZZES),
        ("แชร์", TIPS | QUIZZES),
        ("แช", TIPS | QUIZZES),  # two letters, inside a run without spaces
        ("yo", TIPS | QUIZZES),  # beginning of a word
        ("ou", set()),  # inside a word: three letters are needed
        ("ask tip-4", {"tip-4"}),
        ('"', set()),
        ("capitals OR ask", set()),
        ("nowhere", set()),
    ],
)
def test_words(tiny: Library, text: str, posts: set[str]) -> None:
    assert found(tiny, text) == posts


def test_diacritics_go_but_vowels_of_thai_and_hindi_stay() -> None:
    assert fold("Šta je Łódź, Đorđe? Żółć ÉCOLE") == "sta je lodz, dorde? zolc ecole"
    assert fold("Straße ﬁn **bold**") == "strasse fin bold"
    assert fold("มี่") == fold("มี่") != fold("มา")
    assert fold("की") != fold("का")
    assert fold("مُحَمَّد") == "محمد"
    assert fold("Çığ İstanbul") == "cig istanbul"


@pytest.mark.parametrize(
    ("filters", "posts"),
    [
        ({"kind": "quiz"}, QUIZZES),
        ({"element": "critical"}, TIPS),
        ({"tag": "#media"}, TIPS),
        ({"tag": "PAUSE", "kind": "quiz"}, set()),
        ({"network": "x"}, TIPS),
        ({"network": "facebook"}, set()),
        ({"since": datetime.date(2026, 11, 30)}, TIPS),
        ({"until": datetime.date(2026, 11, 29)}, set()),
        ({"language": "sr", "status": "missing"}, TIPS | QUIZZES),
        ({"language": "sr", "status": "fuzzy"}, TIPS | QUIZZES),
        ({"language": "sr", "status": "outdated"}, {"quiz-0"}),
        ({"language": "sr", "status": "done"}, set()),
        ({"pack": "nobody"}, set()),
        ({"text": "before", "language": "sr"}, set()),
        ({"text": "стани", "language": "sr", "kind": "quiz"}, QUIZZES),
    ],
)
def test_filters(tiny: Library, filters: dict[str, Any], posts: set[str]) -> None:
    assert found(tiny, **filters) == posts


def test_what_is_edited_is_found_at_once_and_no_longer_by_what_it_was(library: Library) -> None:
    library.edit("type", [Wish(caption("tip-1"), "Ein Öl.")])
    assert found(library, "ol") == {"tip-1"}
    assert "tip-1" not in found(library, "cafe")
    library.undo()
    assert found(library, "ol") == set()
    assert "tip-1" in found(library, "cafe")


def test_a_translation_is_done_until_its_source_changes(library: Library) -> None:
    for field, cell in library.post("tiny", "tip-1").items():
        if not field.language and not field.field.startswith("@"):
            value = f'["{cell.value}","{cell.value}",false]'
            library.edit("translate", [Wish(field._replace(language="fr"), value)])
    assert found(library, language="fr", status="done") == {"tip-1"}

    library.edit("type", [Wish(Key("tiny", "tip-1", "body"), "Ask twice.")])
    assert found(library, language="fr", status="outdated") == {"tip-1"}
    assert found(library, language="fr", status="done") == set()


@pytest.mark.parametrize("text", ["", "before"])
def test_pages_hold_every_post_once(library: Library, text: str) -> None:
    put_pack(library, content(30, "more"))
    wanted = found(library, text, limit=1000, pack="more")
    seen: list[str] = []
    after = 0
    while True:
        with library.reading() as connection:
            page = find(connection, Query(text, limit=7, after=after, pack="more"))
        if not page:
            break
        assert len(page) <= 7
        seen += [hit.post for hit in page]
        after = page[-1].cursor

    assert len(seen) == len(set(seen))
    assert set(seen) == wanted
