create table qm."comparison" (
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
  "as_of" date not null,
  "operator" uuid not null,
  "started_at" timestamptz not null,
  "matched_at" timestamptz,
  "published_at" timestamptz,
  "seed" bigint not null,
  "two_readers" boolean not null,
  "provisional" boolean not null,
  "provisional_why" text,
  "rules" text,
  "keys" text,
  "records" bigint,
  "places" bigint,
  "licensed" bigint,
  "unlicensed" bigint,
  "neither" bigint,
  "licence_only" bigint,
  "uncertain" bigint,
  "review" bigint,
  "out_of_scope" bigint,
  "pending" bigint not null,
  "artefact" uuid,
  "sha256" text,
  "manifest" uuid,
  "model" uuid,
  "report" text,
  "review_note" text,
  "entered" bigint,
  "changed" bigint,
  "left" bigint,
  "note" text,
  primary key ("region", "id")
)
-- step
comment on table qm."comparison" is '信息比对: 市场主体、医疗机构许可、卫生许可、税务、平台五类登记及其他登记的比对：可重跑、可对照、疑难人工认定后发布（2021 通知四（一）、R-072、R-136）'
-- step
grant select, insert, update on qm."comparison" to qingmei_app
-- step
alter table qm."comparison" enable row level security
-- step
alter table qm."comparison" force row level security
-- step
create policy "sees_comparison" on qm."comparison" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('taxoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('taxoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('cacoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('cacoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('aablo@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('aablo@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_comparison_region_started" on qm."comparison" ("region", "started_at", id)
-- step
create index "ix_comparison_region_started_status" on qm."comparison" ("region", "status", "started_at", id)
-- step
create index "ix_comparison_campaign_started" on qm."comparison" ("region", "campaign", "started_at", id)
-- step
create index "ix_comparison_campaign_started_status" on qm."comparison" ("region", "campaign", "status", "started_at", id)
-- step
create table qm."comparison_inputs" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "file" uuid not null,
  "kind" text not null,
  "owner" uuid,
  "name" text not null,
  "as_of" date not null,
  "rows" bigint not null,
  "stale" boolean not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."comparison_inputs" is '信息比对 · 所用资料'
-- step
grant select, insert, update, delete on qm."comparison_inputs" to qingmei_app
-- step
alter table qm."comparison_inputs" enable row level security
-- step
alter table qm."comparison_inputs" force row level security
-- step
create policy "sees_comparison_inputs" on qm."comparison_inputs" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."pair_decision" (
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
  "pair" text not null,
  "run" uuid not null,
  "a_kind" text not null,
  "a_key" text not null,
  "a_name" text not null,
  "b_kind" text not null,
  "b_key" text not null,
  "b_name" text not null,
  "verdict" text not null,
  "reason" text,
  "probability" bigint,
  "sampled" boolean not null,
  "decided_at" timestamptz not null,
  "decided_by" uuid not null,
  "second_by" uuid,
  "second_verdict" text,
  "second_at" timestamptz,
  "withdrawn_why" text,
  primary key ("region", "id")
)
-- step
comment on table qm."pair_decision" is '认定: 对两条登记记录是否同一场所的人工认定，此后各次比对都照此办；撤销不删除（R-136）'
-- step
grant select, insert, update on qm."pair_decision" to qingmei_app
-- step
alter table qm."pair_decision" enable row level security
-- step
alter table qm."pair_decision" force row level security
-- step
create policy "sees_pair_decision" on qm."pair_decision" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('taxoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('taxoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('cacoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('cacoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('aablo@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('aablo@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_pair_decision_region_decided" on qm."pair_decision" ("region", "decided_at", id)
-- step
create index "ix_pair_decision_region_decided_run" on qm."pair_decision" ("region", "run", "decided_at", id)
-- step
create index "ix_pair_decision_region_decided_status" on qm."pair_decision" ("region", "status", "decided_at", id)
-- step
create index "ix_pair_decision_region_decided_verdict" on qm."pair_decision" ("region", "verdict", "decided_at", id)
-- step
create index "ix_pair_decision_region_decided_decided_by" on qm."pair_decision" ("region", "decided_by", "decided_at", id)
-- step
create index "ix_pair_decision_region_decided_pair" on qm."pair_decision" ("region", "pair", "decided_at", id)
-- step
create index "ix_pair_decision_campaign_decided" on qm."pair_decision" ("region", "campaign", "decided_at", id)
-- step
create index "ix_pair_decision_campaign_decided_run" on qm."pair_decision" ("region", "campaign", "run", "decided_at", id)
-- step
create index "ix_pair_decision_campaign_decided_status" on qm."pair_decision" ("region", "campaign", "status", "decided_at", id)
-- step
create index "ix_pair_decision_campaign_decided_verdict" on qm."pair_decision" ("region", "campaign", "verdict", "decided_at", id)
-- step
create index "ix_pair_decision_campaign_decided_decided_by" on qm."pair_decision" ("region", "campaign", "decided_by", "decided_at", id)
-- step
create index "ix_pair_decision_campaign_decided_pair" on qm."pair_decision" ("region", "campaign", "pair", "decided_at", id)
-- step
create index "ix_pair_decision_ref_run" on qm."pair_decision" (region, "run")
-- step
create table qm."register_file" (
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
  "source" uuid not null,
  "kind" text not null,
  "owner" uuid,
  "name" text not null,
  "file" uuid not null,
  "sha256" text not null,
  "bytes" bigint not null,
  "as_of" date not null,
  "received_at" timestamptz not null,
  "columns" text not null,
  "confirmed_by" uuid not null,
  "rows" bigint,
  "taken" bigint,
  "refused" bigint,
  "noted" bigint,
  "out_of_scope" bigint,
  "faults" uuid,
  "note" text,
  primary key ("region", "id")
)
-- step
comment on table qm."register_file" is '登记资料: 部门提供的登记数据文件：原件不可更改，列的对应经人确认，逐行校验计数，供信息比对（2021 通知四（一）、R-072）'
-- step
grant select, insert, update on qm."register_file" to qingmei_app
-- step
alter table qm."register_file" enable row level security
-- step
alter table qm."register_file" force row level security
-- step
create policy "sees_register_file" on qm."register_file" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('taxoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('taxoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('cacoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('cacoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('aablo@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('aablo@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "owner" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_register_file_region_received" on qm."register_file" ("region", "received_at", id)
-- step
create index "ix_register_file_region_received_kind" on qm."register_file" ("region", "kind", "received_at", id)
-- step
create index "ix_register_file_region_received_status" on qm."register_file" ("region", "status", "received_at", id)
-- step
create index "ix_register_file_region_received_source" on qm."register_file" ("region", "source", "received_at", id)
-- step
create index "ix_register_file_region_received_owner" on qm."register_file" ("region", "owner", "received_at", id)
-- step
create index "ix_register_file_campaign_received" on qm."register_file" ("region", "campaign", "received_at", id)
-- step
create index "ix_register_file_campaign_received_kind" on qm."register_file" ("region", "campaign", "kind", "received_at", id)
-- step
create index "ix_register_file_campaign_received_status" on qm."register_file" ("region", "campaign", "status", "received_at", id)
-- step
create index "ix_register_file_campaign_received_source" on qm."register_file" ("region", "campaign", "source", "received_at", id)
-- step
create index "ix_register_file_campaign_received_owner" on qm."register_file" ("region", "campaign", "owner", "received_at", id)
-- step
create index "ix_register_file_org_received" on qm."register_file" ("region", "org", "received_at", id)
-- step
create index "ix_register_file_org_received_kind" on qm."register_file" ("region", "org", "kind", "received_at", id)
-- step
create index "ix_register_file_org_received_status" on qm."register_file" ("region", "org", "status", "received_at", id)
-- step
create index "ix_register_file_org_received_source" on qm."register_file" ("region", "org", "source", "received_at", id)
-- step
create index "ix_register_file_org_received_owner" on qm."register_file" ("region", "org", "owner", "received_at", id)
-- step
create index "ix_register_file_owner_received_kind" on qm."register_file" ("region", "owner", "kind", "received_at", id)
-- step
create index "ix_register_file_owner_received_status" on qm."register_file" ("region", "owner", "status", "received_at", id)
-- step
create index "ix_register_file_owner_received_source" on qm."register_file" ("region", "owner", "source", "received_at", id)
-- step
create index "ix_register_file_ref_source" on qm."register_file" (region, "source")
-- step
create table qm."register_source" (
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
  "name" text not null,
  "kind" text not null,
  "owner" uuid,
  "contact" text,
  "last_file_at" timestamptz,
  primary key ("region", "id")
)
-- step
comment on table qm."register_source" is '登记来源: 各部门和平台提供登记数据的来源；列的对应经人确认一次后记住，表头变了再确认（2021 通知四（一）、R-072）'
-- step
grant select, insert, update on qm."register_source" to qingmei_app
-- step
alter table qm."register_source" enable row level security
-- step
alter table qm."register_source" force row level security
-- step
create policy "sees_register_source" on qm."register_source" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('hcenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('msaenf@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('taxoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('taxoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('cacoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('cacoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('comoff@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('aablo@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('aablo@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "owner" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_register_source_region_all" on qm."register_source" ("region", "created_at", id)
-- step
create index "ix_register_source_region_all_kind" on qm."register_source" ("region", "kind", "created_at", id)
-- step
create index "ix_register_source_region_all_owner" on qm."register_source" ("region", "owner", "created_at", id)
-- step
create index "ix_register_source_region_all_status" on qm."register_source" ("region", "status", "created_at", id)
-- step
create index "ix_register_source_campaign_all" on qm."register_source" ("region", "campaign", "created_at", id)
-- step
create index "ix_register_source_campaign_all_kind" on qm."register_source" ("region", "campaign", "kind", "created_at", id)
-- step
create index "ix_register_source_campaign_all_owner" on qm."register_source" ("region", "campaign", "owner", "created_at", id)
-- step
create index "ix_register_source_campaign_all_status" on qm."register_source" ("region", "campaign", "status", "created_at", id)
-- step
create index "ix_register_source_org_all" on qm."register_source" ("region", "org", "created_at", id)
-- step
create index "ix_register_source_org_all_kind" on qm."register_source" ("region", "org", "kind", "created_at", id)
-- step
create index "ix_register_source_org_all_owner" on qm."register_source" ("region", "org", "owner", "created_at", id)
-- step
create index "ix_register_source_org_all_status" on qm."register_source" ("region", "org", "status", "created_at", id)
-- step
create index "ix_register_source_owner_all_kind" on qm."register_source" ("region", "owner", "kind", "created_at", id)
-- step
create index "ix_register_source_owner_all_status" on qm."register_source" ("region", "owner", "status", "created_at", id)
-- step
create table qm."register_source_mappings" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "signature" text not null,
  "headers" text not null,
  "columns" text not null,
  "confirmed_by" uuid not null,
  "confirmed_at" timestamptz not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."register_source_mappings" is '登记来源 · 列的对应'
-- step
grant select, insert, update, delete on qm."register_source_mappings" to qingmei_app
-- step
alter table qm."register_source_mappings" enable row level security
-- step
alter table qm."register_source_mappings" force row level security
-- step
create policy "sees_register_source_mappings" on qm."register_source_mappings" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."comparison_inputs" add constraint "fk_comparison_inputs_parent" foreign key (region, "parent") references qm."comparison" (region, id)
-- step
alter table qm."pair_decision" add constraint "fk_pair_decision_run" foreign key (region, "run") references qm."comparison" (region, id)
-- step
alter table qm."register_file" add constraint "fk_register_file_source" foreign key (region, "source") references qm."register_source" (region, id)
-- step
alter table qm."register_file" add constraint "fk_register_file_owner" foreign key ("owner") references qm."organisation" (id)
-- step
alter table qm."register_source" add constraint "fk_register_source_owner" foreign key ("owner") references qm."organisation" (id)
-- step
alter table qm."register_source_mappings" add constraint "fk_register_source_mappings_parent" foreign key (region, "parent") references qm."register_source" (region, id)
