"""Bad files of every sort: the code, the place and the sentence that a person reads."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import InvalidInput
from studio.pack import load_pack, load_post


def refused(folder):
    with pytest.raises(InvalidInput) as caught:
        load_pack(folder)
    return list(caught.value.diagnostics)


def only(folder):
    found = refused(folder)
    assert len(found) == 1, [str(d) for d in found]
    return found[0]


SENTENCES = [
    # what is replaced in a good quiz, by what, the code, and the whole sentence
    (
        'element = "inter"', 'element = "intr"', "post.unknown-element",
        "posts/q.toml:2, q/element: “intr” is not a known element. Did you mean “inter”?",
    ),
    (
        'kind = "quiz"', 'kind = "quizz"', "post.unknown-kind",
        "posts/q.toml:1, q/kind: “quizz” is not a known kind. Did you mean “quiz”?",
    ),
    (
        'kind = "quiz"', 'theme = "neon"\nkind = "quiz"', "post.unknown-theme",
        "posts/q.toml:1, q/theme: “neon” is not a known theme. "
        "It is one of: vivid, bright, paper, ink.",
    ),
    (
        "answer = 3", "answer = 4", "post.answer",
        "posts/q.toml:3, q/answer: The answer is 4 of 3 options. "
        "Write the number of the right option, from 1.",
    ),
    (
        "answer = 3", "answer = 0", "post.out-of-range",
        "posts/q.toml:3, q/answer: “answer” must be at least 1.",
    ),
    (
        "answer = 3", 'answer = "3"', "post.wrong-type",
        "posts/q.toml:3, q/answer: “answer” must be a whole number without quotation marks.",
    ),
    (
        "answer = 3\n", "", "post.missing-key",
        "posts/q.toml, q/answer: The key “answer” is missing.",
    ),
    (
        "caption_answer", "caption_anser", "post.unknown-key",
        "posts/q.toml:5, q/caption_anser: There is no key “caption_anser” here. "
        "Did you mean “caption_answer”?",
    ),
    (
        "[text]\n", '[text]\nalt = "x"\n', "post.unknown-key",
        "posts/q.toml:8, q/alt: There is no key “alt” here. "
        "Move it above the first line in [brackets].",
    ),
    (
        "[text]\n", 'why = "x"\n[text]\n', "post.unknown-key",
        "posts/q.toml:7, q/why: There is no key “why” here. Move it below a line [text].",
    ),
    (
        '"Share", ', '3, ', "post.wrong-type",
        "posts/q.toml:9, q/options.1: “options.1” must be a text in quotation marks.",
    ),
    (
        '["Share", "Reply", "Pause"]', '["Pause"]', "post.out-of-range",
        "posts/q.toml:9, q/options: “options” needs at least 2 entries.",
    ),
    (
        '["Share", "Reply", "Pause"]', '["a", "b", "c", "d", "e"]', "post.out-of-range",
        "posts/q.toml:9, q/options: “options” may have at most 4 entries.",
    ),
    (
        '"Anger travels."', '" "', "post.empty-text",
        "posts/q.toml:10, q/why: “why” is empty.",
    ),
    (
        "**What now?**", "**What now?", "post.emphasis",
        "posts/q.toml:8, q/question: The ** marks in “question” don't come in pairs. "
        "Put ** before and after the words that matter.",
    ),
    (
        "answer = 3", 'answer = 3\nlink = "javascript:alert(1)"', "post.link",
        "posts/q.toml:4, q/link: “link” is not a web address that can be used. "
        "Write it whole, from https:// on, without spaces, user names or passwords.",
    ),
    (
        "answer = 3", 'answer = 3\nhashtags = ["#Media"]', "post.hashtag",
        "posts/q.toml:4, q/hashtags.1: “#Media” can't be a hashtag. "
        "Write letters and digits only, without # and spaces, such as MediaLiteracy.",
    ),
    (
        '"Anger travels."', '"Anger travels."\n[source]\ntitle = "A"\nchecked = "2026-10-01"',
        "post.wrong-type",
        "posts/q.toml:13, q/source.checked: “checked” must be a date without quotation marks, "
        "such as 2026-10-01.",
    ),
    (
        '"Anger travels."', '"Anger travels."\n[picture]\nfile = "../secret.png"',
        "post.picture-outside",
        "posts/q.toml:12, q/picture.file: “../secret.png” is not a path inside the pack. "
        "Copy the picture into the pack's media folder and write media/name.jpg.",
    ),
    (
        '"Anger travels."', '"Anger travels."\n[picture]\nfile = "media/no.png"',
        "post.picture-missing",
        "posts/q.toml:12, q/picture.file: The pack has no picture “media/no.png”. "
        "Put it into the pack's media folder and write its name as it is spelt there.",
    ),
    (
        '"Anger travels."', '"Anger travels.', "data.syntax",
        "posts/q.toml:10, q: This is not valid TOML: Illegal character '\\n'. "
        "Look at quotes, brackets and commas near that line.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "sentence"), SENTENCES)
def test_the_sentence_says_what_where_and_how_to_mend_it(make_pack, quiz, old, new, code, sentence):
    assert old in quiz
    finding = only(make_pack({"q": quiz.replace(old, new, 1)}))
    assert finding.code == code
    assert str(finding) == sentence


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('id = "Bad Id"', "pack.wrong-form"),
        ('title = ""', "pack.out-of-range"),
        ('language = "english"', "pack.wrong-form"),
        ("format = 2", "pack.too-new"),
        ('format = "1"', "pack.wrong-type"),
        ('licens = "MIT"', "pack.unknown-key"),
    ],
)
def test_bad_pack_files(make_pack, line, code):
    head = {"format": "1", "id": '"a"', "title": '"A"', "language": '"en"'}
    key, _, value = line.partition(" = ")
    text = "".join(f"{k} = {v}\n" for k, v in (head | {key: value}).items())
    finding = only(make_pack(head=text))
    assert finding.code == code
    assert finding.where.file == "pack.toml"
    assert finding.where.line == list(head | {key: value}).index(key) + 1


def test_a_folder_that_is_no_pack_is_told_so(tmp_path):
    assert only(tmp_path).code == "pack.not-a-pack"


def test_a_pack_without_posts_is_told_so(make_pack):
    assert only(make_pack({})).code == "pack.empty"


@pytest.mark.parametrize("name", ["Big", "con", "a--b", "a_b", "ü", "x" * 61])
def test_names_that_a_post_can_not_have(make_pack, tip, name):
    assert only(make_pack({name: tip})).code == "post.bad-id"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself refuses such neighbours")
def test_names_that_only_differ_in_capitals_or_accents_collide(make_pack, tip):
    found = refused(make_pack({"e\u0301": tip, "\u00e9": tip, "TIP": tip, "tip": tip}))
    assert [d.code for d in found].count("pack.duplicate-id") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need special rights on Windows")
def test_links_do_not_lead_out_of_the_pack(make_pack, tip, tmp_path):
    folder = make_pack({"tip": tip + '\n[picture]\nfile = "media/a.png"\n'})
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "media").mkdir()
    (folder / "media" / "a.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "other.toml").write_text(tip)
    (folder / "posts" / "linked.toml").symlink_to(tmp_path / "other.toml")
    assert {d.code for d in refused(folder)} == {"post.picture-outside", "pack.outside"}


@pytest.mark.parametrize(
    "path", ["/etc/passwd.png", "C:\\x.png", "c:x.png", "media\\x.png", "media/../../x.png"]
)
def test_paths_that_leave_the_pack(make_pack, tip, path):
    finding = only(make_pack({"tip": tip + f"\n[picture]\nfile = '{path}'\n"}))
    assert finding.code == "post.picture-outside"


def test_svg_is_no_picture(make_pack, tip):
    finding = only(make_pack({"tip": tip + '\n[picture]\nfile = "media/x.svg"\n'}))
    assert finding.code == "post.picture-type"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
    ],
)
def test_odd_hosts_are_shown_as_a_warning(make_pack, tip, link, shown):
    _, found = load_pack(make_pack({"tip": f'link = "{link}"\n' + tip}))
    assert [(d.code, d.params["host"]) for d in found] == [("post.link-odd-host", shown)]


@pytest.mark.parametrize(
    "link",
    ["ftp://a.org", "https://", "//a.org", "a.org", "https://a.org/ b", "https://me:pw@a.org",
     "https://a.org/\\u202eb", "https://[::1", "https://a.org:99999", "data:text/html,x"],
)  # fmt: skip
def test_links_that_are_none(make_pack, tip, link):
    assert only(make_pack({"tip": f'link = "{link}"\n' + tip})).code == "post.link"


def test_emphasis_where_none_is_shown_is_a_warning(make_pack, tip):
    _, found = load_pack(make_pack({"tip": tip.replace("Then share.", "Then **share**.")}))
    assert [d.code for d in found] == ["post.emphasis-not-here"]


def test_kinds_that_need_a_picture_or_link_say_so(make_pack, tip):
    found = refused(make_pack({"p": tip.replace('"tip"', '"photo"')}))
    assert [(d.code, d.where.field) for d in found] == [("post.missing-key", "picture")]


def test_lines_are_right_beside_multi_line_texts(make_pack, quiz):
    text = quiz.replace('"What do you do?"', '"""\nlinks = 1\n[text]\nwhy = 2\n"""').replace(
        "why =", "wy ="
    )
    found = refused(make_pack({"q": text}))
    line = text.split("\n").index('wy = "Anger travels."') + 1
    assert [(d.code, d.where.line) for d in found] == [("post.unknown-key", line)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a = " + b"[" * 100_000, "data.syntax"),
        (b"a = " + b"9" * 5_000, "data.syntax"),
        (b'a = "\xff"', "data.encoding"),
        (b'a = "' + b"x" * 300_000 + b'"', "data.too-large"),
        (b'a = """', "data.syntax"),
        ("kind = 1".encode("utf-16"), "data.encoding"),
    ],
)
def test_hostile_files_are_refused(make_pack, data, code):
    finding = only(make_pack({"x": data}))
    assert (finding.code, finding.where.file, finding.where.post) == (code, "posts/x.toml", "x")


@given(data=st.binary(max_size=200))
def test_no_bytes_crash_the_reader(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("any") / "x.toml"
    file.write_bytes(data)
    with pytest.raises(InvalidInput):
        load_post(file)


_values = st.recursive(
    st.sampled_from(["1", "-2.5", '"x"', "true", "2026-01-01", "[]", "{}", "inf", '"**"', '""']),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    max_leaves=4,
)
_keys = st.sampled_from(
    ["kind", "element", "number", "theme", "link", "hashtags", "answer", "caption", "alt", "text",
     "picture", "source", "text.options", "text.items", "picture.file", "source.title", "zzz"]
)  # fmt: skip


@given(st.dictionaries(_keys, _values, max_size=8), st.sampled_from(["tip", "quiz", "checklist", "x"]))
def test_no_wrong_type_crashes_the_reader(tmp_path_factory, entries, kind):
    file = tmp_path_factory.mktemp("types") / "x.toml"
    lines = [f"{key} = {value}" for key, value in ({"kind": f'"{kind}"'} | entries).items()]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load_post(file)
    assert all(str(d) for d in caught.value.diagnostics)
