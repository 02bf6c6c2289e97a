"""Templates and brand kits: data in, box trees out.

In: ``templates/brands/<name>/`` and ``templates/cards/*.toml``. Out: checked :class:`Template` and
:class:`~studio.model.brand.Brand` values, and with a post the box tree of a card.
"""

from studio.template.brand import load_brand
from studio.template.build import build
from studio.template.load import Template, load_frame, load_template, load_templates
from studio.template.schema import FrameSpec, template_schema
from studio.template.setting import script_profile, setting_of

__all__ = [
    "FrameSpec",
    "Template",
    "build",
    "load_brand",
    "load_frame",
    "load_template",
    "load_templates",
    "script_profile",
    "setting_of",
    "template_schema",
]
