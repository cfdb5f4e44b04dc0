"""The right that each page of the staff asks for: one table, so that none is forgotten.

A page that is not here is for administrators alone; a test says so of each new one.
"""

from __future__ import annotations

from scheduler.accounts import Right

ANYONE = frozenset({"staff.theme", "static"})
"""Pages that show no data: they need no account."""
SIGNED_IN = frozenset(
    {
        "staff.home",
        "staff.sessions",
        "staff.search",
        "staff.help_page",
        "staff.training",
        "staff.texts",
        "staff.diploma",
        "staff.rules",
        "staff.citations",
        "staff.template_workbook",
        "accounts.mine",
        "accounts.change_password",
        "accounts.leave",
        "accounts.leave_everywhere",
    }
)
"""Pages for everybody with an account; what they list is what each may read."""
RIGHTS: dict[Right, frozenset[str]] = {
    Right.READ: frozenset(
        {
            "staff.session_home",
            "staff.data_table",
            "staff.data_journal",
            "staff.availability",
            "staff.journeys",
            "staff.session_rules",
            "staff.journal_entry",
            "staff.registrations",
            "staff.export_data",
            "staff.export_plan",
            "staff.candidate",
            "staff.examiner",
            "staff.plan_day",
            "staff.places",
            "staff.hours",
            "staff.swap_verdict",
            "staff.plan_state",
            "staff.move_page",
            "staff.plan_history",
            "staff.plan_table",
            "staff.commission",
            "staff.conformity",
            "staff.planning",
            "staff.planning_progress",
            "staff.publication",
            "staff.verify",
            "staff.crew_of",
            "staff.diagnosis_progress",
            "staff.documents",
            "staff.documents_progress",
            "staff.import_page",
            "staff.answers",
            "staff.repairs",
            "staff.delays",
            "staff.waivers",
            "staff.comparison",
            "staff.summary",
            "staff.day",
            "staff.export_summary",
        }
    ),
    Right.EDIT: frozenset(
        {
            "staff.import_into",
            "staff.row_form",
            "staff.store_row",
            "staff.store_cell",
            "staff.store_availability",
            "staff.store_journey",
            "staff.store_rule",
            "staff.act_on_rows",
            "staff.paste_form",
            "staff.paste",
            "staff.undo_data",
        }
    ),
    Right.PLAN: frozenset(
        {
            "staff.start_planning",
            "staff.rename_plan",
            "staff.discard_plan",
            "staff.stop_planning",
            "staff.start_diagnosis",
            "staff.stop_diagnosis",
            "staff.replan_rest",
        }
    ),
    Right.ADJUST: frozenset({"staff.keep_repair", "staff.adjust", "staff.adjust_draft"}),
    Right.PUBLISH: frozenset({"staff.publish", "staff.give", "staff.withdraw"}),
    Right.CONVENE: frozenset(
        {
            "staff.start_documents",
            "staff.stop_documents",
            "staff.documents_archive",
            "staff.convocation",
            "staff.calendar",
            "staff.feeds",
            "staff.feed_sheet",
            "staff.make_feeds",
            "staff.documents_of_kind",
            "staff.one_document",
            "staff.school_documents",
            "staff.outbox",
            "staff.outbox_progress",
            "staff.prepare_outbox",
            "staff.remind",
            "staff.act_on_outbox",
            "staff.pause_outbox",
            "staff.retry_server",
            "staff.export_outbox",
            "staff.import_bounces",
            "staff.calls",
            "staff.called",
            "staff.school_contacts",
            "staff.store_school_contacts",
            "staff.message",
            "staff.letter",
            "staff.attached_file",
            "staff.mail_texts",
            "staff.store_mail_text",
            "staff.stationery",
            "staff.keep_paper",
            "staff.preview_paper",
            "staff.change_link",
        }
    ),
    Right.SHARE: frozenset({"accounts.access", "accounts.change_access"}),
    Right.REMOVE: frozenset({"staff.delete_session"}),
    Right.CREATE: frozenset(
        {"staff.load_sample", "staff.import_new", "staff.import_preview", "staff.import_confirm"}
    ),
}
ADMINISTRATORS = frozenset(
    {
        "accounts.accounts",
        "accounts.invite_account",
        "accounts.reset",
        "accounts.send_address",
        "accounts.change_account",
        "accounts.change_administrator",
        "staff.installation_journal",
        "staff.mail_server",
        "staff.store_mail_server",
    }
)
IN_CENTRES = frozenset(
    {
        "staff.session_home",
        "staff.data_table",
        "staff.data_journal",
        "staff.journal_entry",
        "staff.availability",
        "staff.registrations",
        "staff.session_rules",
        "staff.export_data",
        "staff.export_plan",
        "staff.candidate",
        "staff.examiner",
        "staff.commission",
        "staff.plan_day",
        "staff.places",
        "staff.hours",
        "staff.swap_verdict",
        "staff.plan_state",
        "staff.move_page",
        "staff.plan_history",
        "staff.plan_table",
        "staff.row_form",
        "staff.store_row",
        "staff.store_cell",
        "staff.store_availability",
        "staff.act_on_rows",
        "staff.undo_data",
        "staff.adjust",
        "staff.adjust_draft",
        "staff.documents",
        "staff.documents_progress",
        "staff.start_documents",
        "staff.stop_documents",
        "staff.documents_archive",
        "staff.documents_of_kind",
        "staff.one_document",
        "staff.convocation",
        "staff.calendar",
        "staff.answers",
        "staff.feeds",
        "staff.feed_sheet",
        "staff.make_feeds",
        "staff.change_link",
        "staff.delays",
        "staff.outbox",
        "staff.outbox_progress",
        "staff.prepare_outbox",
        "staff.remind",
        "staff.act_on_outbox",
        "staff.export_outbox",
        "staff.import_bounces",
        "staff.message",
        "staff.letter",
        "staff.attached_file",
        "staff.calls",
        "staff.called",
        "staff.day",
        "staff.summary",
        "staff.export_summary",
        "staff.repairs",
        "staff.keep_repair",
        "staff.verify",
        "staff.crew_of",
    }
)
"""Pages of a session that keep within some of its centres. Any other is refused to whoever has only
those: a page comes here once a test has looked for the other centres in it."""
_BY_PAGE = {page: right for right, pages in RIGHTS.items() for page in pages}


def right_of(page: str) -> Right:
    """Return the right that a page asks for."""
    return _BY_PAGE.get(page, Right.ADMINISTER)
