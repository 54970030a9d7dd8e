"""The manifest: what the last build wrote, believed only when it is whole."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import replace

import pytest

from briefs.fingerprints import fingerprint
from briefs.manifest import FILE, VERSION, Entry, read_manifest, to_json
from briefs.stages.publish import OutputError

FILES = {
    "b/index.html": Entry("key of b", fingerprint("two"), 3),
    "a.txt": Entry("key of a", fingerprint("Ünïcode ☃"), 12),
}
LONG_AGO, LATER = 10**18, 2 * 10**18


def store(folder, data):
    file = folder / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return folder


def signed(body, version=VERSION):
    """A manifest whose fingerprint is right, whatever its body is."""
    text = json.dumps(body)
    return f"{json.dumps({'version': version, 'print': fingerprint(text)})}\n{text}\n".encode()


def test_what_is_stored_is_what_is_read(tmp_path):
    manifest = read_manifest(store(tmp_path, to_json(FILES, ())))
    assert dict(manifest.files) == FILES


def test_equal_manifests_are_equal_bytes_whatever_their_order():
    turned = {path: FILES[path] for path in reversed(FILES)}
    assert to_json(FILES, ["x", "y"]) == to_json(turned, ["y", "x"])


def columns(**other):
    """What a manifest of one file holds, but for `other`."""
    one = {"paths": ["a"], "keys": ["key"], "prints": ["print"], "sizes": [1], "foreign": []}
    return one | other


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"{}\n{}\n",
        b"\xff\xfe\n\x00",
        b"[1]\n[2]\n",
        to_json(FILES, ())[:-9],
        to_json(FILES, ()).replace(b"a.txt", b"b.txt"),
        signed(columns(), version=VERSION + 1),
        signed([]),
        signed({"a": 1}),
        signed(columns(paths=1)),
        signed(columns(paths=[1])),
        signed(columns(keys=[])),
        signed(columns(foreign=1)),
    ],
    ids=range(14),
)
def test_at_any_doubt_it_is_empty_and_all_is_made_anew(tmp_path, data):
    assert dict(read_manifest(store(tmp_path, data)).files) == {}


def test_where_there_is_none_it_is_empty(tmp_path):
    assert dict(read_manifest(tmp_path / "nowhere").files) == {}


@pytest.mark.parametrize("changed", [LONG_AGO, LATER], ids=["older", "younger"])
@pytest.mark.parametrize(
    ("content", "is_lost"),
    [(b"two", False), (b"two ", True), (None, True)],
    ids=["as it was", "longer", "gone"],
)
def test_a_file_is_lost_if_it_is_not_there_as_it_was_made(tmp_path, content, is_lost, changed):
    store(tmp_path, to_json({"b/index.html": FILES["b/index.html"]}, ()))
    if content is not None:
        (tmp_path / "b").mkdir()
        (tmp_path / "b/index.html").write_bytes(content)
        os.utime(tmp_path / "b/index.html", ns=(changed, changed))
    os.utime(tmp_path / FILE, ns=((LONG_AGO + LATER) // 2,) * 2)
    assert read_manifest(tmp_path).lost == ({"b/index.html"} if is_lost else set())


def test_a_file_of_the_same_length_that_was_changed_later_is_looked_into(tmp_path):
    store(tmp_path, to_json({"b/index.html": FILES["b/index.html"]}, ()))
    (tmp_path / "b").mkdir()
    (tmp_path / "b/index.html").write_bytes(b"TWO")
    assert read_manifest(tmp_path).lost == {"b/index.html"}


def test_what_briefs_did_not_make_is_found(tmp_path):
    store(tmp_path, to_json(FILES, ()))
    for path in ("b/index.html", "b/mine.txt", "CNAME", "folder/deep/x"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    assert read_manifest(tmp_path).foreign == {"b/mine.txt", "CNAME", "folder"}


def test_a_damaged_manifest_costs_a_full_build_that_refuses_to_overwrite(newsroom):
    """Without a manifest nobody knows whose the files are, so none is overwritten in silence."""
    newsroom.build()
    before = newsroom.files()
    store(newsroom.output, b"damaged")
    with pytest.raises(Exception, match="was not made by briefs"):
        newsroom.build()
    assert newsroom.files() == before


def test_a_forged_manifest_that_names_files_elsewhere_harms_none(newsroom):
    newsroom.build()
    victims = [newsroom.root / name for name in ("victim.txt", "other.txt")]
    for victim in victims:
        victim.write_text("mine")
    body = json.loads((newsroom.output / FILE).read_bytes().splitlines()[1])
    body["paths"] += ["../victim.txt", str(victims[1])]
    body["keys"] += ["key", "key"]
    body["prints"] += [fingerprint("mine")] * 2
    body["sizes"] += [4, 4]
    body["foreign"] += ["../other.txt", "../../newsroom/victim.txt"]
    for folder in (newsroom.output, newsroom.root / ".site.next"):
        text = json.dumps(body)
        head = json.dumps({"version": VERSION, "print": fingerprint(text)})
        store(folder, f"{head}\n{text}\n".encode())
        newsroom.write("pages/about.md", f"---\ntitle: About {folder.name}\n---\nWho.\n")
        with suppress(OutputError):  # Whose the files are is then in doubt.
            newsroom.build()
        assert [victim.read_text() for victim in victims] == ["mine", "mine"]


def test_the_keys_of_a_build_do_not_tell_where_it_was_made(newsroom, tmp_path_factory):
    newsroom.build()
    here = newsroom.read(FILE)
    elsewhere = replace(newsroom.request(), output=tmp_path_factory.mktemp("elsewhere") / "site")
    newsroom.build(output=elsewhere.output)
    assert (elsewhere.output / FILE).read_text("utf-8") == here
