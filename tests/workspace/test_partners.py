"""Partners' kits: made, refused, shown on the strip, taken along in packs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from studio.diagnostics import Diagnostic, Severity
from studio.errors import InvalidInput, StudioError
from studio.model.color import Color, contrast
from studio.model.frame import Frame
from studio.model.frame import Image as Shown
from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.model.partner import Partner
from studio.model.post import Post
from studio.pack import load_pack
from studio.pipeline import Job, Pipeline, World, open_world
from studio.resources import Resources
from studio.translation import pack_catalog, translate
from studio.workspace.library_files import read_content, write_content
from studio.workspace.packs import export_archive, merge_places, opened_pack
from studio.workspace.partners import (
    Kit,
    KitValues,
    NewLogo,
    check_partner,
    find_partners,
    list_partners,
    partners_of,
    save_partner,
)

SIZES = ("1080x1350", "1080x1080", "1080x1920", "1200x675")
PAPER, INK = Color.parse("#FBF9F3"), Color.parse("#100A33")


def draw_logo(file: Path, width: int = 1400, height: int = 400, *, clear: bool = True) -> Path:
    """A ring and bars: a mark and a word, with empty room round them."""
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0) if clear else (255, 255, 255, 255))
    draw = ImageDraw.Draw(picture)
    edge = height // 5
    draw.ellipse((edge, edge, height - edge - 1, height - edge - 1), outline=(20, 90, 160), width=edge)
    draw.rectangle((height, 2 * edge, width - edge, height - 2 * edge), fill=(20, 90, 160))
    (picture if clear else picture.convert("RGB")).save(file)
    return file


@pytest.fixture(scope="session")
def starter(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter pack with two partners' kits inside."""
    folder = tmp_path_factory.mktemp("packs") / "starter"
    shutil.copytree(resources.templates / "starter", folder)
    wide = draw_logo(folder.parent / "wide.png", 2400, 300)
    plain = draw_logo(folder.parent / "plain.jpg", clear=False)
    for values in (
        KitValues("radio-aurora", "Radio Aurora", (NewLogo(wide),)),
        KitValues("youth-lab", "Youth Lab", (NewLogo(plain),), handle="@youthlab"),
    ):
        save_partner(values, resources=resources, place=folder)
    head = folder / "pack.toml"
    head.write_text(head.read_text("utf-8") + 'partners = ["radio-aurora", "youth-lab"]\n', "utf-8")
    return folder


@pytest.fixture(scope="session")
def pipeline(resources: Resources, starter: Path) -> Pipeline:
    return Pipeline(World(resources), starter)


@pytest.fixture(scope="session")
def both(resources: Resources, starter: Path) -> tuple[Partner, ...]:
    pack, found = load_pack(starter)
    assert not found
    partners, noted = partners_of(pack, starter, resources=resources)
    assert not noted
    assert [one.id for one in partners] == ["radio-aurora", "youth-lab"]
    return partners


@pytest.fixture
def save(resources: Resources, tmp_path: Path) -> Callable[..., Kit]:
    """``save(name="…", logo_color="…")``: a kit with a good logo in ``tmp_path``."""

    def call(id_: str = "lab", **values: object) -> Kit:
        logo = draw_logo(tmp_path / "given.png")
        made = KitValues(id_, "Youth Lab", (NewLogo(logo),))
        return save_partner(replace(made, **values), resources=resources, place=tmp_path)  # type: ignore[arg-type]

    return call


def refusal(call: Callable[[], object]) -> Diagnostic:
    with pytest.raises(StudioError) as caught:
        call()
    assert len(caught.value.diagnostics) == 1, str(caught.value)
    return caught.value.diagnostics[0]


# ---------------------------------------------------------------------------------- kits


def test_a_kit_is_what_was_given_and_can_be_given_again(
    save: Callable[..., Kit], resources: Resources, tmp_path: Path
) -> None:
    kit = save(handle="@lab", url="https://lab.example", logo_color="#0B3D2E", strip_color="#F3F7F1")
    assert kit.diagnostics == ()
    assert kit.partner is not None
    assert kit.partner.logo_color == Color.parse("#0B3D2E")
    assert kit.partner.logos[0].file == "brands/lab/logo-1.png"
    assert list_partners(tmp_path, resources=resources) == (kit,)
    assert check_partner(kit.folder, resources=resources) == ()
    again = save(name='Lab "two"', logos=(NewLogo(draw_logo(tmp_path / "b.jpg", clear=False), True),))
    assert again.partner is not None
    assert (again.partner.name, again.partner.handle) == ('Lab "two"', "")
    assert again.partner.logos[0].full_color
    assert sorted(f.name for f in kit.folder.iterdir()) == ["logo-1.jpg", "partner.toml"]


