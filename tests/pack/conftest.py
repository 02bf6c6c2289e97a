from collections.abc import Callable
from pathlib import Path

import pytest

PACK = 'format = 1\nid = "test"\ntitle = "Test"\nlanguage = "en"\n'
TIP = """\
kind = "tip"
element = "critical"
caption = "Read first."

[text]
headline = "Read **first**."
body = "Then share."
"""
QUIZ = """\
kind = "quiz"
element = "inter"
answer = 3
caption = "What do you do?"
caption_answer = "Pause."

[text]
question = "A post makes you angry. **What now?**"
options = ["Share", "Reply", "Pause"]
why = "Anger travels."
"""
CHECKLIST = """\
kind = "checklist"
element = "literacy"
caption = "Three checks."

[text]
headline = "3 checks"

[[text.items]]
lead = "Source"
line = "Who made this?"

[[text.items]]
lead = "Date"
line = "Is it new?"

[[text.items]]
lead = "Proof"
line = "Does it show facts?"
"""

MakePack = Callable[..., Path]


@pytest.fixture
def make_pack(tmp_path: Path) -> MakePack:
    """A pack's folder: posts by id (text or bytes), ``head`` is its pack.toml."""

    def make(posts: dict[str, str | bytes] | None = None, head: str = PACK) -> Path:
        folder = tmp_path / "pack"
        (folder / "posts").mkdir(parents=True, exist_ok=True)
        (folder / "pack.toml").write_text(head, encoding="utf-8")
        for name, text in ({"tip": TIP} if posts is None else posts).items():
            data = text if isinstance(text, bytes) else text.encode()
            (folder / "posts" / f"{name}.toml").write_bytes(data)
        return folder

    return make


@pytest.fixture
def tip() -> str:
    return TIP


@pytest.fixture
def quiz() -> str:
    return QUIZ


@pytest.fixture
def checklist() -> str:
    return CHECKLIST
