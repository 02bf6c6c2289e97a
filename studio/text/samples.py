"""A sentence in every language, for proof sheets and checks.

In: ``samples.toml`` beside this module. Out: the sentence, its emphasis marked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from studio.model.language import Language

_FILE = Path(__file__).with_name("samples.toml")


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def sample(language: Language) -> str:
    """The language's sentence with ``**marks``; empty if nobody has written one yet."""
    return _table().get(language.name, "")
