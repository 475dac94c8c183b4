create table qm.job (
  region text not null,
  id uuid not null,
  kind text not null,
  subject uuid not null,
  state text not null,
  tries bigint not null,
  not_before timestamptz not null,
  lease_until timestamptz,
  worker uuid,
  progress jsonb not null,
  error text,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (region, id)
)
-- step
comment on table qm.job is 'Long work on a record: claimed by one worker under a lease, taken up by another when it is not renewed'
-- step
create unique index ix_job_open on qm.job (region, kind, subject) where state in ('waiting', 'running')
-- step
create index ix_job_next on qm.job (region, made_at, id) where state in ('waiting', 'running')
-- step
create index ix_job_subject on qm.job (region, subject, made_at)
-- step
grant select, insert, update on qm.job to qingmei_app
-- step
alter table qm.job enable row level security
-- step
alter table qm.job force row level security
-- step
create policy guards_job on qm.job using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and subject = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
