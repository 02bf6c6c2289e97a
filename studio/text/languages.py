"""The table of languages.

In: ``languages.toml`` beside this module, or another file of the same form. Out:
:class:`~studio.model.language.Language` values by their gettext name.
"""

from __future__ import annotations

import difflib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.model.language import Language

_OWN = Path(__file__).with_name("languages.toml")


class _Row(BaseModel):
    """One language as it is written in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    tag: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
    own_name: Annotated[str, Field(min_length=1)]
    english_name: Annotated[str, Field(min_length=1)]
    script: Annotated[str, Field(pattern=r"^[A-Z][a-z]{3}$")] = "Latn"
    rtl: bool = False
    letters: Annotated[str, Field(min_length=6)] = "ABCDEF"
    digits: Annotated[str, Field(min_length=10, max_length=10)] = "0123456789"
    quotes: Annotated[str, Field(min_length=4, max_length=4)] = "“”‘’"


def load_languages(path: Path | None = None) -> dict[str, Language]:
    """Every language of the file (default: the studio's own), by gettext name.

    Raises:
        InvalidInput: ``languages.file`` if the file can't be read or a row is wrong.
    """
    file = path or _OWN
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        rows = {name: _Row.model_validate(row) for name, row in table.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(file, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        spot = ".".join(map(str, first["loc"]))
        raise _unreadable(file, f"{spot}: {first['msg']}") from error
    return {name: Language(name=name, **row.model_dump()) for name, row in rows.items()}


def _unreadable(file: Path, reason: str) -> InvalidInput:
    error = InvalidInput.of(
        "languages.file",
        N_("The table of languages {file} can't be used: {reason}."),
        file=file,
        reason=reason,
        hint=N_("Compare it with the studio's own languages.toml."),
    )
    assert isinstance(error, InvalidInput)
    return error


@lru_cache(maxsize=1)
def _own() -> dict[str, Language]:
    return load_languages()


def language(name: str) -> Language:
    """The language of this gettext name (``sr@latin``).

    Raises:
        InvalidInput: ``languages.unknown``, with the nearest name.
    """
    known = _own()
    found = known.get(name)
    if found is None:
        by_name = {
            alias.casefold(): one.name
            for one in known.values()
            for alias in (one.own_name, one.english_name, one.tag, one.name)
        }
        near = difflib.get_close_matches(name.replace("_", "-").casefold(), by_name, 1, 0.5)
        raise InvalidInput.of(
            "languages.unknown",
            N_("There is no language called “{name}”."),
            name=name,
            near=by_name[near[0]] if near else ", ".join(known),
            hint=N_("Did you mean “{near}”?") if near else N_("The languages are: {near}."),
        )
    return found
