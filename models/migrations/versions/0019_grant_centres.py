"""A role in a session may hold in some of its centres only"""

import sqlalchemy as sa
from alembic import op


revision = '0019_grant_centres'
down_revision = '0018_shared_searches'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('grants') as grants:
        grants.add_column(sa.Column('centres', sa.Text(), server_default='[]', nullable=False))


def downgrade() -> None:
    """A role that held in some centres would hold in the whole session: it goes instead."""
    op.execute("DELETE FROM grants WHERE centres <> '[]'")
    with op.batch_alter_table('grants') as grants:
        grants.drop_column('centres')
