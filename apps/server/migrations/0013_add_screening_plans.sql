create table qm."screening_plan" (
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
  "title" text not null,
  "month" text not null,
  "group" text not null,
  "assignee" uuid not null,
  "base" bigint not null,
  "need" bigint not null,
  "done" bigint not null,
  "opened_at" timestamptz not null,
  "due_on" date not null,
  "settled_at" timestamptz,
  primary key ("region", "id")
)
-- step
comment on table qm."screening_plan" is '月排查任务: 集中整治阶段每月排查不低于规定比例：每单位每类一条，月末未达的列入缺口清单（R-084、R-179，方案六（二））'
-- step
grant select, insert, update on qm."screening_plan" to qingmei_app
-- step
alter table qm."screening_plan" enable row level security
-- step
alter table qm."screening_plan" force row level security
-- step
create policy "sees_screening_plan" on qm."screening_plan" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "assignee" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_screening_plan_region_due" on qm."screening_plan" ("region", "due_on", id)
-- step
create index "ix_screening_plan_region_due_status" on qm."screening_plan" ("region", "status", "due_on", id)
-- step
create index "ix_screening_plan_region_due_assignee" on qm."screening_plan" ("region", "assignee", "due_on", id)
-- step
create index "ix_screening_plan_region_due_month" on qm."screening_plan" ("region", "month", "due_on", id)
-- step
create index "ix_screening_plan_region_due_group" on qm."screening_plan" ("region", "group", "due_on", id)
-- step
create index "ix_screening_plan_campaign_due" on qm."screening_plan" ("region", "campaign", "due_on", id)
-- step
create index "ix_screening_plan_campaign_due_status" on qm."screening_plan" ("region", "campaign", "status", "due_on", id)
-- step
create index "ix_screening_plan_campaign_due_assignee" on qm."screening_plan" ("region", "campaign", "assignee", "due_on", id)
-- step
create index "ix_screening_plan_campaign_due_month" on qm."screening_plan" ("region", "campaign", "month", "due_on", id)
-- step
create index "ix_screening_plan_campaign_due_group" on qm."screening_plan" ("region", "campaign", "group", "due_on", id)
-- step
create index "ix_screening_plan_assignee_due_status" on qm."screening_plan" ("region", "assignee", "status", "due_on", id)
-- step
create index "ix_screening_plan_assignee_due_month" on qm."screening_plan" ("region", "assignee", "month", "due_on", id)
-- step
create index "ix_screening_plan_assignee_due_group" on qm."screening_plan" ("region", "assignee", "group", "due_on", id)
-- step
alter table qm."screening_plan" add constraint "fk_screening_plan_assignee" foreign key ("assignee") references qm."organisation" (id)
