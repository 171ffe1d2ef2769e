-- The owner may not rewrite either. Dropping a trigger is possible to an owner and a superuser; the chain and its heads outside tell.
create or replace trigger refuse_change before update or delete on {schema}.mt_events for each row execute function {schema}.refuse_change();
create or replace trigger refuse_truncate before truncate on {schema}.mt_events for each statement execute function {schema}.refuse_change();
create or replace trigger refuse_change before update or delete on {schema}.chain for each row execute function {schema}.refuse_change();
create or replace trigger refuse_truncate before truncate on {schema}.chain for each statement execute function {schema}.refuse_change();
create or replace trigger refuse_change before update or delete on {schema}.commands for each row execute function {schema}.refuse_change();
create or replace trigger refuse_truncate before truncate on {schema}.commands for each statement execute function {schema}.refuse_change();
create or replace trigger refuse_delete before delete on {schema}.mt_streams for each row execute function {schema}.refuse_change();
create or replace trigger refuse_truncate before truncate on {schema}.mt_streams for each statement execute function {schema}.refuse_change();
create or replace trigger refuse_step_back before update on {schema}.mt_streams for each row
    when (new.id is distinct from old.id or new.version < old.version) execute function {schema}.refuse_change();
