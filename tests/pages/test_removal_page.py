"""Fjern tekst as those who may remove, delete or administer see it, under both plan files."""

import gc
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from components import removal, sheet
from components.documents import docx, pdf
from components.documents import plan as plan_paper
from components.texts import t
from data import commands, queries
from data.entities import Incident, LogLine, Text
from data.places import Places
from data.rules.person_names import marked_names
from data.storage import Store, verify
from data.storage.overruling import overruling
from data.vocabulary import NotAPerson, Verb
from tests.builders import a_report, hat, row_of, seen
from tests.pages.test_pages import PLANS, Town, archived, everything_on, offered, settled

NAME = "Kim Testesen"
