create table qm."key_lead" (
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
  "family" text not null,
  "original_no" text,
  "original_on" date not null,
  "premises" uuid,
  "uscc" text,
  "address" text,
  "town" uuid,
  "violations" text[] not null,
  "fact" text not null,
  "severity" text not null,
  "priority" text not null,
  "problem" uuid,
  "entry" uuid,
  "holder" uuid,
  "assigned_at" timestamptz,
  "result" text,
  "result_note" text,
  "chain_note" text,
  "concluded_at" timestamptz,
  "lead_at" timestamptz,
  "closed_at" timestamptz,
  primary key ("region", "id")
)
-- step
comment on table qm."key_lead" is '重点违法线索: 重点违法线索台账：2021 年以来的投诉举报、日常监管问题、网络监测和比对发现；涉药品器械的全链条追查（专项治理方案四（一）（二）、R-075）'
-- step
grant select, insert, update on qm."key_lead" to qingmei_app
-- step
alter table qm."key_lead" enable row level security
-- step
alter table qm."key_lead" force row level security
-- step
create policy "sees_key_lead" on qm."key_lead" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "holder" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_key_lead_region_original" on qm."key_lead" ("region", "original_on", id)
-- step
create index "ix_key_lead_region_original_status" on qm."key_lead" ("region", "status", "original_on", id)
-- step
create index "ix_key_lead_region_original_family" on qm."key_lead" ("region", "family", "original_on", id)
-- step
create index "ix_key_lead_region_original_priority" on qm."key_lead" ("region", "priority", "original_on", id)
-- step
create index "ix_key_lead_region_original_severity" on qm."key_lead" ("region", "severity", "original_on", id)
-- step
create index "ix_key_lead_region_original_town" on qm."key_lead" ("region", "town", "original_on", id)
-- step
create index "ix_key_lead_region_original_holder" on qm."key_lead" ("region", "holder", "original_on", id)
-- step
create index "ix_key_lead_region_original_premises" on qm."key_lead" ("region", "premises", "original_on", id)
-- step
create index "ix_key_lead_region_original_problem" on qm."key_lead" ("region", "problem", "original_on", id)
-- step
create index "ix_key_lead_region_original_entry" on qm."key_lead" ("region", "entry", "original_on", id)
-- step
create index "ix_key_lead_campaign_original" on qm."key_lead" ("region", "campaign", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_status" on qm."key_lead" ("region", "campaign", "status", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_family" on qm."key_lead" ("region", "campaign", "family", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_priority" on qm."key_lead" ("region", "campaign", "priority", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_severity" on qm."key_lead" ("region", "campaign", "severity", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_town" on qm."key_lead" ("region", "campaign", "town", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_holder" on qm."key_lead" ("region", "campaign", "holder", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_premises" on qm."key_lead" ("region", "campaign", "premises", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_problem" on qm."key_lead" ("region", "campaign", "problem", "original_on", id)
-- step
create index "ix_key_lead_campaign_original_entry" on qm."key_lead" ("region", "campaign", "entry", "original_on", id)
-- step
create index "ix_key_lead_org_original" on qm."key_lead" ("region", "org", "original_on", id)
-- step
create index "ix_key_lead_org_original_status" on qm."key_lead" ("region", "org", "status", "original_on", id)
-- step
create index "ix_key_lead_org_original_family" on qm."key_lead" ("region", "org", "family", "original_on", id)
-- step
create index "ix_key_lead_org_original_priority" on qm."key_lead" ("region", "org", "priority", "original_on", id)
-- step
create index "ix_key_lead_org_original_severity" on qm."key_lead" ("region", "org", "severity", "original_on", id)
-- step
create index "ix_key_lead_org_original_town" on qm."key_lead" ("region", "org", "town", "original_on", id)
-- step
create index "ix_key_lead_org_original_holder" on qm."key_lead" ("region", "org", "holder", "original_on", id)
-- step
create index "ix_key_lead_org_original_premises" on qm."key_lead" ("region", "org", "premises", "original_on", id)
-- step
create index "ix_key_lead_org_original_problem" on qm."key_lead" ("region", "org", "problem", "original_on", id)
-- step
create index "ix_key_lead_org_original_entry" on qm."key_lead" ("region", "org", "entry", "original_on", id)
-- step
create index "ix_key_lead_holder_original_status" on qm."key_lead" ("region", "holder", "status", "original_on", id)
-- step
create index "ix_key_lead_holder_original_family" on qm."key_lead" ("region", "holder", "family", "original_on", id)
-- step
create index "ix_key_lead_holder_original_priority" on qm."key_lead" ("region", "holder", "priority", "original_on", id)
-- step
create index "ix_key_lead_holder_original_severity" on qm."key_lead" ("region", "holder", "severity", "original_on", id)
-- step
create index "ix_key_lead_holder_original_town" on qm."key_lead" ("region", "holder", "town", "original_on", id)
-- step
create index "ix_key_lead_holder_original_premises" on qm."key_lead" ("region", "holder", "premises", "original_on", id)
-- step
create index "ix_key_lead_holder_original_problem" on qm."key_lead" ("region", "holder", "problem", "original_on", id)
-- step
create index "ix_key_lead_holder_original_entry" on qm."key_lead" ("region", "holder", "entry", "original_on", id)
-- step
create unique index "ux_key_lead_original_no" on qm."key_lead" (region, "original_no")
-- step
create index "ix_key_lead_ref_premises" on qm."key_lead" (region, "premises")
-- step
create index "ix_key_lead_ref_problem" on qm."key_lead" (region, "problem")
-- step
create index "ix_key_lead_ref_entry" on qm."key_lead" (region, "entry")
-- step
create table qm."key_lead_products" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "name" text not null,
  "kind" text not null,
  "registration_no" text,
  "lot" text,
  "quantity" text,
  "verdict" text not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."key_lead_products" is '重点违法线索 · 涉案产品'
-- step
grant select, insert, update, delete on qm."key_lead_products" to qingmei_app
-- step
alter table qm."key_lead_products" enable row level security
-- step
alter table qm."key_lead_products" force row level security
-- step
create policy "sees_key_lead_products" on qm."key_lead_products" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."key_lead_links" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "product" bigint not null,
  "direction" text not null,
  "name" text not null,
  "premises" uuid,
  "uscc" text,
  "place" text,
  "quantity" text,
  "on" date,
  "proof" text not null,
  "stage" text not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."key_lead_links" is '重点违法线索 · 上下游'
-- step
grant select, insert, update, delete on qm."key_lead_links" to qingmei_app
-- step
alter table qm."key_lead_links" enable row level security
-- step
alter table qm."key_lead_links" force row level security
-- step
create policy "sees_key_lead_links" on qm."key_lead_links" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."lead" add column "entry" uuid
-- step
alter table qm."lead" add column "key_lead" uuid
-- step
create index "ix_lead_region_discovered_entry" on qm."lead" ("region", "entry", "discovered_at", id)
-- step
create index "ix_lead_region_discovered_key_lead" on qm."lead" ("region", "key_lead", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_entry" on qm."lead" ("region", "campaign", "entry", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_key_lead" on qm."lead" ("region", "campaign", "key_lead", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_entry" on qm."lead" ("region", "org", "entry", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_key_lead" on qm."lead" ("region", "org", "key_lead", "discovered_at", id)
-- step
create index "ix_lead_holder_discovered_entry" on qm."lead" ("region", "holder", "entry", "discovered_at", id)
-- step
create index "ix_lead_holder_discovered_key_lead" on qm."lead" ("region", "holder", "key_lead", "discovered_at", id)
-- step
create index "ix_lead_ref_entry" on qm."lead" (region, "entry")
-- step
create index "ix_lead_ref_key_lead" on qm."lead" (region, "key_lead")
-- step
alter table qm."key_lead" add constraint "fk_key_lead_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."key_lead" add constraint "fk_key_lead_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."key_lead" add constraint "fk_key_lead_problem" foreign key (region, "problem") references qm."problem" (region, id)
-- step
alter table qm."key_lead" add constraint "fk_key_lead_entry" foreign key (region, "entry") references qm."list_entry" (region, id)
-- step
alter table qm."key_lead" add constraint "fk_key_lead_holder" foreign key ("holder") references qm."organisation" (id)
-- step
alter table qm."key_lead_products" add constraint "fk_key_lead_products_parent" foreign key (region, "parent") references qm."key_lead" (region, id)
-- step
alter table qm."key_lead_links" add constraint "fk_key_lead_links_parent" foreign key (region, "parent") references qm."key_lead" (region, id)
-- step
alter table qm."lead" add constraint "fk_lead_entry" foreign key (region, "entry") references qm."list_entry" (region, id)
-- step
alter table qm."lead" add constraint "fk_lead_key_lead" foreign key (region, "key_lead") references qm."key_lead" (region, id)
-- step
create index "find_key_lead_links_premises" on qm."key_lead_links" ("region", "premises")
