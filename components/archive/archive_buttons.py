"""The buttons that fetch an archive: made anew when one is pressed, and handed out only if it is what was made then."""

from functools import partial
from typing import Final

import streamlit as st

from components.archive import files
from components.documents import made
from components.documents.buttons import ICONS
from components.documents.made import MIME, Format
from components.documents.naming import file_name
from components.session import Me
from components.texts import speaking, t
from data import queries
from data.errors import NotAllowed, RuleBroken
from data.queries import ArchiveRow, IncidentRow
from data.storage import Store
from data.vocabulary import ArchiveEdition, Language, Verb

ZIP: Final = "application/zip"


def offer(me: Me, row: IncidentRow, one: ArchiveRow) -> None:
    """The archive as one file; what is given out as a document, too. What has changed since would be another."""
    if one.outdated or one.removed_at:
        st.caption(t("It cannot be fetched again: the incident has changed since."))
        return
    sign_in = me.signed_in.sign_in
    with speaking(Language.DANISH):
        name = file_name(files.word(row.number, one.edition), one.made_at, exercise=row.exercise)
    st.download_button(
        t("Fetch the archive (ZIP)"), partial(_packed, me.store, sign_in, one.id), file_name=f"{name}.zip", mime=ZIP,
        on_click="ignore", icon=":material/download:", key=f"file-archive-{one.id}",
    )  # fmt: skip
    if one.edition is ArchiveEdition.FULL:
        return
    for each in Format:
        st.download_button(
            t("For access to documents ({format})", format=each.upper()),
            partial(_document, me.store, sign_in, one.id, each), file_name=f"{name}.{each}", mime=MIME[each],
            on_click="ignore", type="tertiary", icon=ICONS[each], key=f"file-archive-{one.id}-{each}",
        )  # fmt: skip


def _packed(store: Store, sign_in: str, number: int) -> bytes:
    return again(store, sign_in, number).packed()


def _document(store: Store, sign_in: str, number: int, one: Format) -> bytes:
    """What is given out, as it lies in the archive."""
    built = again(store, sign_in, number)
    with speaking(Language.DANISH):
        name = files.document_name(built.account, one, access=True)
    return next(content for path, content in built.files.items() if path.rpartition("/")[2] == name)


def again(store: Store, sign_in: str, number: int) -> files.Built:
    """The archive as it was made, by who is signed in now. Raises NotAllowed, or RuleBroken("archive-not-the-same")."""
    viewer = made.reader(store, sign_in)
    one = queries.archive(store, viewer, number)
    signed_in = queries.signed_in(store, sign_in)
    if one is None or signed_in is None:
        raise NotAllowed("not-allowed", verb=Verb.ARCHIVE)
    me = Me(store, signed_in, viewer, store.plan(), store.clock())
    built = files.build(
        me, one.incident, one.edition, frozenset(one.reasons), at=one.made_at, revision=one.revision
    )  # fmt: skip
    if built.digest != one.digest:
        raise RuleBroken("archive-not-the-same")
    return built
