"""Whole packs and good posts: what of the files arrives in the values."""

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.diagnostics import Severity
from studio.errors import InvalidInput
from studio.model.plain import plain
from studio.pack import load_pack, load_post, pack_root, pack_schema, post_schema, read_post

STARTER = Path(__file__).parents[2] / "templates" / "starter"
PNG = b"\x89PNG\r\n\x1a\n"


def test_every_post_of_a_pack_in_order_of_its_file(make_pack, tip, quiz, checklist):
    pack, found = load_pack(make_pack({"b-quiz": quiz, "a-list": checklist, "c-tip": tip}))
    assert [post.id for post in pack.posts] == ["a-list", "b-quiz", "c-tip"]
    assert [post.kind for post in pack.posts] == ["checklist", "quiz", "tip"]
    assert (pack.id, pack.title, pack.language, found) == ("test", "Test", "en", ())


def test_lists_are_numbered_from_one_in_the_order_people_read(make_pack, checklist, quiz):
    pack, _ = load_pack(make_pack({"list": checklist, "quiz": quiz}))
    assert list(pack.posts[0].texts) == [
        "headline",
        "items.1.lead", "items.1.line",
        "items.2.lead", "items.2.line",
        "items.3.lead", "items.3.line",
        "caption",
    ]  # fmt: skip
    assert pack.posts[0].count("items") == 3
    assert pack.posts[1].text("options.3") == "Pause"
    assert pack.posts[1].answer == 3


def test_everything_optional_arrives(make_pack, tip):
    rich = tip.replace(
        "caption =",
        'number = 7\ntheme = "ink"\nlink = "https://example.org/a"\n'
        'hashtags = ["MediaLiteracy", "medialiteracy", "Писменост"]\nalt = "A tip."\n'
        'label = "New"\ncaption =',
    )
    rich += (
        '\n[picture]\nfile = "media/cat.png"\nfocus = [0, 0.25]\ndetail = [0.1, 0.1, 0.5, 0.5]\n'
        'credit = "Ana"\nalt = "A cat"\n\n[source]\ntitle = "UNESCO"\nurl = "https://unesco.org"\n'
        "checked = 2026-10-01\n"
    )
    folder = make_pack({"tip": rich})
    (folder / "media").mkdir()
    (folder / "media" / "cat.png").write_bytes(PNG)
    post = load_pack(folder)[0].posts[0]
    assert (post.number, post.theme, post.link) == (7, "ink", "https://example.org/a")
    assert post.hashtags == ("MediaLiteracy", "Писменост")
    assert (post.text("alt"), post.text("label"), post.text("picture.alt")) == (
        "A tip.",
        "New",
        "A cat",
    )
    assert post.picture.focus == (0.0, 0.25)
    assert post.picture.detail == (0.1, 0.1, 0.5, 0.5)
    assert post.picture.credit == "Ana"
    assert post.source.checked == date(2026, 10, 1)
    assert post.file == "posts/tip.toml"


def test_empty_optional_texts_are_left_out(make_pack, tip):
    post = load_pack(make_pack({"tip": 'alt = "  "\n' + tip}))[0].posts[0]
    assert "alt" not in post.texts


def test_windows_files_are_read(make_pack, tip):
    folder = make_pack({"tip": b"\xef\xbb\xbf" + tip.replace("\n", "\r\n").encode()})
    assert load_pack(folder)[0].posts[0].text("body") == "Then share."


def test_languages_are_the_catalogs_and_what_follows_from_them(make_pack):
    folder = make_pack()
    (folder / "i18n").mkdir()
    for name in ("sr.po", "pt.po", "notes.txt"):
        (folder / "i18n" / name).write_text("", encoding="utf-8")
    assert load_pack(folder)[0].languages == ("en", "pt", "sr", "sr@latin")


def test_one_bad_post_never_stops_the_batch(make_pack, tip):
    folder = make_pack({"good": tip, "bad": "kind = 3", "worse": b"\xff\xfe\x00", "worst": "= ["})
    pack, found = load_pack(folder, strict=False)
    assert [post.id for post in pack.posts] == ["good"]
    assert {d.where.post for d in found if d.severity is Severity.ERROR} == {"bad", "worse", "worst"}


