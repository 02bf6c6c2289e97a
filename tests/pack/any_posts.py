"""Posts of every kind, as property tests want them."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from studio.model.kind import KINDS
from studio.model.plain import plain
from studio.model.post import ELEMENTS, THEMES, Picture, Plan, Post, Source

WORDS = st.text(
    st.sampled_from("ab \"'\\\n\t#=[]{}…ћق\u200c😀é") | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
).map(lambda text: plain(text.replace("**", "")))
TEXTS = WORDS.filter(bool)
SHARES = st.floats(0, 1)
NETWORKS = st.sampled_from([(), ("x", "facebook")])


@st.composite
def posts(draw: st.DrawFn, kind: str, name: str = "post") -> Post:
    """A post that could have been read from a file."""
    shape = KINDS[kind]
    texts: dict[str, str] = {}
    counts: dict[str, int] = {}
    picture = None
    if shape.needs_picture or draw(st.booleans()):
        detail = draw(st.sampled_from([None, (0.1, 0.2, 0.3, 0.4)]))
        picture = Picture("media/a.png", (draw(SHARES), draw(SHARES)), detail, draw(WORDS))
    for field in shape.fields:
        head, star, _ = field.name.partition(".*")
        names = [field.name]
        if star:
            counts.setdefault(head, draw(st.integers(field.least, field.most)))
            names = [field.name.replace("*", str(n + 1)) for n in range(counts[head])]
        for each in names:
            if each.startswith("picture.") and picture is None:
                continue
            if field.required or star or draw(st.booleans()):
                texts[each] = draw(TEXTS)
    texts.update(draw(st.dictionaries(st.sampled_from(["caption.x", "caption.mastodon"]), TEXTS)))
    answer = 0
    if shape.has_answer:
        answer = draw(st.integers(1, len(shape.choices) or counts["options"]))
    day = st.dates(datetime.date(1990, 1, 1))
    return Post(
        name,
        kind,
        draw(st.sampled_from(ELEMENTS)),
        "en",
        texts,
        number=draw(st.integers(0, 9999)),
        answer=answer,
        theme=draw(st.sampled_from(["", *THEMES])),
        link="https://example.org/?a=1&b=%20" if shape.needs_link or draw(st.booleans()) else "",
        hashtags=tuple(draw(st.lists(st.sampled_from(["Pause", "Ћирилица", "A1"]), unique=True))),
        picture=picture,
        source=draw(st.none() | st.builds(Source, TEXTS, st.just(""), st.none() | day)),
        plan=draw(st.none() | st.builds(Plan, day, st.none() | st.times(), NETWORKS)),
    )
