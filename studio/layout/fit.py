"""Auto-fit: the largest text sizes at which everything fits.

In: a card and its size. Out: a size for every text group and whether they all keep their floor. Texts
shrink in steps of 2.5 %, one group after the other in the template's order, down to their minimum.
If that is not enough, headlines go on to what can just be read, then the gaps between boxes and in
panels close a little, then lines come closer where their ink leaves room. Then the card tries the tree
that its template has for need. If nothing helps, all texts
shrink together under their floor, so that the card is whole; the caller reports that as an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from studio.layout.flow import Flow, Measures, Shaper
from studio.layout.leeway import DESIGN, NEED, UTMOST, Leeway
from studio.model.box import Box, Card, Container, TextBox
from studio.model.geometry import Size

STEP = 0.975
SNUG_STEPS = 7
"""How much smaller a text may be to keep to its preferred lines: 0.975 ** 7 is 16 %."""
DEEPEST = 0.7
"""The share of its minimum that a text keeps in need, however legible it were: it stays a headline."""
UNDER_FLOOR_STEPS = 90
"""How far under the floor a card may go to stay whole: 0.975 ** 90 is a tenth."""


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that share one size (u), or boxes that share what is left of theirs (1 for all of it).

    ``deepest`` is the size it may go down to when all stand at their least and something is still
    over. The size stays at least ``larger_by`` times that of the group ``larger_than``.
    """

    name: str
    largest: float
    least: float
    deepest: float
    turn: int
    larger_than: str = ""
    larger_by: float = 1.0
    is_box: bool = False

    @property
    def steps(self) -> int:
        """How many steps lead from the largest size to the least."""
        size, count = self.largest, 0
        while size * STEP > self.least * 0.999:
            size *= STEP
            count += 1
        return count + (size > self.least * 1.001)

    def size(self, step: int) -> float:
        """The size after ``step`` steps."""
        return max(self.largest * STEP**step, self.least)


@dataclass(frozen=True, slots=True)
class Fit:
    """The outcome: ``sizes`` by group in u; ``flow`` is the pass with these sizes.

    ``left_out`` are the boxes that had to go so that the rest fits.
    """

    sizes: dict[str, float]
    flow: Flow
    floor: frozenset[str]
    fits: bool
    left_out: tuple[Box, ...] = ()


def texts(box: Box) -> Iterator[TextBox]:
    """All texts of a tree in reading order."""
    return (found for found in boxes(box) if isinstance(found, TextBox))


def boxes(box: Box) -> Iterator[Box]:
    """All boxes of a tree, outer ones first."""
    yield box
    if isinstance(box, Container):
        for child in box.children:
            yield from boxes(child)


def without(box: Container, gone: tuple[Box, ...]) -> Container:
    """The tree without some of its boxes."""
    children = tuple(
        without(child, gone) if isinstance(child, Container) else child
        for child in box.children
        if not any(child is one for one in gone)
    )
    return replace(box, children=children)


def droppable(card: Card) -> tuple[Box, ...]:
    """The boxes that may be left out, in the order of their turn."""
    found = [box for box in boxes(card.root) if box.drop_if_tight]
    return tuple(sorted(found, key=lambda box: box.turn))


def groups(card: Card) -> list[Group]:
    """The card's groups in the order in which they give way."""
    found: dict[str, Group] = {}
    for box in boxes(card.root):
        if not isinstance(box, TextBox):
            if box.shrink_to < 1:
                found[box.group] = Group(
                    box.group, 1.0, box.shrink_to, box.shrink_to, box.turn, is_box=True
                )
            continue
        name = box.group or box.name
        known = found.get(name)
        deepest = min(box.min, max(box.legible, DEEPEST * box.min)) if box.legible else box.min
        if known is None:
            found[name] = Group(
                name, box.max, box.min, deepest, box.turn, box.larger_than, box.larger_by
            )
        else:
            found[name] = replace(
                known,
                largest=min(known.largest, box.max),
                least=min(known.least, box.min),
                deepest=min(known.least, box.min, max(known.deepest, deepest)),
            )
    return sorted(found.values(), key=lambda g: g.turn if g.turn >= 0 else 1000)


def _snugger(
    card: Card, size: Size, shapes: Shaper, known: list[Group], measures: Measures
) -> list[Group]:
    """Groups that begin a little smaller where that keeps a text to the lines it prefers."""
    if not any(box.prefer_lines for box in texts(card.root)):
        return known
    flow = Flow(card, size, shapes, {g.name: g.largest for g in known}, measures).run()
    steps: dict[str, int] = {}
    for placed in flow.placed:
        box = placed.box
        if isinstance(box, TextBox) and box.prefer_lines:
            name = box.group or box.name
            steps[name] = max(steps.get(name, 0), _steps_saved(box, placed.rect.width, flow, shapes))
    return [replace(g, largest=g.size(steps.get(g.name, 0))) for g in known]


