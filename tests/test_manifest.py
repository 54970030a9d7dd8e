"""The manifest: what the last build wrote, believed only when it is whole."""

from __future__ import annotations

import json

import pytest

from briefs.jobs import fingerprint
from briefs.manifest import FILE, VERSION, Entry, Manifest, read_manifest

FILES = {
    "b/index.html": Entry({"code": "1", "view": "2"}, fingerprint("two"), 3),
    "a.txt": Entry({"code": "1"}, fingerprint("Ünïcode ☃"), 12),
}


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
    manifest = Manifest(FILES)
    assert manifest == read_manifest(store(tmp_path, manifest.to_json()))


def test_equal_manifests_are_equal_bytes_whatever_their_order():
    turned = {path: FILES[path] for path in reversed(FILES)}
    assert Manifest(FILES).to_json() == Manifest(turned).to_json()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"{}\n{}\n",
        b"\xff\xfe\n\x00",
        b"[1]\n[2]\n",
        Manifest(FILES).to_json()[:-9],
        Manifest(FILES).to_json().replace(b"a.txt", b"b.txt"),
        signed({}, version=VERSION + 1),
        signed([]),
        signed({"a": 1}),
        signed({"a": ["print", 1]}),
        signed({"a": ["print", "size", {}]}),
        signed({"a": [1, 1, {}]}),
        signed({"a": ["print", 1, []]}),
    ],
    ids=range(14),
)
def test_at_any_doubt_it_is_empty_and_all_is_made_anew(tmp_path, data):
    assert Manifest() == read_manifest(store(tmp_path, data))


def test_where_there_is_none_it_is_empty(tmp_path):
    assert Manifest() == read_manifest(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "holds"), [(b"two", True), (b"TWO", False), (b"two ", False), (None, False)]
)
def test_a_file_is_held_if_it_is_there_as_it_was_made(tmp_path, content, holds):
    if content is not None:
        (tmp_path / "b").mkdir()
        (tmp_path / "b/index.html").write_bytes(content)
    assert holds == Manifest(FILES).holds(tmp_path, "b/index.html")


def test_a_damaged_manifest_costs_a_full_build_that_refuses_to_overwrite(newsroom):
    """Without a manifest nobody knows whose the files are, so none is overwritten in silence."""
    newsroom.build()
    store(newsroom.output, b"damaged")
    with pytest.raises(Exception, match="was not made by briefs"):
        newsroom.build()


def test_a_forged_manifest_that_names_files_elsewhere_harms_none(newsroom):
    newsroom.build()
    victim = newsroom.root / "victim.txt"
    victim.write_text("mine")
    body = json.loads((newsroom.output / FILE).read_bytes().splitlines()[1])
    body["../victim.txt"] = [fingerprint("mine"), 4, {}]
    body["/etc/hostname"] = [fingerprint("x"), 1, {}]
    text = json.dumps(body)
    head = json.dumps({"version": VERSION, "print": fingerprint(text)})
    store(newsroom.output, f"{head}\n{text}\n".encode())
    newsroom.build()
    assert victim.read_text() == "mine"
    assert "../victim.txt" not in read_manifest(newsroom.output).files
