"""What a publication keeps: data as they were, who was convened when, paper; and batches of documents"""

import sqlalchemy as sa
from alembic import op


revision = '0006_publications'
down_revision = '0005_plan_edits'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stationery',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('header', sa.Text(), nullable=False),
    sa.Column('logo', sa.LargeBinary(), nullable=True),
    sa.Column('delegation', sa.Text(), nullable=False),
    sa.Column('signatory_name', sa.Text(), nullable=False),
    sa.Column('signatory_title', sa.Text(), nullable=False),
    sa.Column('candidate_notices', sa.Text(), nullable=False),
    sa.Column('examiner_notices', sa.Text(), nullable=False),
    sa.Column('professional_notices', sa.Text(), nullable=False),
    sa.Column('qr_code', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_stationery_session_id_sessions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_stationery_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stationery')),
    sa.UniqueConstraint('session_id', 'plan_id', name=op.f('uq_stationery_session_id_plan_id'))
    )
    op.create_table('frozen_dossiers',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_frozen_dossiers_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_frozen_dossiers')),
    sa.UniqueConstraint('plan_id', name=op.f('uq_frozen_dossiers_plan_id'))
    )
    op.create_table('issues',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('holder', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('replaces', sa.Integer(), nullable=True),
    sa.Column('order_version', sa.Integer(), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('replaces IS NULL OR replaces < version', name=op.f('ck_issues_replaces_older')),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_issues_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issues')),
    sa.UniqueConstraint('plan_id', 'kind', 'holder', name=op.f('uq_issues_plan_id_kind_holder'))
    )
    op.create_table('batches',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('QUEUED', 'RUNNING', 'DONE', 'STOPPED', 'FAILED', 'INTERRUPTED', name='status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('stop_requested', sa.Boolean(), nullable=False),
    sa.Column('host', sa.Text(), nullable=True),
    sa.Column('pid', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('alive_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ready', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_batches_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batches'))
    )
    with op.batch_alter_table('batches', schema=None) as batch_op:
        batch_op.create_index('ix_batches_plan_id', ['plan_id'], unique=False)
        batch_op.create_index('uq_batches_one_active', ['plan_id'], unique=True, sqlite_where=sa.text("status IN ('QUEUED', 'RUNNING')"), postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING')"))


def downgrade() -> None:
    op.drop_table('batches')
    op.drop_table('issues')
    op.drop_table('frozen_dossiers')
    op.drop_table('stationery')
