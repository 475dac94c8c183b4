alter table auth.account add column email text
-- step
alter table auth.account add column mailed_at timestamptz
-- step
create table qm.webhook_delivery (
  region text not null,
  notice uuid not null,
  made_at timestamptz not null,
  tries bigint not null,
  next_at timestamptz,
  sent_at timestamptz,
  error text,
  primary key (region, notice)
)
-- step
comment on table qm.webhook_delivery is 'Notices on their way to the webhook: tried again until they are taken, or given up'
-- step
create index ix_webhook_delivery_next on qm.webhook_delivery (region, next_at) where next_at is not null
-- step
grant select, insert, update on qm.webhook_delivery to qingmei_app
-- step
alter table qm.webhook_delivery enable row level security
-- step
alter table qm.webhook_delivery force row level security
-- step
create policy guards_webhook_delivery on qm.webhook_delivery using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
