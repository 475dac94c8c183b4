-- History: a full snapshot of every version of every record.
create table qm.history (
  region text not null,
  ledger text not null,
  record uuid not null,
  version bigint not null,
  at timestamptz not null,
  by uuid not null,
  actions text[] not null,
  snapshot jsonb not null,
  hash text not null,
  primary key (region, ledger, record, version)
)
-- step
comment on table qm.history is 'A full snapshot per version of every record (design: history)'
-- step
grant select, insert on qm.history to qingmei_app
-- step
create table qm.audit (
  region text not null,
  id uuid not null,
  at timestamptz not null,
  actor uuid not null,
  seat uuid,
  action text not null,
  outcome text not null,
  code text,
  ledger text,
  record uuid,
  version bigint,
  hash text,
  detail jsonb not null,
  primary key (region, id)
)
-- step
comment on table qm.audit is 'Append-only: what was done, refused or read, by whom (R-251)'
-- step
create index ix_audit_record on qm.audit (region, record, id)
-- step
grant select, insert on qm.audit to qingmei_app
-- step
create table qm.audit_seal (
  region text not null,
  no bigint not null,
  at timestamptz not null,
  at_id uuid not null,
  ids uuid[] not null,
  prev text not null,
  hash text not null,
  primary key (region, no)
)
-- step
comment on table qm.audit_seal is 'Batches of committed audit rows, chained by hash; at_id is the newest of them'
-- step
create index ix_audit_seal_at on qm.audit_seal (region, at_id)
-- step
grant select, insert on qm.audit_seal to qingmei_app
-- step
create table qm.deadline (
  region text not null,
  ledger text not null,
  record uuid not null,
  key text not null,
  campaign uuid,
  rule text not null,
  label text not null,
  clause text,
  plan_hash text,
  owner uuid not null,
  roles text[],
  start timestamptz not null,
  due timestamptz,
  state text not null,
  met_at timestamptz,
  stage text not null,
  next_stage_at timestamptz,
  primary key (region, ledger, record, key)
)
-- step
comment on table qm.deadline is 'What is owed, by whom, by when (R-166); late is recorded, never blocked'
-- step
create index ix_deadline_desk on qm.deadline (region, owner, due, record) where state = 'open'
-- step
create index ix_deadline_stage on qm.deadline (next_stage_at) where next_stage_at is not null
-- step
create index ix_deadline_campaign on qm.deadline (region, campaign, due) where state = 'open'
-- step
grant select, insert, update on qm.deadline to qingmei_app
-- step
create table qm.notice (
  region text not null,
  id uuid not null,
  at timestamptz not null,
  org uuid not null,
  roles text[],
  code text not null,
  facts jsonb not null,
  ledger text,
  record uuid,
  primary key (region, id)
)
-- step
comment on table qm.notice is 'Outgoing notices, written with the action that they tell of'
-- step
create index ix_notice_org on qm.notice (region, org, id)
-- step
grant select, insert on qm.notice to qingmei_app
-- step
create table qm.notice_read (
  region text not null,
  notice uuid not null,
  person uuid not null,
  at timestamptz not null,
  primary key (region, notice, person)
)
-- step
comment on table qm.notice_read is 'Who has read which notice'
-- step
grant select, insert on qm.notice_read to qingmei_app
-- step
create table qm.sequence (
  region text not null,
  org uuid not null,
  ledger text not null,
  year bigint not null,
  last bigint not null,
  primary key (region, org, ledger, year)
)
-- step
comment on table qm.sequence is 'Last number given per organisation, ledger and year (R-051)'
-- step
grant select, insert, update on qm.sequence to qingmei_app
-- step
create table qm.request (
  region text not null,
  key text not null,
  person uuid not null,
  at timestamptz not null,
  ledger text not null,
  record uuid not null,
  version bigint not null,
  primary key (region, key)
)
-- step
comment on table qm.request is 'Requests already carried out: the same key acts once'
-- step
grant select, insert on qm.request to qingmei_app
-- step
create table qm.search_gram (
  region text not null,
  ledger text not null,
  record uuid not null,
  tokens text[] not null,
  primary key (region, ledger, record)
)
-- step
comment on table qm.search_gram is 'Search tokens with their visibility; never for sealed ledgers'
-- step
create index ix_search_gram_tokens on qm.search_gram using gin (tokens) with (fastupdate = off)
-- step
grant select, insert, update, delete on qm.search_gram to qingmei_app
-- step
create table qm.comment (
  region text not null,
  id uuid not null,
  ledger text not null,
  record uuid not null,
  at timestamptz not null,
  by uuid not null,
  text text not null,
  primary key (region, id)
)
-- step
comment on table qm.comment is 'What people say about a record'
-- step
create index ix_comment_record on qm.comment (region, ledger, record, id)
-- step
grant select, insert on qm.comment to qingmei_app
-- step
create table qm.attachment (
  region text not null,
  id uuid not null,
  ledger text not null,
  record uuid not null,
  file uuid not null,
  title text not null,
  at timestamptz not null,
  by uuid not null,
  primary key (region, id)
)
-- step
comment on table qm.attachment is 'Files hung on a record that are not evidence'
-- step
create index ix_attachment_record on qm.attachment (region, ledger, record, id)
-- step
create index ix_attachment_file on qm.attachment (region, file)
-- step
grant select, insert on qm.attachment to qingmei_app
-- step
create table qm.file (
  region text not null,
  id uuid not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  received bigint not null,
  claimed text,
  sha256 text,
  at timestamptz not null,
  by uuid not null,
  finished_at timestamptz,
  primary key (region, id)
)
-- step
comment on table qm.file is 'Stored files: hashed on arrival, immutable once finished (R-252)'
-- step
grant select, insert, update on qm.file to qingmei_app
-- step
create table qm.setting (
  key text primary key,
  value jsonb not null
)
-- step
comment on table qm.setting is 'Settings of the installation: the stored clock'
-- step
grant select, insert, update on qm.setting to qingmei_app
-- step
create table qm.pack (
  hash text primary key,
  id text not null,
  data jsonb not null
)
-- step
comment on table qm.pack is 'Plan packs by their version (hash): a campaign keeps the one it pinned (R-262)'
-- step
grant select, insert on qm.pack to qingmei_app
