"""First tables"""

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sessions',
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('academie', sa.Text(), nullable=False),
    sa.Column('service', sa.Text(), nullable=True),
    sa.Column('signatory_name', sa.Text(), nullable=True),
    sa.Column('signatory_title', sa.Text(), nullable=True),
    sa.Column('contact_email', sa.Text(), nullable=True),
    sa.Column('contact_phone', sa.Text(), nullable=True),
    sa.Column('emergency_phone', sa.Text(), nullable=True),
    sa.Column('town', sa.Text(), nullable=True),
    sa.Column('epreuves', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(code) > 0', name=op.f('ck_sessions_code_given')),
    sa.CheckConstraint('year BETWEEN 2000 AND 2200', name=op.f('ck_sessions_year_plausible')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sessions')),
    sa.UniqueConstraint('code', name=op.f('uq_sessions_code'))
    )
    op.create_table('candidates',
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('family_name', sa.Text(), nullable=False),
    sa.Column('first_names', sa.Text(), nullable=False),
    sa.Column('diploma', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('SCOLAIRE', 'APPRENTI', 'FPC', 'DISTANCE', 'EXPERIENCE', name='status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('civility', sa.Text(), nullable=True),
    sa.Column('usage_name', sa.Text(), nullable=True),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('ine', sa.Text(), nullable=True),
    sa.Column('establishment', sa.Text(), nullable=True),
    sa.Column('division', sa.Text(), nullable=True),
    sa.Column('form', sa.Enum('GLOBALE', 'PROGRESSIVE', name='form', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('centre', sa.Text(), nullable=True),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('phone', sa.Text(), nullable=True),
    sa.Column('language_a', sa.Text(), nullable=True),
    sa.Column('language_b', sa.Text(), nullable=True),
    sa.Column('language_c', sa.Text(), nullable=True),
    sa.Column('company', sa.Text(), nullable=True),
    sa.Column('tutor', sa.Text(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_candidates_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidates')),
    sa.UniqueConstraint('session_id', 'number', name=op.f('uq_candidates_session_id_number'))
    )
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.create_index('ix_candidates_session_id_family_name', ['session_id', 'family_name'], unique=False)

    op.create_table('centres',
    sa.Column('uai', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('town', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=True),
    sa.Column('postal_code', sa.Text(), nullable=True),
    sa.Column('access', sa.Text(), nullable=True),
    sa.Column('reception', sa.Text(), nullable=True),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_centres_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centres')),
    sa.UniqueConstraint('session_id', 'uai', name=op.f('uq_centres_session_id_uai'))
    )
    op.create_table('establishments',
    sa.Column('uai', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('PUBLIC', 'PRIVE_SOUS_CONTRAT', 'PRIVE_HORS_CONTRAT', 'CFA', 'GRETA', 'DISTANCE', 'AUTRE', name='status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('town', sa.Text(), nullable=True),
    sa.Column('ccf_authorised', sa.Boolean(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_establishments_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_establishments')),
    sa.UniqueConstraint('session_id', 'uai', name=op.f('uq_establishments_session_id_uai'))
    )
    op.create_table('examiners',
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('family_name', sa.Text(), nullable=False),
    sa.Column('first_name', sa.Text(), nullable=False),
    sa.Column('role', sa.Enum('ENSEIGNANT', 'PROFESSIONNEL', name='role', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('qualifications', sa.Text(), nullable=False),
    sa.Column('civility', sa.Text(), nullable=True),
    sa.Column('establishment', sa.Text(), nullable=True),
    sa.Column('organisation', sa.Text(), nullable=True),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('phone', sa.Text(), nullable=True),
    sa.Column('centres', sa.Text(), nullable=False),
    sa.Column('max_half_days', sa.Integer(), nullable=True),
    sa.Column('reserve', sa.Boolean(), nullable=False),
    sa.Column('habilitation_end', sa.Date(), nullable=True),
    sa.Column('available_by_default', sa.Boolean(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('max_half_days >= 0', name=op.f('ck_examiners_maximum_counted')),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_examiners_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_examiners')),
    sa.UniqueConstraint('session_id', 'code', name=op.f('uq_examiners_session_id_code'))
    )
    with op.batch_alter_table('examiners', schema=None) as batch_op:
        batch_op.create_index('ix_examiners_session_id_family_name', ['session_id', 'family_name'], unique=False)

    op.create_table('imports',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('done_by', sa.Text(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('removed', sa.Integer(), nullable=False),
    sa.Column('warnings', sa.Integer(), nullable=False),
    sa.Column('details', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_imports_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports'))
    )
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.create_index('ix_imports_session_id', ['session_id'], unique=False)

    op.create_table('parameters',
    sa.Column('rule', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=True),
    sa.Column('weight', sa.Integer(), nullable=True),
    sa.Column('epreuve', sa.Text(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_parameters_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parameters'))
    )
    op.create_table('plans',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('DRAFT', 'PUBLISHED', 'SUPERSEDED', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_by', sa.Text(), nullable=True),
    sa.Column('seconds', sa.Double(), nullable=True),
    sa.Column('seed', sa.Integer(), nullable=True),
    sa.Column('status', sa.Text(), nullable=True),
    sa.Column('hard_violations', sa.Integer(), nullable=False),
    sa.Column('soft_violations', sa.Integer(), nullable=False),
    sa.Column('placed', sa.Integer(), nullable=False),
    sa.Column('unplaced', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'DRAFT') = (version IS NULL) AND (version IS NULL) = (published_at IS NULL)", name=op.f('ck_plans_version_when_published')),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_plans_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plans')),
    sa.UniqueConstraint('session_id', 'number', name=op.f('uq_plans_session_id_number')),
    sa.UniqueConstraint('session_id', 'version', name=op.f('uq_plans_session_id_version'))
    )
    with op.batch_alter_table('plans', schema=None) as batch_op:
        batch_op.create_index('uq_plans_one_published', ['session_id'], unique=True, sqlite_where=sa.text("state = 'PUBLISHED'"), postgresql_where=sa.text("state = 'PUBLISHED'"))

    op.create_table('accommodations',
    sa.Column('candidate', sa.Text(), nullable=False),
    sa.Column('epreuve', sa.Text(), nullable=False),
    sa.Column('phase', sa.Text(), nullable=False),
    sa.Column('extra_share', sa.Text(), nullable=True),
    sa.Column('extra_minutes', sa.Integer(), nullable=True),
    sa.Column('pause_minutes', sa.Integer(), nullable=True),
    sa.Column('accessible_room', sa.Boolean(), nullable=False),
    sa.Column('separate_room', sa.Boolean(), nullable=False),
    sa.Column('decision', sa.Text(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('extra_minutes >= 0', name=op.f('ck_accommodations_extra_counted')),
    sa.CheckConstraint('pause_minutes >= 0', name=op.f('ck_accommodations_pause_counted')),
    sa.ForeignKeyConstraint(['session_id', 'candidate'], ['candidates.session_id', 'candidates.number'], name=op.f('fk_accommodations_session_id_candidate_candidates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_accommodations_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accommodations')),
    sa.UniqueConstraint('session_id', 'candidate', 'epreuve', 'phase', name=op.f('uq_accommodations_session_id_candidate_epreuve_phase'))
    )
    op.create_table('availabilities',
    sa.Column('examiner', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('half_day', sa.Enum('MATIN', 'APRES_MIDI', 'JOURNEE', name='half_day', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('DISPONIBLE', 'INDISPONIBLE', 'PREFERE', 'A_EVITER', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id', 'examiner'], ['examiners.session_id', 'examiners.code'], name=op.f('fk_availabilities_session_id_examiner_examiners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_availabilities_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_availabilities')),
    sa.UniqueConstraint('session_id', 'examiner', 'day', 'half_day', name=op.f('uq_availabilities_session_id_examiner_day_half_day'))
    )
    op.create_table('half_days',
    sa.Column('centre', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('epreuves', sa.Text(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('0 <= start AND start < "end" AND "end" <= 1440', name=op.f('ck_half_days_hours_in_order')),
    sa.ForeignKeyConstraint(['session_id', 'centre'], ['centres.session_id', 'centres.uai'], name=op.f('fk_half_days_session_id_centre_centres'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_half_days_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_half_days')),
    sa.UniqueConstraint('session_id', 'centre', 'day', 'start', name=op.f('uq_half_days_session_id_centre_day_start'))
    )
    op.create_table('incompatibilities',
    sa.Column('examiner', sa.Text(), nullable=False),
    sa.Column('candidate', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id', 'candidate'], ['candidates.session_id', 'candidates.number'], name=op.f('fk_incompatibilities_session_id_candidate_candidates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id', 'examiner'], ['examiners.session_id', 'examiners.code'], name=op.f('fk_incompatibilities_session_id_examiner_examiners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_incompatibilities_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incompatibilities')),
    sa.UniqueConstraint('session_id', 'examiner', 'candidate', name=op.f('uq_incompatibilities_session_id_examiner_candidate'))
    )
    op.create_table('jobs',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('QUEUED', 'RUNNING', 'DONE', 'STOPPED', 'FAILED', 'INTERRUPTED', name='status', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('time_limit', sa.Double(), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('stop_requested', sa.Boolean(), nullable=False),
    sa.Column('host', sa.Text(), nullable=True),
    sa.Column('pid', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('alive_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stage', sa.Text(), nullable=False),
    sa.Column('placed', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('seconds', sa.Double(), nullable=False),
    sa.Column('levels', sa.Text(), nullable=False),
    sa.Column('history', sa.Text(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('time_limit > 0', name=op.f('ck_jobs_limit_positive')),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_jobs_plan_id_plans'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_jobs_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jobs'))
    )
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.create_index('ix_jobs_session_id', ['session_id'], unique=False)
        batch_op.create_index('uq_jobs_one_active', ['session_id'], unique=True, sqlite_where=sa.text("status IN ('QUEUED', 'RUNNING')"), postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING')"))

    op.create_table('journeys',
    sa.Column('establishment', sa.Text(), nullable=False),
    sa.Column('centre', sa.Text(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes >= 0', name=op.f('ck_journeys_minutes_counted')),
    sa.ForeignKeyConstraint(['session_id', 'centre'], ['centres.session_id', 'centres.uai'], name=op.f('fk_journeys_session_id_centre_centres'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_journeys_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journeys')),
    sa.UniqueConstraint('session_id', 'establishment', 'centre', name=op.f('uq_journeys_session_id_establishment_centre'))
    )
    op.create_table('levels',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('bound', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_levels_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_levels')),
    sa.UniqueConstraint('plan_id', 'rank', name=op.f('uq_levels_plan_id_rank'))
    )
    op.create_table('passages',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('candidate', sa.Text(), nullable=False),
    sa.Column('epreuve', sa.Text(), nullable=False),
    sa.Column('centre', sa.Text(), nullable=False),
    sa.Column('commission', sa.Text(), nullable=False),
    sa.Column('convocation', sa.Integer(), nullable=False),
    sa.Column('locked', sa.Boolean(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_passages_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passages'))
    )
    with op.batch_alter_table('passages', schema=None) as batch_op:
        batch_op.create_index('ix_passages_plan_id_candidate', ['plan_id', 'candidate'], unique=False)
        batch_op.create_index('ix_passages_plan_id_commission', ['plan_id', 'commission'], unique=False)

    op.create_table('registrations',
    sa.Column('candidate', sa.Text(), nullable=False),
    sa.Column('epreuve', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('INSCRIT', 'DISPENSE', 'BENEFICE', 'NON_INSCRIT', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('modality', sa.Enum('PONCTUEL', 'CCF', name='modality', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('group', sa.Text(), nullable=True),
    sa.Column('centre', sa.Text(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id', 'candidate'], ['candidates.session_id', 'candidates.number'], name=op.f('fk_registrations_session_id_candidate_candidates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_registrations_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registrations')),
    sa.UniqueConstraint('session_id', 'candidate', 'epreuve', name=op.f('uq_registrations_session_id_candidate_epreuve'))
    )
    op.create_table('rooms',
    sa.Column('centre', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('type', sa.Enum('JURY', 'PREPARATION', name='type', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('computers', sa.Integer(), nullable=True),
    sa.Column('accessible', sa.Boolean(), nullable=False),
    sa.Column('building', sa.Text(), nullable=True),
    sa.Column('floor', sa.Text(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('computers >= 0', name=op.f('ck_rooms_computers_counted')),
    sa.CheckConstraint('seats >= 0', name=op.f('ck_rooms_seats_counted')),
    sa.ForeignKeyConstraint(['session_id', 'centre'], ['centres.session_id', 'centres.uai'], name=op.f('fk_rooms_session_id_centre_centres'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_rooms_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rooms')),
    sa.UniqueConstraint('session_id', 'centre', 'code', name=op.f('uq_rooms_session_id_centre_code'))
    )
    op.create_table('sittings',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('epreuve', sa.Text(), nullable=False),
    sa.Column('centre', sa.Text(), nullable=False),
    sa.Column('room', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_sittings_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sittings'))
    )
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.create_index('ix_sittings_plan_id_code', ['plan_id', 'code'], unique=False)

    op.create_table('teachings',
    sa.Column('examiner', sa.Text(), nullable=False),
    sa.Column('establishment', sa.Text(), nullable=False),
    sa.Column('division', sa.Text(), nullable=True),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id', 'examiner'], ['examiners.session_id', 'examiners.code'], name=op.f('fk_teachings_session_id_examiner_examiners'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_teachings_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_teachings'))
    )
    op.create_table('unplaced',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('candidate', sa.Text(), nullable=False),
    sa.Column('epreuve', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_unplaced_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unplaced'))
    )
    with op.batch_alter_table('unplaced', schema=None) as batch_op:
        batch_op.create_index('ix_unplaced_plan_id', ['plan_id'], unique=False)

    op.create_table('verdicts',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('rule', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('cases', sa.Integer(), nullable=False),
    sa.Column('violations', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_verdicts_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdicts')),
    sa.UniqueConstraint('plan_id', 'rule', name=op.f('uq_verdicts_plan_id_rule'))
    )
    op.create_table('watches',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('centre', sa.Text(), nullable=False),
    sa.Column('room', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('peak', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_watches_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watches'))
    )
    with op.batch_alter_table('watches', schema=None) as batch_op:
        batch_op.create_index('ix_watches_plan_id', ['plan_id'], unique=False)

    op.create_table('members',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('examiner', sa.Text(), nullable=False),
    sa.Column('role', sa.Enum('ENSEIGNANT', 'PROFESSIONNEL', name='role', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('replacement', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_members_plan_id_plans'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['sitting_id'], ['sittings.id'], name=op.f('fk_members_sitting_id_sittings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_members'))
    )
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.create_index('ix_members_plan_id_examiner', ['plan_id', 'examiner'], unique=False)
        batch_op.create_index('ix_members_sitting_id', ['sitting_id'], unique=False)

    op.create_table('phases',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('passage_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('phase', sa.Text(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('room', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['passage_id'], ['passages.id'], name=op.f('fk_phases_passage_id_passages'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_phases_plan_id_plans'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phases'))
    )
    with op.batch_alter_table('phases', schema=None) as batch_op:
        batch_op.create_index('ix_phases_passage_id', ['passage_id'], unique=False)
        batch_op.create_index('ix_phases_plan_id_room', ['plan_id', 'room'], unique=False)
    op.create_index("uq_parameters_rule_epreuve", "parameters", ["session_id", "rule", sa.text("coalesce(epreuve, '')")], unique=True)
    op.create_index("uq_teachings_who_whom", "teachings", ["session_id", "examiner", "establishment", sa.text("coalesce(division, '')"), sa.text("coalesce(year, 0)")], unique=True)



def downgrade() -> None:
    with op.batch_alter_table('phases', schema=None) as batch_op:
        batch_op.drop_index('ix_phases_plan_id_room')
        batch_op.drop_index('ix_phases_passage_id')

    op.drop_table('phases')
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_index('ix_members_sitting_id')
        batch_op.drop_index('ix_members_plan_id_examiner')

    op.drop_table('members')
    with op.batch_alter_table('watches', schema=None) as batch_op:
        batch_op.drop_index('ix_watches_plan_id')

    op.drop_table('watches')
    op.drop_table('verdicts')
    with op.batch_alter_table('unplaced', schema=None) as batch_op:
        batch_op.drop_index('ix_unplaced_plan_id')

    op.drop_table('unplaced')
    op.drop_table('teachings')
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.drop_index('ix_sittings_plan_id_code')

    op.drop_table('sittings')
    op.drop_table('rooms')
    op.drop_table('registrations')
    with op.batch_alter_table('passages', schema=None) as batch_op:
        batch_op.drop_index('ix_passages_plan_id_commission')
        batch_op.drop_index('ix_passages_plan_id_candidate')

    op.drop_table('passages')
    op.drop_table('levels')
    op.drop_table('journeys')
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.drop_index('uq_jobs_one_active', sqlite_where=sa.text("status IN ('QUEUED', 'RUNNING')"), postgresql_where=sa.text("status IN ('QUEUED', 'RUNNING')"))
        batch_op.drop_index('ix_jobs_session_id')

    op.drop_table('jobs')
    op.drop_table('incompatibilities')
    op.drop_table('half_days')
    op.drop_table('availabilities')
    op.drop_table('accommodations')
    with op.batch_alter_table('plans', schema=None) as batch_op:
        batch_op.drop_index('uq_plans_one_published', sqlite_where=sa.text("state = 'PUBLISHED'"), postgresql_where=sa.text("state = 'PUBLISHED'"))

    op.drop_table('plans')
    op.drop_table('parameters')
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.drop_index('ix_imports_session_id')

    op.drop_table('imports')
    with op.batch_alter_table('examiners', schema=None) as batch_op:
        batch_op.drop_index('ix_examiners_session_id_family_name')

    op.drop_table('examiners')
    op.drop_table('establishments')
    op.drop_table('centres')
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.drop_index('ix_candidates_session_id_family_name')

    op.drop_table('candidates')
    op.drop_table('sessions')
