"""Terms whose translation is fixed, so that everybody who works on a pack says the same.

In: an open session, a pack, a language. Out: :class:`Term` values, and which of them a text holds. They
come from three places, of which the first that knows a term decides: the pack's own glossary (entries
``glossary/<term>`` of its catalog, which travel with its PO file), its short texts (words that it
explains, texts that it repeats), and the words that the studio itself prints on cards.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio.diagnostics import N_
from studio.library import Wish
from studio.library.cells import STRAY, entry_of, entry_value
from studio.library.overview import short_texts, stray_entries
from studio.model.catalog import GLOSSARY, Entry
from studio.model.changes import Changes, Key
from studio.model.language import DERIVED
from studio.text.markup import parse
from studio.translation import words
from studio.translation.derived import rewritten
from studio.workspace.session import Session

OWN, PACK, STUDIO = "own", "pack", "studio"
FIX = N_("fix a term")
MOST_LETTERS = 60
"""Letters of the longest term."""

_SHORT, _LEAST, _MOST_WORDS = 30, 3, 3
_EXPLAINED = re.compile(r"headword|terms\.\d+\.term")
_SENTENCE = re.compile(r"[.?!:;…{}\d*]")
_STEM = 2
"""Letters at the end of a word that may be another ending."""


@dataclass(frozen=True, slots=True)
class Term:
    """``source`` is said ``text``. ``origin``: :data:`OWN` glossary, :data:`PACK` or :data:`STUDIO`."""

    source: str
    text: str
    origin: str


def terms_of(session: Session, pack: str, language: str) -> tuple[Term, ...]:
    """The terms of a pack in a language, the longest first."""
    asked = DERIVED.get(language, language)
    row = session.pack(pack)
    with session.library.reading() as connection:
        own = stray_entries(connection, pack, asked, GLOSSARY)
        short = short_texts(connection, pack, asked, _SHORT)
    found = [Term(e.source, e.text, OWN) for _name, value in own if (e := entry_of(value)).text]
    found += _of_pack(short)
    if row is not None and row.language == "en":
        printed = words(session.resources.i18n, "templates", asked)
        found += [Term(s, t, STUDIO) for s, t in printed.items() if _is_term(s)]
    first: dict[str, Term] = {}
    for term in found:
        shown = Term(term.source, rewritten(term.text, language), term.origin)
        first.setdefault(term.source.casefold(), shown)
    return tuple(sorted(first.values(), key=lambda term: (-len(term.source), term.source)))


def _of_pack(short: Iterable[tuple[str, str, str]]) -> Iterator[Term]:
    said: dict[str, list[str]] = defaultdict(list)
    explained: set[str] = set()
    for field, source, text in short:
        if _is_term(source):
            said[source].append(text)
            if _EXPLAINED.fullmatch(field):
                explained.add(source)
    for source, texts in said.items():
        if len(set(texts)) == 1 and (source in explained or len(texts) > 1):
            yield Term(source, texts[0], PACK)


def _is_term(text: str) -> bool:
    return len(text) >= _LEAST and len(text.split()) <= _MOST_WORDS and _SENTENCE.search(text) is None


def terms_in(terms: Iterable[Term], source: str) -> tuple[tuple[int, int, Term], ...]:
    """Where terms stand in a text, its marks taken out: (start, end, term), none inside another."""
    plain = parse(source).text
    found: list[tuple[int, int, Term]] = []
    for term in terms:
        pattern = rf"(?<!\w){re.escape(term.source)}(?:s|es)?(?!\w)"
        for match in re.finditer(pattern, plain, re.IGNORECASE):
            if not any(start < match.end() and match.start() < end for start, end, _term in found):
                found.append((match.start(), match.end(), term))
    return tuple(sorted(found, key=lambda one: one[:2]))


def uses(term: Term, text: str) -> bool:
    """Whether a translation says a term as it is fixed, in whatever form of its words."""
    plain = parse(text).text.casefold()
    return all(_stem(word) in plain for word in re.findall(r"\w+", term.text.casefold()))


def _stem(word: str) -> str:
    return word[:-_STEM] if len(word) > _STEM + 2 else word


def is_term(key: Key) -> bool:
    """Whether a value is a term of a pack's own glossary."""
    return not key.post and key.field.startswith(STRAY + GLOSSARY)


def fix_term(session: Session, pack: str, language: str, source: str, text: str) -> Changes:
    """Fix what a term is called in a language; an empty ``text`` takes it out of the glossary."""
    asked = DERIVED.get(language, language)
    wanted = " ".join(source.split())[:MOST_LETTERS]
    key = Key(pack, "", f"{STRAY}{GLOSSARY}{wanted.casefold()}", asked)
    value = entry_value(Entry(wanted, " ".join(text.split())[:MOST_LETTERS])) if text.strip() else None
    return session.edit(FIX, [Wish(key, value, session.stored(key).version)])
