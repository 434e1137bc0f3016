"""`make privacy`: the figures of docs/privacy-stop.md; `make privacy SAY=tuned` adds what was missed in that half."""

import sys

from tests.privacy.figures import HELD_OUT, TUNED, Figures, measure, sentences


def tell(what: str, f: Figures) -> None:
    """One row."""
    print(
        f"{what:<22}{f.sentences:>10}{f.names:>7}{f.hits:>6}{f.names - f.hits:>8}{len(f.alarms):>8}"
        f"{f.recall:>8.0%}{f.precision:>11.0%}{f.whole:>7}"
    )


def main(said: str) -> None:
    """Both halves, then each origin and each kind of prose."""
    print(
        f"{'':<22}{'sentences':>10}{'names':>7}{'hits':>6}{'misses':>8}{'alarms':>8}{'recall':>8}{'precision':>11}{'whole':>7}"
    )
    for half in (TUNED, HELD_OUT):
        tell(f"names, {half}", measure("names.txt", half=half))
        tell(f"prose, {half}", measure("prose.txt", half=half))
    for file in ("names.txt", "prose.txt"):
        for section in dict.fromkeys(sentence.section for sentence in sentences(file)):
            tell(section[:21], measure(file, section=section))
    for half in (TUNED, HELD_OUT):
        if said in (half.replace(" ", "-"), "all"):
            for file in ("names.txt", "prose.txt"):
                found = measure(file, half=half)
                print(*(f"missed ({half}): {line}" for line in found.misses), sep="\n")
                print(*(f"false alarm ({half}): {line}" for line in found.alarms), sep="\n")


main(sys.argv[1] if len(sys.argv) > 1 else "")
