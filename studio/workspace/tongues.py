"""The languages of the studio at a glance.

In: the studio's data. Out: for each language its facts, which font sets it wants that are not there,
and whether a native speaker has signed it off.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.pipeline import open_world
from studio.resources import Resources
from studio.text.languages import load_languages, load_sign_offs
from studio.workspace.fontsets import absent_sets


@dataclass(frozen=True, slots=True)
class Tongue:
    """``direction`` is ``ltr`` or ``rtl``, ``status`` ``draft`` or ``signed-off`` (then ``by`` whom,
    ``on`` which day, in which ``version``). ``absent_sets`` are font sets to add for it."""

    name: str
    tag: str
    own_name: str
    english_name: str
    script: str
    direction: str
    absent_sets: tuple[str, ...]
    status: str
    by: str
    on: str
    version: str


def list_languages(resources: Resources) -> tuple[Tongue, ...]:
    """Every language, in the order of the table.

    Raises:
        EnvironmentFailure: the core fonts are absent.
    """
    world = open_world(resources)
    signed = load_sign_offs()
    return tuple(
        Tongue(
            one.name,
            one.tag,
            one.own_name,
            one.english_name,
            one.script,
            "rtl" if one.rtl else "ltr",
            absent_sets(world, one),
            signed[name].status,
            signed[name].by,
            str(signed[name].on or ""),
            signed[name].version,
        )
        for name, one in load_languages().items()
    )