def test_the_empty_room_round_a_logo_does_not_count(save: Callable[..., Kit]) -> None:
    kit = save()
    assert kit.partner is not None
    left, top, width, height = kit.partner.logos[0].crop
    assert (left, top) == pytest.approx((80 / 1400, 80 / 400), abs=0.01)
    assert kit.partner.logos[0].aspect == pytest.approx(1240 / 240, rel=0.02)
    assert left + width <= 1
    assert top + height <= 1


@pytest.mark.parametrize("color", ["#7DE8F2", "#FFC93C", "#8C8C8C", "#FFFFFF"])
def test_a_faint_colour_is_refused_and_the_nearest_that_pass_are_named(
    save: Callable[..., Kit], tmp_path: Path, color: str
) -> None:
    found = refusal(lambda: save(logo_color=color))
    assert found.code == "partner.low-contrast"
    nearest = re.findall("#[0-9A-F]{6}", str(found.params["nearest"]))
    assert nearest
    assert nearest[0] in str(found)
    for one in nearest:
        assert 4.5 <= contrast(Color.parse(one), PAPER) < 5.2
        assert save(logo_color=one).partner is not None
    shutil.rmtree(tmp_path / "brands")
    refusal(lambda: save(logo_color=color))
    assert not (tmp_path / "brands").exists()


@pytest.mark.parametrize("color", ["#CDF64A", "#202020", "#FFC65C"])
def test_the_strip_stays_paper(save: Callable[..., Kit], color: str) -> None:
    found = refusal(lambda: save(strip_color=color))
    assert found.code == "partner.strip-color"
    assert save(strip_color=str(found.params["nearest"])).partner is not None


@pytest.mark.parametrize("id_", ["milclicks", "unesco"])
def test_the_movements_own_marks_are_no_partners(save: Callable[..., Kit], id_: str) -> None:
    assert refusal(lambda: save(id_)).code == "partner.reserved"


def test_a_kit_has_no_key_for_the_wordmark(save: Callable[..., Kit], resources: Resources) -> None:
    kit = save()
    file = kit.folder / "partner.toml"
    for key in ("wordmark", "hashtag", "themes"):
        file.write_text(f'{key} = "x"\n' + file.read_text("utf-8"), "utf-8")
    found = check_partner(kit.folder, resources=resources)
    assert [d.code for d in found] == ["data.unknown-key"] * 3


def test_a_borrowed_name_is_a_warning(save: Callable[..., Kit]) -> None:
    codes = [d.code for d in save(name="Friends of UNESCO").diagnostics]
    assert codes == ["partner.others-name"]


def test_a_small_logo_asks_for_a_larger_one(save: Callable[..., Kit], tmp_path: Path) -> None:
    small = draw_logo(tmp_path / "small.png", 420, 200)
    (found,) = save(logos=(NewLogo(small),)).diagnostics
    assert found.severity is Severity.WARNING
    assert str(found).endswith("This logo is 120 px high; ask for at least 300 px.")


def test_a_logo_in_a_box_of_its_own_is_told(save: Callable[..., Kit], tmp_path: Path) -> None:
    boxed = Image.linear_gradient("L").resize((1400, 400)).convert("RGB")
    boxed.save(tmp_path / "boxed.png")
    codes = [d.code for d in save(logos=(NewLogo(tmp_path / "boxed.png"),)).diagnostics]
    assert codes == ["partner.logo-ground"]


