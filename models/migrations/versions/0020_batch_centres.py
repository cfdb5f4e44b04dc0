"""Documents of some centres of a session are made apart from those of all"""

import sqlalchemy as sa
from alembic import op


revision = '0020_batch_centres'
down_revision = '0019_grant_centres'
branch_labels = None
depends_on = None
NAME = 'uq_batches_one_active'
ACTIVE = sa.text("status IN ('QUEUED', 'RUNNING')")


def upgrade() -> None:
    op.drop_index(NAME, table_name='batches')
    with op.batch_alter_table('batches') as batches:
        batches.add_column(sa.Column('centres', sa.Text(), server_default='[]', nullable=False))
    op.create_index(NAME, 'batches', ['plan_id', 'centres'], unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE)


def downgrade() -> None:
    op.drop_index(NAME, table_name='batches')
    op.execute("DELETE FROM batches WHERE centres <> '[]'")
    with op.batch_alter_table('batches') as batches:
        batches.drop_column('centres')
    op.create_index(NAME, 'batches', ['plan_id'], unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE)
