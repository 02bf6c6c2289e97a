"""Templates: what is accepted, and how mistakes are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.model.brand import Brand
from studio.resources import Resources
from studio.template import Template, load_templates, template_schema
from tests.template.conftest import MINIMAL

Write = Callable[[str], Template]


def test_every_template_of_the_studio_is_sound(
    resources: Resources, brand: Brand, brand_folder: Path
) -> None:
    templates = load_templates(resources.templates / "cards", brand, brand_folder)
    assert {"tip", "checklist", "quiz", "answer", "photo", "resource"} <= set(templates)
    for template in templates.values():
        assert set(template.themes) == {"vivid", "bright", "paper", "ink"}
        assert len(template.trees) == 16


def test_an_override_changes_one_aspect_class_only(write_template: Write) -> None:
    template = write_template(MINIMAL + "[wide.box.headline]\nmax_width = 50\n")
    assert template.trees["wide", "ink"]["headline"].max_width == 50
    assert template.trees["tall", "ink"]["headline"].max_width is None


def test_overrides_for_need_change_the_tree_for_need_only(write_template: Write) -> None:
    template = write_template(MINIMAL + "[tight.wide.box.headline]\nmax_width = 50\n")
    assert template.tight["wide", "ink"]["headline"].max_width == 50
    assert template.tight["tall", "ink"] is template.trees["tall", "ink"]
    for trees in (template.trees, template.partnered):
        assert trees["wide", "ink"]["headline"].max_width is None


def test_a_mistake_in_an_override_for_need_is_told(write_template: Write) -> None:
    with pytest.raises(InvalidInput, match="max_widht"):
        write_template(MINIMAL + "[tight.wide.box.headline]\nmax_widht = 50\n")


def test_a_theme_override_changes_one_theme_only(write_template: Write) -> None:
    template = write_template(MINIMAL + '[theme.paper.box.pill]\nfill = "soft"\n')
    assert template.trees["wide", "paper"]["pill"].fill == "soft"
    assert template.trees["wide", "ink"]["pill"].fill == "accent"


@pytest.mark.parametrize(
    ("change", "code", "line", "words"),
    [
        (("select = true", "selekt = true"), "data.unknown-key", 16, "select"),
        (("grow = 1", 'grow = "1"'), "data.bad-value", 9, "grow"),
        (
            ('style = "tip_headline"', 'style = "tip_headlin"'),
            "template.unknown-style",
            15,
            "tip_headline",
        ),
        (('field = "headline"', 'field = "hedline"'), "template.unknown-field", 14, "headline"),
        (("select = true", 'color = "txt"'), "template.unknown-color", 16, "text"),
        (('children = ["headline"]', 'children = ["headlin"]'), "template.unknown-box", 10, "headline"),
        (('kind = "tip"', 'kind = "tipp"'), "template.unknown-kind", 1, "tip"),
        (('shrink = ["headline"]', 'shrink = ["headlin"]'), "template.unknown-text", 5, "headline"),
        (('title = "Test"\n', ""), "data.missing-key", 0, "title"),
        (("select = true", 'when = "boddy"'), "template.unknown-condition", 16, "body"),
        (('type = "text"', 'type = "txt"'), "data.bad-value", 12, "text"),
        (("select = true", 'fill = "#12"'), "data.bad-value", 16, "fill"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_way_out(
    write_template: Write, change: tuple[str, str], code: str, line: int, words: str
) -> None:
    assert change[0] in MINIMAL
    with pytest.raises(InvalidInput) as caught:
        write_template(MINIMAL.replace(*change, 1))
    found = caught.value.diagnostics[0]
    assert found.code == code
    assert found.where.line == line
    assert words in str(found)


def test_a_key_of_another_table_is_not_suggested_to_itself(write_template: Write) -> None:
    with pytest.raises(InvalidInput, match="another table"):
        write_template(MINIMAL.replace('type = "column"', 'type = "column"\nselect = true'))


def test_all_mistakes_are_told_at_once(write_template: Write) -> None:
    text = MINIMAL.replace("select = true", "selekt = true").replace("grow = 1", "grow = -1")
    with pytest.raises(InvalidInput) as caught:
        write_template(text)
    assert len(caught.value.diagnostics) >= 2


def test_a_mistake_in_an_override_points_into_the_override(write_template: Write) -> None:
    with pytest.raises(InvalidInput) as caught:
        write_template(MINIMAL + "\n[wide.box.headline]\nmax_widht = 50\n")
    found = caught.value.diagnostics[0]
    assert found.where.line == 19
    assert "max_width" in str(found)


def test_broken_toml_is_told_with_its_line(write_template: Write) -> None:
    with pytest.raises(InvalidInput) as caught:
        write_template(MINIMAL.replace('title = "Test"', 'title = "Test'))
    assert caught.value.diagnostics[0].where.line == 2


def test_a_box_inside_itself_is_refused(write_template: Write) -> None:
    with pytest.raises(InvalidInput, match="inside itself"):
        write_template(MINIMAL.replace('children = ["headline"]', 'children = ["headline", "main"]'))


def test_very_deep_trees_are_refused(write_template: Write) -> None:
    deep = "".join(
        f'[box.b{n}]\ntype = "row"\nchildren = ["b{n + 1}"]\n' for n in range(40)
    ) + '[box.b40]\ntype = "shape"\n'  # fmt: skip
    with pytest.raises(InvalidInput, match="b1"):
        write_template(
            MINIMAL.replace('children = ["headline"]', 'children = ["headline", "b0"]') + deep
        )


def test_lists_inside_lists_are_refused_before_they_are_written_out(write_template: Write) -> None:
    boxes = "".join(
        f'[box.b{n}]\ntype = "column"\nrepeat = {{ over = "elements", box = "b{n + 1}" }}\n'
        for n in range(12)
    )
    text = MINIMAL.replace('children = ["headline"]', 'children = ["b0"]') + boxes
    with pytest.raises(InvalidInput) as caught:
        write_template(text + '[box.b12]\ntype = "shape"\n')
    assert {d.code for d in caught.value.diagnostics} == {"template.too-many-boxes"}


def test_a_template_of_very_many_boxes_is_refused_at_once(write_template: Write) -> None:
    many = "".join(f'[box.b{n}]\ntype = "shape"\n' for n in range(20_000))
    with pytest.raises(InvalidInput) as caught:
        write_template(MINIMAL + many)
    assert [d.code for d in caught.value.diagnostics] == ["data.bad-value"]


def test_the_schema_knows_every_box_type() -> None:
    text = json.dumps(template_schema())
    for word in ("row", "layers", "wordmark", "drawing", "qr", "own_line"):
        assert f'"{word}"' in text