def test_files_that_are_no_logos(save: Callable[..., Kit], tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    Image.new("RGBA", (600, 600), (0, 0, 0, 0)).save(tmp_path / "empty.png")
    wrong = {
        "logo.svg": "picture.format",
        "empty.png": "partner.logo-empty",
        "no.png": "partner.logo-missing",
    }
    for name, code in wrong.items():
        assert refusal(lambda name=name: save(logos=(NewLogo(tmp_path / name),))).code == code  # type: ignore[misc]


def test_an_unknown_partner_and_too_many_logos(
    save: Callable[..., Kit], resources: Resources, tmp_path: Path
) -> None:
    logo = NewLogo(draw_logo(tmp_path / "one.png"))
    save(logos=(logo, logo))
    save("other", logos=(logo, logo))
    found = refusal(lambda: find_partners(("labb",), tmp_path, resources=resources))
    assert (found.code, found.params["known"]) == ("partner.unknown", "lab, other")
    found = refusal(lambda: find_partners(("lab", "other"), tmp_path, resources=resources))
    assert found.code == "partner.too-many-logos"


def test_the_packs_kit_goes_before_the_users(
    save: Callable[..., Kit], resources: Resources, tmp_path: Path
) -> None:
    save()
    home = tmp_path / "home"
    logo = NewLogo(draw_logo(tmp_path / "mine.png"))
    for id_ in ("lab", "mine"):
        save_partner(KitValues(id_, "Mine", (logo,)), resources=resources, place=home)
    kits = {kit.id: kit for kit in list_partners(tmp_path, resources=resources, home=home)}
    assert {name: kit.own for name, kit in kits.items()} == {"lab": False, "mine": True}
    store = Pipeline(open_world(resources), tmp_path, home).pictures
    assert store.size("brands/mine/logo-1.png") == Size(1400, 400)
    with pytest.raises(InvalidInput):
        store.size("media/mine.png")


# ---------------------------------------------------------------------------------- on cards


def logos(frame: Frame) -> list[Shown]:
    return [item for item in frame.items if isinstance(item, Shown) and item.logo]


def post(folder: Path, name: str, language: str = "en") -> Post:
    found = next(one for one in load_pack(folder)[0].posts if one.id == name)
    if language == "en":
        return found
    translated = translate(found, pack_catalog(folder, language), language)[0]
    assert translated is not None
    return translated


@pytest.mark.parametrize("size", SIZES)
def test_every_kind_stands_over_the_strip(
    pipeline: Pipeline, starter: Path, both: tuple[Partner, ...], size: str
) -> None:
    kinds: dict[str, Post] = {}
    for one in load_pack(starter)[0].posts:
        kinds.setdefault(one.kind, one)
    catalogs = {name: pack_catalog(starter, name) for name in ("ar", "ru", "zh_CN")}
    for one in kinds.values():
        shown = [one, *(translate(one, catalog, name)[0] for name, catalog in catalogs.items())]
        for version in shown:
            assert version is not None
            for card in cards_of(version):
                frame, found = pipeline.frame(version, card.name, Size.parse(size), partners=both)
                assert [str(d) for d in found if d.severity >= Severity.WARNING] == []
                strip = frame.region("strip")
                assert strip is not None
                assert strip.rect.bottom == pytest.approx(frame.size.height, abs=0.5)
                inside = [r for r in frame.regions if r.kind == "text" and r.field]
                assert all(r.ink.bottom <= strip.rect.y + 1 for r in inside), one.id


@pytest.mark.parametrize("size", SIZES)
def test_logos_keep_their_distance_and_are_never_larger_than_the_wordmark(
    pipeline: Pipeline, starter: Path, both: tuple[Partner, ...], size: str
) -> None:
    frame, _ = pipeline.frame(
        post(starter, "read-past-the-headline"), "tip", Size.parse(size), partners=both
    )
    u = min(frame.size.width, 1.35 * frame.size.height) / 100
    first, second = (item.rect for item in logos(frame))
    wordmark = frame.region("wordmark")
    assert wordmark is not None
    assert second.x - first.right >= 5 * u - 1
    label = frame.region("strip_label")
    assert label is not None
    assert first.x - label.rect.right >= 5 * u - 1
    for rect in (first, second):
        assert rect.width <= wordmark.rect.width
        assert rect.height <= wordmark.rect.height
        assert frame.size.width - rect.right >= 6.5 * u - 1
    strip = frame.region("strip")
    assert strip is not None
    assert min(first.y, second.y) - strip.rect.y >= 2 * u


def test_the_strip_follows_the_reading_direction_and_its_logos_do_not(
    pipeline: Pipeline, starter: Path, both: tuple[Partner, ...]
) -> None:
    size = Size(540, 675)
    frames = [
        pipeline.frame(post(starter, "read-past-the-headline", name), "tip", size, partners=both)[0]
        for name in ("en", "ar")
    ]
    left, right = ([item.rect.x for item in logos(frame)] for frame in frames)
    assert left[0] < left[1]
    assert right[0] > right[1]
    cuts = [pipeline.surface(frame) for frame in frames]
    pieces = []
    for frame, surface in zip(frames, cuts, strict=True):
        x, y, width, height = map(round, logos(frame)[0].rect)
        whole = Image.frombytes("RGB", (surface.width, surface.height), surface.rgb)
        pieces.append(whole.crop((x, y, x + width, y + height)).tobytes())
    assert pieces[0] == pieces[1]


def test_a_logo_is_printed_in_one_ink_on_paper(
    pipeline: Pipeline, starter: Path, both: tuple[Partner, ...]
) -> None:
    frame, _ = pipeline.frame(
        post(starter, "read-past-the-headline"), "tip", Size(1080, 1350), partners=both
    )
    surface = pipeline.surface(frame)
    whole = Image.frombytes("RGB", (surface.width, surface.height), surface.rgb)
    for item in logos(frame):
        x, y, width, height = map(round, item.rect)
        seen = whole.crop((x - 4, y - 4, x + width + 4, y + height + 4))
        colors = {color for _count, color in seen.getcolors(1 << 20)}
        assert PAPER[:3] in colors
        assert INK[:3] in colors
        # Every other colour lies between the two: no third ink, no box round the logo.
        for color in colors:
            assert all(i - 3 <= c <= p + 3 for c, i, p in zip(color, INK, PAPER, strict=False)), color


def test_a_single_partner_shows_its_handle_and_its_colours(
    pipeline: Pipeline, starter: Path, both: tuple[Partner, ...]
) -> None:
    one = replace(both[1], logo_color=Color.parse("#0B3D2E"), strip_color=Color.parse("#F1F6EF"))
    frame, _ = pipeline.frame(
        post(starter, "read-past-the-headline"), "tip", Size(1080, 1350), partners=(one,)
    )
    handle = frame.region("strip_handle")
    assert handle is not None
    assert handle.text == "@youthlab"
    (logo,) = logos(frame)
    assert logo.logo is not None
    assert logo.logo.ink == one.logo_color
    assert logo.logo.paper == one.strip_color


def test_a_card_with_other_logos_is_another_card(
    resources: Resources, starter: Path, both: tuple[Partner, ...], tmp_path: Path
) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(starter, folder)
    pipeline = Pipeline(open_world(resources), folder)
    job = Job(post(folder, "read-past-the-headline"), "tip", Size(540, 675))
    keys = [pipeline.key(replace(job, partners=some)) for some in ((), both, both[:1])]
    draw_logo(folder / "brands" / "radio-aurora" / "logo-1.png", 2400, 320)
    keys.append(pipeline.key(replace(job, partners=both)))
    assert len(set(keys)) == 4


@pytest.mark.parametrize("form", ["pdf", "svg"])
def test_vector_files_have_the_logos_too(
    pipeline: Pipeline, starter: Path, both: tuple[Partner, ...], form: str
) -> None:
    frame, _ = pipeline.frame(
        post(starter, "read-past-the-headline"), "tip", Size(540, 675), partners=both
    )
    assert len(pipeline.page(frame, form).pictures) == 2


# ---------------------------------------------------------------------------------- on the way


def test_kits_travel_in_packs_and_are_merged_whole(starter: Path, tmp_path: Path) -> None:
    ours, archive = tmp_path / "ours", tmp_path / "letter.milpack"
    shutil.copytree(starter, ours)
    report = export_archive(ours, archive)
    assert report.diagnostics == ()
    with opened_pack(archive) as folder:
        assert load_pack(folder)[0].partners == ("radio-aurora", "youth-lab")
        kit = (folder / "brands" / "youth-lab" / "partner.toml").read_bytes()
        assert kit == (starter / "brands" / "youth-lab" / "partner.toml").read_bytes()
        theirs = tmp_path / "theirs"
        shutil.copytree(folder, theirs)
    changed = theirs / "brands" / "youth-lab" / "partner.toml"
    changed.write_text(changed.read_text("utf-8").replace("Youth Lab", "Youth Lab Two"), "utf-8")
    merged = tmp_path / "merged"
    merge_places(starter, ours, theirs, merged)
    assert (merged / "brands" / "youth-lab" / "partner.toml").read_bytes() == changed.read_bytes()
    assert (merged / "brands" / "radio-aurora" / "logo-1.png").is_file()


def test_a_kit_that_stays_at_home_is_told(starter: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(starter, folder)
    shutil.rmtree(folder / "brands" / "youth-lab")
    report = export_archive(folder, tmp_path / "letter.milpack")
    assert [(d.code, d.params["id"]) for d in report.diagnostics] == [
        ("partner.not-in-pack", "youth-lab")
    ]


def test_the_library_keeps_kits(starter: Path, tmp_path: Path) -> None:
    content, pictures, _ = read_content(starter)
    by_digest = dict(zip(content.media.values(), pictures, strict=True))
    write_content(content, tmp_path / "back", by_digest.get)
    assert load_pack(tmp_path / "back")[0].partners == ("radio-aurora", "youth-lab")
    for file in (starter / "brands").rglob("*"):
        if file.is_file():
            assert (tmp_path / "back" / file.relative_to(starter)).read_bytes() == file.read_bytes()
