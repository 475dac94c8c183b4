create table qm.tally (
  region text not null,
  campaign uuid not null,
  figure text not null,
  day date not null,
  org uuid not null,
  "group" text not null,
  value numeric not null,
  counted bigint not null,
  primary key (region, campaign, figure, day, org, "group")
)
-- step
comment on table qm.tally is 'Figures that add up, by the day on which they count; computed from the rows, never incremented'
-- step
create table qm.tally_mark (
  region text not null,
  campaign uuid not null,
  ledger text not null,
  day date not null,
  record uuid not null,
  version bigint not null,
  primary key (region, campaign, ledger, day, record, version)
)
-- step
comment on table qm.tally_mark is 'Days whose figures an action may have changed; only ever added, and taken away by counting anew'
-- step
create table qm.tally_state (
  region text not null,
  campaign uuid not null,
  ledger text not null,
  definition text not null,
  primary key (region, campaign, ledger)
)
-- step
comment on table qm.tally_state is 'The definitions by which the tally of a ledger was made; other ones make it anew'
-- step
grant select, insert, update, delete on qm.tally to qingmei_app
-- step
grant select, insert, update, delete on qm.tally_mark to qingmei_app
-- step
grant select, insert, update, delete on qm.tally_state to qingmei_app
-- step
alter table qm.tally enable row level security
-- step
alter table qm.tally force row level security
-- step
create policy guards_tally on qm.tally using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.tally_mark enable row level security
-- step
alter table qm.tally_mark force row level security
-- step
create policy guards_tally_mark on qm.tally_mark using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.tally_state enable row level security
-- step
alter table qm.tally_state force row level security
-- step
create policy guards_tally_state on qm.tally_state using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create index "tally_case_filed_at" on qm."case" (region, filed_at) where filed_at is not null
-- step
create index "tally_case_decided_at" on qm."case" (region, decided_at) where decided_at is not null
-- step
create index "tally_case_closed_at" on qm."case" (region, closed_at) where closed_at is not null
-- step
create index "tally_case_criminal_at" on qm."case" (region, criminal_at) where criminal_at is not null
-- step
create index "tally_case_penalties_decided_at" on qm."case_penalties" (region, decided_at) where decided_at is not null
-- step
create index "tally_case_payments_paid_on" on qm."case_payments" (region, paid_on) where paid_on is not null
-- step
create index "tally_lead_verified_at" on qm."lead" (region, verified_at) where verified_at is not null
-- step
create index "tally_transfer_sent_at" on qm."transfer" (region, sent_at) where sent_at is not null
-- step
create index "tally_transfer_received_at" on qm."transfer" (region, received_at) where received_at is not null
-- step
create index "tally_opinion_requested_at" on qm."opinion" (region, requested_at) where requested_at is not null
-- step
create index "tally_opinion_issued_at" on qm."opinion" (region, issued_at) where issued_at is not null
-- step
create index "tally_recheck_started_at" on qm."recheck" (region, started_at) where started_at is not null
-- step
create index "tally_recheck_done_at" on qm."recheck" (region, done_at) where done_at is not null
