"""The table of languages.

In: ``languages.toml`` beside this module, or another file of the same form. Out:
:class:`~studio.model.language.Language` values by their gettext name, and for each whether a native
speaker has signed it off.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.model.language import Language

_OWN = Path(__file__).with_name("languages.toml")
_SIGNATURE = ("status", "signed_off_by", "signed_off_on", "signed_off_version")


@dataclass(frozen=True, slots=True)
class SignOff:
    """Whether a native speaker has looked at a language's proof sheet: who, when, which version of
    the studio. ``by`` and ``version`` are empty and ``on`` is None for a draft."""

    status: Literal["draft", "signed-off"] = "draft"
    by: str = ""
    on: date | None = None
    version: str = ""


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
    line_height: Annotated[float, Field(ge=1, le=2)] = 1.0
    status: Literal["draft", "signed-off"] = "draft"
    signed_off_by: str = ""
    signed_off_on: date | None = None
    signed_off_version: str = ""

    @model_validator(mode="after")
    def _signature_is_whole(self) -> _Row:
        signed = (self.signed_off_by, self.signed_off_on, self.signed_off_version)
        if any(signed) != (self.status == "signed-off") or any(signed) != all(signed):
            raise ValueError("a signature has a name, a date and a version, a draft has none of them")
        return self

    def language(self, name: str) -> Language:
        """The row as the pipeline needs it."""
        return Language(name=name, **self.model_dump(exclude=set(_SIGNATURE)))

    def sign_off(self) -> SignOff:
        """Who has signed it off."""
        return SignOff(self.status, self.signed_off_by, self.signed_off_on, self.signed_off_version)


def load_languages(path: Path | None = None) -> dict[str, Language]:
    """Every language of the file (default: the studio's own), by gettext name.

    Raises:
        InvalidInput: ``languages.file`` if the file can't be read or a row is wrong.
    """
    return {name: row.language(name) for name, row in _rows(path).items()}


def load_sign_offs(path: Path | None = None) -> dict[str, SignOff]:
    """Which languages native speakers have signed off, by gettext name; raises like
    :func:`load_languages`."""
    return {name: row.sign_off() for name, row in _rows(path).items()}


def _rows(path: Path | None) -> dict[str, _Row]:
    file = path or _OWN
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        return {name: _Row.model_validate(row) for name, row in table.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(file, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        spot = ".".join(map(str, first["loc"]))
        raise _unreadable(file, f"{spot}: {first['msg']}") from error


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
