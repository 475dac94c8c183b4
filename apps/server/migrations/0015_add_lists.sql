create table qm."list_entry" (
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
  "premises" uuid,
  "subject" text not null,
  "address" text,
  "uscc" text,
  "town" uuid,
  "place_key" text not null,
  "class" text not null,
  "does_medical" boolean,
  "provisional" boolean not null,
  "basis" text not null,
  "run" text,
  "entered_at" timestamptz not null,
  "owed_from" timestamptz,
  "holder" uuid,
  "assigned_at" timestamptz,
  "checked_at" timestamptz,
  "checked_by" uuid,
  "check_result" text,
  "check_note" text,
  "disposal" text,
  "circumstances" text,
  "harm" text,
  "proposed_by" uuid,
  "proposed_at" timestamptz,
  "approved_by" uuid,
  "approved_at" timestamptz,
  "outcome" text,
  "outcome_note" text,
  "lead_at" timestamptz,
  "closed_at" timestamptz,
  "left_at" timestamptz,
  "left_reason" text,
  primary key ("region", "id")
)
-- step
comment on table qm."list_entry" is '清单条目: 市场主体清单：有证有照、有照无证、无照无证，有证无照另列备查；列入是比对结果，须经现场核查，不作为违法认定（专项治理方案四（一）、R-073、R-137）'
-- step
grant select, insert, update on qm."list_entry" to qingmei_app
-- step
alter table qm."list_entry" enable row level security
-- step
alter table qm."list_entry" force row level security
-- step
create policy "sees_list_entry" on qm."list_entry" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "holder" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "town" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_list_entry_region_entered" on qm."list_entry" ("region", "entered_at", id)
-- step
create index "ix_list_entry_region_entered_class" on qm."list_entry" ("region", "class", "entered_at", id)
-- step
create index "ix_list_entry_region_entered_status" on qm."list_entry" ("region", "status", "entered_at", id)
-- step
create index "ix_list_entry_region_entered_town" on qm."list_entry" ("region", "town", "entered_at", id)
-- step
create index "ix_list_entry_region_entered_holder" on qm."list_entry" ("region", "holder", "entered_at", id)
-- step
create index "ix_list_entry_region_entered_does_medical" on qm."list_entry" ("region", "does_medical", "entered_at", id)
-- step
create index "ix_list_entry_region_entered_disposal" on qm."list_entry" ("region", "disposal", "entered_at", id)
-- step
create index "ix_list_entry_region_entered_premises" on qm."list_entry" ("region", "premises", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered" on qm."list_entry" ("region", "campaign", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered_class" on qm."list_entry" ("region", "campaign", "class", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered_status" on qm."list_entry" ("region", "campaign", "status", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered_town" on qm."list_entry" ("region", "campaign", "town", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered_holder" on qm."list_entry" ("region", "campaign", "holder", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered_does_medical" on qm."list_entry" ("region", "campaign", "does_medical", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered_disposal" on qm."list_entry" ("region", "campaign", "disposal", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered_premises" on qm."list_entry" ("region", "campaign", "premises", "entered_at", id)
-- step
create index "ix_list_entry_org_entered" on qm."list_entry" ("region", "org", "entered_at", id)
-- step
create index "ix_list_entry_org_entered_class" on qm."list_entry" ("region", "org", "class", "entered_at", id)
-- step
create index "ix_list_entry_org_entered_status" on qm."list_entry" ("region", "org", "status", "entered_at", id)
-- step
create index "ix_list_entry_org_entered_town" on qm."list_entry" ("region", "org", "town", "entered_at", id)
-- step
create index "ix_list_entry_org_entered_holder" on qm."list_entry" ("region", "org", "holder", "entered_at", id)
-- step
create index "ix_list_entry_org_entered_does_medical" on qm."list_entry" ("region", "org", "does_medical", "entered_at", id)
-- step
create index "ix_list_entry_org_entered_disposal" on qm."list_entry" ("region", "org", "disposal", "entered_at", id)
-- step
create index "ix_list_entry_org_entered_premises" on qm."list_entry" ("region", "org", "premises", "entered_at", id)
-- step
create index "ix_list_entry_holder_entered_class" on qm."list_entry" ("region", "holder", "class", "entered_at", id)
-- step
create index "ix_list_entry_holder_entered_status" on qm."list_entry" ("region", "holder", "status", "entered_at", id)
-- step
create index "ix_list_entry_holder_entered_town" on qm."list_entry" ("region", "holder", "town", "entered_at", id)
-- step
create index "ix_list_entry_holder_entered_does_medical" on qm."list_entry" ("region", "holder", "does_medical", "entered_at", id)
-- step
create index "ix_list_entry_holder_entered_disposal" on qm."list_entry" ("region", "holder", "disposal", "entered_at", id)
-- step
create index "ix_list_entry_holder_entered_premises" on qm."list_entry" ("region", "holder", "premises", "entered_at", id)
-- step
create index "ix_list_entry_town_entered_class" on qm."list_entry" ("region", "town", "class", "entered_at", id)
-- step
create index "ix_list_entry_town_entered_status" on qm."list_entry" ("region", "town", "status", "entered_at", id)
-- step
create index "ix_list_entry_town_entered_holder" on qm."list_entry" ("region", "town", "holder", "entered_at", id)
-- step
create index "ix_list_entry_town_entered_does_medical" on qm."list_entry" ("region", "town", "does_medical", "entered_at", id)
-- step
create index "ix_list_entry_town_entered_disposal" on qm."list_entry" ("region", "town", "disposal", "entered_at", id)
-- step
create index "ix_list_entry_town_entered_premises" on qm."list_entry" ("region", "town", "premises", "entered_at", id)
-- step
create index "ix_list_entry_ref_premises" on qm."list_entry" (region, "premises")
-- step
create table qm."list_entry_measures" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "on" date not null,
  "measure" text not null,
  "by" uuid not null,
  "document" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."list_entry_measures" is '清单条目 · 处置措施'
-- step
grant select, insert, update, delete on qm."list_entry_measures" to qingmei_app
-- step
alter table qm."list_entry_measures" enable row level security
-- step
alter table qm."list_entry_measures" force row level security
-- step
create policy "sees_list_entry_measures" on qm."list_entry_measures" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."list_entry" add constraint "fk_list_entry_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."list_entry" add constraint "fk_list_entry_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."list_entry" add constraint "fk_list_entry_holder" foreign key ("holder") references qm."organisation" (id)
-- step
alter table qm."list_entry_measures" add constraint "fk_list_entry_measures_parent" foreign key (region, "parent") references qm."list_entry" (region, id)
-- step
create unique index "once_list_entry_place" on qm."list_entry" ("region", "campaign", "place_key")
