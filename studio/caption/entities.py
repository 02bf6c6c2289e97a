"""Links, hashtags and mentions in a caption.

In: any text. Out: :class:`Entity` values whose offsets are Python string indices (code points) of the
text that was given, so that ``text[e.start:e.end]`` is what was found. The grammar is the one X
publishes with its open text library (configuration v3): a link needs ``http(s)://`` or a plain ASCII
host name with a known top-level domain; a hashtag needs a letter and may not grow out of a word.
Mastodon shares its host names and adds a wider :class:`PathRule`. Everything runs in time linear in
the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

MAX_URL = 4096
"""Longer links are plain text for X (characters, host counted in its xn-- form)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One link, hashtag or mention. ``value`` has no ``#`` or ``@``; the offsets cover all of it."""

    value: str
    start: int
    end: int


_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NEVER = "\ufeff\ufffe\uffff"
_PUNCTUATION = r"!'#%&()*+,\\/:;<=>?@\[\]\^{|}~$"
_LATIN_ACCENTED = (
    "\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268"
    "\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_IN_RUN = f"[^{_PUNCTUATION}{_SPACES}{_NEVER}{_MARKS}]"
_HOST = f"[^{_PUNCTUATION}{_SPACES}{_NEVER}{_MARKS}_.-]"

_MAX_LABEL = 63

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_RUN = re.compile(f"{_IN_RUN}++")
_LABEL = re.compile(rf"({_HOST}++(?:[_-]++{_HOST}++)*+)\.")
_ASCII_LABELS = re.compile(rf"(?:[a-z0-9{_LATIN_ACCENTED}-]++\.)++", re.IGNORECASE)
_ASCII_NAME = re.compile(r"[A-Za-z0-9-]*+")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]++", re.IGNORECASE)
_PORT = re.compile(r":[0-9]++")

