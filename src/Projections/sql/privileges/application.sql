-- The application's login keeps these rows; they can all be made again from the log.
revoke all on schema {schema} from public;
grant usage on schema {schema} to {app_role};
grant select, insert, update, delete on all tables in schema {schema} to {app_role};
