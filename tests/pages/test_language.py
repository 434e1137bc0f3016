"""What is read belongs to the reader: one tab, one request. Times, plurals and letters follow it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME
from streamlit.testing.v1 import AppTest

from components import incident_map, look, times
from components.incident_forms import standard, standards
from components.texts import NAMES, TAB, language, speaking, t, tn
from data.rules.times import COPENHAGEN
from data.vocabulary import Answer, IncidentState, Language

NOW = datetime(2026, 11, 25, 22, 45, tzinfo=COPENHAGEN)
DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


def said(chosen: Language, sentence: Callable[[], str]) -> str:
    """The sentence as a reader of that language reads it."""
    with speaking(chosen):
        return sentence()


def test_without_a_choice_danish_is_read() -> None:
    assert language() is DANISH
    assert t("Save") == "Gem"


def test_what_is_said_inside_ends_with_it() -> None:
    with speaking(ENGLISH):
        assert t("Save") == "Save"
        with pytest.raises(KeyError), speaking(DANISH):
            t("Save {what}", who="nobody")
        assert t("Save") == "Save"
    assert t("Save") == "Gem"


@pytest.mark.parametrize(
    ("moment", "danish", "english"),
    [
        (NOW, "22.45", "22:45"),
        (NOW - timedelta(days=1), "i går 22.45", "yesterday 22:45"),
        (NOW + timedelta(days=1), "i morgen 22.45", "tomorrow 22:45"),
        (NOW - timedelta(days=7), "ons. 18. nov. 22.45", "Wed 18 Nov 22:45"),
        (NOW.replace(year=2025), "25. nov. 2025 22.45", "25 Nov 2025 22:45"),
    ],
)
def test_times_are_written_as_the_reader_writes_them(moment: datetime, danish: str, english: str) -> None:
    assert said(DANISH, lambda: times.when(moment, NOW)) == danish
    assert said(ENGLISH, lambda: times.when(moment, NOW)) == english


def test_days_too() -> None:
    assert said(DANISH, lambda: times.whole_day(NOW.date())) == "25.11.2026"
    assert said(ENGLISH, lambda: times.whole_day(NOW.date())) == "25 Nov 2026"
    assert said(ENGLISH, lambda: times.day_and_clock(NOW, NOW)) == "today 22:45"


@pytest.mark.parametrize(
    ("length", "danish", "english"),
    [
        (timedelta(minutes=3), "3 min.", "3 min"),
        (timedelta(hours=2), "2 t.", "2 h"),
        (timedelta(hours=2, minutes=10), "2 t. 10 min.", "2 h 10 min"),
        (timedelta(days=4), "4 dage", "4 days"),
    ],
)
def test_lengths_of_time_too(length: timedelta, danish: str, english: str) -> None:
    assert said(DANISH, lambda: times.span(length)) == danish
    assert said(ENGLISH, lambda: times.span(length)) == english


@pytest.mark.parametrize(("n", "danish", "english"), [(1, "1 dag", "1 day"), (2, "2 dage", "2 days")])
def test_one_and_many_too(n: int, danish: str, english: str) -> None:
    assert said(DANISH, lambda: tn("{n} day", "{n} days", n)) == danish
    assert said(ENGLISH, lambda: tn("{n} day", "{n} days", n)) == english


@pytest.mark.parametrize("written", ["21.40", "21:40", "2140", " 21 40 ", "kl. 21.40"])
@pytest.mark.parametrize("reader", Language)
def test_a_time_is_understood_however_it_is_written(reader: Language, written: str) -> None:
    with speaking(reader):
        assert times.parse_clock(written) == time(21, 40)


@pytest.mark.parametrize("reader", Language)
def test_states_on_the_map_have_letters_of_their_own(reader: Language) -> None:
    with speaking(reader):
        letters = [look.letter(look.INCIDENT[state]) for state in look.INCIDENT]
        assert all(len(letter) == 1 for letter in letters)
        assert len(set(letters)) == len(letters)
        assert incident_map.words().language == reader
        assessed = incident_map.words().states[IncidentState.ASSESSED]
        assert assessed.letter in assessed.word.upper()


def test_a_sentence_that_nobody_edited_follows_the_answers_in_whatever_language_it_was_made() -> None:
    for reader in Language:
        assert said(reader, lambda: standard(Answer.NO, Answer.UNCERTAIN)) in standards()


@dataclass
class Tab:
    """What `t` asks of a running script: the state of its session."""

    session_state: dict[str, str]


def _drawn(chosen: Language, meet: threading.Barrier) -> set[str]:
    """What a tab reads that is drawn on this thread, while the others are drawn on theirs."""
    setattr(threading.current_thread(), SCRIPT_RUN_CONTEXT_ATTR_NAME, Tab({TAB: chosen.value}))
    heard = set()
    for _ in range(50):
        meet.wait(60)
        heard |= {t("Save"), tn("{n} day", "{n} days", 2), times.clock(NOW)}
    return heard


def test_tabs_on_threads_that_are_used_again_keep_their_own_language() -> None:
    meet = threading.Barrier(4)
    with ThreadPoolExecutor(4) as pool:
        for turn in (list(Language) * 2, list(reversed(Language)) * 2):
            tabs = [(chosen, pool.submit(_drawn, chosen, meet)) for chosen in turn]
            for chosen, tab in tabs:
                wanted = {"Save", "2 days", "22:45"} if chosen is ENGLISH else {"Gem", "2 dage", "22.45"}
                assert tab.result() == wanted


def _script() -> None:
    import streamlit as st

    from components.texts import TAB, t

    def answer() -> None:
        st.session_state["answer"] = t("Saved.")

    st.session_state[TAB] = st.session_state["chosen"]
    st.button(t("Save"), on_click=answer)
    st.markdown(st.session_state.get("answer", ""))


@pytest.mark.parametrize(("chosen", "button", "answer"), [("da", "Gem", "Gemt."), ("en", "Save", "Saved.")])
def test_the_answer_to_a_click_is_in_the_language_of_the_page(chosen: str, button: str, answer: str) -> None:
    """It is given before the page is drawn again, perhaps on a new thread."""
    tab = AppTest.from_function(_script, default_timeout=60)
    tab.session_state["chosen"] = chosen
    tab.run().button[0].click().run()
    assert (tab.button[0].label, tab.markdown[0].value) == (button, answer)


def test_threads_without_a_tab_are_not_spoken_for() -> None:
    with speaking(ENGLISH), ThreadPoolExecutor(1) as pool:
        assert pool.submit(t, "Save").result() == "Gem"
        assert t("Save") == "Save"


def test_every_language_has_a_name_of_its_own() -> None:
    assert set(NAMES) == set(Language)
    assert len(set(NAMES.values())) == len(NAMES)
