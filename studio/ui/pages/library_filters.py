"""What the rows of the library's filter list say.

In: the posts of a pack with their counts. Out: :class:`~studio.ui.pages.filter_list.Filter` rows.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from studio.l10n import translate as _
from studio.model.post import ELEMENTS
from studio.pipeline import open_world
from studio.resources import Resources
from studio.ui.naming import element_name
from studio.ui.pages.filter_list import Filter
from studio.workspace import postlist as p

_MOST_TAGS = 12


@lru_cache(maxsize=8)
def element_color(resources: Resources, element: str) -> str:
    """The colour of an element, ``#RRGGBB``."""
    return str(open_world(resources).brand.elements[element].colors["vivid"])


def filter_rows(resources: Resources, posts: p.PostList, counts: Counter[str]) -> list[Filter]:
    """States, elements, tags, and the trash at the foot."""
    rows = [
        Filter(name, words, icon, color, counts[name])
        for name, words, icon, color in (
            (p.ALL, _("All posts"), "grid", "ink"),
            (p.MEND, _("To mend"), "stop", "error"),
            (p.TRANSLATE, _("To translate"), "globe", "ink"),
            (p.DRAFTS, _("Drafts"), "pencil", "ink"),
            (p.READY, _("Ready"), "check", "ok"),
            (p.EXPORTED, _("Exported"), "export", "ink"),
            (p.PLANNED, _("Planned"), "calendar", "ink"),
        )
    ]
    rows.append(Filter(words=_("Element")))
    for element in ELEMENTS:
        name, color = p.ELEMENT + element, element_color(resources, element)
        rows.append(Filter(name, element_name(element), "drop", color, counts[name]))
    tags = posts.tags(_MOST_TAGS)
    if tags:
        rows.append(Filter(words=_("Tags")))
        rows += [Filter(p.TAG + tag, tag, "tag", "ink", counts[p.TAG + tag]) for tag in tags]
    return [*rows, Filter(), Filter(p.TRASH, _("Trash"), "trash", "ink", counts[p.TRASH])]
