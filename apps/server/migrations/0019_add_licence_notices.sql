create table qm."licence_notice" (
  "id" uuid not null,
  "region" text not null,
  "number" text,
  "campaign" uuid,
  "org" uuid not null,
  "status" text not null,
  "version" bigint not null,
  "created_at" timestamptz not null,
  "created_by" uuid not null,
  "updated_at" timestamptz not null,
  "updated_by" uuid not null,
  "subject" text not null,
  "event" text not null,
  "licence" uuid,
  "premises" uuid,
  "kind" text not null,
  "licence_no" text not null,
  "holder" text not null,
  "uscc" text,
  "address" text,
  "scope" text,
  "issued_on" date,
  "expires_on" date,
  "effective_on" date not null,
  "note" text,
  "health" uuid not null,
  "market" uuid not null,
  "sent_at" timestamptz not null,
  "health_at" timestamptz,
  "market_at" timestamptz,
  "entered_at" timestamptz,
  "return_reason" text,
  primary key ("region", "id")
)
-- step
comment on table qm."licence_notice" is '证照通报: 证照衔接：审批部门通报证照核发、变更、注销，卫健、市监签收，签收即更新证照台账（任务（49））'
-- step
grant select, insert, update on qm."licence_notice" to qingmei_app
-- step
alter table qm."licence_notice" enable row level security
-- step
alter table qm."licence_notice" force row level security
-- step
create policy "sees_licence_notice" on qm."licence_notice" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_licence_notice_region_sent" on qm."licence_notice" ("region", "sent_at", id)
-- step
create index "ix_licence_notice_region_sent_status" on qm."licence_notice" ("region", "status", "sent_at", id)
-- step
create index "ix_licence_notice_region_sent_event" on qm."licence_notice" ("region", "event", "sent_at", id)
-- step
create index "ix_licence_notice_region_sent_kind" on qm."licence_notice" ("region", "kind", "sent_at", id)
-- step
create index "ix_licence_notice_region_sent_licence" on qm."licence_notice" ("region", "licence", "sent_at", id)
-- step
create index "ix_licence_notice_ref_licence" on qm."licence_notice" (region, "licence")
-- step
create index "ix_licence_notice_ref_premises" on qm."licence_notice" (region, "premises")
-- step
alter table qm."licence_notice" add constraint "fk_licence_notice_licence" foreign key (region, "licence") references qm."licence" (region, id)
-- step
alter table qm."licence_notice" add constraint "fk_licence_notice_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."licence_notice" add constraint "fk_licence_notice_health" foreign key ("health") references qm."organisation" (id)
-- step
alter table qm."licence_notice" add constraint "fk_licence_notice_market" foreign key ("market") references qm."organisation" (id)
