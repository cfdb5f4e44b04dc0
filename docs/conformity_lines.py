"""What the texts say besides épreuves and rules, and where each is kept; read by docs/conformity.py.

Each line gives the fact, then where it is in the data, in what plans, in what judges, in what people
read, and the test that would fail without it. A reference in backticks is a rule or parameter id, a
Python name or a file; the tests look each one up. An empty cell has nothing to hold.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the texts and what holds it."""

    fact: str
    data: str
    solver: str
    checker: str
    shown: str
    test: str


_ROUTES = "tests/registrations/test_routes.py::test_candidate_takes_the_column_of_the_reglement"
_DECISIONS = "tests/registrations/test_decisions.py::"
_EPREUVES = "tests/regulation/test_epreuves.py::"

LINES: dict[str, tuple[Line, ...]] = {
    "BTS Support à l’action managériale": (
        Line(
            "Trois colonnes de l’annexe II.C : qui passe quoi, en ponctuel ou en CCF",
            "`models/regulation/data/bts_sam.toml`",
            "`scheduler.routes.route_of`",
            "`everyone_once`",
            "fiche du candidat, « Qui passe quoi »",
            f"`{_ROUTES}`",
        ),
        Line(
            "Formation continue publique habilitée : le texte la nomme dans deux colonnes",
            "`sam_fpc_ccf_integral`",
            "`scheduler.routes.route_of`",
            "`everyone_once`",
            "page « Les textes »",
            "`tests/registrations/test_routes.py::"
            "test_parameter_settles_the_column_of_public_continuing_training`",
        ),
        Line(
            "E5 en CCF, situation B : 1 h 30 au règlement, 75 minutes dans la définition",
            "`sam_e5b_minutes`",
            "`scheduler.problem.problem_of`",
            "`phase_durations`",
            "page « Les textes »",
            f"`{_EPREUVES}test_epreuve_has_the_phases_of_its_text`",
        ),
        Line(
            "EF2 : 20 minutes dans la définition, 30 dans la troisième colonne",
            "`sam_ef2_minutes`",
            "`scheduler.problem.problem_of`",
            "`phase_durations`",
            "page « Les textes »",
            f"`{_EPREUVES}test_epreuve_has_the_phases_of_its_text`",
        ),
        Line(
            "Langues : liste du texte, l’anglais en A ou B, langue C différente",
            "`models/regulation/data/bts_sam.toml`",
            "`scheduler.problem_parties.epreuve_key`",
            "`commission_composition`",
            "étape « Vérifier »",
            f"`{_DECISIONS}test_choice_of_languages_is_that_of_the_text`",
        ),
        Line(
            "Dispenses : annexe II.B, U1, U21, U22 et U3",
            "`models/regulation/data/bts_sam.toml`",
            "`scheduler.not_sat.not_sat`",
            "`everyone_once`",
            "fiche du candidat",
            f"`{_DECISIONS}test_dispense_is_cited_where_the_annex_lists_the_unit_and_doubted_elsewhere`",
        ),
        Line(
            "Notes conservées du BTS Assistant de manager : annexe IV",
            "`models/regulation/data/bts_sam.toml`",
            "`scheduler.not_sat.not_sat`",
            "`everyone_once`",
            "fiche du candidat",
            f"`{_DECISIONS}test_kept_mark_names_the_former_units_and_the_annex`",
        ),
        Line(
            "Forme globale ou progressive : article 7",
            "`models/regulation/data/bts_sam.toml`",
            "`scheduler.registrations.registrations_of`",
            "`everyone_once`",
            "fiche du candidat, étape « Vérifier »",
            f"`{_DECISIONS}test_unit_not_chosen_is_lawful_in_the_progressive_form_alone`",
        ),
        Line(
            "Dossier absent : non interrogé, mention NV",
            "`models/regulation/data/bts_sam.toml`",
            "",
            "",
            "convocation du candidat",
            "`tests/documents/test_candidate_convocations.py::test_texts_of_the_regulation_are_printed`",
        ),
    ),
    "Baccalauréat professionnel AGOrA": (
        Line(
            "Trois colonnes de l’annexe II b",
            "`models/regulation/data/bcp_agora.toml`",
            "`scheduler.routes.route_of`",
            "`everyone_once`",
            "fiche du candidat, « Qui passe quoi »",
            f"`{_ROUTES}`",
        ),
        Line(
            "E31 et E32 en CCF, EF1, EF2 (mobilité) : aucune durée dans l’extrait",
            "`agora_e31_ccf_minutes`, `agora_e32_ccf_minutes`, `agora_ef1_minutes`, `agora_ef2_minutes`",
            "`scheduler.parameters.missing_parameters`",
            "`phase_durations`",
            "étape « Vérifier », message avant de planifier",
            "`tests/regulation/test_parameters.py::test_every_missing_value_is_asked_for_by_name_at_once`",
        ),
        Line(
            "E41 et E42 : 20 minutes dont 5 de préparation, à redéfinir par arrêté",
            "`agora_langue_preparation_minutes`, `agora_langue_oral_minutes`",
            "`scheduler.problem.problem_of`",
            "`phase_durations`",
            "page « Les textes »",
            f"`{_EPREUVES}test_epreuve_has_the_phases_of_its_text`",
        ),
        Line(
            "Notes conservées de Gestion-Administration : annexe IV",
            "`models/regulation/data/bcp_agora.toml`",
            "`scheduler.not_sat.not_sat`",
            "`everyone_once`",
            "fiche du candidat",
            f"`{_DECISIONS}test_kept_mark_names_the_former_units_and_the_annex`",
        ),
        Line(
            "Aucune note n’est dite au candidat, aucune n’est enregistrée",
            "`models/regulation/data/general.toml`",
            "",
            "",
            "convocations du candidat et du juré",
            "`tests/documents/test_candidate_convocations.py::test_texts_of_the_regulation_are_printed`",
        ),
        Line(
            "Épreuve facultative d’EPS, pratique : hors du planning des oraux",
            "",
            "",
            "",
            "",
            "",
        ),
    ),
    "Mention complémentaire, puis certificat de spécialisation, SNO": (
        Line(
            "« Certificat de spécialisation » à partir de la session 2025",
            "`models/regulation/data/mc_sno.toml`",
            "",
            "",
            "tous les documents",
            f"`{_DECISIONS}test_mention_is_called_a_certificate_from_2025_on`",
        ),
        Line(
            "Deux colonnes de l’annexe IV.b",
            "`models/regulation/data/mc_sno.toml`",
            "`scheduler.routes.route_of`",
            "`everyone_once`",
            "fiche du candidat, « Qui passe quoi »",
            f"`{_ROUTES}`",
        ),
        Line(
            "E1A : 2 à 4 candidats interrogés ensemble",
            "`models/regulation/data/mc_sno.toml`",
            "`scheduler.problem_parties.parties_of`",
            "`group_together`",
            "convocation, sans nommer les autres",
            "`tests/solver/test_groups.py::test_group_is_heard_together`",
        ),
        Line(
            "E2 et E3A en CCF : la commission se réunit sans le candidat",
            "`models/regulation/data/mc_sno.toml`",
            "`scheduler.problem_parties.parties_of`",
            "`everyone_once`",
            "liste des dossiers ; personne n’est convoqué",
            "`tests/solver/test_groups.py::test_dossier_is_examined_while_its_candidate_is_elsewhere`",
        ),
    ),
    "Titre professionnel Secrétaire assistant": (
        Line(
            "Session du titre entier ou d’un CCP",
            "`models/regulation/data/tp_sa.toml`",
            "`scheduler.registrations.registrations_of`",
            "`everyone_once`",
            "fiche du candidat",
            f"`{_DECISIONS}test_titre_is_sat_whole_or_one_ccp_at_a_time`",
        ),
        Line(
            "Durées hors du REAC : à fixer avant de planifier, sans valeur inventée",
            "`tp_ccp1_minutes`, `tp_ccp2_minutes`, `tp_entretien_final_minutes`",
            "`scheduler.parameters.missing_parameters`",
            "`phase_durations`",
            "étape « Vérifier », message avant de planifier",
            "`tests/regulation/test_parameters.py::test_every_missing_value_is_asked_for_by_name_at_once`",
        ),
        Line(
            "Trois ans de métier, quitté depuis cinq ans au plus : vérifié quand l’habilitation est "
            "accordée, ici seule sa date de fin l’est",
            "`tp_juror_trade_years`, `tp_juror_left_years`",
            "`scheduler.problem_people.Calendar`",
            "`examiner_habilitation`",
            "page « Les textes »",
            "`tests/cases/examiner_habilitation.py`",
        ),
        Line(
            "Aucun juré n’a formé ni accompagné le candidat",
            "`models/regulation/data/tp_sa.toml`",
            "`scheduler.problem_people.Conflicts`",
            "`no_trainer`, `tutor`, `declared_incompatibility`",
            "rapport de conformité",
            "`tests/cases/no_trainer.py`",
        ),
        Line(
            "Un responsable de session sur place",
            "`models/regulation/data/tp_sa.toml`",
            "`scheduler.problem_people.Managers`",
            "`session_manager`",
            "convocation du juré, ordre de passage du centre",
            "`tests/documents/test_managers.py::test_juror_reads_who_manages_the_session_each_day`",
        ),
    ),
    "Droit commun": (
        Line(
            "Temps majoré phase par phase, arrondi à la minute supérieure ; pauses à part",
            "`extra_time_most`",
            "`scheduler.problem.problem_of`",
            "`phase_durations`",
            "convocation du candidat, émargement",
            "`tests/cases/phase_durations.py`",
        ),
        Line(
            "Retard d’un candidat : une heure au plus, sur décision du centre",
            "`late_arrival_most`",
            "",
            "",
            "convocation du candidat",
            "`tests/documents/test_candidate_convocations.py::test_texts_of_the_regulation_are_printed`",
        ),
        Line(
            "Pièce d’identité périmée depuis moins de cinq ans acceptée",
            "`models/regulation/data/general.toml`",
            "",
            "",
            "convocation du candidat",
            f"`{_EPREUVES}test_candidates_always_bring_their_convocation_and_an_identity_document`",
        ),
        Line(
            "BTS : absence à une épreuve obligatoire, pas de session de remplacement",
            "`models/regulation/data/bts_sam.toml`",
            "",
            "`everyone_once`",
            "convocation du candidat",
            f"`{_EPREUVES}test_absence_is_told_for_compulsory_bts_epreuves_only`",
        ),
        Line(
            "Congé du salarié juré, demandé quinze jours avant",
            "`convocations_alert_professional`",
            "",
            "",
            "page de l’employeur, délais en rouge",
            "`tests/documents/test_examiner_convocations.py::"
            "test_professional_gets_a_page_for_the_employer_without_any_candidate`",
        ),
        Line(
            "Les jurés restent inconnus des candidats",
            "`models/regulation/data/general.toml`",
            "",
            "",
            "tous les documents du candidat",
            "`tests/documents/test_privacy.py::test_jury_stays_unknown_to_candidates`",
        ),
        Line(
            "Candidats interrogés par examinateur, pour l’indemnité",
            "`models/regulation/data/general.toml`",
            "",
            "",
            "convocation du juré",
            "`tests/documents/test_examiner_convocations.py::test_running_order_agrees_with_the_plan`",
        ),
        Line(
            "Heures écrites « 14 h 30 », « 14 h », espaces insécables",
            "",
            "",
            "",
            "toutes les pages et tous les documents",
            "`tests/documents/test_french.py::test_hours_are_written_the_french_way`",
        ),
        Line(
            "Convocations 21 jours avant ; alertes à 10 et 15 jours",
            "`convocations_ahead`, `convocations_alert_candidate`",
            "",
            "",
            "étape « Convoquer »",
            "`tests/mail/test_delays.py::test_second_limit_makes_it_serious`",
        ),
    ),
}
