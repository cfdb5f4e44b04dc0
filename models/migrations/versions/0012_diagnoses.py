"""Diagnoses: what a session is short of, searched by the worker"""

import sqlalchemy as sa
from alembic import op


revision = '0012_diagnoses'
down_revision = '0011_locked_from'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('diagnoses',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('QUEUED', 'RUNNING', 'DONE', 'STOPPED', 'FAILED', 'INTERRUPTED', name='status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('stop_requested', sa.Boolean(), nullable=False),
    sa.Column('host', sa.Text(), nullable=True),
    sa.Column('pid', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('alive_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Text(), nullable=False),
    sa.Column('report', sa.Text(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_diagnoses_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_diagnoses')),
    sa.UniqueConstraint('session_id', name=op.f('uq_diagnoses_session_id'))
    )


def downgrade() -> None:
    op.drop_table('diagnoses')
