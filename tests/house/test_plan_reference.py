"""docs/plan-file.md says what the model says, all of it, in words (B8)."""

import pytest
from pydantic import BaseModel

from data.plan.model import StandingPlan
from data.plan.words import PARTY_KINDS, ROOMS, TERMS, VERBS
from tests.house import plan_reference as reference

SHAPES = [StandingPlan, *reference.shapes()]


def test_the_page_is_the_one_that_the_model_gives() -> None:
    assert reference.PAGE.read_text("utf-8") == reference.page(), (
        f"docs/plan-file.md is not what the model says any more. Write it anew: {reference.COMMAND}"
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_of_a_plan_file_says_what_it_means(shape: type[BaseModel]) -> None:
    fields = [field for field in shape.model_fields.values() if field.alias and not field.alias.startswith("(")]
    assert fields
    silent = [field.alias for field in fields if not field.description]
    assert not silent, f"{shape.__name__}: say what they are for, with description=, in Danish"


def test_no_field_is_left_out_and_each_type_is_in_words() -> None:
    page = reference.page()
    for shape in SHAPES:
        rows = [f.alias for f in shape.model_fields.values() if f.alias and not f.alias.startswith("(")]
        assert not [key for key in rows if f"`{key}` |" not in page and f"## {key}\n" not in page]
    assert not [word for word in ("typing", "Annotated", "None", "tuple", "StrEnum", "Field") if word in page]


def test_the_words_that_can_be_chosen_stand_in_it() -> None:
    page = reference.page()
    assert not [word for word in (*PARTY_KINDS, *ROOMS, *TERMS, *VERBS) if word not in page]
