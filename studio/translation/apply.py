"""A post in another language.

In: a post in its source language and that language's catalog. Out: the post with all its texts
translated, or None and why not. Source and translation are never mixed silently: a text that is
missing, fuzzy or older than its source makes the whole version incomplete. Only a draft fills such
gaps with the source text, and says so.
"""

from __future__ import annotations

from dataclasses import replace

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.model.catalog import Catalog, Entry
from studio.model.language import DERIVED, Language
from studio.model.post import Post
from studio.translation.checks import check_options, check_text
from studio.translation.derived import rewritten

INCOMPLETE = "translation.incomplete"
"""Code of the one diagnostic that says a language version is not all translated."""


def translate(
    post: Post, catalog: Catalog | None, language: Language | str, *, draft: bool = False
) -> tuple[Post | None, tuple[Diagnostic, ...]]:
    """``post`` in ``language``.

    The source language gives the post itself. An incomplete version is None with an error
    ``translation.incomplete``; with ``draft`` it is the post with the source's texts in the gaps and
    the same finding as a warning, so that a caller can mark the picture as a draft.
    """
    name = language if isinstance(language, str) else language.name
    if name == post.language:
        return post, ()
    if DERIVED.get(name) == post.language:
        texts = {field: rewritten(text, name) for field, text in post.texts.items()}
        texts.update(_own_texts(post, catalog))
        return replace(post, language=name, texts=texts), ()
    gaps = missing_fields(post, catalog)
    if gaps and not draft:
        return None, (_incomplete(post, catalog, name, gaps, Severity.ERROR),)
    texts, found = {}, []
    for field, source in post.texts.items():
        entry = catalog.entry(post.id, field) if catalog else None
        texts[field] = entry.text if entry and field not in gaps else source
        if catalog and entry and field not in gaps:
            where = Where(catalog.file, entry.line, post.id, field, name)
            found += check_text(source, entry.text, where)
    found += check_options(post, texts, Where(post=post.id, language=name))
    if gaps:
        found.append(_incomplete(post, catalog, name, gaps, Severity.WARNING))
    return replace(post, language=name, texts=texts), tuple(found)


def missing_fields(post: Post, catalog: Catalog | None) -> dict[str, str]:
    """The fields that keep a version from being complete: ``missing``, ``fuzzy`` or ``outdated``."""
    gaps = {}
    for field, source in post.texts.items():
        entry = catalog.entry(post.id, field) if catalog else None
        if state := _gap(entry, source):
            gaps[field] = state
    return gaps


def _gap(entry: Entry | None, source: str) -> str:
    if entry is None or not entry.text:
        return "missing"
    if entry.fuzzy:
        return "fuzzy"
    return "outdated" if entry.source != source else ""


def _own_texts(post: Post, catalog: Catalog | None) -> dict[str, str]:
    """Texts of a derived language that somebody wrote by hand and that are up to date."""
    if catalog is None:
        return {}
    gaps = missing_fields(post, catalog)
    return {f: catalog.entries[f"{post.id}/{f}"].text for f in post.texts if f not in gaps}


def _incomplete(
    post: Post, catalog: Catalog | None, language: str, gaps: dict[str, str], severity: Severity
) -> Diagnostic:
    line = 0
    if catalog:
        lines = [entry.line for f in gaps if (entry := catalog.entry(post.id, f))]
        line = min(lines, default=0)
    shown = [field if state == "missing" else f"{field} ({state})" for field, state in gaps.items()]
    params: dict[str, str | int | float] = {
        "count": len(gaps),
        "total": len(post.texts),
        "fields": ", ".join(shown),
    }
    return Diagnostic(
        INCOMPLETE,
        severity,
        N_("{count} of {total} texts are not translated: {fields}."),
        params,
        Where(catalog.file if catalog else "", line, post.id, "", language),
        N_("Translate them in the pack's i18n folder, or export a draft.")
        if severity is Severity.ERROR
        else N_("Their source text stands in the draft."),
    )
