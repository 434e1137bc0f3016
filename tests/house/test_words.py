"""The product knows no town, and nothing committed knows the machine it was written on."""

import re

from tests.house import tree

SHIPPED_AREA = re.compile("ish(ø|oe)j|vejle(å|aa)|lokalr(å|aa)d", re.IGNORECASE)
SPOKEN = {".py", ".po", ".js", ".css", ".html", ".toml", ".svg", ".mako"}
NAMES_A_FILE = {"data/settings.py": "vejleaaparken.yaml"}
"""The default plan has to be named somewhere: by its file's name."""
THIS_MACHINE = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + "home/", "/" + "opt/", r"\.\./" + "shared")))


def test_the_words_of_the_shipped_area_stand_in_its_plan_only() -> None:
    found = []
    for path in (tree.ROOT / "app.py", *tree.files("components", "data", "pages", ".streamlit")):
        if path.suffix not in SPOKEN:
            continue
        text = path.read_text("utf-8").replace(NAMES_A_FILE.get(tree.name(path), "\0"), "")
        found += [f"{tree.name(path)}: {hit.group()}" for hit in SHIPPED_AREA.finditer(text)]
    assert not found


def test_only_the_plan_and_its_map_files_are_named_after_the_area() -> None:
    named = [tree.name(path) for path in tree.files("components", "data", "pages") if SHIPPED_AREA.search(path.name)]
    assert all(name.startswith(("data/plan/", "data/places/")) and not name.endswith(".py") for name in named)


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    found = [
        f"{tree.name(path)}: {hit.group()}"
        for path in tree.files()
        for hit in THIS_MACHINE.finditer(path.read_text("utf-8"))
    ]
    assert not found
