"""What somebody typed is data in every language it passes through."""

import json

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.map.literal import js_literal

NASTY = [
    "{{7*7}}",
    "{% raise %}",
    "{# x #}",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${7*7}`",
    "\\u007b\\u007b7*7}}",
    "map_div feature_group_0 _a1b2c3",
    "alert(coords);",
    "\u2028\u2029\x00'\"\\",
    "<!--",
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
noise = st.lists(st.sampled_from([*NASTY, "{", "%", "#", "<", "\\", "_", "$"])).map("".join)


@given(json_values | noise | st.dictionaries(noise, noise))
def test_the_literal_decodes_to_the_same_value(value: object) -> None:
    assert json.loads(js_literal(value)) == value


@given(json_values | noise | st.dictionaries(noise, noise))
def test_the_literal_holds_no_sign_that_html_jinja_or_a_pattern_would_act_on(value: object) -> None:
    said = js_literal(value)
    assert not any(sign in said for sign in ("<", ">", "&", "{{", "{%", "{#", "$", "`", "'", "_", "(", "/"))
    assert said.isascii()


@pytest.mark.parametrize("text", NASTY)
def test_jinja_finds_nothing_to_run(text: str) -> None:
    said = js_literal({"title": text})
    assert jinja2.Template(said).render() == said


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError):
        js_literal(float("nan"))
    with pytest.raises(TypeError):
        js_literal(object())
