"""Situations of CCF, and those without their candidate"""

import sqlalchemy as sa
from alembic import op


revision = '0015_ccf'
down_revision = '0014_journal'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('passages') as passages:
        passages.add_column(sa.Column('ccf', sa.Boolean(), server_default=sa.false(), nullable=False))
        passages.add_column(sa.Column('absent', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('sittings') as sittings:
        sittings.add_column(sa.Column('ccf', sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table('sessions') as sessions:
        sessions.add_column(sa.Column('marks_due', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('sessions') as sessions:
        sessions.drop_column('marks_due')
    with op.batch_alter_table('sittings') as sittings:
        sittings.drop_column('ccf')
    with op.batch_alter_table('passages') as passages:
        passages.drop_column('absent')
        passages.drop_column('ccf')
