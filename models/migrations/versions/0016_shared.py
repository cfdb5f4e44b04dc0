"""Sessions that share rooms and people with the others, and trials that do not"""

import sqlalchemy as sa
from alembic import op


revision = '0016_shared'
down_revision = '0015_ccf'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('sessions') as sessions:
        sessions.add_column(sa.Column('shared', sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('sessions') as sessions:
        sessions.drop_column('shared')
