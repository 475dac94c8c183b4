create table qm.comparison_tie (
  region text not null,
  kind text not null,
  key text not null,
  licence uuid not null,
  premises uuid not null,
  run uuid not null,
  primary key (region, kind, key)
)
-- step
comment on table qm.comparison_tie is 'Licences that a comparison hung on a place: those a later one may move; what a person hung it leaves alone'
-- step
grant select, insert, update on qm.comparison_tie to qingmei_app
-- step
alter table qm.comparison_tie enable row level security
-- step
alter table qm.comparison_tie force row level security
-- step
create policy guards_comparison_tie on qm.comparison_tie using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
