"""Accounts, their roles in sessions, and keys used once"""

import sqlalchemy as sa
from alembic import op


revision = '0010_accounts'
down_revision = '0006_publications'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('users',
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('password', sa.Text(), nullable=True),
    sa.Column('administrator', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('stamp', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_users_email_folded')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email'))
    )
    op.create_table('grants',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('gestionnaire', 'chef-de-centre', 'lecteur', name='role', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_grants_session_id_sessions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_grants_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grants')),
    sa.UniqueConstraint('user_id', 'session_id', name=op.f('uq_grants_user_id_session_id'))
    )
    op.create_table('one_time_keys',
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Enum('premier-compte', 'invitation', 'mot-de-passe', 'ouverture', name='purpose', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_one_time_keys_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_keys')),
    sa.UniqueConstraint('digest', name=op.f('uq_one_time_keys_digest'))
    )
    with op.batch_alter_table('one_time_keys', schema=None) as batch_op:
        batch_op.create_index('ix_one_time_keys_user_id', ['user_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('one_time_keys', schema=None) as batch_op:
        batch_op.drop_index('ix_one_time_keys_user_id')
    op.drop_table('one_time_keys')
    op.drop_table('grants')
    op.drop_table('users')
