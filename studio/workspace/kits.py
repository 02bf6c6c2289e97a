"""The partners' kits of a pack in the library: which there are, which its cards carry, changing one.

In: an open session, a pack, kits of the user's folder, what a partner gave. Out: :class:`Changes`, one
step of undo each. A kit that a pack takes into use is copied into it, so that it travels with the pack
and looks the same for everybody who opens it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.export.write import failure
from studio.library import Wish
from studio.library.cells import MEDIA, PARTNERS, dump
from studio.model.changes import Changes, Key
from studio.model.partner import KITS
from studio.workspace.partners import Kit, KitValues, find_partners, list_partners, save_partner
from studio.workspace.session import Session

_ASIDE = "brands-put-away"  # in the user's folder


def kits_of(session: Session, pack: str) -> tuple[Kit, ...]:
    """Every kit that a pack has or that stands in the user's folder; without ``pack`` only the user's.

    Raises:
        StudioError: the studio's own data can't be read.
    """
    folder = session.pictures(pack) if pack else None
    return list_partners(folder, resources=session.resources, home=session.user)


def kits_in_use(session: Session, pack: str) -> tuple[str, ...]:
    """The ids of the kits whose logos the cards of a pack carry."""
    return tuple(json.loads(session.stored(Key(pack, "", PARTNERS)).value or "[]"))


def use_kits(session: Session, pack: str, names: Iterable[str]) -> Changes:
    """Let the cards of a pack carry the logos of these kits; none for no strip.

    Raises:
        InvalidInput: there is no such kit, it has errors, or they have more logos than the strip has
            room for; nothing is changed.
        EnvironmentFailure: a kit's file can't be read.
    """
    wanted = tuple(dict.fromkeys(names))
    folder = session.pictures(pack)
    find_partners(wanted, folder, resources=session.resources, home=session.user)
    wishes = [Wish(Key(pack, "", PARTNERS), dump(wanted) if wanted else None)]
    for kit in kits_of(session, pack):
        if kit.id in wanted and kit.own:
            wishes += _copied(session, pack, kit.folder)
    return session.edit("choose partners", wishes)


def save_kit(session: Session, pack: str, values: KitValues) -> tuple[Kit, Changes]:
    """Make or change a kit of the user's folder, and a pack's copy of it if it has one.

    Raises like :func:`~studio.workspace.partners.save_partner`; nothing is changed then.
    """
    saved = save_partner(values, resources=session.resources, place=session.user)
    kit = replace(saved, own=True)
    session.forget_partners()
    changes = Changes("change a partner's kit")
    if pack and _stored(session, pack, kit.id):
        changes = session.edit("change a partner's kit", _copied(session, pack, kit.folder))
    return kit, changes


def put_away(session: Session, pack: str, kit: Kit) -> Changes:
    """Take a kit that no card needs out of the user's folder and out of a pack; it is kept aside, and
    :func:`bring_back_kit` makes it the user's again.

    Raises:
        InvalidInput: the pack's cards carry its logos.
        EnvironmentFailure: it can't be moved.
    """
    if pack and kit.id in kits_in_use(session, pack):
        raise InvalidInput.of(
            "partner.in-use",
            N_("The cards of this pack carry the logos of “{id}”."),
            hint=N_("Take them off the cards first."),
            id=kit.id,
        )
    aside, own = session.user / _ASIDE / kit.id, session.user / KITS / kit.id
    try:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(kit.folder, aside)
        if own.is_dir():
            shutil.rmtree(own)
    except OSError as error:
        raise failure(error, own) from error
    session.forget_partners()
    gone = _stored(session, pack, kit.id) if pack else set()
    wishes = [Wish(Key(pack, "", MEDIA + name), None) for name in sorted(gone)]
    return session.edit("put a kit away", wishes) if wishes else Changes("put a kit away")


def bring_back_kit(session: Session, kit: str) -> None:
    """Make a kit that was put away the user's again.

    Raises:
        EnvironmentFailure: it can't be moved.
    """
    aside, own = session.user / _ASIDE / kit, session.user / KITS / kit
    try:
        shutil.copytree(aside, own, dirs_exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise failure(error, own) from error
    session.forget_partners()


def _stored(session: Session, pack: str, kit: str) -> set[str]:
    """The names of a kit's files in a pack."""
    names = session.picture_names(pack)
    return {name for name in names if name.startswith(f"{KITS}/{kit}/")}


def _copied(session: Session, pack: str, folder: Path) -> list[Wish]:
    """What puts the files of a kit's folder into a pack, and takes away what it had before."""
    try:
        files = {
            f"{KITS}/{folder.name}/{file.name}": file.read_bytes()
            for file in sorted(folder.iterdir())
            if file.is_file()
        }
    except OSError as error:
        raise failure(error, folder) from error
    put = session.library.media.put
    wishes = [Wish(Key(pack, "", MEDIA + name), put(data)) for name, data in files.items()]
    gone = _stored(session, pack, folder.name) - set(files)
    return wishes + [Wish(Key(pack, "", MEDIA + name), None) for name in sorted(gone)]
