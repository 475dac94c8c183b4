create table qm."guidance" (
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
  "premises" uuid not null,
  "entry" uuid,
  "subject" text not null,
  "town" uuid,
  "stopped_on" date not null,
  "wish" text not null,
  "from_kind" text not null,
  "to_kind" text not null,
  "started_at" timestamptz not null,
  "finished_at" timestamptz,
  "result" text,
  primary key ("region", "id")
)
-- step
comment on table qm."guidance" is '转型指导: 已停止医疗美容活动、愿意从事生活美容的，引导其依规有序转型：分步指导，办成后变更场所类别（专项治理方案（19））'
-- step
grant select, insert, update on qm."guidance" to qingmei_app
-- step
alter table qm."guidance" enable row level security
-- step
alter table qm."guidance" force row level security
-- step
create policy "sees_guidance" on qm."guidance" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "town" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_guidance_region_started" on qm."guidance" ("region", "started_at", id)
-- step
create index "ix_guidance_region_started_status" on qm."guidance" ("region", "status", "started_at", id)
-- step
create index "ix_guidance_region_started_town" on qm."guidance" ("region", "town", "started_at", id)
-- step
create index "ix_guidance_region_started_org" on qm."guidance" ("region", "org", "started_at", id)
-- step
create index "ix_guidance_region_started_to_kind" on qm."guidance" ("region", "to_kind", "started_at", id)
-- step
create index "ix_guidance_region_started_premises" on qm."guidance" ("region", "premises", "started_at", id)
-- step
create index "ix_guidance_region_started_entry" on qm."guidance" ("region", "entry", "started_at", id)
-- step
create index "ix_guidance_campaign_started" on qm."guidance" ("region", "campaign", "started_at", id)
-- step
create index "ix_guidance_campaign_started_status" on qm."guidance" ("region", "campaign", "status", "started_at", id)
-- step
create index "ix_guidance_campaign_started_town" on qm."guidance" ("region", "campaign", "town", "started_at", id)
-- step
create index "ix_guidance_campaign_started_org" on qm."guidance" ("region", "campaign", "org", "started_at", id)
-- step
create index "ix_guidance_campaign_started_to_kind" on qm."guidance" ("region", "campaign", "to_kind", "started_at", id)
-- step
create index "ix_guidance_campaign_started_premises" on qm."guidance" ("region", "campaign", "premises", "started_at", id)
-- step
create index "ix_guidance_campaign_started_entry" on qm."guidance" ("region", "campaign", "entry", "started_at", id)
-- step
create index "ix_guidance_org_started_status" on qm."guidance" ("region", "org", "status", "started_at", id)
-- step
create index "ix_guidance_org_started_town" on qm."guidance" ("region", "org", "town", "started_at", id)
-- step
create index "ix_guidance_org_started_to_kind" on qm."guidance" ("region", "org", "to_kind", "started_at", id)
-- step
create index "ix_guidance_org_started_premises" on qm."guidance" ("region", "org", "premises", "started_at", id)
-- step
create index "ix_guidance_org_started_entry" on qm."guidance" ("region", "org", "entry", "started_at", id)
-- step
create index "ix_guidance_town_started_status" on qm."guidance" ("region", "town", "status", "started_at", id)
-- step
create index "ix_guidance_town_started_org" on qm."guidance" ("region", "town", "org", "started_at", id)
-- step
create index "ix_guidance_town_started_to_kind" on qm."guidance" ("region", "town", "to_kind", "started_at", id)
-- step
create index "ix_guidance_town_started_premises" on qm."guidance" ("region", "town", "premises", "started_at", id)
-- step
create index "ix_guidance_town_started_entry" on qm."guidance" ("region", "town", "entry", "started_at", id)
-- step
create index "ix_guidance_ref_premises" on qm."guidance" (region, "premises")
-- step
create index "ix_guidance_ref_entry" on qm."guidance" (region, "entry")
-- step
create table qm."guidance_steps" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "step" text not null,
  "due_on" date,
  "done_on" date,
  "note" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."guidance_steps" is '转型指导 · 指导步骤'
-- step
grant select, insert, update, delete on qm."guidance_steps" to qingmei_app
-- step
alter table qm."guidance_steps" enable row level security
-- step
alter table qm."guidance_steps" force row level security
-- step
create policy "sees_guidance_steps" on qm."guidance_steps" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."guidance" add constraint "fk_guidance_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."guidance" add constraint "fk_guidance_entry" foreign key (region, "entry") references qm."list_entry" (region, id)
-- step
alter table qm."guidance" add constraint "fk_guidance_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."guidance_steps" add constraint "fk_guidance_steps_parent" foreign key (region, "parent") references qm."guidance" (region, id)
