"""Personal links, answers and tries"""

import sqlalchemy as sa
from alembic import op


revision = '0003_links'
down_revision = '0002_outbox'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attempts',
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempts'))
    )
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.create_index('ix_attempts_subject_tried_at', ['subject', 'tried_at'], unique=False)

    op.create_table('answers',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('candidat', 'examinateur', 'commission', 'salle', 'centre', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('holder', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('answer', sa.Enum('recu', 'confirme', 'refuse', name='answer', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('half_days', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('version > 0', name=op.f('ck_answers_version_published')),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_answers_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answers'))
    )
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.create_index('ix_answers_session_id_kind_holder', ['session_id', 'kind', 'holder'], unique=False)

    op.create_table('links',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('candidat', 'examinateur', 'commission', 'salle', 'centre', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('holder', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Enum('page', 'agenda', 'agenda-sans-noms', name='purpose', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('serial', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_links_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_links')),
    sa.UniqueConstraint('digest', name=op.f('uq_links_digest'))
    )
    with op.batch_alter_table('links', schema=None) as batch_op:
        batch_op.create_index('uq_links_one_live', ['session_id', 'kind', 'holder', 'purpose'], unique=True, sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))



def downgrade() -> None:
    with op.batch_alter_table('links', schema=None) as batch_op:
        batch_op.drop_index('uq_links_one_live', sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.drop_table('links')
    with op.batch_alter_table('answers', schema=None) as batch_op:
        batch_op.drop_index('ix_answers_session_id_kind_holder')

    op.drop_table('answers')
    with op.batch_alter_table('attempts', schema=None) as batch_op:
        batch_op.drop_index('ix_attempts_subject_tried_at')

    op.drop_table('attempts')
