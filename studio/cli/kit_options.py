"""The options of ``export`` that are about the hand-off, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from studio.cli import face
from studio.diagnostics import N_

if TYPE_CHECKING:
    from studio.workspace.kit import KitResult, KitWishes

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--kit",
        is_flag=True,
        help="Add what a person publishes from: index.html, captions.csv, schedules, a calendar.",
    ),
    click.option(
        "--media-url",
        default="",
        metavar="URL",
        help="Public address that the images will be under, for scheduling services.",
    ),
    click.option(
        "--timezone",
        default="",
        metavar="ZONE",
        help="Whose clock the plans mean, as Europe/Belgrade; default: this computer's.",
    ),
    click.option(
        "--metricool-template",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Metricool's CSV template, freshly downloaded: its columns are filled.",
    ),
    click.option(
        "--zip",
        "zips",
        multiple=True,
        type=click.Choice(["language", "network"]),
        help="Also an archive for each language, or each network. May be repeated.",
    ),
    click.option("--excel", is_flag=True, help="Mark captions.csv so that Excel reads it as UTF-8."),
)


def kit_options(command: Command) -> Command:
    """Give a command the options of the hand-off."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def kit_wishes(values: dict[str, Any]) -> KitWishes | None:
    """The wishes, or None if no hand-off is wished; takes their options out of ``values``."""
    from studio.l10n import current_language, translate
    from studio.workspace.kit import KitWishes

    kit = values.pop("kit")
    wishes = KitWishes(
        media_url=values.pop("media_url"),
        timezone=values.pop("timezone"),
        metricool_template=values.pop("metricool_template"),
        zips=tuple(dict.fromkeys(values.pop("zips"))),
        excel=values.pop("excel"),
        words=translate,
        spoken=current_language(),
    )
    # Who gives one of these options wants the hand-off.
    wished = kit or wishes.media_url or wishes.timezone or wishes.zips or wishes.excel
    return wishes if wished or wishes.metricool_template else None


def tell_kit(kit: KitResult, folder: Path) -> None:
    """Say where the hand-off begins, and what is worth knowing of it."""
    face.show(kit.diagnostics)
    face.show(found for file in kit.files for found in file.diagnostics)
    if kit.files:
        index = folder / kit.files[0].name
        face.tell(
            N_("Hand-off: {count} files. Open {file}"),
            count=len(kit.files),
            file=face.printable(str(index)),
        )
