"""The tests skip nothing, and every exception to a tool's rule carries its reason."""

import re

from tests.house import tree

SKIPS = re.compile(r"mark\.(skip|skipif|xfail)|pytest\.(skip|xfail|importorskip)\(")
SILENCED = re.compile(r"#\s*noqa(?P<code>: [A-Z]+\d+(, [A-Z]+\d+)*)?(?P<why>.*)")
IGNORED = re.compile(r"#\s*type: ignore(?P<code>\[[\w, -]+\])?(?P<why>.*)")


def test_no_test_is_skipped() -> None:
    here = tree.ROOT / "tests/house/test_tests.py"
    assert not [
        tree.name(path) for path in tree.python("tests") if path != here and SKIPS.search(path.read_text("utf-8"))
    ]


def test_every_exception_says_why() -> None:
    silent = [
        f"{tree.name(path)}:{number}: {line.strip()}"
        for path in tree.python("components", "data", "pages", "tests")
        if path.name != "test_tests.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for hit in [SILENCED.search(line) or IGNORED.search(line)]
        if hit and (not hit["code"] or len(hit["why"].strip(" #")) < 5)
    ]
    assert not silent
