-- Made after a rebuild has filled the tables.
create index if not exists ix_case_now_person on {schema}.case_now (person_id);
create index if not exists ix_case_now_again on {schema}.case_now (person_id) where referral_number > 1;
create index if not exists ix_case_now_union_unit on {schema}.case_now (union_unit);
create index if not exists ix_case_now_party_body on {schema}.case_now (party_body);
create index if not exists ix_case_now_first_sent on {schema}.case_now (first_sent_on);
create index if not exists ix_case_now_decided on {schema}.case_now (decided_on) where decided_on is not null;
create index if not exists ix_case_now_reference on {schema}.case_now (lower(reference) text_pattern_ops) where reference is not null;
-- The recorded columns stand in the key so that versions of other times are passed over without reading them.
create index if not exists ix_case_past_first_sent on {schema}.case_past (first_sent_on, recorded_to, recorded_from) where first_sent_on is not null;
create index if not exists ix_case_past_decided on {schema}.case_past (decided_on, recorded_to, recorded_from) where decided_on is not null;
create index if not exists ix_case_past_again on {schema}.case_past (person_id, recorded_to, recorded_from) where referral_number > 1;
create index if not exists ix_case_past_person on {schema}.case_past (person_id, recorded_to);
create index if not exists ix_case_past_recorded on {schema}.case_past (recorded_to, recorded_from);
create index if not exists ix_deadline_due on {schema}.deadline (due) where recorded_to = 9223372036854775807;
create index if not exists ix_deadline_open on {schema}.deadline (acting_unit) where recorded_to = 9223372036854775807 and open;
create index if not exists ix_deadline_past on {schema}.deadline (due, recorded_to, recorded_from);
-- What a publication moved is found by the position at which rows ended.
create index if not exists ix_deadline_ended on {schema}.deadline (recorded_to) where recorded_to < 9223372036854775807;
create index if not exists ix_unit_fact_unit on {schema}.unit_fact (unit_id);
create index if not exists ix_training_fact_class on {schema}.training_fact (class_id, position);
create index if not exists ix_training_fact_person on {schema}.training_fact (person_id) where person_id is not null;
create index if not exists ix_unit_statement_unit on {schema}.unit_statement (unit_id, position);
create index if not exists ix_post_fact_unit on {schema}.post_fact (unit, post_id) where unit is not null;
create index if not exists ix_tenure_post on {schema}.tenure (post_id, recorded_to);
create index if not exists ix_tenure_person on {schema}.tenure (person_id, recorded_to);
create index if not exists ix_planned_post_person on {schema}.planned_post (person_id, recorded_to);
create index if not exists ix_proposal_person on {schema}.proposal (person_id, recorded_to);
create index if not exists ix_discipline_person on {schema}.discipline (person_id, recorded_to);
create index if not exists ix_cadre_plan_body on {schema}.cadre_plan (body, recorded_to);
create index if not exists ix_plan_name_plan on {schema}.plan_name (plan_id, recorded_to);
create index if not exists ix_plan_name_person on {schema}.plan_name (person_id, recorded_to);
create index if not exists ix_personnel_procedure_post on {schema}.personnel_procedure (post_id, recorded_to);
create index if not exists ix_staff_quota_unit on {schema}.staff_quota (unit, recorded_to);
create index if not exists ix_staff_stay_unit on {schema}.staff_stay (unit, recorded_to);
create index if not exists ix_staff_stay_person on {schema}.staff_stay (person_id, recorded_to);
create index if not exists ix_declaration_duty_person on {schema}.declaration_duty (person_id, recorded_to);
create index if not exists ix_declaration_duty_due on {schema}.declaration_duty (year, due_on, recorded_to);
