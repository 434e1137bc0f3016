"""The plan written together: proposals, situation pictures, stances, the communication plan."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FILLED = {"actions": ("helpers", "networks"), "plan_editions": ("contents",), "plan_parts": ("target_groups",)}
"""JSON columns that rows from before must get a value in."""


def upgrade() -> None:
    op.create_table(
        "audience_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("name_id", sa.Integer(), nullable=True),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("relevant", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("informs", sa.String(length=60), nullable=True),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["name_id"], ["texts.id"], name=op.f("fk_audience_rows_name_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_audience_rows_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_audience_rows_plan_id_action_plans")),
        sa.ForeignKeyConstraint(["reason_id"], ["texts.id"], name=op.f("fk_audience_rows_reason_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience_rows")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_audience_rows_plan_id")),
    )
    op.create_index(op.f("ix_audience_rows_plan_id"), "audience_rows", ["plan_id"], unique=False)
    op.create_table(
        "change_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_role", sa.String(length=60), nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["texts.id"], name=op.f("fk_change_proposals_answer_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_change_proposals_person_id_people")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plans.id"], name=op.f("fk_change_proposals_plan_id_action_plans")
        ),
        sa.ForeignKeyConstraint(["reason_id"], ["texts.id"], name=op.f("fk_change_proposals_reason_id_texts")),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=op.f("fk_change_proposals_text_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_proposals")),
    )
    op.create_index(op.f("ix_change_proposals_plan_id"), "change_proposals", ["plan_id"], unique=False)
    op.create_table(
        "situation_pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changes_id", sa.Integer(), nullable=True),
        sa.Column("outlook_id", sa.Integer(), nullable=True),
        sa.Column("consequences_id", sa.Integer(), nullable=True),
        sa.Column("needs_id", sa.Integer(), nullable=True),
        sa.Column("media_id", sa.Integer(), nullable=True),
        sa.Column("questions_id", sa.Integer(), nullable=True),
        sa.Column("withheld_id", sa.Integer(), nullable=True),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_role", sa.String(length=60), nullable=True),
        sa.Column("approved_party", sa.String(length=60), nullable=True),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["changes_id"], ["texts.id"], name=op.f("fk_situation_pictures_changes_id_texts")),
        sa.ForeignKeyConstraint(
            ["consequences_id"], ["texts.id"], name=op.f("fk_situation_pictures_consequences_id_texts")
        ),
        sa.ForeignKeyConstraint(["media_id"], ["texts.id"], name=op.f("fk_situation_pictures_media_id_texts")),
        sa.ForeignKeyConstraint(["needs_id"], ["texts.id"], name=op.f("fk_situation_pictures_needs_id_texts")),
        sa.ForeignKeyConstraint(["outlook_id"], ["texts.id"], name=op.f("fk_situation_pictures_outlook_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_situation_pictures_person_id_people")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plans.id"], name=op.f("fk_situation_pictures_plan_id_action_plans")
        ),
        sa.ForeignKeyConstraint(["questions_id"], ["texts.id"], name=op.f("fk_situation_pictures_questions_id_texts")),
        sa.ForeignKeyConstraint(["withheld_id"], ["texts.id"], name=op.f("fk_situation_pictures_withheld_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_pictures")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_situation_pictures_plan_id")),
    )
    op.create_index(op.f("ix_situation_pictures_plan_id"), "situation_pictures", ["plan_id"], unique=False)
    op.create_table(
        "spokespersons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(length=60), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_spokespersons_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_spokespersons_plan_id_action_plans")),
        sa.ForeignKeyConstraint(["topic_id"], ["texts.id"], name=op.f("fk_spokespersons_topic_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spokespersons")),
    )
    op.create_index(op.f("ix_spokespersons_plan_id"), "spokespersons", ["plan_id"], unique=False)
    op.create_table(
        "writings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("sign_in_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_writings_plan_id_action_plans")),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_ins.id"], name=op.f("fk_writings_sign_in_id_sign_ins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writings")),
        sa.UniqueConstraint("plan_id", "kind", "sign_in_id", name=op.f("uq_writings_plan_id")),
    )
    op.create_index(op.f("ix_writings_plan_id"), "writings", ["plan_id"], unique=False)
    op.create_index(op.f("ix_writings_sign_in_id"), "writings", ["sign_in_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("happened_id", sa.Integer(), nullable=True),
        sa.Column("latest_id", sa.Integer(), nullable=True),
        sa.Column("unknown_id", sa.Integer(), nullable=True),
        sa.Column("advice_id", sa.Integer(), nullable=True),
        sa.Column("doing_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("next_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_role", sa.String(length=60), nullable=True),
        sa.Column("approved_party", sa.String(length=60), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("sent_role", sa.String(length=60), nullable=True),
        sa.Column("sent_party", sa.String(length=60), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("rebuts_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["advice_id"], ["texts.id"], name=op.f("fk_messages_advice_id_texts")),
        sa.ForeignKeyConstraint(["contact_id"], ["texts.id"], name=op.f("fk_messages_contact_id_texts")),
        sa.ForeignKeyConstraint(["corrects_id"], ["messages.id"], name=op.f("fk_messages_corrects_id_messages")),
        sa.ForeignKeyConstraint(["doing_id"], ["texts.id"], name=op.f("fk_messages_doing_id_texts")),
        sa.ForeignKeyConstraint(["happened_id"], ["texts.id"], name=op.f("fk_messages_happened_id_texts")),
        sa.ForeignKeyConstraint(["latest_id"], ["texts.id"], name=op.f("fk_messages_latest_id_texts")),
        sa.ForeignKeyConstraint(["next_id"], ["texts.id"], name=op.f("fk_messages_next_id_texts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_messages_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_messages_plan_id_action_plans")),
        sa.ForeignKeyConstraint(["rebuts_id"], ["facts.id"], name=op.f("fk_messages_rebuts_id_facts")),
        sa.ForeignKeyConstraint(["unknown_id"], ["texts.id"], name=op.f("fk_messages_unknown_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_messages_plan_id")),
    )
    op.create_index(op.f("ix_messages_plan_id"), "messages", ["plan_id"], unique=False)
    op.create_table(
        "translations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("language_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["language_id"], ["texts.id"], name=op.f("fk_translations_language_id_texts")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_translations_message_id_messages")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_translations_person_id_people")),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plans.id"], name=op.f("fk_translations_plan_id_action_plans")),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=op.f("fk_translations_text_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translations")),
    )
    op.create_index(op.f("ix_translations_message_id"), "translations", ["message_id"], unique=False)
    op.create_index(op.f("ix_translations_plan_id"), "translations", ["plan_id"], unique=False)
    with op.batch_alter_table("actions") as actions:
        actions.add_column(sa.Column("starts_at", sa.DateTime(), nullable=True))
        actions.add_column(sa.Column("evidence_id", sa.Integer(), nullable=True))
        actions.add_column(sa.Column("helpers", sa.JSON(), server_default="[]", nullable=False))
        actions.add_column(sa.Column("networks", sa.JSON(), server_default="[]", nullable=False))
        actions.create_foreign_key(op.f("fk_actions_evidence_id_texts"), "texts", ["evidence_id"], ["id"])
    with op.batch_alter_table("plan_agreements") as plan_agreements:
        plan_agreements.add_column(sa.Column("stance", sa.String(24), server_default="agrees", nullable=False))
        plan_agreements.add_column(sa.Column("note_id", sa.Integer(), nullable=True))
        plan_agreements.add_column(sa.Column("at", sa.DateTime(), nullable=True))
        plan_agreements.add_column(sa.Column("role", sa.String(length=60), nullable=True))
        plan_agreements.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        plan_agreements.create_unique_constraint(op.f("uq_plan_agreements_edition_id"), ["edition_id", "party"])
        plan_agreements.create_foreign_key(op.f("fk_plan_agreements_note_id_texts"), "texts", ["note_id"], ["id"])
        plan_agreements.create_foreign_key(op.f("fk_plan_agreements_person_id_people"), "people", ["person_id"], ["id"])
    with op.batch_alter_table("plan_editions") as plan_editions:
        plan_editions.add_column(sa.Column("contents", sa.JSON(), server_default="{}", nullable=False))
        plan_editions.alter_column("ends_at", existing_type=sa.DateTime(), nullable=True)
    with op.batch_alter_table("plan_parts") as plan_parts:
        plan_parts.add_column(sa.Column("involved_from", sa.Integer(), nullable=True))
        plan_parts.add_column(sa.Column("involved_to", sa.Integer(), nullable=True))
        plan_parts.add_column(sa.Column("involved_unknown", sa.Boolean(), server_default=sa.false(), nullable=False))
        plan_parts.add_column(sa.Column("risk", sa.String(24), nullable=True))
        plan_parts.add_column(sa.Column("risk_reason_id", sa.Integer(), nullable=True))
        plan_parts.add_column(sa.Column("as_of", sa.DateTime(), nullable=True))
        plan_parts.add_column(sa.Column("target_groups", sa.JSON(), server_default="[]", nullable=False))
        plan_parts.create_foreign_key(op.f("fk_plan_parts_risk_reason_id_texts"), "texts", ["risk_reason_id"], ["id"])
    for table, columns in FILLED.items():  # what was there has got its value; from now on the product gives one
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.alter_column(column, server_default=None)


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
