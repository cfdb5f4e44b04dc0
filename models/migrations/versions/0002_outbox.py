"""The outbox of mail, its texts, its server, and where establishments are written to"""

import sqlalchemy as sa
from alembic import op


revision = '0002_outbox'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('establishment_contacts',
    sa.Column('uai', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_establishment_contacts')),
    sa.UniqueConstraint('uai', name=op.f('uq_establishment_contacts_uai'))
    )
    op.create_table('mail_server',
    sa.Column('host', sa.Text(), nullable=False),
    sa.Column('port', sa.Integer(), nullable=False),
    sa.Column('security', sa.Enum('NONE', 'STARTTLS', 'TLS', name='security', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('username', sa.Text(), nullable=False),
    sa.Column('password', sa.Text(), nullable=False),
    sa.Column('sender', sa.Text(), nullable=False),
    sa.Column('sender_name', sa.Text(), nullable=False),
    sa.Column('per_minute', sa.Integer(), nullable=False),
    sa.Column('trouble', sa.Text(), nullable=False),
    sa.Column('troubles', sa.Integer(), nullable=False),
    sa.Column('halted', sa.Boolean(), nullable=False),
    sa.Column('retry_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_server'))
    )
    op.create_table('mail_texts',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('CANDIDATE', 'EXAMINER', 'CHANGED', 'CANCELLED', 'REMINDER', 'SCHOOL', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('opening', sa.Text(), nullable=False),
    sa.Column('closing', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_mail_texts_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_texts')),
    sa.UniqueConstraint('session_id', 'kind', name=op.f('uq_mail_texts_session_id_kind'))
    )
    op.create_table('messages',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('CANDIDATE', 'EXAMINER', 'CHANGED', 'CANCELLED', 'REMINDER', 'SCHOOL', name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('holder_kind', sa.Enum('candidat', 'examinateur', 'etablissement', name='holder_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('holder', sa.Text(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=True),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('plain', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.Column('people', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('READY', 'EXCLUDED', 'UNREACHABLE', 'QUEUED', 'CLAIMED', 'HANDED', 'SENT', 'UNCERTAIN', 'FAILED', 'BOUNCED', 'SUPERSEDED', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('message_id', sa.Text(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_by', sa.Text(), nullable=True),
    sa.Column('handed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('queued_by', sa.Text(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_by', sa.Text(), nullable=True),
    sa.Column('bounced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_messages_attempts_counted')),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_messages_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages')),
    sa.UniqueConstraint('session_id', 'version', 'kind', 'holder_kind', 'holder', 'round', name=op.f('uq_messages_session_id_version_kind_holder_kind_holder_round'))
    )
    op.create_index('ix_messages_session_id_state', 'messages', ['session_id', 'state'], unique=False)
    op.create_index('ix_messages_state_next_try_at', 'messages', ['state', 'next_try_at'], unique=False)
    op.create_table('outboxes',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('paused', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_outboxes_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outboxes')),
    sa.UniqueConstraint('session_id', name=op.f('uq_outboxes_session_id'))
    )


def downgrade() -> None:
    op.drop_table('outboxes')
    op.drop_index('ix_messages_state_next_try_at', table_name='messages')
    op.drop_index('ix_messages_session_id_state', table_name='messages')
    op.drop_table('messages')
    op.drop_table('mail_texts')
    op.drop_table('mail_server')
    op.drop_table('establishment_contacts')
