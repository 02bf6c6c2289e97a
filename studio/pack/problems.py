"""What pydantic found, as sentences.

In: a ``ValidationError`` and the document it is about. Out: one diagnostic per problem with file,
line and a hint how to mend it.
"""

from __future__ import annotations

import typing
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.pack.document import Document, KeyPath

_TYPES = {
    "string_type": N_("“{key}” must be a text in quotation marks."),
    "int_type": N_("“{key}” must be a whole number without quotation marks."),
    "float_type": N_("“{key}” must be a number without quotation marks."),
    "list_type": N_("“{key}” must be a list in square brackets."),
    "date_type": N_("“{key}” must be a date without quotation marks, such as 2026-10-01."),
    "model_type": N_("“{key}” must be a table, begun with a line such as [{key}]."),
}
_TYPES["date_from_datetime_inexact"] = _TYPES["date_type"]
_BOUNDS = {
    "greater_than_equal": N_("“{key}” must be at least {bound}."),
    "less_than_equal": N_("“{key}” must be at most {bound}."),
    "too_short": N_("“{key}” needs at least {bound} entries."),
    "too_long": N_("“{key}” may have at most {bound} entries."),
    "string_too_short": N_("“{key}” is empty."),
    "string_too_long": N_("“{key}” is longer than {bound} characters."),
}
_CTX = ("ge", "le", "min_length", "max_length")


def problem(  # one place where a finding gets its file and line
    doc: Document,
    path: KeyPath,
    code: str,
    message: str,
    *,
    hint: str = "",
    post: str = "",
    severity: Severity = Severity.ERROR,
    **params: str | int | float,
) -> Diagnostic:
    """A diagnostic about the key at ``path`` of ``doc``; ``{key}`` is filled with its name."""
    name = field_name(path)
    where = Where(file=doc.name, line=doc.line(path), post=post, field=name)
    key = str(path[-1]) if path and isinstance(path[-1], str) else name
    return Diagnostic(code, severity, message, {"key": key} | params, where, hint)


def field_name(path: KeyPath) -> str:
    """``("text", "items", 1, "lead")`` as the field's name, ``items.2.lead``."""
    parts = path[1:] if path[:1] == ("text",) and len(path) > 1 else path
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)


def problems(
    error: ValidationError, doc: Document, model: type[BaseModel], scope: str, post: str = ""
) -> list[Diagnostic]:
    """One diagnostic per finding of ``error``; codes begin with ``scope`` (``pack`` or ``post``)."""
    found = [_one(detail, doc, model, scope, post) for detail in error.errors(include_url=False)]
    # A misspelt key that is required is one mistake, not two.
    meant = {_sibling(d, str(d.params["suggestion"])) for d in found if "suggestion" in d.params}
    found = [d for d in found if not (d.code.endswith("missing-key") and d.where.field in meant)]
    return sorted(found, key=lambda each: each.where.line)


def _sibling(diagnostic: Diagnostic, key: str) -> str:
    """The field ``key`` in the table of the diagnostic's field."""
    table, dot, _ = diagnostic.where.field.rpartition(".")
    return f"{table}{dot}{key}"


def _one(
    detail: ErrorDetails, doc: Document, model: type[BaseModel], scope: str, post: str
) -> Diagnostic:
    path, kind = detail["loc"], detail["type"]
    ctx = detail.get("ctx", {})
    if kind == "extra_forbidden":
        hint, known = _advice(str(path[-1]), path[:-1], model)
        message = N_("There is no key “{key}” here.")
        return problem(doc, path, f"{scope}.unknown-key", message, hint=hint, post=post, **known)  # type: ignore[arg-type]
    if kind == "missing":
        message = N_("The key “{key}” is missing.")
        return problem(doc, path, f"{scope}.missing-key", message, post=post)
    if kind == "literal_error":
        return _choice(detail, doc, scope, post)
    if kind in _TYPES:
        return problem(doc, path, f"{scope}.wrong-type", _TYPES[kind], post=post)
    if kind in _BOUNDS:
        bound = next((ctx[name] for name in _CTX if name in ctx), 0)
        return problem(doc, path, f"{scope}.out-of-range", _BOUNDS[kind], post=post, bound=bound)
    message, hint = N_("“{key}” is not written as it should be."), ""
    if path[-1:] == ("language",):
        hint = N_("Write a gettext name, such as en, sr@latin or pt_BR.")
    elif path[-1:] == ("id",):
        hint = N_("Use lower-case letters a to z, digits and single hyphens.")
    return problem(doc, path, f"{scope}.wrong-form", message, hint=hint, post=post)


def _choice(detail: ErrorDetails, doc: Document, scope: str, post: str) -> Diagnostic:
    """A value that is not one of a fixed set."""
    choices = [c.strip(" '") for c in detail["ctx"]["expected"].replace(" or ", ",").split(",")]
    value = detail["input"]
    near = get_close_matches(str(value), choices, 1) if isinstance(value, str) else []
    hint = N_("Did you mean “{suggestion}”?") if near else N_("It is one of: {known}.")
    key = str(detail["loc"][-1])
    return problem(
        doc,
        detail["loc"],
        f"{scope}.unknown-{key}",
        N_("“{value}” is not a known {key}."),
        hint=hint,
        post=post,
        value=str(value)[:60],
        suggestion="".join(near),
        known=", ".join(choices),
    )


def _advice(key: str, path: KeyPath, model: type[BaseModel]) -> tuple[str, dict[str, str]]:
    """The hint for an unknown key, and what fills its places."""
    here, top = _keys_at(model, path), _keys_at(model, ())
    if path and key in top:
        return N_("Move it above the first line in [brackets]."), {}
    for table in ("text", "picture", "source"):
        if table in top and key in _keys_at(model, (table,)):
            return N_("Move it below a line [{table}]."), {"table": table}
    if near := get_close_matches(key, here, 1):
        return N_("Did you mean “{suggestion}”?"), {"suggestion": near[0]}
    return N_("Known keys: {known}."), {"known": ", ".join(here)}


def _keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that the table at ``path`` may have."""
    for part in path:
        if isinstance(part, int):
            continue
        info = model.model_fields.get(part)
        inner = _model_in(info.annotation) if info else None
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The table's model inside ``X | None`` or ``list[X]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(each) for each in typing.get_args(annotation))
    return next((each for each in inner if each), None)
