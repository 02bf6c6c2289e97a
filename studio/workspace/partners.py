"""Partners' kits: which there are, whether one is right, and making one.

In: the folder of a pack and the user's own folder, each with kits below ``brands/``; what a partner
gave (name, logos, colours). Out: :class:`Kit` values, kits on the disk, and the
:class:`~studio.model.partner.Partner` values that cards are made with. A pack's kit goes before the
user's of the same name.
"""

from __future__ import annotations

import contextlib
import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from studio.datafile import problems
from studio.diagnostics import N_, Diagnostic, Severity, Where, worst
from studio.errors import EnvironmentFailure, InvalidInput, StudioError
from studio.export.write import failure, write_whole
from studio.model.color import Color
from studio.model.geometry import Size
from studio.model.partner import KIT_FILE, KITS, MOST_LOGOS, Logo, Partner
from studio.model.post import Pack
from studio.pack.kits import PartnerFile, kit_toml, read_kit
from studio.paint import PictureStore
from studio.paint.files import MOST_BYTES
from studio.paint.logos import ink_box, is_plain
from studio.pipeline import open_world
from studio.resources import Resources, user_folder

LOGO_HEIGHT, LOGO_WIDTH = 300, 1200
"""Pixels that a logo should have, high or wide: enough for a printed poster."""
_LOOKED_AT = 1200  # pixels to which a logo is brought to be looked at
_ENDINGS = {b"\x89PN": ".png", b"\xff\xd8\xff": ".jpg", b"RIF": ".webp"}


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit on the disk. ``own``: in the user's folder, not in the pack. ``partner`` is None while
    ``diagnostics`` has errors."""

    id: str
    folder: Path
    own: bool
    partner: Partner | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class NewLogo:
    """A logo for a kit: a picture file anywhere, and whether it keeps its own colours."""

    file: Path
    full_color: bool = False


@dataclass(frozen=True, slots=True)
class KitValues:
    """What a partner gave; colours as ``#RRGGBB``, empty for the brand's own."""

    id: str
    name: str
    logos: tuple[NewLogo, ...]
    handle: str = ""
    url: str = ""
    logo_color: str = ""
    strip_color: str = ""


def list_partners(
    pack: Path | None = None, *, resources: Resources, home: Path | None = None
) -> tuple[Kit, ...]:
    """Every kit of the pack's folder, then of the user's (``home``; default: the real one), by name.

    A kit that has errors is there all the same, with what is wrong. Raises :class:`StudioError` only
    for the studio's own data.
    """
    kits: dict[str, Kit] = {}
    for place, own in ((pack, False), (home or user_folder(), True)):
        for folder in sorted((place / KITS).glob("*/")) if place else ():
            if (folder / KIT_FILE).is_file() and folder.name not in kits:
                kits[folder.name] = open_kit(folder, resources=resources, own=own)
    return tuple(kits.values())


def open_kit(folder: Path, *, resources: Resources, own: bool = False) -> Kit:
    """The kit in ``folder`` (``…/brands/<id>``), whether or not it is right."""
    try:
        partner, found = _read(folder, resources)
    except StudioError as error:
        return Kit(folder.name, folder, own, None, error.diagnostics)
    return Kit(folder.name, folder, own, partner, found)


