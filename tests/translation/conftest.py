from collections.abc import Callable
from pathlib import Path

import pytest

from studio.model.post import Pack, Post

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'

WritePo = Callable[..., Path]


@pytest.fixture
def tip() -> Post:
    return Post(
        id="tip",
        kind="tip",
        element="critical",
        language="en",
        texts={
            "headline": "Read **past the headline** first.",
            "body": "Then share.",
            "caption": "Open the article.",
        },
        file="posts/tip.toml",
    )


@pytest.fixture
def quiz() -> Post:
    return Post(
        id="quiz",
        kind="quiz",
        element="inter",
        language="en",
        texts={
            "question": "**What now?**",
            "options.1": "Share",
            "options.2": "Pause",
            "why": "Think.",
        },
        answer=2,
        file="posts/quiz.toml",
    )


@pytest.fixture
def pack(tip: Post, quiz: Post) -> Pack:
    return Pack("test", "Test", "en", (quiz, tip), root="")


@pytest.fixture
def write_po(tmp_path: Path) -> WritePo:
    """A catalog in ``i18n/``: ``entries`` are (context, source, text) or with a flag as fourth."""

    def write(entries: list[tuple[str, ...]], name: str = "sr", header: str = HEADER) -> Path:
        parts = []
        for context, source, text, *flags in entries:
            flag = "".join(f"#, {f}\n" for f in flags)
            parts.append(f'{flag}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{text}"\n')
        path = tmp_path / "i18n" / f"{name}.po"
        path.parent.mkdir(exist_ok=True)
        path.write_text(header + "\n".join(parts), encoding="utf-8")
        return path

    return write


@pytest.fixture
def serbian_tip() -> list[tuple[str, ...]]:
    """The tip, all translated."""
    return [
        ("tip/headline", "Read **past the headline** first.", "Прво прочитај **и испод наслова**."),
        ("tip/body", "Then share.", "Онда подели."),
        ("tip/caption", "Open the article.", "Отвори чланак."),
    ]
