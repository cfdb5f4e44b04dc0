"""Changes of a plan by hand, and their journal"""

import sqlalchemy as sa
from alembic import op


revision = '0005_plan_edits'
down_revision = '0004_effort'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # never in a batch: SQLite would make the table again, and everything that refers to a plan would go with it
    op.add_column('plans', sa.Column('edits', sa.Integer(), server_default='0', nullable=False))

    op.create_table('plan_edits',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('MOVE', 'SWAP', 'TAKE_OUT', 'LOCK', 'UNLOCK', 'UNDO', 'REDO', name='edit_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('done_by', sa.Text(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_edits_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_edits')),
    sa.UniqueConstraint('plan_id', 'rank', name=op.f('uq_plan_edits_plan_id_rank'))
    )


def downgrade() -> None:
    op.drop_table('plan_edits')
    op.drop_column('plans', 'edits')
