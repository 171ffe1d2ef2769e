-- Who a pseudonymous person is. Events hold the id only; everything that names somebody is here and nowhere else.
create schema if not exists people;
revoke all on schema people from public;

create table if not exists people.person (
    person_id  uuid        not null,
    command_id uuid        not null,
    created_by text        not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint pkey_person primary key (person_id),
    constraint person_once_per_command unique (command_id)
);

-- Numbered revisions: an evaluation cites (person, revision), so a revision never changes.
create table if not exists people.person_revision (
    person_id          uuid        not null references people.person on delete cascade,
    revision           integer     not null,
    command_id         uuid        not null,
    full_name          text        not null,
    folded_name        text        not null,
    birth_date         date,
    gender             text        not null,
    education          text        not null,
    theory_level       text        not null,
    youth_union_member boolean,
    recorded_by        text        not null,
    recorded_at        timestamptz not null default clock_timestamp(),
    constraint pkey_person_revision primary key (person_id, revision),
    constraint person_revision_once_per_command unique (command_id),
    constraint person_revision_starts_at_one check (revision > 0)
);

create index if not exists person_revision_folded_name on people.person_revision (folded_name text_pattern_ops);

-- Free words of a return, a suspension, a strike. The event keeps the note's id.
create table if not exists people.note (
    note_id    uuid        not null,
    text       text        not null,
    created_by text        not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint pkey_note primary key (note_id)
);

-- Stores the rows appends rely on, in their transaction: persons with their first revision, and notes. An append may be sent again: what is there
-- stays as it is. A command that registered somebody else before is refused. Rows are looked up by scalar subqueries: the plans are made once, perhaps
-- while the tables are empty, and a join would then read them whole for ever.
create or replace function people.keep(given jsonb[]) returns void
language plpgsql volatile
as $$
declare
    v_added int;
    v_other uuid;
begin
    if exists (select from unnest(given) g where g ? 'persons') then
        insert into people.person (person_id, command_id, created_by)
        select r.person_id, r.command_id, r.recorded_by
        from unnest(given) g, jsonb_populate_recordset(null::people.person_revision, g -> 'persons') r
        on conflict (command_id) do nothing;

        insert into people.person_revision
            (person_id, revision, command_id, full_name, folded_name, birth_date, gender, education, theory_level, youth_union_member, recorded_by)
        select r.person_id, 1, r.command_id, r.full_name, r.folded_name, r.birth_date, r.gender, r.education, r.theory_level, r.youth_union_member, r.recorded_by
        from unnest(given) g, jsonb_populate_recordset(null::people.person_revision, g -> 'persons') r
        where (select p.command_id from people.person p where p.person_id = r.person_id) = r.command_id
        on conflict do nothing;

        -- Fewer than were given: some are there already, or their command stands for somebody else.
        get diagnostics v_added = row_count;
        if v_added < cardinality(given) then
            select r.command_id into v_other
            from unnest(given) g, jsonb_populate_recordset(null::people.person_revision, g -> 'persons') r
            where (select p.person_id from people.person p where p.command_id = r.command_id) <> r.person_id;
            if found then
                raise exception 'command % registered another person before; was server.key replaced?', v_other using errcode = 'CW010';
            end if;
        end if;
    end if;

    if exists (select from unnest(given) g where g ? 'notes') then
        insert into people.note (note_id, text, created_by)
        select r.note_id, r.text, r.created_by from unnest(given) g, jsonb_populate_recordset(null::people.note, g -> 'notes') r
        on conflict do nothing;
    end if;
end
$$;

revoke all on function people.keep from public;
grant execute on function people.keep to {app_role};
grant usage on schema people to {app_role};
grant select, insert, delete on people.person, people.person_revision, people.note to {app_role};