def _steps_saved(box: TextBox, width: float, flow: Flow, shapes: Shaper) -> int:
    """How many steps smaller the text keeps to its preferred lines; 0 if it does not in reach."""
    paragraph, size = shapes.paragraph(box), flow.text_size(box)
    for step in range(SNUG_STEPS + 1):
        column = width / (size * STEP**step)
        lines = paragraph.lines_at(column, balanced=box.balanced, keep_emphasis=box.keep)
        if lines <= box.prefer_lines:
            return step
    return 0


class Search:
    """Tries sizes for one card; every choice of sizes is laid out once and remembered."""

    def __init__(self, card: Card, size: Size, shapes: Shaper, leeway: Leeway) -> None:
        self._card, self._size, self._shapes, self._leeway = card, size, shapes, leeway
        self._measures = Measures(card.root)
        self.groups = _snugger(card, size, shapes, groups(card), self._measures)
        self._blame = _blame(card)
        self._flows: dict[tuple[float, ...], Flow] = {}

    def flow(self, sizes: dict[str, float]) -> Flow:
        """The layout pass with these sizes."""
        key = tuple(sizes.values())
        if key not in self._flows:
            self._flows[key] = Flow(
                self._card, self._size, self._shapes, sizes, self._measures, self._leeway
            ).run()
        return self._flows[key]

    def largest(self) -> dict[str, float]:
        """Every group at its largest."""
        return {g.name: g.largest for g in self.groups}

    def least(self) -> dict[str, float]:
        """Every group at its floor."""
        return {g.name: g.deepest if self._leeway.deeper else g.least for g in self.groups}

    def run(self) -> tuple[dict[str, float], bool]:
        """The sizes that fit, and True; or the least sizes and False if none do."""
        sizes = self.largest()
        for group in self.groups:
            if not self.flow(sizes).over:
                return sizes, True
            if self._blamed(group, sizes):
                sizes = self._shrunk(group, sizes)
        for group in self.groups:
            if group.larger_than in sizes and self._blamed(group, sizes):
                sizes = self._both_shrunk(group, sizes)
        if self._leeway.deeper:
            for group in self.groups:
                if self._blamed(group, sizes):
                    deeper = replace(group, largest=sizes[group.name], least=group.deepest)
                    sizes = self._shrunk(deeper, sizes)
        if not self.flow(sizes).over:
            return sizes, True
        sizes = self.least()
        if not self.flow(sizes).over:
            return self._grown(sizes), True
        return sizes, False

    def _grown(self, sizes: dict[str, float]) -> dict[str, float]:
        """The least sizes, which fit, with each group as large again as it can be, the last to give
        way first: what one group was made smaller for may have been another's fault."""
        for group in reversed(self.groups):
            tried = [
                {**sizes, group.name: max(group.size(step), sizes[group.name])}
                for step in range(group.steps + 1)
            ]
            tried.append(sizes)
            sizes = tried[first(partial(self._fits, tried), 0, len(tried) - 1)]
        return sizes

    def _fits(self, tried: Sequence[dict[str, float]], step: int) -> bool:
        return not self.flow(tried[step]).over

    def _both_shrunk(self, group: Group, sizes: dict[str, float]) -> dict[str, float]:
        """The sizes with ``group`` and the one it has to be larger than going down together."""
        smaller = next(g for g in self.groups if g.name == group.larger_than)

        def at(step: int) -> dict[str, float]:
            size = min(smaller.size(step), sizes[smaller.name])
            least = max(group.least, group.larger_by * size)
            return {**sizes, smaller.name: size, group.name: min(sizes[group.name], least)}

        return at(first(lambda s: not self._blamed(group, at(s)), 0, smaller.steps))

    def _blamed(self, group: Group, sizes: dict[str, float]) -> bool:
        """Whether shrinking ``group`` can mend something: it stands in a box that overflows."""
        names = self._blame[group.name]
        return any(o.box in names for o in self.flow(sizes).over)

    def _shrunk(self, group: Group, sizes: dict[str, float]) -> dict[str, float]:
        """The sizes with ``group`` at the first step that no overflow is blamed on, or at its floor."""

        floor = max(group.least, group.larger_by * sizes.get(group.larger_than, 0.0))
        group = replace(group, least=min(floor, group.largest))

        def at(step: int) -> dict[str, float]:
            return {**sizes, group.name: group.size(step)}

        step = first(lambda s: not self._blamed(group, at(s)), 1, group.steps)
        return at(step)

    def under_floor(self, sizes: dict[str, float]) -> dict[str, float]:
        """All texts smaller together; boxes that gave way keep what they have, others need it."""
        kept = {g.name for g in self.groups if g.is_box}

        def at(step: int) -> dict[str, float]:
            return {name: size * (1 if name in kept else STEP**step) for name, size in sizes.items()}

        return at(first(lambda s: not self.flow(at(s)).over, 1, UNDER_FLOOR_STEPS))


