"""Packs as text: the way back from values to files.

In: frozen packs and posts. Out: ``pack.toml`` and ``posts/*.toml`` that read well and change in few
lines when a post changes in few words. Reading them again gives equal values.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from studio.model.kind import KINDS
from studio.model.post import (
    ALT,
    ALT_ANSWER,
    CAPTION,
    CAPTION_ACTION,
    CAPTION_ANSWER,
    CAPTION_HOOK,
    Pack,
    Picture,
    Plan,
    Post,
    Source,
)
from studio.pack.schema import FORMAT, beside_card

_BESIDE = ("label", CAPTION_HOOK, CAPTION, CAPTION_ACTION, CAPTION_ANSWER, ALT, ALT_ANSWER)
_LONG = 70  # characters from which a list takes one line for each entry

Scalar = str | int | float | datetime.date | datetime.time


def head_toml(pack: Pack) -> str:
    """``pack.toml``."""
    rows: list[tuple[str, str | int]]
    rows = [("format", FORMAT), ("id", pack.id), ("title", pack.title), ("language", pack.language)]
    rows += [("description", pack.description), ("licence", pack.licence)]
    signed = "require_signed_off = true\n" if pack.require_signed_off else ""
    partners = f"partners = {_list(pack.partners)}\n" if pack.partners else ""
    return "".join(f"{key} = {_value(value)}\n" for key, value in rows if value) + signed + partners


def post_toml(post: Post) -> str:
    """A post's file; its name is the post's id."""
    kind = KINDS[post.kind]
    answer: str | int = post.answer
    if kind.choices and post.answer:
        answer = kind.choices[post.answer - 1].name
    rows: list[tuple[str, str | int]] = [("kind", post.kind), ("element", post.element)]
    rows += [("number", post.number), ("answer", answer), ("theme", post.theme), ("link", post.link)]
    lines = [f"{key} = {_value(value)}" for key, value in rows if value]
    if post.hashtags:
        lines.append(f"hashtags = {_list(post.hashtags)}")
    for name in _BESIDE:
        if text := post.text(name):
            lines += ["", f"{name} = {_text(text)}"] if name != "label" else [f"label = {_value(text)}"]
    for table in (
        _texts(post),
        _captions(post),
        _picture(post),
        _source(post.source),
        _plan(post.plan),
    ):
        lines += table
    return "\n".join(lines) + "\n"


def pack_files(pack: Pack) -> dict[str, bytes]:
    """``pack.toml`` and every post's file, by their names inside the pack."""
    files = {f"posts/{post.id}.toml": post_toml(post).encode() for post in pack.posts}
    return {"pack.toml": head_toml(pack).encode(), **files}


def _texts(post: Post) -> list[str]:
    """``[text]`` and its lists, in the order of the kind's fields."""
    plain: list[str] = []
    tables: dict[str, list[str]] = {}
    for field in KINDS[post.kind].fields:
        if beside_card(field.name) or field.name.startswith("picture."):
            continue
        head, star, column = field.name.partition(".*")
        if not star:
            if text := post.text(head):
                plain.append(f"{head} = {_line(text)}")
        elif not column:
            if entries := [post.text(f"{head}.{n + 1}") for n in range(post.count(head))]:
                plain.append(f"{head} = {_list(entries)}")
        else:
            tables.setdefault(head, []).append(column[1:])
    lines = ["", "[text]", *plain]
    for head, columns in tables.items():
        for number in range(1, post.count(head) + 1):
            lines += ["", f"[[text.{head}]]"]
            cells = {column: post.text(f"{head}.{number}.{column}") for column in columns}
            lines += [f"{column} = {_line(text)}" for column, text in cells.items() if text]
    return lines


def _captions(post: Post) -> Iterator[str]:
    for field, table in ((CAPTION, "captions"), (CAPTION_ANSWER, "captions_answer")):
        own = {
            n.removeprefix(f"{field}."): t for n, t in post.texts.items() if n.startswith(f"{field}.")
        }
        if own:
            yield from ("", f"[{table}]")
            yield from (f"{network} = {_text(text)}" for network, text in sorted(own.items()))


def _picture(post: Post) -> list[str]:
    picture = post.picture
    if picture is None:
        return []
    lines = ["", "[picture]", f"file = {_value(picture.file)}"]
    if picture.focus != Picture("").focus:
        lines.append(f"focus = {_list(picture.focus)}")
    if picture.detail:
        lines.append(f"detail = {_list(picture.detail)}")
    rows = {"credit": picture.credit, "alt": post.text("picture.alt")}
    return lines + [f"{key} = {_value(text)}" for key, text in rows.items() if text]


def _source(source: Source | None) -> list[str]:
    return [] if source is None else _table("source", _parts(source))


def _plan(plan: Plan | None) -> list[str]:
    if plan is None:
        return []
    at: str | datetime.time | None = plan.time
    if plan.time and not plan.time.second and not plan.time.microsecond:
        at = plan.time.strftime("%H:%M")
    networks = [f"networks = {_list(plan.networks)}"] if plan.networks else []
    return _table("plan", {"date": plan.date, "time": at}) + networks


def _parts(source: Source) -> dict[str, Scalar | None]:
    """A source's parts by the keys of its table."""
    return {"title": source.title, "url": source.url, "checked": source.checked}


def _table(name: str, rows: Mapping[str, Scalar | None]) -> list[str]:
    known = ((key, value) for key, value in rows.items() if value is not None and value != "")
    return ["", f"[{name}]", *(f"{key} = {_value(value)}" for key, value in known)]


def _list(entries: tuple[Scalar, ...] | list[str]) -> str:
    values = [_value(entry) for entry in entries]
    flat = f"[{', '.join(values)}]"
    return flat if len(flat) <= _LONG else "[\n" + "".join(f"  {value},\n" for value in values) + "]"


def toml_value(value: Scalar) -> str:
    """A value as TOML writes it, on one line."""
    return _value(value)


def _value(value: Scalar) -> str:
    if isinstance(value, str):
        return f'"{_escaped(value, keep="")}"'
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return repr(value)


def _line(text: str) -> str:
    """A text on one line if it has one."""
    return _text(text) if "\n" in text else _value(text)


def _text(text: str) -> str:
    """A text that begins on a line of its own, as long ones do."""
    # Two quotation marks may stand in such a text, three would end it, and one at its end joins them.
    safe = _escaped(text, keep='"\n').replace('""', '"\\"')
    if safe.endswith('"'):
        safe = safe[:-1] + '\\"'
    return f'"""\n{safe}"""'


def _escaped(text: str, keep: str) -> str:
    return "".join(c if c in keep else _character(c) for c in text)


def _character(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == "\n":
        return "\\n"
    return f"\\u{ord(char):04X}" if (char < " " and char != "\t") or char == "\x7f" else char
