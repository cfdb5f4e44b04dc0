"""The work a search was allowed, and whether its plan can be found again"""

import sqlalchemy as sa
from alembic import op


revision = '0004_effort'
down_revision = '0003_links'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('jobs', sa.Column('effort', sa.Double(), nullable=True))
    op.add_column('plans', sa.Column('effort', sa.Double(), nullable=True))
    op.add_column('plans', sa.Column('reproducible', sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column('plans', 'reproducible')
    op.drop_column('plans', 'effort')
    op.drop_column('jobs', 'effort')
