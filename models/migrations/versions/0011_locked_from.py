"""The plan whose locked passages a planning keeps"""

import sqlalchemy as sa
from alembic import op


revision = '0011_locked_from'
down_revision = '0010_accounts'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('jobs') as jobs:
        jobs.add_column(sa.Column('locked_from', sa.Integer(), nullable=True))
        jobs.create_foreign_key(
            op.f('fk_jobs_locked_from_plans'), 'plans', ['locked_from'], ['id'], ondelete='SET NULL'
        )


def downgrade() -> None:
    with op.batch_alter_table('jobs') as jobs:
        jobs.drop_constraint(op.f('fk_jobs_locked_from_plans'), type_='foreignkey')
        jobs.drop_column('locked_from')
