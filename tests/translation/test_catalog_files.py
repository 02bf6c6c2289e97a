"""PO files from strangers: read, or refused with their line; never obeyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import InvalidInput
from studio.translation import load_catalog
from studio.translation.po import MAX_BYTES, parse_po, write_whole


def refused(path):
    with pytest.raises(InvalidInput) as caught:
        load_catalog(path, "sr")
    (finding,) = caught.value.diagnostics
    return finding


def findings(call, *arguments):
    """What the call refuses its input for; nothing if it takes it."""
    try:
        call(*arguments)
    except InvalidInput as error:
        return error.diagnostics
    return ()


def write(tmp_path, text):
    path = tmp_path / "sr.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_entries_know_their_line_and_state(write_po):
    catalog = load_catalog(
        write_po([("a/body", "One", "Један"), ("a/alt", "Two", "Два", "fuzzy")]), "sr"
    )
    one, two = catalog.entry("a", "body"), catalog.entry("a", "alt")
    assert (one.source, one.text, one.fuzzy) == ("One", "Један", False)
    assert (two.text, two.fuzzy) == ("Два", True)
    assert one.line < two.line
    assert catalog.entry("a", "nothing") is None


def test_obsolete_entries_do_not_count(write_po):
    path = write_po([])
    path.write_text('#~ msgctxt "a/body"\n#~ msgid "One"\n#~ msgstr "Један"\n', encoding="utf-8")
    assert dict(load_catalog(path, "sr").entries) == {}


def test_a_missing_catalog(tmp_path):
    assert refused(tmp_path / "sr.po").code == "catalog.missing"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a\nmsgstr "b"\n', 1),
        ('msgid "a"\nmsgstr "b"\nthis is no PO\n', 3),
        ('msgid "a"\nmsgstr "b "quoted" c"\n', 2),
        ('msgstr "b"\n', 1),
        ('msgid "a"\nmsgstr[x] "b"\n', 2),
    ],
)
def test_a_broken_catalog_names_its_line(tmp_path, text, line):
    finding = refused(write(tmp_path, text))
    assert (finding.code, finding.where.line) == ("catalog.broken", line)
    assert finding.where.file.endswith("sr.po")


def test_two_entries_for_one_text(write_po):
    finding = refused(write_po([("a/body", "One", "Један"), ("a/body", "Two", "Два")]))
    assert (finding.code, finding.where.line) == ("catalog.duplicate", 8)
    assert "a/body" in str(finding)


@pytest.mark.parametrize("count", ["20000000", "7", "0", "9" * 5000])
def test_plural_forms_that_no_language_has(tmp_path, count):
    header = f'msgid ""\nmsgstr "Plural-Forms: nplurals={count}; plural=n;\\n"\n'
    assert refused(write(tmp_path, header)).code == "catalog.plurals"


def test_plural_indexes_that_no_language_has(tmp_path):
    text = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[99999999999] "d"\n'
    finding = refused(write(tmp_path, text))
    assert (finding.code, finding.where.line) == ("catalog.plurals", 4)


def test_plural_expressions_are_never_run(tmp_path):
    header = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__(\'os\').abort();\\n"\n'
    assert dict(load_catalog(write(tmp_path, header), "sr").entries) == {}


@pytest.mark.parametrize(
    "text",
    [
        b'msgid "\xff"\n',
        'msgid "a"\n'.encode("utf-16"),
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=KOI8-R\\n"\n',
    ],
)
def test_other_encodings_are_refused(tmp_path, text):
    assert refused(write(tmp_path, text)).code == "catalog.encoding"


def test_huge_catalogs_are_refused(tmp_path):
    assert refused(write(tmp_path, b"#" * (MAX_BYTES + 1))).code == "catalog.too-big"


@pytest.mark.parametrize("line", ['"a"\n', "# a\n", '#| msgid "a"\n', "#. a\n"])
def test_entries_without_end_are_refused_at_once(tmp_path, line):
    text = 'msgctxt "a"\nmsgid ""\n' + line * 100_000
    assert refused(write(tmp_path, text)).code in ("catalog.broken", "catalog.plurals")


def test_a_catalog_that_looks_like_a_path_is_not_opened(tmp_path):
    secret = write(tmp_path, 'msgctxt "a/b"\nmsgid "secret"\nmsgstr "x"\n')
    path = tmp_path / "other.po"
    path.write_text(str(secret), encoding="utf-8")
    assert refused(path).code == "catalog.broken"


def test_content_is_never_formatted(write_po):
    text = "{0.__class__} %(x)s %n {number}"
    assert load_catalog(write_po([("a/b", "x", text)]), "sr").entry("a", "b").text == text


def test_controls_and_overrides_are_taken_out(write_po):
    catalog = load_catalog(write_po([("a/b", "x", "один\u202e два\u0007\ufeff")]), "sr")
    assert catalog.entry("a", "b").text == "один два"


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("po") / "sr.po"
    path.write_bytes(data)
    assert all(d.code.startswith("catalog.") for d in findings(load_catalog, path, "sr"))


_PIECES = """
msgid "a"
msgid ""
msgid
msgctxt "c/d"
msgid_plural "p"
msgstr
msgstr "b"
msgstr[
msgstr[0] "q"
msgstr[1]
"more"
"
"Plural-Forms: nplurals=3;\\n"
\\
#, fuzzy
#: a:1
# x
#.
#~
#~|
#~ msgid "o"
#| msgid
#| msgid "x"
\u2028
"""


@given(st.lists(st.sampled_from(_PIECES.split("\n")), max_size=12).map("\n".join))
def test_no_arrangement_of_lines_crashes_the_parser(text):
    assert all(d.where.file == "x.po" for d in findings(parse_po, text, "x.po"))


def test_writing_replaces_whole_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "i18n" / "sr.po"
    assert write_whole(path, "one")
    assert write_whole(path, "two")
    assert not write_whole(path, "two")
    assert [p.name for p in path.parent.iterdir()] == ["sr.po"]
    assert path.read_text(encoding="utf-8") == "two"


def test_a_failed_write_keeps_the_old_file(tmp_path, monkeypatch):
    from studio.errors import EnvironmentFailure

    path = tmp_path / "sr.po"
    write_whole(path, "old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentFailure, match="No space left"):
        write_whole(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["sr.po"]
    assert path.read_text(encoding="utf-8") == "old"
