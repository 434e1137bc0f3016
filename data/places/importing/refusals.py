"""Why a download cannot become a map, in Danish: whoever reads it stands at the command line with the file.

As with the problems of a plan file, these sentences belong to the file and not to a screen.
"""

from data.errors import Refusal


class MapRefused(Refusal):
    """Nothing was written. `sentence` says which file, what is wrong with it and what to do."""

    def __init__(self, file: str, sentence: str) -> None:
        self.sentence = f"{file}: {sentence}" if file else sentence
        super().__init__("map-refused", sentence=self.sentence)

    def __str__(self) -> str:
        return self.sentence