def first(good: Callable[[int], bool], low: int, high: int) -> int:
    """The first whole number from ``low`` that is ``good``, by bisection; ``high`` if none is."""
    if low >= high or good(low):
        return min(low, high)
    while high - low > 1:
        middle = (low + high) // 2
        if good(middle):
            high = middle
        else:
            low = middle
    return high


def _blame(card: Card) -> dict[str, set[str]]:
    """For every group the names of the boxes around its members, themselves included."""
    found: dict[str, set[str]] = {}

    def walk(box: Box, around: frozenset[str]) -> None:
        names = around | {box.name}
        if isinstance(box, TextBox):
            found.setdefault(box.group or box.name, set()).update(names)
        elif box.shrink_to < 1:
            found.setdefault(box.group, set()).update(names)
        if isinstance(box, Container):
            for child in box.children:
                walk(child, names)

    walk(card.root, frozenset())
    return found


def fit(card: Card, size: Size, shapes: Shaper) -> Fit:
    """Find the largest sizes at which the card fits.

    If it does not even at its smallest and with less between its boxes, it tries the tree that its
    template has for this. Then what may be left out goes, one box after the other, until it does;
    where that is no help either, everything stays.
    """
    for tree, leeway in _steps(card):
        search = Search(tree, size, shapes, leeway)
        sizes, fits = search.run()
        if fits:
            return _found(tree, search, sizes, fits=True)
    optional = droppable(card)
    for count in range(1, len(optional) + 1):
        gone = optional[:count]
        leaner = replace(card, root=without(card.root, gone))
        for leeway in (DESIGN, *NEED):
            lean = Search(leaner, size, shapes, leeway)
            sizes, fits = lean.run()
            if fits:
                return replace(_found(leaner, lean, sizes, fits=True), left_out=gone)
    return _found(tree, search, search.under_floor(search.least()), fits=False)


def _steps(card: Card) -> Iterator[tuple[Card, Leeway]]:
    """What is tried one after the other; the tree for need is made when it comes to it."""
    for leeway in (DESIGN, *NEED):
        yield card, leeway
    tight = in_need(card)
    for leeway in UTMOST:
        if tight is not card or leeway not in NEED:
            yield tight, leeway


def in_need(card: Card) -> Card:
    """The card with the tree that is tried last, if it has one."""
    return replace(card, root=card.in_need(), in_need=None) if card.in_need else card


def _found(card: Card, search: Search, sizes: dict[str, float], *, fits: bool) -> Fit:
    at_floor = frozenset(
        g.name for g in groups(card) if g.least < g.largest and sizes[g.name] <= g.least * 1.001
    )
    return Fit(sizes, search.flow(sizes), at_floor, fits)


def excess(card: Card, size: Size, shapes: Shaper) -> tuple[TextBox, int] | None:
    """The text to shorten, and by about how many words, so that the card fits at the floor.

    Words are counted by spaces; a text without spaces (Thai, Japanese) is counted in characters.
    The text that needs the smallest share cut is chosen. None if no single text can mend it.
    """
    best: tuple[float, TextBox, int] | None = None
    for box in texts(card.root):
        if not box.field or box.turn < 0:
            continue
        units = _units(box.text)
        cut = _least_cut(card, size, shapes, box, units)
        if cut and (best is None or cut / len(units) < best[0]):
            best = (cut / len(units), box, cut)
    return best[1:] if best else None


def _units(text: str) -> list[str]:
    words = text.split()
    return words if len(words) > 2 else list(text)


def _least_cut(card: Card, size: Size, shapes: Shaper, box: TextBox, units: list[str]) -> int:
    joint = " " if len(box.text.split()) > 2 else ""

    def good(cut: int) -> bool:
        shorter = replace(box, text=joint.join(units[:-cut]))
        changed = replace(card, root=_swapped(card.root, box, shorter))
        search = Search(changed, size, shapes, UTMOST[-1])
        return not search.flow(search.least()).over

    most = len(units) - 1
    return first(good, 1, most) if most >= 1 and good(most) else 0


def _swapped(box: Container, old: TextBox, new: TextBox) -> Container:
    children = tuple(
        new if child is old else _swapped(child, old, new) if isinstance(child, Container) else child
        for child in box.children
    )
    return replace(box, children=children)