def test_strict_tells_the_problems_of_all_files_at_once(make_pack, tip):
    folder = make_pack({"good": tip, "bad": 'kind = "tip"', "worse": "x = ["}, head="format = 1")
    with pytest.raises(InvalidInput) as caught:
        load_pack(folder)
    files = {d.where.file for d in caught.value.diagnostics}
    assert files == {"pack.toml", "posts/bad.toml", "posts/worse.toml"}


def test_strict_raises_errors_only_and_not_the_warnings(make_pack, tip):
    odd = 'link = "http://xn--nxasmq6b.example"\n' + tip
    with pytest.raises(InvalidInput) as caught:
        load_pack(make_pack({"odd": odd, "bad": "kind = 1"}))
    assert all(d.severity is Severity.ERROR for d in caught.value.diagnostics)


def test_a_single_post_needs_no_pack(tmp_path, tip):
    file = tmp_path / "my-tip.toml"
    file.write_text(tip, encoding="utf-8")
    post = load_post(file)
    assert (post.id, post.language, post.file) == ("my-tip", "en", "my-tip.toml")
    assert load_post(file, language="sr").language == "sr"
    assert pack_root(file) == tmp_path


def test_a_single_post_in_a_pack_knows_its_language_and_pictures(make_pack, tip):
    with_picture = tip + '\n[picture]\nfile = "media/cat.png"\n'
    folder = make_pack(
        {"tip": with_picture}, head='format = 1\nid = "a"\ntitle = "A"\nlanguage = "pt_BR"\n'
    )
    (folder / "media").mkdir()
    (folder / "media" / "cat.png").write_bytes(PNG)
    post, found = read_post(folder / "posts" / "tip.toml")
    assert (post.language, post.picture.file) == ("pt_BR", "media/cat.png")
    assert [d.code for d in found] == ["post.picture-credit"]
    assert pack_root(folder / "posts" / "tip.toml") == folder


def test_the_starter_pack_is_good():
    pack, found = load_pack(STARTER)
    assert len(pack.posts) >= 12
    assert [str(d) for d in found] == []


def test_the_schemas_know_every_kind_and_forbid_other_keys():
    schema = post_schema()
    assert set(schema["discriminator"]["mapping"]) >= {"tip", "checklist", "quiz"}
    assert all(d.get("additionalProperties") is False for d in schema["$defs"].values())
    assert pack_schema()["required"] == ["format", "id", "title", "language"]
    json.dumps(schema)


# What TOML's basic strings may hold, written with escapes only where it must be.
_texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=60
).filter(lambda text: plain(text) and "**" not in text)


def _quoted(text: str) -> str:
    escaped = (f"\\u{ord(c):04x}" if c in '"\\' or ord(c) < 32 or c == "\x7f" else c for c in text)
    return '"' + "".join(escaped) + '"'


@given(st.lists(_texts, min_size=2, max_size=4), _texts)
def test_texts_round_trip_whatever_they_hold(tmp_path_factory, options, question):
    file = tmp_path_factory.mktemp("post") / "quiz.toml"
    listed = ", ".join(map(_quoted, options))
    file.write_text(
        'kind = "quiz"\nelement = "inter"\nanswer = 1\ncaption = "a"\ncaption_answer = "b"\n[text]\n'
        f'why = "c"\nquestion = {_quoted(question)}\noptions = [{listed}]\n',
        encoding="utf-8",
        newline="\n",
    )
    post = load_post(file)
    assert post.text("question") == plain(question)
    assert [post.text(f"options.{n + 1}") for n in range(post.count("options"))] == [
        plain(option) for option in options
    ]


@given(st.text(max_size=80))
def test_plain_text_has_no_controls_and_stays_plain(text):
    cleaned = plain(text)
    assert plain(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [c for c in cleaned if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert "\u202e" not in cleaned
