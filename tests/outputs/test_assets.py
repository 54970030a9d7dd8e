"""Assets: the stylesheet, the fonts and the mark, and the editors' own files, all copied whole."""

from __future__ import annotations

from briefs.fingerprints import fingerprint

CLUSTER = "clusters/2025-02-06-chip-race.md"


def test_a_file_of_content_is_copied_byte_for_byte(newsroom):
    data = bytes(range(256)) * 3
    newsroom.write("assets/data/Table-1.bin", data)
    newsroom.build()
    assert data == newsroom.files()["assets/data/Table-1.bin"]


def test_an_empty_file_is_copied_too(newsroom):
    newsroom.write("assets/empty.txt", "")
    newsroom.build()
    assert newsroom.files()["assets/empty.txt"] == b""


def test_the_stylesheet_is_named_by_its_bytes_and_every_page_asks_for_it(newsroom):
    newsroom.build()
    (name,) = (path for path in newsroom.files() if path.endswith(".css"))
    assert f"assets/style.{fingerprint(newsroom.files()[name])}.css" == name
    for path, data in newsroom.files().items():
        if path.endswith(".html"):
            assert f'href="/brief/{name}"'.encode() in data, path


def test_a_stylesheet_of_the_publication_takes_the_place_of_ours(newsroom):
    folder = newsroom.root / "templates/static"
    folder.mkdir(parents=True)
    (folder / "style.css").write_text("body { color: red }")
    newsroom.build()
    (name,) = (path for path in newsroom.files() if path.endswith(".css"))
    assert newsroom.files()[name] == b"body { color: red }"


def test_fonts_come_with_their_licences(newsroom):
    newsroom.build()
    fonts = [path for path in newsroom.files() if path.startswith("assets/fonts/")]
    assert [path for path in fonts if not path.endswith((".woff2", ".txt"))] == []
    assert sum("OFL" in path for path in fonts) == 2


def test_a_page_can_link_to_a_file_of_content(newsroom):
    newsroom.write("assets/table.csv", "a,b\n")
    newsroom.edit(CLUSTER, "Provinces roll", "See [the table](/assets/table.csv). Provinces roll")
    newsroom.build()
    assert 'href="/brief/assets/table.csv"' in newsroom.read("clusters/chip-race/index.html")


def test_a_file_in_the_place_of_one_of_ours_is_an_error(newsroom):
    newsroom.write("assets/mark.svg", "<svg/>")
    assert newsroom.build().published is None
    assert "error[output-collision]" in newsroom.diagnostics()[0]


def test_two_names_that_some_disks_hold_to_be_one_are_an_error(newsroom):
    for name in ("assets/map.png", "assets/MAP.png"):
        newsroom.write(name, name)
    if len(list((newsroom.content / "assets").iterdir())) == 1:
        return  # This disk is such a one: here the mistake cannot be made.
    assert newsroom.build().published is None
    assert "error[output-collision]" in newsroom.diagnostics()[0]