_IN_PATH = rf"[a-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\u2013_~@|&{_LATIN_ACCENTED}-]"
_PARENS = rf"\((?:{_IN_PATH}++|{_IN_PATH}*+\({_IN_PATH}++\){_IN_PATH}*+)\)"
_PATH = re.compile(rf"/(?:{_IN_PATH}++|{_PARENS})*+", re.IGNORECASE)
_PATH_END = re.compile(rf"[a-z\u0400-\u04ff0-9=_#/+{_LATIN_ACCENTED})-]", re.IGNORECASE)
_QUERY = re.compile(r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*+", re.IGNORECASE)
_QUERY_END = re.compile(r"[a-z0-9_&=#/-]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PathRule:
    """What may follow a host: path and query, and the characters that these may end with."""

    path: re.Pattern[str]
    path_end: re.Pattern[str]
    query: re.Pattern[str]
    query_end: re.Pattern[str]


X_PATHS = PathRule(_PATH, _PATH_END, _QUERY, _QUERY_END)
"""X's own."""

# X's own short links have nothing behind their code.
_SHORTENED = re.compile(r"https?://t\.co/([a-z0-9]++)", re.IGNORECASE)
_MAX_SLUG = 40

_BEFORE_LINK = re.compile(rf"[A-Za-z0-9@＠$#＃{_NEVER}]")
_BEFORE_BARE_LINK = "-_./"
_AFTER_TLD = re.compile(r"[0-9A-Za-z@+-]")

_TAG_EXTRA = frozenset(
    "_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7"
)
_TAG_SIGN = re.compile(r"[#＃](?![#＃\s]|\Z)")
_VARIATION = ("\ufe0e", "\ufe0f")
_MENTION = re.compile(
    rf"(?:(?<![A-Za-z0-9_!#$%&*@＠])|(?<![A-Za-z0-9_+~.-][Rr][Tt])(?<=[Rr][Tt]))"
    rf"[@＠]([A-Za-z0-9_]{{1,20}}+)(?![@＠{_LATIN_ACCENTED}]|://|/[A-Za-z])"
)


@cache
def _tlds() -> tuple[frozenset[str], frozenset[str], int]:
    """ASCII names, internationalised names, and how long the longest of these is."""
    text = resources.files(__package__).joinpath("tlds.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    names = [line for line in lines if line]
    other = frozenset(name for name in names if not name.isascii())
    return frozenset(n for n in names if n.isascii()), other, max(map(len, other))


def find_urls(text: str) -> tuple[Entity, ...]:
    """Every link in ``text``, in order, by X's grammar."""
    schemes = [(match.start(), 0) for match in _SCHEME.finditer(text)]
    runs = [match.span() for match in _RUN.finditer(text) if "." in match[0]]
    found: list[Entity] = []
    done = 0
    for start, run_end in sorted((*schemes, *runs)):
        if not run_end:
            if start >= done:
                done, entity = _url_with_scheme(text, start, X_PATHS, done)
                found += filter(None, [entity])
        elif run_end > done:
            # What a link has taken can't stand before the next one.
            begin = start if start >= done and (start > done or not done) else done + 1
            done, entities = _bare_urls(text, begin, run_end, done)
            found += entities
    return tuple(found)


def whole_urls(text: str, paths: PathRule = X_PATHS) -> tuple[Entity, ...]:
    """Every link in ``text`` that begins with ``http://`` or ``https://``, in order."""
    found: list[Entity] = []
    done = 0
    for match in _SCHEME.finditer(text):
        if match.start() >= done:
            done, entity = _url_with_scheme(text, match.start(), paths, done)
            found += filter(None, [entity])
    return tuple(found)


def find_hashtags(text: str, links: tuple[Entity, ...] | None = None) -> tuple[Entity, ...]:
    """Every hashtag in ``text``, in order, by X's grammar; none inside ``links`` (X's own if None)."""
    links = find_urls(text) if links is None else links
    found: list[Entity] = []
    at = -1
    for match in _TAG_SIGN.finditer(text):
        start = match.start()
        if start < at or not _may_start_tag(text, start):
            continue
        at = start + 1
        while at < len(text) and is_tag_character(text[at]):
            at += 1
        value = text[start + 1 : at]
        if not has_letter(value) or text.startswith(("#", "＃", "://"), at):
            continue
        if value[0] in "\ufe0f\u20e3":
            continue
        found.append(Entity(value, start, at))
    return outside(found, links)


def find_mentions(text: str, links: tuple[Entity, ...] | None = None) -> tuple[Entity, ...]:
    """Every ``@name`` in ``text``, in order, by X's grammar; none inside ``links`` (X's if None)."""
    found = [Entity(m[1], m.start(), m.end()) for m in _MENTION.finditer(text)]
    return outside(found, find_urls(text) if links is None else links)


def is_top_level(name: str) -> bool:
    """Whether ``name`` (lower case) is a top-level domain."""
    ascii_names, other_names, _ = _tlds()
    return name in ascii_names or name in other_names


def is_tag_character(char: str) -> bool:
    """Whether ``char`` continues a hashtag: a letter, mark or digit of any script, or a joiner."""
    return char in _TAG_EXTRA or unicodedata.category(char)[0] in "LM" or char.isdecimal()


def has_letter(text: str) -> bool:
    """Whether ``text`` has a letter or mark, without which it is no hashtag."""
    return any(unicodedata.category(char)[0] in "LM" for char in text)


def _may_start_tag(text: str, at: int) -> bool:
    if at == 0 or text[at - 1] in _VARIATION:
        return True
    return text[at - 1] != "&" and not is_tag_character(text[at - 1])


def outside(found: list[Entity], links: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Those of ``found`` that don't begin inside a link; both are in order."""
    kept: list[Entity] = []
    rest = iter(links)
    link = next(rest, None)
    for entity in found:
        while link and link.end <= entity.start:
            link = next(rest, None)
        if not (link and link.start <= entity.start):
            kept.append(entity)
    return tuple(kept)


def _url_with_scheme(text: str, start: int, paths: PathRule, done: int) -> tuple[int, Entity | None]:
    """The link whose ``http(s)://`` begins at ``start``, and up to where the text is done with.

    What is too long for a link is done with as a whole, or rows of them would be read again and again.
    """
    match = _SCHEME.match(text, start)
    assert match
    if start and (start == done or _BEFORE_LINK.match(text[start - 1])):
        return done, None
    host_end = _host_end(text, match.end())
    if not host_end:
        return done, None
    end = taken = _whole_end(text, host_end, paths)
    if short := _SHORTENED.match(text, start, end):
        end = _query_end(text, short.end(), paths)
        if len(short[1]) > _MAX_SLUG:
            return taken, None
    return taken, _entity(text, start, match.end(), end)


def _bare_urls(text: str, start: int, end: int, done: int) -> tuple[int, list[Entity]]:
    """Links without a scheme in the run of host characters from ``start`` to ``end``.

    Also up to where the text is done with. Only ASCII host names count; a path belongs to the last of
    them.
    """
    while start < end and start and _BEFORE_LINK.match(text[start - 1]):
        start += 1
    while start < end and text[start] in _BEFORE_BARE_LINK:
        start += 1
    if not start and not _BEFORE_LINK.match(text[0]) and _host_end(text, 1):
        start = 1  # X's own library takes the first letter for what precedes the link
    host_end = _host_end(text, start)
    if not host_end:
        return done, []
    taken = _whole_end(text, host_end, X_PATHS)
    if start and text[start - 1] in _BEFORE_BARE_LINK:
        return taken, []
    found: list[Entity] = []
    spans = list(_ascii_hosts(text, start, host_end))
    for index, (begin, stop) in enumerate(spans, 1):
        path_end = _tail(text, host_end, X_PATHS) if index == len(spans) else host_end
        if entity := _entity(text, begin, begin, path_end if path_end > host_end else stop):
            found.append(entity)
    return taken, found


def _whole_end(text: str, host_end: int, paths: PathRule) -> int:
    """Where port, path and query behind a host end."""
    end = _tail(text, host_end, paths)
    if end > host_end:
        return end
    port = _PORT.match(text, host_end)
    return _query_end(text, port.end() if port else host_end, paths)


def _host_end(text: str, start: int) -> int:
    """Where the host name that begins at ``start`` ends (after a known top-level domain), or 0."""
    ends: list[tuple[int, bool]] = []
    at = start
    while match := _LABEL.match(text, at):
        at = match.end()
        ends.append((at, "_" in match[1]))
    for dot, has_underscore in reversed(ends):
        if not has_underscore and (end := _tld_end(text, dot)):
            return end
    return 0


def _tld_end(text: str, start: int) -> int:
    """Where a top-level domain that begins at ``start`` ends, or 0."""
    ascii_names, other_names, longest = _tlds()
    match = _ASCII_NAME.match(text, start)
    assert match
    end = match.end()
    if match[0].lower() in ascii_names and not _AFTER_TLD.match(text, end):
        return end
    if _PUNYCODE.fullmatch(match[0]):
        return end
    for end in range(min(start + longest, len(text)), start, -1):
        if text[start:end].lower() in other_names and not _AFTER_TLD.match(text, end):
            return end
    return 0


def _ascii_hosts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ASCII host names within a host name from ``start`` to ``end``: (start, end) each."""
    at = start
    while match := _ASCII_LABELS.search(text, at, end):
        at = match.end()
        dots = [i + 1 for i in range(match.start(), match.end()) if text[i] == "."]
        ends = (_tld_end(text, dot) for dot in reversed(dots))
        if stop := next(filter(None, ends), 0):
            yield match.start(), stop
            at = max(at, stop)


def _tail(text: str, host_end: int, paths: PathRule) -> int:
    """Where port and path after a host end; ``host_end`` if there is no path."""
    port = _PORT.match(text, host_end)
    at = port.end() if port else host_end
    path = paths.path.match(text, at)
    if not path:
        return host_end
    return _query_end(text, _trimmed(text, at + 1, path.end(), paths.path_end), paths)


def _query_end(text: str, at: int, paths: PathRule) -> int:
    query = paths.query.match(text, at)
    if not query:
        return at
    end = _trimmed(text, at + 1, query.end(), paths.query_end)
    return end if end > at + 1 else at


def _trimmed(text: str, least: int, end: int, last: re.Pattern[str]) -> int:
    """``end`` moved back until the character before it may end a link, not before ``least``."""
    while end > least and not last.match(text[end - 1]):
        end -= 1
    return end


def _entity(text: str, start: int, host: int, end: int) -> Entity | None:
    """The link from ``start``, or None if it is longer than a link may be or has an impossible host."""
    if end - start > MAX_URL:
        return None
    name = re.split("[/:?]", text[host:end], maxsplit=1)[0]
    if any(not 1 <= len(_punycode(label)) <= _MAX_LABEL for label in name.split(".")):
        return None
    return Entity(text[start:end], start, end)


def _punycode(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
