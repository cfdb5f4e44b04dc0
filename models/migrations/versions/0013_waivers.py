"""Written exceptions; names, notes and aims of plans"""

import sqlalchemy as sa
from alembic import op


revision = '0013_waivers'
down_revision = '0012_diagnoses'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('waivers',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.Text(), nullable=False),
    sa.Column('candidate', sa.Text(), nullable=True),
    sa.Column('epreuve', sa.Text(), nullable=True),
    sa.Column('examiner', sa.Text(), nullable=True),
    sa.Column('centre', sa.Text(), nullable=True),
    sa.Column('room', sa.Text(), nullable=True),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('author', sa.Text(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.Text(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(reason) > 0', name=op.f('ck_waivers_reason_given')),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_by IS NULL)', name=op.f('ck_waivers_withdrawn_by_somebody')),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_waivers_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waivers'))
    )
    with op.batch_alter_table('waivers', schema=None) as batch_op:
        batch_op.create_index('ix_waivers_session_id', ['session_id'], unique=False)
    # never in a batch: SQLite would make the table again, and everything that refers to a plan would go with it
    op.add_column('plans', sa.Column('name', sa.Text(), server_default='', nullable=False))
    op.add_column('plans', sa.Column('note', sa.Text(), server_default='', nullable=False))
    op.add_column('plans', sa.Column('aim', sa.Text(), nullable=True))
    op.add_column('plans', sa.Column('made_from', sa.Integer(), nullable=True))
    op.add_column('jobs', sa.Column('aim', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('jobs', 'aim')
    op.drop_column('plans', 'made_from')
    op.drop_column('plans', 'aim')
    op.drop_column('plans', 'note')
    op.drop_column('plans', 'name')
    with op.batch_alter_table('waivers', schema=None) as batch_op:
        batch_op.drop_index('ix_waivers_session_id')
    op.drop_table('waivers')