def check_partner(folder: Path, *, resources: Resources) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the kit in ``folder``, or worth knowing; empty: nothing is."""
    return open_kit(folder, resources=resources).diagnostics


def save_partner(values: KitValues, *, resources: Resources, place: Path | None = None) -> Kit:
    """Make or change the kit ``values.id`` in ``place`` (a pack's folder; default: the user's).

    Nothing is written unless the kit is right; logos are copied into its folder.

    Raises:
        InvalidInput: everything that is wrong with it, or a logo's file.
        EnvironmentFailure: it can't be written.
    """
    place = place or user_folder()
    pictures = [_bytes(logo.file) for logo in values.logos]
    names = [f"logo-{n}{_ending(data)}" for n, data in enumerate(pictures, 1)]
    text = kit_toml(_spec(values, names)).encode()
    files = {KIT_FILE: text, **dict(zip(names, pictures, strict=True))}
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        _write(Path(temporary) / KITS / values.id, files)
        _read(Path(temporary) / KITS / values.id, resources)
    folder = place / KITS / values.id
    _write(folder, files)
    for old in sorted(folder.glob("logo-*")):
        if old.name not in names:
            with contextlib.suppress(OSError):
                old.unlink()
    return open_kit(folder, resources=resources, own=place == user_folder())


def partners_of(
    pack: Pack, folder: Path, *, resources: Resources, wanted: Sequence[str] | None = None
) -> tuple[tuple[Partner, ...], tuple[Diagnostic, ...]]:
    """The partners ``wanted`` (None: those that the pack names), and warnings about their kits.

    Raises:
        InvalidInput: ``partner.unknown``, ``partner.too-many-logos``, or what is wrong with a kit.
    """
    names = tuple(dict.fromkeys(pack.partners if wanted is None else wanted))
    return find_partners(names, folder, resources=resources)


def find_partners(
    names: Sequence[str], pack: Path | None, *, resources: Resources, home: Path | None = None
) -> tuple[tuple[Partner, ...], tuple[Diagnostic, ...]]:
    """The partners called ``names``, of the pack or the user (``home``); raises like
    :func:`partners_of`."""
    if not names:
        return (), ()
    kits = {kit.id: kit for kit in list_partners(pack, resources=resources, home=home)}
    found: list[Diagnostic] = []
    partners: list[Partner] = []
    for name in names:
        if name not in kits:
            raise InvalidInput.of(
                "partner.unknown",
                N_("There is no partner kit “{id}”, neither in the pack nor among your own."),
                hint=N_("Known are: {known}.")
                if kits
                else N_("Make one with “milclicks partners add”."),
                id=name,
                known=", ".join(kits),
            )
        found += kits[name].diagnostics
        if (partner := kits[name].partner) is not None:
            partners.append(partner)
    if worst(found) is Severity.ERROR:
        raise InvalidInput(*(d for d in found if d.severity is Severity.ERROR))
    if sum(len(partner.logos) for partner in partners) > MOST_LOGOS:
        raise InvalidInput.of(
            "partner.too-many-logos",
            N_("The strip has room for {most} logos."),
            hint=N_("Name fewer partners, or give each a single logo."),
            most=MOST_LOGOS,
        )
    return tuple(partners), tuple(found)


def _read(folder: Path, resources: Resources) -> tuple[Partner, tuple[Diagnostic, ...]]:
    colors = open_world(resources).brand.colors
    spec, found = read_kit(folder, colors["strip"], colors["ink"])
    store = PictureStore(folder.parent.parent)
    logos: list[Logo] = []
    notes = list(found)
    for one in spec.logos:
        logo, more = _logo(store, f"{KITS}/{folder.name}/{one.file}", full_color=one.full_color)
        logos.append(logo)
        notes += more
    own = spec.colors
    return Partner(
        folder.name,
        spec.name,
        tuple(logos),
        spec.handle,
        spec.url,
        Color.parse(own.logo) if own.logo else None,
        Color.parse(own.strip) if own.strip else None,
    ), tuple(notes)


def _logo(store: PictureStore, file: str, *, full_color: bool) -> tuple[Logo, tuple[Diagnostic, ...]]:
    """A logo measured: where its ink is, and whether there are pixels enough."""
    full = store.size(file)
    by = min(1.0, _LOOKED_AT / max(full))
    picture = store.load(file, full.scaled(by))
    box = ink_box(picture)
    if box is None:
        raise InvalidInput.of(
            "partner.logo-empty",
            N_("The logo {file} is empty: nothing in it stands out from its ground."),
            where=Where(file=file),
            hint=N_("Ask for a dark version of the logo."),
            file=file,
        )
    left, top, right, bottom = box
    wide, high = picture.size
    crop = (left / wide, top / high, (right - left) / wide, (bottom - top) / high)
    seen = Size(crop[2] * full.width, crop[3] * full.height)
    found = tuple(_worth_knowing(file, seen, is_plain(picture, full_color=full_color)))
    return Logo(file, crop, seen.width / seen.height, full_color), found


def _worth_knowing(file: str, seen: Size, plain: bool) -> Iterator[Diagnostic]:
    if seen.height < LOGO_HEIGHT and seen.width < LOGO_WIDTH:
        least = LOGO_HEIGHT if seen.width <= 4 * seen.height else LOGO_WIDTH * seen.height / seen.width
        yield Diagnostic(
            "partner.logo-small",
            Severity.WARNING,
            N_("This logo is {height} px high; ask for at least {least} px."),
            {"height": round(seen.height), "least": math.ceil(least / 100) * 100},
            Where(file=file),
        )
    if not plain:
        yield Diagnostic(
            "partner.logo-ground",
            Severity.WARNING,
            N_("This logo has a ground of its own, which will show on the strip."),
            {},
            Where(file=file),
            N_("Ask for a PNG with a transparent ground."),
        )


def _spec(values: KitValues, names: Sequence[str]) -> PartnerFile:
    data = {
        "format": 1,
        "name": values.name.strip(),
        "handle": values.handle.strip(),
        "url": values.url.strip(),
        "logos": [
            {"file": name, "full_color": logo.full_color}
            for name, logo in zip(names, values.logos, strict=True)
        ],
        "colors": {"logo": values.logo_color or None, "strip": values.strip_color or None},
    }
    try:
        return PartnerFile.model_validate(data)
    except ValidationError as error:
        raise InvalidInput(*problems(error, PartnerFile, Path(KIT_FILE))) from None


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InvalidInput.of(
            "partner.logo-missing",
            N_("There is no file {file}."),
            hint=N_("Check the name and the folder."),
            file=file,
        ) from None
    except OSError as error:
        raise EnvironmentFailure.of(
            "partner.unreadable",
            N_("The file can't be read: {reason}."),
            where=Where(file=str(file)),
            reason=error.strerror or str(error),
        ) from error
    return data


def _ending(data: bytes) -> str:
    # What is none of these gets a name all the same: the picture reader says what is wrong with it.
    return _ENDINGS.get(data[:3], ".png")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, folder) from error
    for name, data in files.items():
        write_whole(folder / name, data)
