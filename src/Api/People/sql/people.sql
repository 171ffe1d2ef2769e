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

grant usage on schema people to {app_role};
grant select, insert, delete on people.person, people.person_revision, people.note to {app_role};
