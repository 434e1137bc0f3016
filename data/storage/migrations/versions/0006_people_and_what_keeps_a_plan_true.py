"""Addresses and second factors of accounts, mails about them, confirmed contacts, call tests."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("email", sa.String(length=254), nullable=True))
    op.add_column("people", sa.Column("totp_secret", sa.String(length=64), nullable=True))
    op.add_column("people", sa.Column("totp_step", sa.Integer(), nullable=True))
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_recovery_codes_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_person_id"), "recovery_codes", ["person_id"], unique=False)
    op.create_table(
        "account_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(length=60), nullable=True),
        sa.Column("stand_in", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["people.id"], name=op.f("fk_account_mails_account_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_account_mails_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_account_mails_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_mails_token_hash")),
    )
    op.create_index(op.f("ix_account_mails_account_id"), "account_mails", ["account_id"], unique=False)
    op.create_table(
        "contact_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.String(length=60), nullable=False),
        sa.Column("stand_in", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contact_confirmations_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_confirmations")),
    )
    op.create_index(op.f("ix_contact_confirmations_confirmed"), "contact_confirmations", ["confirmed"], unique=False)
    op.create_table(
        "call_tests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("standing_plan_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_call_tests_person_id_people")),
        sa.ForeignKeyConstraint(
            ["standing_plan_id"], ["standing_plans.id"], name=op.f("fk_call_tests_standing_plan_id_standing_plans")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_tests")),
    )
    op.create_table(
        "tried_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("test_id", sa.Integer(), nullable=False),
        sa.Column("called", sa.String(length=60), nullable=False),
        sa.Column("stand_in", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_tried_calls_person_id_people")),
        sa.ForeignKeyConstraint(["test_id"], ["call_tests.id"], name=op.f("fk_tried_calls_test_id_call_tests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tried_calls")),
    )
    op.create_index(op.f("ix_tried_calls_test_id"), "tried_calls", ["test_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
