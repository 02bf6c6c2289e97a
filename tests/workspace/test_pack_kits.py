"""A pack's partners in the library: on its cards, in its captions, in what is given away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from studio.caption.networks import load_networks
from studio.errors import InvalidInput
from studio.model.geometry import Size
from studio.resources import Resources
from studio.workspace.background import Request, answer
from studio.workspace.captioning import captions_now
from studio.workspace.kits import (
    bring_back_kit,
    kits_in_use,
    kits_of,
    put_away,
    save_kit,
    use_kits,
)
from studio.workspace.library import export_pack_folder, import_pack, open_library
from studio.workspace.partners import KitValues, NewLogo
from studio.workspace.session import Session
from tests.family.pictures import draw_pictures

FAMILY = Path(__file__).parent.parent / "packs" / "family"
SIZE = Size(1080, 1350)


@pytest.fixture
def session(tmp_path: Path, resources: Resources) -> Iterator[Session]:
    """The family in a library, with a kit in the user's folder."""
    library = open_library(tmp_path / "library")
    made = Session(library, resources, user=tmp_path / "home")
    pack = tmp_path / "family"
    shutil.copytree(FAMILY, pack)
    draw_pictures(pack)
    made.done(import_pack(library, pack))
    yield made
    made.close()


def logo(folder: Path, name: str, color: tuple[int, int, int]) -> Path:
    picture = Image.new("RGBA", (1400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((50, 50, 1350, 350), fill=color)
    picture.save(folder / name)
    return folder / name


def kit(folder: Path, *, handle: str = "@youthlab") -> KitValues:
    file = logo(folder, "given.png", (0, 60, 90))
    return KitValues("youth-lab", "Youth Lab", (NewLogo(file),), handle, "https://lab.example")


def pixels(session: Session) -> bytes:
    version = session.version("family", "tip", "en")
    assert version is not None
    request = Request(
        version.post,
        "tip",
        SIZE,
        session.pictures("family"),
        270,
        partners=version.partners,
        shared=session.user,
    )
    made = answer(session.resources, request)
    assert made.surface is not None, made.diagnostics
    return made.surface.rgb


def test_a_kit_in_use_is_on_cards_and_in_captions_and_undo_takes_it_back(
    session: Session, tmp_path: Path
) -> None:
    bare = pixels(session)
    made, changes = save_kit(session, "family", kit(tmp_path))
    assert (made.id, made.own) == ("youth-lab", True)
    assert not changes
    assert pixels(session) == bare
    use_kits(session, "family", ["youth-lab"])
    assert kits_in_use(session, "family") == ("youth-lab",)
    assert pixels(session) != bare
    facebook = load_networks()["facebook"]
    (report,) = captions_now(session, "family", "tip", "en", "tip", [facebook])
    assert "Youth Lab · @youthlab · https://lab.example" in report.caption.text
    session.undo()
    assert kits_in_use(session, "family") == ()
    assert pixels(session) == bare


def test_the_kit_travels_with_the_pack(session: Session, tmp_path: Path) -> None:
    save_kit(session, "family", kit(tmp_path))
    use_kits(session, "family", ["youth-lab"])
    shutil.rmtree(session.user / "brands")
    session.forget_partners()
    assert [one.name for one in session.partners("family").partners] == ["Youth Lab"]
    out = tmp_path / "given"
    export_pack_folder(session.library, "family", out)
    assert (out / "brands" / "youth-lab" / "partner.toml").is_file()
    assert 'partners = ["youth-lab"]' in (out / "pack.toml").read_text("utf-8")


def test_a_changed_kit_changes_the_packs_copy(session: Session, tmp_path: Path) -> None:
    save_kit(session, "family", kit(tmp_path))
    use_kits(session, "family", ["youth-lab"])
    before = pixels(session)
    other = logo(tmp_path, "other.png", (120, 0, 30))
    full = KitValues("youth-lab", "The Lab", (NewLogo(other, full_color=True),), "@thelab")
    _kit, changes = save_kit(session, "family", full)
    assert changes
    assert session.partners("family").partners[0].handle == "@thelab"
    assert pixels(session) != before
    (one,) = kits_of(session, "family")
    assert not one.own


def test_a_kit_that_is_not_right_is_refused_and_nothing_is_changed(
    session: Session, tmp_path: Path
) -> None:
    faint = KitValues("faint", "Faint", kit(tmp_path).logos, logo_color="#7DE8F2")
    with pytest.raises(InvalidInput) as refused:
        save_kit(session, "family", faint)
    assert refused.value.diagnostics[0].code == "partner.low-contrast"
    assert kits_of(session, "family") == ()
    with pytest.raises(InvalidInput) as unknown:
        use_kits(session, "family", ["nobody"])
    assert unknown.value.diagnostics[0].code == "partner.unknown"
    assert kits_in_use(session, "family") == ()


def test_a_kit_is_put_away_and_brought_back_but_not_from_under_the_cards(
    session: Session, tmp_path: Path
) -> None:
    save_kit(session, "family", kit(tmp_path))
    use_kits(session, "family", ["youth-lab"])
    (one,) = kits_of(session, "family")
    with pytest.raises(InvalidInput) as refused:
        put_away(session, "family", one)
    assert refused.value.diagnostics[0].code == "partner.in-use"
    use_kits(session, "family", [])
    put_away(session, "family", one)
    assert kits_of(session, "family") == ()
    bring_back_kit(session, "youth-lab")
    (back,) = kits_of(session, "family")
    assert back.partner is not None
    assert (back.own, back.partner.name) == (True, "Youth Lab")
