"""What a translation should keep of its source.

In: a source text and its translation. Out: warnings about emphasis, links, hashtags, handles, numbers,
places to fill and the closing mark. They advise; a translator may know better.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.model.post import Post

_LINK = re.compile(r"https?://[^\s<>\"“”«»]+")
_HASHTAG = re.compile(r"(?<!\w)#(\w+)")
_HANDLE = re.compile(r"(?<!\w)@\w[\w.]*\w|(?<!\w)@\w")
_PLACE = re.compile(r"\{[a-z_]+\}")
_NUMBER = re.compile(r"\d+(?:[.,'’٬٫\u00a0\u202f ]\d+)*")
_CLOSERS = "\"'”“’‘»«›‹)]}*_ \u00a0\u202f\u200e\u200f\u2069」』）】"
_MARKS = {
    **dict.fromkeys(".。．।॥۔։።។။᙮…", "stop"),
    **dict.fromkeys("?？؟՞፧⁇;;", "question"),
    **dict.fromkeys("!！՜¡", "exclamation"),
    **dict.fromkeys(":：፡", "colon"),
}
# These write sentences without a closing mark, or put the mark inside a word.
_NO_MARKS = ("th", "lo", "km", "my", "hy", "dz", "bo")
# Every word list and number may be spelled out in some languages; digits of ten and more hardly are.
_SPELLED_BELOW = 10


def check_text(source: str, text: str, where: Where) -> list[Diagnostic]:
    """The findings about one translated text, most telling first."""
    return [
        *_emphasis(source, text, where),
        *_kept(source, text, where),
        *_closing(source, text, where),
    ]


def check_options(post: Post, texts: Mapping[str, str], where: Where) -> list[Diagnostic]:
    """Findings about a quiz whose options became the same text, so that two answers are right."""
    seen: dict[str, str] = {}
    found = []
    for name, text in texts.items():
        if not name.startswith("options."):
            continue
        key = " ".join(text.casefold().replace("**", "").split())
        if key in seen:
            message = N_("Options {one} and {other} are the same text.")
            params = {"one": seen[key], "other": name.split(".")[1]}
            hint = N_("Give every option its own words, or the right answer can't be told.")
            found.append(
                Diagnostic("translation.same-option", Severity.WARNING, message, params, where, hint)
            )
        seen.setdefault(key, name.split(".")[1])
    return found


def _emphasis(source: str, text: str, where: Where) -> Iterator[Diagnostic]:
    wanted, marks = source.count("**"), text.count("**")
    if wanted == marks and "****" not in text:
        return
    if not wanted and marks:
        message = N_("The translation holds ** marks, but the source has none.")
        hint = N_("Take the marks out.")
    elif marks % 2 or "****" in text:
        message = N_("The ** marks of the translation don't come in pairs.")
        hint = N_("Put ** before and after the words that matter.")
    else:
        message = N_("The translation lost the ** marks of the source, or has more of them.")
        hint = N_("Put ** before and after the words that carry the emphasis.")
    yield Diagnostic("translation.emphasis", Severity.WARNING, message, {}, where, hint)


def _kept(source: str, text: str, where: Where) -> Iterator[Diagnostic]:
    """Links, handles and places to fill stay as they are; hashtags and numbers stay as many."""
    for code, pattern in (("link", _LINK), ("handle", _HANDLE), ("place", _PLACE)):
        lost = Counter(map(_trimmed, pattern.findall(source)))
        lost.subtract(map(_trimmed, pattern.findall(text)))
        for what in sorted(w for w, n in lost.items() if n):
            message = N_("“{what}” is not the same in source and translation.")
            hint = N_("Keep addresses, names with @ and places in curly brackets as they are.")
            params = {"what": what[:80]}
            yield Diagnostic(f"translation.{code}", Severity.WARNING, message, params, where, hint)
    wanted, tags = _HASHTAG.findall(source), _HASHTAG.findall(text)
    if len(wanted) != len(tags) or ("MILCLICKS" in wanted) != ("MILCLICKS" in tags):
        message = N_("The source has {wanted} hashtags, the translation {count}.")
        hint = N_("Keep #MILCLICKS as it is; the others may be translated.")
        params_ = {"wanted": len(wanted), "count": len(tags)}
        yield Diagnostic("translation.hashtag", Severity.WARNING, message, params_, where, hint)
    lost = _numbers(source)
    lost.subtract(_numbers(text))
    if changed := sorted(n for n, count in lost.items() if count and int(n) >= _SPELLED_BELOW):
        message = N_("Numbers differ between source and translation: {numbers}.")
        named = {"numbers": ", ".join(changed)[:80]}
        yield Diagnostic("translation.number", Severity.WARNING, message, named, where)


def _trimmed(link: str) -> str:
    return link.rstrip(".,;:!?)…")


def _numbers(text: str) -> Counter[str]:
    """Numbers as plain ASCII digits: ``1.000``, ``1,000`` and ``١٠٠٠`` are all ``1000``."""
    text = _HASHTAG.sub("", _HANDLE.sub("", _LINK.sub("", text)))
    found = []
    for number in _NUMBER.findall(text)[:200]:
        digits = "".join(
            str(unicodedata.decimal(c)) for c in number if unicodedata.decimal(c, None) is not None
        )
        found.append(digits[:40].lstrip("0") or "0")
    return Counter(found)


def _closing(source: str, text: str, where: Where) -> Iterator[Diagnostic]:
    if where.language.split("_")[0] in _NO_MARKS:
        return
    wanted, mark = _last_mark(source), _last_mark(text)
    if wanted == mark:
        return
    message = N_("The source ends with “{wanted}”, the translation does not.")
    hint = ""
    if not wanted:
        message = N_("The translation ends with “{mark}”, the source does not.")
    shown = {"wanted": _closing_char(source), "mark": _closing_char(text)}
    yield Diagnostic("translation.closing-mark", Severity.WARNING, message, shown, where, hint)


def _closing_char(text: str) -> str:
    # Closing quotes, brackets and pictographs may follow the mark.
    text = text.rstrip(_CLOSERS)
    while text and unicodedata.category(text[-1]) in ("So", "Sk", "Mn", "Cf"):
        text = text[:-1].rstrip(_CLOSERS)
    return text[-1:]


def _last_mark(text: str) -> str:
    return _MARKS.get(_closing_char(text), "")
