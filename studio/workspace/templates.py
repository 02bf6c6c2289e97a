"""Looking at templates and checking them.

In: the studio's data, or a template file that somebody is writing. Out: checked templates, JSON
Schemas of everything people write by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.export.write import failure, write_whole
from studio.model.kind import KINDS
from studio.pack import pack_schema, post_schema
from studio.pipeline import open_world
from studio.resources import Resources
from studio.template import Template, load_frame, load_template, template_schema


def list_templates(resources: Resources) -> tuple[Template, ...]:
    """Every template of the studio, by name; raises like :func:`studio.template.load_templates`."""
    return tuple(open_world(resources).templates.values())


def find_template(name: str, resources: Resources) -> Template:
    """The template called ``name``.

    Raises:
        InvalidInput: there is none.
    """
    templates = open_world(resources).templates
    if name not in templates:
        raise InvalidInput.of(
            "template.unknown",
            N_("There is no template “{name}”."),
            hint=N_("There are {known}."),
            name=name,
            known=", ".join(templates),
        )
    return templates[name]


def themes_of(kind: str, resources: Resources) -> tuple[str, ...]:
    """The themes that every card of a kind can be painted in, in the order of the first one's."""
    first, *others = _templates_of(kind, resources)
    return tuple(name for name in first.themes if all(name in one.themes for one in others))


def shows_picture(kind: str, resources: Resources) -> bool:
    """Whether a card of a kind has a place for the post's picture."""
    return any(
        box.type == "picture"
        for template in _templates_of(kind, resources)
        for tree in template.trees.values()
        for box in tree.values()
    )


def _templates_of(kind: str, resources: Resources) -> list[Template]:
    return [find_template(card.template, resources) for card in KINDS[kind].cards]


def validate_template(file: Path, resources: Resources) -> Template:
    """Check one template file against the studio's brand kit.

    Raises:
        InvalidInput: lists every problem with its line.
        EnvironmentFailure: the file can't be read.
    """
    world = open_world(resources)
    return load_template(file, world.brand, load_frame(world.brand_folder))


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write the JSON Schemas of templates, packs and posts into ``folder``; returns their files.

    Raises:
        EnvironmentFailure: they can't be written.
    """
    schemas = {"template": template_schema(), "pack": pack_schema(), "post": post_schema()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, folder) from error
    files: list[Path] = []
    for name, schema in schemas.items():
        file = folder / f"{name}.schema.json"
        write_whole(file, (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
        files.append(file)
    return tuple(files)
