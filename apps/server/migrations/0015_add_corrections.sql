create table qm."correction" (
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
  "lead" uuid not null,
  "of" text not null,
  "reason" text not null,
  "subject" text,
  "address" text,
  "source" text,
  "violations" text[],
  "facts" text,
  "result" text,
  "result_note" text,
  "base" bigint not null,
  "decided_at" timestamptz,
  "decided_by" uuid,
  "opinion" text,
  primary key ("region", "id")
)
-- step
comment on table qm."correction" is '线索更正: 已核实、已办结的线索有误的，说明理由申请更正，经单位负责人批准后更正；原内容留在历史里'
-- step
grant select, insert, update on qm."correction" to qingmei_app
-- step
alter table qm."correction" enable row level security
-- step
alter table qm."correction" force row level security
-- step
create policy "sees_correction" on qm."correction" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_correction_region_made" on qm."correction" ("region", "created_at", id)
-- step
create index "ix_correction_region_made_status" on qm."correction" ("region", "status", "created_at", id)
-- step
create index "ix_correction_region_made_lead" on qm."correction" ("region", "lead", "created_at", id)
-- step
create index "ix_correction_campaign_made" on qm."correction" ("region", "campaign", "created_at", id)
-- step
create index "ix_correction_campaign_made_status" on qm."correction" ("region", "campaign", "status", "created_at", id)
-- step
create index "ix_correction_campaign_made_lead" on qm."correction" ("region", "campaign", "lead", "created_at", id)
-- step
create index "ix_correction_org_made" on qm."correction" ("region", "org", "created_at", id)
-- step
create index "ix_correction_org_made_status" on qm."correction" ("region", "org", "status", "created_at", id)
-- step
create index "ix_correction_org_made_lead" on qm."correction" ("region", "org", "lead", "created_at", id)
-- step
create index "ix_correction_ref_lead" on qm."correction" (region, "lead")
-- step
alter table qm."correction" add constraint "fk_correction_lead" foreign key (region, "lead") references qm."lead" (region, id)
