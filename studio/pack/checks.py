"""Checks that types can't express: links, hashtags, emphasis, pictures, answers.

In: a post's validated file. Out: diagnostics; nothing is changed.
"""

from __future__ import annotations

import ipaddress
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import urlsplit

from studio.diagnostics import N_, Diagnostic, Severity
from studio.model.kind import KINDS
from studio.pack.document import Document
from studio.pack.problems import problem
from studio.pack.schema import PictureFile, PostFile

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""Picture files that a pack may hold; SVG can run and read things, so it is not among them."""

_MAX_LINK = 2000


def check_links(doc: Document, model: PostFile, post: str) -> Iterator[Diagnostic]:
    """Findings about ``link`` and ``source.url``: web addresses only, odd host names shown."""
    yield from _check_link(doc, ("link",), model.link, post)
    if model.source:
        yield from _check_link(doc, ("source", "url"), model.source.url, post)


def _check_link(doc: Document, path: tuple[str, ...], link: str, post: str) -> Iterator[Diagnostic]:
    if not link:
        return
    host = host_of(link)
    if not host:
        yield problem(
            doc,
            path,
            "post.link",
            N_("“{key}” is not a web address that can be used."),
            post=post,
            hint=N_("Write it whole, from https:// on, without spaces, user names or passwords."),
        )
        return
    shown = _odd_host(host)
    if shown:
        yield problem(
            doc,
            path,
            "post.link-odd-host",
            N_("The address of “{key}” goes to {host}."),
            post=post,
            hint=N_("Check that it is the site you mean; look-alike letters and bare numbers mislead."),
            severity=Severity.WARNING,
            host=shown,
        )


def host_of(link: str) -> str:
    """The host of a web address as it is written; empty if it is none that can be used."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        good = parts.scheme in ("http", "https") and host and parts.port != 0
    except ValueError:
        return ""
    shape = any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in link)
    if not good or shape or len(link) > _MAX_LINK or "@" in link.split("://")[1].split("/")[0]:
        return ""
    return host


def _odd_host(host: str) -> str:
    """How a host is really called, if that is not what one reads: punycode or numbers; else ``""``."""
    if not host.isascii():
        try:
            return host.encode("idna").decode("ascii")
        except UnicodeError:
            return ascii(host)
    if any(label.startswith("xn--") for label in host.split(".")):
        return host
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""


def check_hashtags(doc: Document, model: PostFile, post: str) -> Iterator[Diagnostic]:
    """Findings about hashtags that networks would cut: spaces, punctuation, digits only."""
    for index, tag in enumerate(model.hashtags):
        fine = tag and not tag.isdigit() and all(_in_hashtag(c) for c in tag)
        if not fine or len(tag) > 100:
            yield problem(
                doc,
                ("hashtags", index),
                "post.hashtag",
                N_("“{tag}” can't be a hashtag."),
                post=post,
                hint=N_("Write letters and digits only, without # and spaces, such as MediaLiteracy."),
                tag=tag[:60],
            )


def _in_hashtag(char: str) -> bool:
    return char == "_" or char in "\u200c\u200d" or unicodedata.category(char)[0] in "LMN"


def check_texts(
    doc: Document, paths: dict[str, tuple[str | int, ...]], texts: dict[str, str], kind: str, post: str
) -> Iterator[Diagnostic]:
    """Findings about empty required texts and emphasis marks. ``paths`` says where each text stands."""
    for name, path in paths.items():
        field, text = KINDS[kind].field(name), texts.get(name, "")
        if field and field.required and not text:
            yield problem(doc, path, "post.empty-text", N_("“{key}” is empty."), post=post)
        if "**" not in text or field is None:
            continue
        if not field.emphasis:
            yield problem(
                doc,
                path,
                "post.emphasis-not-here",
                N_("“{key}” holds ** marks, but this text is never emphasised."),
                post=post,
                hint=N_("Take the marks out, or readers will see them."),
                severity=Severity.WARNING,
            )
        elif text.count("**") % 2 or "****" in text:
            yield problem(
                doc,
                path,
                "post.emphasis",
                N_("The ** marks in “{key}” don't come in pairs."),
                post=post,
                hint=N_("Put ** before and after the words that matter."),
            )


def check_picture(doc: Document, picture: PictureFile, root: Path, post: str) -> Iterator[Diagnostic]:
    """Findings about the picture: inside the pack, there, of a kind that is read; shares that fit."""
    path = ("picture", "file")
    name = picture.file
    parts = PurePosixPath(name).parts
    if "\\" in name or ".." in parts or name.startswith("/") or PureWindowsPath(name).drive:
        yield _outside(doc, post, name)
    elif PurePosixPath(name).suffix.lower() not in PICTURES:
        yield problem(
            doc,
            path,
            "post.picture-type",
            N_("“{file}” is no picture that can be used."),
            post=post,
            hint=N_("Use a file that ends in {known}."),
            file=name,
            known=", ".join(PICTURES),
        )
    elif not _is_file(root / name):
        yield problem(
            doc,
            path,
            "post.picture-missing",
            N_("The pack has no picture “{file}”."),
            post=post,
            hint=N_("Put it into the pack's media folder and write its name as it is spelt there."),
            file=name,
        )
    elif not (root / name).resolve().is_relative_to(root.resolve()):
        yield _outside(doc, post, name)
    if not picture.credit.strip():
        yield problem(
            doc,
            path,
            "post.picture-credit",
            N_("The picture has no credit line."),
            post=post,
            hint=N_("Say under “credit” who made it; cards always show it."),
            severity=Severity.WARNING,
        )
    if picture.detail:
        left, top, width, height = picture.detail
        if width <= 0 or height <= 0 or left + width > 1.0001 or top + height > 1.0001:
            yield problem(
                doc,
                ("picture", "detail"),
                "post.picture-detail",
                N_("“{key}” reaches outside the picture or is empty."),
                post=post,
                hint=N_("Write left, top, width and height as shares of the picture, from 0 to 1."),
            )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _outside(doc: Document, post: str, name: str) -> Diagnostic:
    return problem(
        doc,
        ("picture", "file"),
        "post.picture-outside",
        N_("“{file}” is not a path inside the pack."),
        post=post,
        hint=N_("Copy the picture into the pack's media folder and write media/name.jpg."),
        file=name,
    )
