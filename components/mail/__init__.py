"""Mails: their words, their calendar file, and the post that carries them. In Danish, whatever the screens are read in.

A mail tells which incident by number, category and place, when and where people meet, and who calls, by function.
Nothing that was reported goes into one, and no person's name (R19, R20, 6.13, 6.14).
"""

from components.mail.calendar import calendar_file
from components.mail.message import compose, compose_account
from components.mail.post import Server
from components.mail.sender import Sender
from components.mail.words import Words, short_words, words_of

__all__ = ["Sender", "Server", "Words", "calendar_file", "compose", "compose_account", "short_words", "words_of"]
