"""A pack's posts in the wanted languages.

In: a pack's folder and a :class:`~studio.workspace.select.Selection`. Out: every post version that can
be shown, and every one that can't with the reasons. A language whose fonts are absent or whose
catalog is broken is left out as a whole; the other languages go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studio.diagnostics import N_, Diagnostic, Severity, Where, worst
from studio.errors import InvalidInput
from studio.model.network import Network
from studio.model.partner import Partner
from studio.model.post import Pack, Post
from studio.pack import load_pack
from studio.resources import Resources
from studio.text.languages import language, load_sign_offs
from studio.translation import Catalog, pack_catalog, translate, words
from studio.workspace.fontsets import absent_fonts
from studio.workspace.select import Selection
from studio.workspace.worker import Setup, open_pipeline

DOMAIN = "templates"
"""The gettext domain of the words that cards, captions and alt texts add to a post."""


@dataclass(frozen=True, slots=True)
class Version:
    """A post in one language. ``draft``: not all of it is translated, so its cards say so; its cards
    carry the logos of ``partners``."""

    post: Post
    words: Mapping[str, str]
    draft: bool
    diagnostics: tuple[Diagnostic, ...] = ()
    partners: tuple[Partner, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A post that is not shown in a language, and why."""

    post: str
    language: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What a pack has to show: ``versions`` by post, then language.

    ``diagnostics`` are those of the pack and its catalogs, ``bad`` the posts that can't be read.
    """

    pack: Pack
    versions: tuple[Version, ...]
    skipped: tuple[Skipped, ...]
    bad: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def open_edition(
    folder: Path,
    selection: Selection,
    networks: Mapping[str, Network],
    resources: Resources,
    *,
    draft: bool = False,
) -> Edition:
    """The wanted posts of the pack in ``folder``, translated.

    Raises:
        InvalidInput: no pack, a bad ``pack.toml``, or a wish that names nothing.
        EnvironmentFailure: files or the list of fonts that can't be read.
    """
    pack, found = load_pack(folder, strict=False)
    errors = [d for d in found if d.severity is Severity.ERROR]
    bad = tuple(dict.fromkeys(d.where.post for d in errors if d.where.post))
    selection.check(pack, bad, networks)
    diagnostics = list(found)
    catalogs: dict[str, Catalog | None] = {}
    drafts: set[str] = set()
    world = open_pipeline(Setup(resources, folder)).world
    for name in selection.wanted_languages(pack):
        try:
            if absent := absent_fonts(world, language(name)):
                diagnostics.append(absent)
                continue
            if unsigned := not_signed_off(pack, name):
                diagnostics.append(replace(unsigned, severity=Severity.WARNING) if draft else unsigned)
                drafts.add(name)
                if not draft:
                    continue
            catalogs[name] = None if name == pack.language else pack_catalog(folder, name)
        except InvalidInput as error:
            diagnostics += [d.at(language=name) for d in error.diagnostics]
    versions: list[Version] = []
    skipped: list[Skipped] = []
    for post in selection.wanted_posts(pack):
        for name, catalog in catalogs.items():
            made = in_language(post, catalog, name, resources, draft=draft)
            if isinstance(made, Version):
                versions.append(replace(made, draft=True) if name in drafts else made)
            else:
                skipped.append(made)
    return Edition(pack, tuple(versions), tuple(skipped), bad, tuple(diagnostics))


def not_signed_off(pack: Pack, name: str) -> Diagnostic | None:
    """Why a pack that asks for signed-off languages is not shown in this one; None if it is."""
    if not pack.require_signed_off or load_sign_offs()[name].status == "signed-off":
        return None
    return Diagnostic(
        "language.not-signed-off",
        Severity.ERROR,
        N_("The pack wants signed-off languages, and no native speaker has signed {name} off."),
        {"name": name},
        Where(file="pack.toml", language=name),
        N_("Make its proof sheet (milclicks proof), or take require_signed_off out of pack.toml."),
    )


def in_language(
    post: Post, catalog: Catalog | None, name: str, resources: Resources, *, draft: bool
) -> Version | Skipped:
    """``post`` in the language ``name``, with ``draft`` even if not all of it is translated."""
    translated, found = translate(post, catalog, name)
    incomplete = translated is None and draft
    if incomplete:
        translated, found = translate(post, catalog, name, draft=True)
    if translated is None:
        return Skipped(post.id, name, found)
    # A plain dictionary, because a version travels to other processes.
    plain = replace(translated, texts=dict(translated.texts))
    return Version(plain, words(resources.i18n, DOMAIN, name), incomplete, found)


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Whether one of ``diagnostics`` is an error."""
    return worst(diagnostics) is Severity.ERROR
