"""Long captions as threads; what shows before "more"; hashtags in either direction."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.caption.compose import MOST_CHARACTERS, check_names, compose
from studio.caption.count import length
from studio.caption.entities import find_hashtags
from studio.caption.fold import fold_of
from studio.caption.grammar import find
from studio.caption.hashtags import CAMPAIGN
from studio.caption.networks import load_networks
from studio.caption.tagline import tag_line
from studio.caption.thread import MOST_PARTS, fits, split
from studio.diagnostics import Severity
from studio.model.artifact import Caption
from studio.model.kind import KINDS
from studio.model.network import Network, TextRule
from studio.model.post import Plan, Post

NETWORKS = load_networks()
THREADED = [network for network in NETWORKS.values() if network.text.threads]
X, BLUESKY, INSTAGRAM = NETWORKS["x"], NETWORKS["bluesky"], NETWORKS["instagram"]
(TIP,) = KINDS["tip"].cards
QUESTION, ANSWER = KINDS["quiz"].cards
SENTENCES = (
    "Read past the headline. Prof. Lee says it is an invitation, not the story! "
    "Did you open https://example.org/page?q=A.B the article? Look at the date. Ask who wrote it. "
)
POST = Post("long", "tip", "critical", "en", {"caption": SENTENCES * 4}, hashtags=("MediaLiteracy",))
QUIZ = Post(
    "q",
    "quiz",
    "critical",
    "en",
    {
        "caption": "Which one?",
        "caption_answer": "A named author, always. #MILCLICKS",
        "caption_answer.x": "The author.",
        "question": "Whom do you trust?",
        "options.1": "Many capitals",
        "options.2": "A named author",
        "why": "You can ask a person with a name.",
    },
    answer=2,
)
_PLAIN = "Read past the headline It is an invitation see Look"
_WORDS = st.sampled_from([*_PLAIN.split(), "https://a.org/x?y=Z", "#tag"])
_ENDS = st.sampled_from([" ", " ", " ", ". ", "! ", "? ", "\n\n", "… "])
_PAIRS = st.lists(st.tuples(_WORDS, _ENDS), min_size=1, max_size=300)
PROSE = _PAIRS.map(lambda pairs: "".join(word + end for word, end in pairs))


def codes(caption: Caption) -> list[str]:
    return [d.code for d in caption.diagnostics]


def bare(caption: Caption) -> list[str]:
    return [re.sub(r" \(\d+/\d+\)\Z", "", part.text) for part in caption.parts]


@pytest.mark.parametrize("network", THREADED, ids=lambda n: n.name)
def test_a_long_caption_becomes_a_thread(network: Network) -> None:
    post = replace(POST, texts={"caption": SENTENCES * 8})
    caption = compose(post, TIP, network, alt="What is on the card.")
    total = len(caption.parts)
    assert total >= 2
    for number, part in enumerate(caption.parts, 1):
        assert part.text.endswith(f" ({number}/{total})")
        assert part.length == length(part.text, network.text) <= network.text.limit
        assert part.bytes == len(part.text.encode())
    assert [part.image for part in caption.parts] == [True] + [False] * (total - 1)
    assert [part.alt for part in caption.parts] == ["What is on the card."] + [""] * (total - 1)
    assert "caption.thread" in codes(caption)
    assert "caption.too-long" not in codes(caption)
    assert caption.length == max(part.length for part in caption.parts)


def test_cuts_are_made_between_sentences() -> None:
    for text in bare(compose(POST, TIP, X)):
        words = text.removesuffix("\n\n#MILCLICKS #MediaLiteracy")
        assert words[-1] in ".!?"
        assert not words.endswith("Prof.")


def test_a_sentence_without_end_is_cut_between_words() -> None:
    caption = compose(replace(POST, texts={"caption": "considerable " * 60}, hashtags=()), TIP, X)
    assert len(caption.parts) >= 3
    words = " ".join(bare(caption)).replace("#MILCLICKS", "").split()
    assert words == ["considerable"] * 60


def test_a_word_that_is_longer_than_a_post_is_an_error() -> None:
    caption = compose(replace(POST, texts={"caption": "x" * 400}), TIP, X)
    assert caption.parts == ()
    assert "caption.too-long" in codes(caption)


def test_nobody_gets_a_thread_of_a_hundred_posts() -> None:
    assert split("Read it. " * 100 * MOST_PARTS, X.text, "en") == ()


@pytest.mark.parametrize(
    ("language", "sentence", "end"),
    [
        ("ja", "見出しは招待状であり、物語ではありません。共有する前に開いてください。", "。"),
        ("th", "คิดก่อนแชร์ข้อมูลข่าวสารทุกครั้งเพราะข่าวปลอม", ""),
        ("ar", "فكّر قبل أن تنشر هذا الخبر. من كتب الخبر؟ ", ".؟"),
        ("hi", "साझा करने से पहले सोचें। किसने लिखा? ", "।?"),
        ("sr", "Прочитај и испод наслова. Ко је то написао? ", ".?"),
    ],
)
def test_threads_in_other_scripts(language: str, sentence: str, end: str) -> None:
    post = replace(POST, language=language, texts={"caption": sentence * 20}, hashtags=())
    caption = compose(post, TIP, X)
    assert len(caption.parts) >= 2
    texts = [text.split("\n\n")[0] for text in bare(caption)]
    assert "".join("".join(texts).split()) == "".join((sentence * 20).split())
    if end:
        assert all(text[-1] in end for text in texts)
    assert all(unicodedata.category(text[0])[0] != "M" for text in texts)


@given(PROSE, st.sampled_from(THREADED), st.integers(60, 300))
def test_nothing_is_lost_and_nothing_is_torn(text: str, network: Network, limit: int) -> None:
    rule = replace(network.text, limit=limit)
    posts = split(text, rule, "en", "#MILCLICKS")
    if not text.strip() or not posts:
        return
    assert all(fits(post, rule) for post in posts)
    total = len(posts)
    chunks = [post.removesuffix(f" ({n}/{total})") for n, post in enumerate(posts, 1)]
    chunks[0] = chunks[0].removesuffix("\n\n#MILCLICKS")
    assert " ".join(chunks).split() == text.split()


@given(PROSE, st.sampled_from(THREADED))
def test_the_campaigns_hashtag_stands_once_in_a_whole_thread(text: str, network: Network) -> None:
    post = replace(POST, texts={"caption": (text + " #MilClicks! ") * 6})
    caption = compose(post, TIP, network)
    found = [t.value for t in find_hashtags(caption.text) if t.value.casefold() == CAMPAIGN.casefold()]
    assert found == [CAMPAIGN]
    for part in caption.parts:
        for link in find(part.text, network.text.grammar).urls:
            assert link.value.startswith("https://a.org/x?y=Z")


def test_a_network_may_have_its_own_words() -> None:
    texts = {
        "caption": "Long.",
        "caption_hook": "Stop!",
        "caption_action": "Tell us.",
        "caption.x": "Short.",
    }
    post = replace(POST, texts=texts, hashtags=())
    assert compose(post, TIP, X).text == "Short.\n\n#MILCLICKS"
    assert compose(post, TIP, INSTAGRAM).text == "Stop!\n\nLong.\n\nTell us.\n\n#MILCLICKS"
    assert compose(replace(post, texts={"caption_hook": "Stop!"}), TIP, X).diagnostics[0].code == (
        "caption.missing"
    )


def test_the_answer_follows_the_question() -> None:
    asked = compose(QUIZ, QUESTION, NETWORKS["facebook"])
    assert (asked.follow_up, asked.follow_up_as) == ("A named author, always. MILCLICKS", "comment")
    assert "author" not in asked.text
    on_x = compose(QUIZ, QUESTION, X)
    assert (on_x.follow_up, on_x.follow_up_as) == ("The author.", "reply")
    assert compose(QUIZ, ANSWER, X).follow_up == ""
    assert compose(QUIZ, ANSWER, X).text == "The author.\n\n#MILCLICKS"
    assert compose(POST, TIP, X).follow_up == ""
    texts = {**QUIZ.texts, "caption_answer.x": "a " * 200}
    assert "caption.follow-up-too-long" in codes(compose(replace(QUIZ, texts=texts), QUESTION, X))


def test_a_thread_of_a_question_never_tells_the_answer() -> None:
    texts = {**QUIZ.texts, "caption": SENTENCES * 4}
    caption = compose(replace(QUIZ, texts=texts), QUESTION, X)
    assert len(caption.parts) > 1
    assert "caption.leaks-answer" not in codes(caption)
    texts["caption"] = SENTENCES * 4 + "It is a named author."
    assert "caption.leaks-answer" in codes(compose(replace(QUIZ, texts=texts), QUESTION, X))


@pytest.mark.parametrize("name", NETWORKS)
def test_an_absurd_caption_is_refused_at_once(name: str) -> None:
    post = replace(POST, texts={"caption": "https://a.org? #a @b." * 50_000})
    caption = compose(post, TIP, NETWORKS[name])
    (finding,) = caption.diagnostics
    assert (finding.code, finding.severity) == ("caption.absurd", Severity.ERROR)
    assert (finding.where.post, finding.params["most"]) == ("long", MOST_CHARACTERS)
    assert caption.text == ""


def test_limits_that_may_hold_too_are_told() -> None:
    cyrillic = replace(POST, texts={"caption": "Прочитај наслов. " * 25}, hashtags=())
    caption = compose(cyrillic, TIP, NETWORKS["threads"])
    assert caption.parts == ()
    assert codes(caption) == ["caption.may-be-too-long"]
    assert caption.diagnostics[0].severity is Severity.WARNING


def test_bluesky_counts_bytes_too() -> None:
    post = replace(POST, texts={"caption": "👩‍👩‍👧‍👦" * 130}, hashtags=())
    network = replace(BLUESKY, text=replace(BLUESKY.text, threads=False))
    caption = compose(post, TIP, network)
    assert caption.length < 300
    assert codes(caption) == ["caption.too-many-bytes"]


def test_too_many_accounts_and_links() -> None:
    many = " ".join(f"@user{n}" for n in range(21))
    assert "caption.too-many-mentions" in codes(
        compose(replace(POST, texts={"caption": many}), TIP, INSTAGRAM)
    )
    links = " ".join(f"https://a.org/{n}" for n in range(6))
    caption = compose(replace(POST, texts={"caption": links}), TIP, NETWORKS["threads"])
    assert "caption.too-many-links" in codes(caption)


def test_long_hashtags_without_capitals_are_mentioned() -> None:
    caption = compose(
        replace(POST, hashtags=("medialiteracy", "news", "MediaLiteracy")), TIP, INSTAGRAM
    )
    (finding,) = (d for d in caption.diagnostics if d.code == "caption.hashtag-case")
    assert finding.severity is Severity.INFO
    assert finding.params["hashtag"] == "medialiteracy"


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("isolate", "\u2066#MILCLICKS\u2069 \u2066#Media\u2069\n#إعلام"),
        ("mark", "\u200e #MILCLICKS #Media\n#إعلام"),
        ("", "#MILCLICKS #Media\n#إعلام"),
    ],
)
def test_hashtags_under_a_right_to_left_text(direction: str, expected: str) -> None:
    rule = TextRule("x-weighted", 280, direction=direction)
    assert tag_line(["MILCLICKS", "إعلام", "Media"], "فكّر قبل أن تنشر", rule) == expected


def test_hashtags_of_one_direction_need_nothing() -> None:
    rule = TextRule("x-weighted", 280, direction="isolate")
    assert tag_line(["MILCLICKS", "Тег"], "Read.", rule) == "#MILCLICKS #Тег"
    assert tag_line(["MILCLICKS"], "123", rule) == "#MILCLICKS"


@pytest.mark.parametrize("name", ["x", "bluesky", "mastodon", "telegram", "instagram"])
def test_right_to_left_hashtags_stay_hashtags(name: str) -> None:
    post = replace(
        POST, language="ar", texts={"caption": "فكّر قبل أن تنشر."}, hashtags=("إعلام", "News")
    )
    caption = compose(post, TIP, NETWORKS[name])
    found = find(caption.text, NETWORKS[name].text.grammar).hashtags
    assert {tag.value for tag in found} == {"MILCLICKS", "إعلام", "News"}


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("short", TextRule("utf16", 100, fold=10), 5),
        ("one two three", TextRule("utf16", 100, fold=9), len("one two")),
        ("one two three", TextRule("utf16", 100, fold=7), len("one two")),
        ("x" * 60, TextRule("utf16", 100, fold=50), 50),
        ("a\nb\nc\nd", TextRule("utf16", 100, fold=50, fold_lines=3), len("a\nb\nc")),
        ("a\nb", TextRule("utf16", 100, fold_lines=3), 3),
        ("any", TextRule("utf16", 100), None),
    ],
)
def test_what_shows_before_more(text: str, rule: TextRule, expected: int | None) -> None:
    assert fold_of(text, rule) == expected


def test_names_that_no_network_has_are_told() -> None:
    texts = {"caption": "a", "caption.twitter": "b", "caption.x": "c", "caption_answer.facebok": "d"}
    post = replace(
        POST, texts=texts, plan=Plan(__import__("datetime").date(2026, 10, 24), None, ("x", "vk"))
    )
    found = check_names(post, NETWORKS)
    assert [(d.code, d.where.field, d.params["name"]) for d in found] == [
        ("caption.unknown-network", "caption.twitter", "twitter"),
        ("caption.unknown-network", "caption_answer.facebok", "facebok"),
        ("caption.unknown-network", "plan", "vk"),
    ]
    assert found[1].params["close"] == "facebook"
