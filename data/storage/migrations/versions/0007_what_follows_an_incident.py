"""What follows an incident: fora, hand-overs, matters, evaluation, lessons, archives, and stubs in the log."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


REMOVAL = (
    "OLD.removed_by IS NULL AND NEW.removed_by IS NOT NULL AND NEW.removed_by > OLD.seq AND NEW.seq = OLD.seq"
    " AND NEW.at = OLD.at AND NEW.verb = OLD.verb AND NEW.subject = OLD.subject"
    " AND NEW.previous = OLD.previous AND NEW.hash = OLD.hash"
    " AND NEW.facts = '{}' AND NEW.texts = '{}' AND NEW.role = '' AND NEW.party IS NULL AND NEW.person_id IS NULL"
    " AND NEW.incident_id IS NULL AND NEW.plan_id IS NULL AND NEW.happened_at IS NULL AND NEW.subject_id = 0"
    " AND NEW.exercise IS NULL"
)
"""The one thing that may happen to a line: it becomes a stub, because its incident was deleted by a later line."""


def allow_stubs() -> None:
    """Lines still never change and never go, but for becoming a stub."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER log_stays")
        op.execute(
            f"CREATE TRIGGER log_stays BEFORE UPDATE ON log WHEN NOT ({REMOVAL})"
            " BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
        return
    call = "EXECUTE FUNCTION append_only()"
    op.execute("DROP TRIGGER log_stays ON log")
    op.execute(f"CREATE TRIGGER log_stays BEFORE UPDATE ON log FOR EACH ROW WHEN (NOT ({REMOVAL})) {call}")
    op.execute(f"CREATE TRIGGER log_lines_stay BEFORE DELETE ON log FOR EACH ROW {call}")


def index_what_is_looked_up() -> None:
    """Among ten years: the lines about one thing, and what has not ended."""
    op.create_index(op.f("ix_log_subject"), "log", ["subject", "subject_id"], unique=False)
    op.create_index(op.f("ix_incidents_state"), "incidents", ["state"], unique=False)
    op.create_index(op.f("ix_action_plans_state"), "action_plans", ["state"], unique=False)
    op.create_index(op.f("ix_meetings_ended_at"), "meetings", ["ended_at"], unique=False)
    op.create_index(op.f("ix_closed_items_ended_at"), "closed_items", ["ended_at"], unique=False)


def upgrade() -> None:
    op.create_table(
        "archives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("incident_number", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("received_role", sa.String(length=60), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=True),
        sa.Column("proposed_at", sa.DateTime(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_archives_person_id_people")),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name=op.f("fk_archives_proposed_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archives")),
    )
    op.create_index(op.f("ix_archives_incident_id"), "archives", ["incident_id"], unique=False)
    op.create_table(
        "forum_meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_forum_meetings_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_meetings")),
        sa.UniqueConstraint("forum", "day", name=op.f("uq_forum_meetings_forum")),
    )
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("happened_id", sa.Integer(), nullable=True),
        sa.Column("worked_id", sa.Integer(), nullable=True),
        sa.Column("worse_id", sa.Integer(), nullable=True),
        sa.Column("why_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["goal_id"], ["texts.id"], name=op.f("fk_evaluations_goal_id_texts")),
        sa.ForeignKeyConstraint(["happened_id"], ["texts.id"], name=op.f("fk_evaluations_happened_id_texts")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_evaluations_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_evaluations_person_id_people")),
        sa.ForeignKeyConstraint(["why_id"], ["texts.id"], name=op.f("fk_evaluations_why_id_texts")),
        sa.ForeignKeyConstraint(["worked_id"], ["texts.id"], name=op.f("fk_evaluations_worked_id_texts")),
        sa.ForeignKeyConstraint(["worse_id"], ["texts.id"], name=op.f("fk_evaluations_worse_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint("incident_id", name=op.f("uq_evaluations_incident_id")),
    )
    op.create_index(op.f("ix_evaluations_incident_id"), "evaluations", ["incident_id"], unique=False)
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sentence_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=60), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("place", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_lessons_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_lessons_person_id_people")),
        sa.ForeignKeyConstraint(["sentence_id"], ["texts.id"], name=op.f("fk_lessons_sentence_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
    )
    op.create_index(op.f("ix_lessons_incident_id"), "lessons", ["incident_id"], unique=False)
    op.create_table(
        "matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("forum", sa.String(length=60), nullable=False),
        sa.Column("what_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("forum_meeting_id", sa.Integer(), nullable=True),
        sa.Column("invited", sa.JSON(), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_meeting_id"], ["forum_meetings.id"], name=op.f("fk_matters_forum_meeting_id_forum_meetings")
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_matters_incident_id_incidents")),
        sa.ForeignKeyConstraint(["outcome_id"], ["texts.id"], name=op.f("fk_matters_outcome_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_matters_person_id_people")),
        sa.ForeignKeyConstraint(["what_id"], ["texts.id"], name=op.f("fk_matters_what_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
        sa.UniqueConstraint("number", name=op.f("uq_matters_number")),
    )
    op.create_index(op.f("ix_matters_incident_id"), "matters", ["incident_id"], unique=False)
    op.create_table(
        "treatments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_meeting_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["texts.id"], name=op.f("fk_treatments_decision_id_texts")),
        sa.ForeignKeyConstraint(
            ["forum_meeting_id"], ["forum_meetings.id"], name=op.f("fk_treatments_forum_meeting_id_forum_meetings")
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_treatments_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_treatments_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatments")),
        sa.UniqueConstraint("incident_id", "forum_meeting_id", name=op.f("uq_treatments_incident_id")),
    )
    op.create_index(op.f("ix_treatments_incident_id"), "treatments", ["incident_id"], unique=False)
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("forum", sa.String(length=60), nullable=False),
        sa.Column("receiver", sa.String(length=60), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_role", sa.String(length=60), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("dealt_at", sa.DateTime(), nullable=True),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_hand_overs_action_id_actions")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_hand_overs_incident_id_incidents")),
        sa.ForeignKeyConstraint(["outcome_id"], ["texts.id"], name=op.f("fk_hand_overs_outcome_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_hand_overs_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index(op.f("ix_hand_overs_action_id"), "hand_overs", ["action_id"], unique=False)
    op.create_index(op.f("ix_hand_overs_incident_id"), "hand_overs", ["incident_id"], unique=False)
    op.create_table(
        "lesson_follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("forum_meeting_id", sa.Integer(), nullable=True),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["forum_meeting_id"],
            ["forum_meetings.id"],
            name=op.f("fk_lesson_follow_ups_forum_meeting_id_forum_meetings"),
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_lesson_follow_ups_incident_id_incidents")
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_follow_ups_lesson_id_lessons")),
        sa.ForeignKeyConstraint(["note_id"], ["texts.id"], name=op.f("fk_lesson_follow_ups_note_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_lesson_follow_ups_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_follow_ups")),
    )
    op.create_index(op.f("ix_lesson_follow_ups_incident_id"), "lesson_follow_ups", ["incident_id"], unique=False)
    op.create_index(op.f("ix_lesson_follow_ups_lesson_id"), "lesson_follow_ups", ["lesson_id"], unique=False)
    op.add_column("log", sa.Column("removed_by", sa.Integer(), nullable=True))
    index_what_is_looked_up()
    allow_stubs()


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
