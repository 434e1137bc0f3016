"""The first shape, and the triggers that make log and texts append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

REDACTION = (
    "NEW.body IS NULL AND NEW.salt IS NULL AND NEW.redacted_by IS NOT NULL"
    " AND OLD.body IS NOT NULL AND OLD.redacted_by IS NULL AND NEW.id = OLD.id"
)
"""The one change of a text that is let through."""


def forbid_changes() -> None:
    """Log lines never change and never go; texts never go, and change once: when they are redacted."""
    if op.get_bind().dialect.name == "sqlite":
        stop = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        op.execute(f"CREATE TRIGGER log_stays BEFORE UPDATE ON log {stop}")
        op.execute(f"CREATE TRIGGER log_is_kept BEFORE DELETE ON log {stop}")
        op.execute(f"CREATE TRIGGER texts_stay BEFORE UPDATE ON texts WHEN NOT ({REDACTION}) {stop}")
        op.execute(f"CREATE TRIGGER texts_are_kept BEFORE DELETE ON texts {stop}")
        return
    # The planner's statistics are copies of what stands in the rows: a removed text would live on there.
    op.execute("ALTER TABLE texts ALTER COLUMN body SET STATISTICS 0")
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'append-only'; END $$"
    )
    call = "EXECUTE FUNCTION append_only()"
    op.execute(f"CREATE TRIGGER log_stays BEFORE UPDATE OR DELETE ON log FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER log_is_kept BEFORE TRUNCATE ON log FOR EACH STATEMENT {call}")
    op.execute(f"CREATE TRIGGER texts_stay BEFORE UPDATE ON texts FOR EACH ROW WHEN (NOT ({REDACTION})) {call}")
    op.execute(f"CREATE TRIGGER texts_are_kept BEFORE DELETE ON texts FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER texts_remain BEFORE TRUNCATE ON texts FOR EACH STATEMENT {call}")


def upgrade() -> None:
    op.create_table(
        "action_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("meeting_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_plans")),
        sa.UniqueConstraint("exercise", "number", name=op.f("uq_action_plans_exercise")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("display", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("username", name=op.f("uq_people_username")),
    )
    op.create_table(
        "standing_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.UnicodeText(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_plans")),
    )
    op.create_index(op.f("ix_standing_plans_digest"), "standing_plans", ["digest"], unique=False)
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.UnicodeText(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
    )
    op.create_table(
        "holdings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.DateTime(), nullable=False),
        sa.Column("valid_until", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_holdings_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdings")),
    )
    op.create_index(op.f("ix_holdings_person_id"), "holdings", ["person_id"], unique=False)
    op.create_table(
        "impressions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("good_id", sa.Integer(), nullable=False),
        sa.Column("better_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["better_id"], ["texts.id"], name=op.f("fk_impressions_better_id_texts")),
        sa.ForeignKeyConstraint(["good_id"], ["texts.id"], name=op.f("fk_impressions_good_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_impressions_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_impressions_plan_id_action_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impressions")),
    )
    op.create_index(op.f("ix_impressions_plan_id"), "impressions", ["plan_id"], unique=False)
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.Boolean(), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("risk", sa.String(24), nullable=False),
        sa.Column("what_id", sa.Integer(), nullable=False),
        sa.Column("precision", sa.String(24), nullable=False),
        sa.Column("zone", sa.String(length=80), nullable=True),
        sa.Column("block", sa.String(length=80), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("outside_reason_id", sa.Integer(), nullable=True),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.Column("reported_party", sa.String(length=60), nullable=True),
        sa.Column("standing_plan_id", sa.Integer(), nullable=False),
        sa.Column("coordinator", sa.String(length=60), nullable=False),
        sa.Column("response", sa.String(24), nullable=True),
        sa.Column("activated_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("end_reason_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("broken_from_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broken_from_id"], ["incidents.id"], name=op.f("fk_incidents_broken_from_id_incidents")
        ),
        sa.ForeignKeyConstraint(["end_reason_id"], ["texts.id"], name=op.f("fk_incidents_end_reason_id_texts")),
        sa.ForeignKeyConstraint(["outside_reason_id"], ["texts.id"], name=op.f("fk_incidents_outside_reason_id_texts")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_incidents_plan_id_action_plans")),
        sa.ForeignKeyConstraint(
            ["standing_plan_id"], ["standing_plans.id"], name=op.f("fk_incidents_standing_plan_id_standing_plans")
        ),
        sa.ForeignKeyConstraint(["what_id"], ["texts.id"], name=op.f("fk_incidents_what_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("exercise", "number", name=op.f("uq_incidents_exercise")),
    )
    op.create_index(op.f("ix_incidents_plan_id"), "incidents", ["plan_id"], unique=False)
    op.create_table(
        "links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_links_person_id_people")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_links")),
    )
    op.create_table(
        "plan_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("meeting_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plan_editions_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_plan_editions_plan_id_action_plans")),
        sa.ForeignKeyConstraint(["reason_id"], ["texts.id"], name=op.f("fk_plan_editions_reason_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_editions")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_editions_plan_id")),
    )
    op.create_index(op.f("ix_plan_editions_plan_id"), "plan_editions", ["plan_id"], unique=False)
    op.create_table(
        "plan_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plan_parts_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_plan_parts_plan_id_action_plans")),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=op.f("fk_plan_parts_text_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_parts")),
        sa.UniqueConstraint("plan_id", "kind", "revision", name=op.f("uq_plan_parts_plan_id")),
    )
    op.create_index(op.f("ix_plan_parts_plan_id"), "plan_parts", ["plan_id"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_ins_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_person_id"), "sign_ins", ["person_id"], unique=False)
    op.create_table(
        "support_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(24), nullable=False),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["texts.id"], name=op.f("fk_support_answers_note_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_support_answers_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_support_answers_plan_id_action_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_answers")),
    )
    op.create_index(op.f("ix_support_answers_plan_id"), "support_answers", ["plan_id"], unique=False)
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=20), nullable=True),
        sa.Column("person_related", sa.Boolean(), nullable=False),
        sa.Column("what_id", sa.Integer(), nullable=False),
        sa.Column("where_id", sa.Integer(), nullable=True),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.Column("leaders", sa.JSON(), nullable=False),
        sa.Column("target_groups", sa.JSON(), nullable=False),
        sa.Column("deadline", sa.DateTime(), nullable=True),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("forum", sa.String(length=60), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_actions_incident_id_incidents")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_actions_plan_id_action_plans")),
        sa.ForeignKeyConstraint(["what_id"], ["texts.id"], name=op.f("fk_actions_what_id_texts")),
        sa.ForeignKeyConstraint(["where_id"], ["texts.id"], name=op.f("fk_actions_where_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_actions_plan_id")),
    )
    op.create_index(op.f("ix_actions_incident_id"), "actions", ["incident_id"], unique=False)
    op.create_index(op.f("ix_actions_plan_id"), "actions", ["plan_id"], unique=False)
    op.create_table(
        "activations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(24), nullable=True),
        sa.Column("response", sa.String(24), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_activations_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_activations_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activations")),
        sa.UniqueConstraint("incident_id", name=op.f("uq_activations_incident_id")),
    )
    op.create_index(op.f("ix_activations_incident_id"), "activations", ["incident_id"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("acute", sa.String(24), nullable=False),
        sa.Column("unrest", sa.String(24), nullable=False),
        sa.Column("response", sa.String(24), nullable=False),
        sa.Column("risk", sa.String(24), nullable=False),
        sa.Column("sentence_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_assessments_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_assessments_person_id_people")),
        sa.ForeignKeyConstraint(["sentence_id"], ["texts.id"], name=op.f("fk_assessments_sentence_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
    )
    op.create_index(op.f("ix_assessments_incident_id"), "assessments", ["incident_id"], unique=False)
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("exercise", sa.Boolean(), nullable=True),
        sa.Column("facts", sa.UnicodeText(), nullable=False),
        sa.Column("texts", sa.UnicodeText(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_log_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_log_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_log_plan_id_action_plans")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log")),
    )
    op.create_index(op.f("ix_log_incident_id"), "log", ["incident_id"], unique=False)
    op.create_index(op.f("ix_log_plan_id"), "log", ["plan_id"], unique=False)
    op.create_table(
        "plan_agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["plan_editions.id"], name=op.f("fk_plan_agreements_edition_id_plan_editions")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_plan_agreements_plan_id_action_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_agreements")),
    )
    op.create_index(op.f("ix_plan_agreements_edition_id"), "plan_agreements", ["edition_id"], unique=False)
    op.create_index(op.f("ix_plan_agreements_plan_id"), "plan_agreements", ["plan_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(24), nullable=False),
        sa.Column("what_id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_reports_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reports_person_id_people")),
        sa.ForeignKeyConstraint(["what_id"], ["texts.id"], name=op.f("fk_reports_what_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_incident_id"), "reports", ["incident_id"], unique=False)
    op.create_table(
        "progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_progress_action_id_actions")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_progress_incident_id_incidents")),
        sa.ForeignKeyConstraint(["note_id"], ["texts.id"], name=op.f("fk_progress_note_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_progress_person_id_people")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["texts.id"], name=op.f("fk_progress_seen_by_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
    )
    op.create_index(op.f("ix_progress_action_id"), "progress", ["action_id"], unique=False)
    op.create_index(op.f("ix_progress_incident_id"), "progress", ["incident_id"], unique=False)
    op.create_table(
        "report_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_report_readings_incident_id_incidents")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_report_readings_person_id_people")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_readings_report_id_reports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_readings")),
    )
    op.create_index(op.f("ix_report_readings_incident_id"), "report_readings", ["incident_id"], unique=False)
    op.create_index(op.f("ix_report_readings_report_id"), "report_readings", ["report_id"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_submissions_seq_log")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submissions")),
    )
    forbid_changes()


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
