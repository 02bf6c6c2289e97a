"""A template on the screen while it is being written.

In: a template file, or a folder of them, and a post. Out: at every look, if a file has changed since
the last one, the card made anew or the reasons why not. Files are asked for their time and length;
nothing is hooked into the system.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studio.diagnostics import N_, Diagnostic, Where
from studio.errors import InvalidInput, StudioError
from studio.model.kind import KINDS, cards_of
from studio.pack import load_pack, pack_root, read_post
from studio.pipeline import Pipeline, Rendered, World
from studio.resources import Resources, user_folder
from studio.template import load_template
from studio.workspace.render import RenderRequest, render_post

_ENDINGS = (".toml", ".po", ".png", ".jpg", ".jpeg", ".webp")
_MOST_FILES = 5000

Stamps = Mapping[Path, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: the card, or None with the reasons; ``changed`` are the files that did."""

    rendered: Rendered | None
    diagnostics: tuple[Diagnostic, ...]
    changed: tuple[Path, ...]


class Watcher:
    """Makes the card of a request again whenever its template, brand, post or pack has changed.

    ``target`` is a template file, a folder of such, or a folder laid out as the studio's own
    (``cards/`` and perhaps ``brands/``). A file stands for the studio's template of its name; under
    another name for the one that draws the card of its kind.
    """

    def __init__(self, target: Path, request: RenderRequest, *, resources: Resources) -> None:
        if not target.exists():
            raise InvalidInput.of(
                "watch.missing",
                N_("There is no template or folder {target}."),
                hint=N_("Check the name and the folder."),
                target=target,
            )
        self._target = target
        # The card is shown with its errors: seeing them is what watching is for.
        self._request = replace(request, allow_errors=True)
        self._resources = resources
        if (target / "brands").is_dir():
            self._resources = replace(resources, templates=target)
        self._fonts = World(self._resources)
        self._seen: Stamps = {}

    def look(self) -> Look | None:
        """The card made anew; None if nothing has changed. Never raises for a fault of the material.

        Raises:
            EnvironmentFailure: fonts are absent, or the card can't be written.
        """
        stamps = dict(self._stamps())
        if stamps == self._seen:
            return None
        both = {**self._seen, **stamps}
        changed = [path for path in both if self._seen.get(path) != stamps.get(path)]
        first, self._seen = not self._seen, stamps
        names = () if first else tuple(sorted(changed))
        try:
            drafts = self._drafts()
            request = self._request if self._request.card else self._on_card(drafts)
            rendered, found = render_post(
                request, resources=self._resources, pipeline=self._pipeline(drafts)
            )
        except InvalidInput as error:
            return Look(None, error.diagnostics, names)
        return Look(rendered, found, names)

    def _pipeline(self, drafts: Mapping[str, Path]) -> Pipeline:
        world = World(self._resources, drafts)
        # Fonts stay open from look to look: they are what takes long, and nobody edits them.
        world.fonts, world.engine = self._fonts.fonts, self._fonts.engine
        return Pipeline(world, pack_root(self._request.file), user_folder())

    def _drafts(self) -> dict[str, Path]:
        """The template files by the name of the template that each stands for."""
        if self._target.is_file():
            return {self._stands_for(self._target): self._target}
        cards = self._target / "cards" if (self._target / "cards").is_dir() else self._target
        return {file.stem: file for file in sorted(cards.glob("*.toml"))}

    def _stands_for(self, file: Path) -> str:
        if (self._resources.templates / "cards" / file.name).is_file():
            return file.stem
        world = World(self._resources)
        kind = KINDS[load_template(file, world.brand, world.frame).kind]
        card = self._request.card
        return next((c.template for c in kind.cards if c.name == card), kind.cards[0].template)

    def _on_card(self, drafts: Mapping[str, Path]) -> RenderRequest:
        """The request for the card that the one template draws; of several, for the post's first."""
        if not self._target.is_file():
            return self._request
        cards = cards_of(read_post(self._request.file)[0])
        return replace(
            self._request, card=next((card.name for card in cards if card.template in drafts), "")
        )

    def _stamps(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        places = (self._target, self._resources.templates / "brands", pack_root(self._request.file))
        for place in dict.fromkeys(places):
            files = [place] if place.is_file() else place.rglob("*")
            for number, path in enumerate(files):
                if number >= _MOST_FILES:
                    break
                try:
                    if path.suffix.lower() in _ENDINGS and path != self._request.out:
                        found = path.stat()
                        yield path, (found.st_mtime_ns, found.st_size)
                except OSError:  # gone between two calls, as editors do when they save
                    continue


def sample_post(target: Path, *, resources: Resources) -> Path:
    """A post of the starter pack that the template at ``target`` can show.

    Raises:
        InvalidInput: ``watch.no-sample``: it can't be told which kind is meant.
    """
    world = World(resources)
    try:
        kind = load_template(target, world.brand, world.frame).kind if target.is_file() else ""
    except StudioError:
        kind = ""
    starter = resources.templates / "starter"
    for post in load_pack(starter)[0].posts if kind else ():
        if post.kind == kind:
            return starter / "posts" / f"{post.id}.toml"
    raise InvalidInput.of(
        "watch.no-sample",
        N_("It can't be told which post the card is to show."),
        where=Where(file=str(target)),
        hint=N_("Name one with --post."),
    )
