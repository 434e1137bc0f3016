"""The template of a plan file for another area: every section with what it is, who decides it, and what is usual (B8).

It is a file of its own beside the shipped plan, so that whoever writes in it reads it as it is.
"""

from pathlib import Path
from typing import Final

from data.errors import Refusal
from data.plan.blanks import blanks
from data.plan.yamltext import read_tree

TEMPLATE: Final = Path(__file__).parent / "template.yaml"


class TemplateRefused(Refusal):
    """The template was not written: "plan-exists", or "plan-unwritten" when the folder does not take it."""


def write_template(target: Path) -> int:
    """Write the template to a new file; the number of places to fill in. Raises TemplateRefused."""
    text = TEMPLATE.read_text(encoding="utf-8")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise TemplateRefused("plan-exists", file=str(target)) from None
    except OSError:
        raise TemplateRefused("plan-unwritten", file=str(target)) from None
    return sum(1 for _ in blanks(read_tree(text)[0]))
