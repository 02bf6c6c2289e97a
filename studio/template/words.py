"""The words of a text box.

In: a text's spec and what the card is built from. Out: the text, its marks as the box wants them, and
the language to set it in.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from studio.model.language import Language
from studio.template.context import ENGLISH, Context, Entry
from studio.template.schema import TextSpec


def text_of(context: Context, spec: TextSpec, entry: Entry) -> tuple[str, Language]:
    """The text of a leaf, and the language to set it in (addresses and hashtags stay Latin)."""
    if spec.field:
        return _marked(context, spec, context.post.text(context.field(spec.field, entry)))
    if spec.say:
        return context.word(spec.say), context.language
    return _value(context, spec, entry)


def _marked(context: Context, spec: TextSpec, text: str) -> tuple[str, Language]:
    """A field's text in quotation marks, or marked as a whole, where the box asks for it."""
    if text and (spec.squiggle or spec.select == "all"):
        text = f"**{text.replace('**', '')}**"
    if text and spec.quoted:
        # The marks of emphasis stand inside the quotation marks, so a squiggle does not reach them.
        mark = "**" if text.startswith("**") and text.endswith("**") and text.count("**") == 2 else ""
        inner = text.removeprefix(mark).removesuffix(mark) if mark else text
        quoted = context.language.quoted(inner)
        if quoted == inner:
            return text, context.language
        text = quoted.replace(inner, mark + inner + mark, 1) if mark else quoted
    return text, context.language


def _value(context: Context, spec: TextSpec, entry: Entry) -> tuple[str, Language]:
    post, language = context.post, context.language
    match spec.value:
        case "hashtag":
            return context.brand.hashtag, ENGLISH
        case "handle":
            return context.handle, ENGLISH
        case "address":
            parts = urlsplit(post.link)
            return parts.netloc.removeprefix("www.") + parts.path.rstrip("/"), ENGLISH
        case "element":
            return context.word(context.element.label), language
        case "credit":
            return post.picture.credit if post.picture else "", language
        case "number":
            return language.number(entry.index or context.slide), language
        case "letter":
            return language.letter(entry.index - 1), language
        case "slide":
            return f"{language.number(context.slide)}/{language.number(context.slides)}", language
        case _:
            return _label(context), language


def _label(context: Context) -> str:
    post, template = context.post, context.template
    if post.text("label"):
        return post.text("label")
    if post.number and template.label_numbered:
        return context.word(template.label_numbered, number=context.language.number(post.number))
    return context.word(template.label)
