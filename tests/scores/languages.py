"""What public databases know of the shipped languages.

In: a language of the studio. Out: its letters by CLDR and gflanguages, its running text by
gflanguages, its codes in gflanguages and hyperglot. These databases are needed for the scores only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import icu

from studio.model.language import Language

_SCRIPT = {"Aran": "Arab"}
_GF_CODE = {"ms": "zsm", "nb": "nb"}
# ISO 639-3 of the variety that stands for a language whose own code is a group's.
_ISO = {
    "ar": "arb", "az": "azj", "et": "ekk", "fa": "pes", "lv": "lvs", "mn": "khk", "ms": "zsm",
    "nb": "nob", "ne": "npi", "ps": "pbt", "sq": "als", "sw": "swh", "uz": "uzn", "zh": "cmn",
}  # fmt: skip


def code_of(language: Language) -> str:
    """The language alone: ``sr`` for Serbian in either script."""
    return language.tag.split("-")[0]


@lru_cache(maxsize=1)
def gflanguages() -> Any:
    """The database, by codes such as ``sr_Cyrl``."""
    from gflanguages import LoadLanguages

    return LoadLanguages()


def gf_key(language: Language) -> str:
    """The language's code in gflanguages and shaperglot."""
    code = code_of(language)
    return f"{_GF_CODE.get(code, code)}_{_SCRIPT.get(language.script, language.script)}"


def iso_of(language: Language) -> str:
    """The language's ISO 639-3 code, as hyperglot wants it."""
    code = code_of(language)
    return _ISO.get(code) or str(icu.Locale(code).getISO3Language())


def cldr_exemplars(language: Language) -> tuple[list[str], list[str]]:
    """Standard and auxiliary exemplars; empty where CLDR does not know the language."""
    tag = icu.Locale.forLanguageTag(language.tag.replace("-Aran", ""))
    known = {name.split("_")[0] for name in icu.Locale.getAvailableLocales()}
    if code_of(language) not in known:
        return [], []
    data = icu.LocaleData(tag.getName())
    kinds = icu.ULocaleDataExemplarSetType
    return tuple(list(data.getExemplarSet(0, kind)) for kind in (kinds.ES_STANDARD, kinds.ES_AUXILIARY))  # type: ignore[return-value]


def gf_exemplars(language: Language) -> list[str]:
    """Letters, marks, numerals and punctuation by gflanguages."""
    found = gflanguages().get(gf_key(language))
    if found is None:
        return []
    chars = found.exemplar_chars
    text = " ".join((chars.base, chars.marks, chars.numerals, chars.punctuation))
    return [one.strip("{}").replace("◌", "") or one for one in text.split()]


def prose(language: Language) -> str:
    """Running text of the language, in paragraphs; empty if gflanguages has none."""
    found = gflanguages().get(gf_key(language))
    if found is None:
        return ""
    sample = found.sample_text
    parts = (sample.specimen_48, sample.specimen_36, sample.specimen_32, sample.specimen_21,
             sample.specimen_16, sample.tester)  # fmt: skip
    paragraphs = [re.sub(r"[ \n]+", " ", part).strip() for part in parts]
    return "\n".join(dict.fromkeys(filter(None, paragraphs)))
