-- What a comparison found, run by run: read in a transaction that opened the run (app.record), written by the
-- installation. Old runs stay; the same run linked again replaces its own rows in one transaction.
create table qm.comparison_line (
  region text not null,
  run uuid not null,
  no bigint not null,
  id text not null,
  class text not null,
  certain boolean not null,
  doubt text,
  medical boolean not null,
  name text not null,
  address text,
  uscc text,
  town uuid,
  sources text[] not null,
  words text not null,
  primary key (region, run, no)
)
-- step
comment on table qm.comparison_line is 'Places as a comparison sees them: one line a place of beauty or medical trade'
-- step
create unique index ix_comparison_line_id on qm.comparison_line (region, run, id)
-- step
create index ix_comparison_line_class on qm.comparison_line (region, run, class, no)
-- step
create index ix_comparison_line_town on qm.comparison_line (region, run, town, no)
-- step
create index ix_comparison_line_medical on qm.comparison_line (region, run, medical, class, no)
-- step
create index ix_comparison_line_doubt on qm.comparison_line (region, run, certain, no)
-- step
create table qm.comparison_member (
  region text not null,
  run uuid not null,
  line bigint not null,
  no bigint not null,
  kind text not null,
  file text not null,
  key text not null,
  probability numeric not null,
  record jsonb not null,
  why jsonb not null,
  primary key (region, run, line, no)
)
-- step
comment on table qm.comparison_member is 'Which record of which register belongs to a line, and why'
-- step
create index ix_comparison_member_key on qm.comparison_member (region, run, kind, key)
-- step
create table qm.comparison_question (
  region text not null,
  run uuid not null,
  no bigint not null,
  line bigint,
  kind text not null,
  key text not null,
  name text not null,
  address text,
  reason text not null,
  priority numeric not null,
  "group" text not null,
  none numeric not null,
  chosen bigint,
  record jsonb not null,
  candidates jsonb not null,
  neighbours jsonb not null,
  settled uuid,
  primary key (region, run, no)
)
-- step
comment on table qm.comparison_question is 'Records that a person should look at, with their candidates; settled by a decision'
-- step
create index ix_comparison_question_open on qm.comparison_question (region, run, priority desc, no)
-- step
create index ix_comparison_question_group on qm.comparison_question (region, run, "group", no)
-- step
create index ix_comparison_question_key on qm.comparison_question (region, run, kind, key)
-- step
create table qm.comparison_sample (
  region text not null,
  run uuid not null,
  no bigint not null,
  band bigint not null,
  band_from numeric not null,
  band_to numeric not null,
  population bigint not null,
  a jsonb not null,
  b jsonb,
  probability numeric not null,
  why jsonb not null,
  is_right boolean,
  labelled_by uuid,
  labelled_at timestamptz,
  primary key (region, run, no)
)
-- step
comment on table qm.comparison_sample is 'Links drawn at random by bands of probability, and what people found them to be: how right a run is'
-- step
grant select, insert, update, delete on qm.comparison_line to qingmei_app
-- step
grant select, insert, update, delete on qm.comparison_member to qingmei_app
-- step
grant select, insert, update, delete on qm.comparison_question to qingmei_app
-- step
grant select, insert, update, delete on qm.comparison_sample to qingmei_app
-- step
alter table qm.comparison_line enable row level security
-- step
alter table qm.comparison_line force row level security
-- step
create policy guards_comparison_line on qm.comparison_line using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and run = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.comparison_member enable row level security
-- step
alter table qm.comparison_member force row level security
-- step
create policy guards_comparison_member on qm.comparison_member using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and run = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.comparison_question enable row level security
-- step
alter table qm.comparison_question force row level security
-- step
create policy guards_comparison_question on qm.comparison_question using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and run = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.comparison_sample enable row level security
-- step
alter table qm.comparison_sample force row level security
-- step
create policy guards_comparison_sample on qm.comparison_sample using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and run = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
