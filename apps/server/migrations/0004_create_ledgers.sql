create table qm."campaign" (
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
  "plan" text not null,
  "plan_hash" text not null,
  "from" date not null,
  "until" date not null,
  "parent" uuid,
  primary key ("id")
)
-- step
comment on table qm."campaign" is '专项: 一个区县按一份方案开展的专项整治；方案的版本在此固定'
-- step
grant select, insert, update on qm."campaign" to qingmei_app
-- step
alter table qm."campaign" enable row level security
-- step
alter table qm."campaign" force row level security
-- step
create policy "sees_campaign" on qm."campaign" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('sysadm@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('sysadm@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('secadm@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('secadm@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('auditor@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('auditor@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_campaign_region_all" on qm."campaign" ("region", "created_at", id)
-- step
create index "ix_campaign_region_all_status" on qm."campaign" ("region", "status", "created_at", id)
-- step
create index "ix_campaign_campaign_all" on qm."campaign" ("region", "campaign", "created_at", id)
-- step
create index "ix_campaign_campaign_all_status" on qm."campaign" ("region", "campaign", "status", "created_at", id)
-- step
create index "ix_campaign_ref_parent" on qm."campaign" (region, "parent")
-- step
create table qm."organisation" (
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
  "short" text not null,
  "kind" text not null,
  "parent" uuid,
  "campaign_role" text,
  "hotline" text,
  "sort" bigint,
  "since" date,
  primary key ("id")
)
-- step
comment on table qm."organisation" is '单位: 成员单位、乡镇街道和网格（方案二、四）'
-- step
grant select, insert, update on qm."organisation" to qingmei_app
-- step
alter table qm."organisation" enable row level security
-- step
alter table qm."organisation" force row level security
-- step
create policy "sees_organisation" on qm."organisation" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('sysadm@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('sysadm@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('secadm@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('secadm@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('auditor@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('auditor@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_organisation_region_all" on qm."organisation" ("region", "created_at", id)
-- step
create index "ix_organisation_region_all_kind" on qm."organisation" ("region", "kind", "created_at", id)
-- step
create index "ix_organisation_region_all_status" on qm."organisation" ("region", "status", "created_at", id)
-- step
create index "ix_organisation_campaign_all" on qm."organisation" ("region", "campaign", "created_at", id)
-- step
create index "ix_organisation_campaign_all_kind" on qm."organisation" ("region", "campaign", "kind", "created_at", id)
-- step
create index "ix_organisation_campaign_all_status" on qm."organisation" ("region", "campaign", "status", "created_at", id)
-- step
create unique index "ux_organisation_name" on qm."organisation" (region, "name")
-- step
create table qm."post" (
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
  "account" uuid not null,
  "name" text not null,
  "role" text not null,
  "at" uuid not null,
  "duty" text,
  "title" text,
  "section" text,
  "in_campaign" uuid,
  "since" date not null,
  "until" date,
  primary key ("id")
)
-- step
comment on table qm."post" is '任职: 谁在哪个单位担任什么角色，含主要负责人、分管负责人、责任科室和责任人（方案七（一））'
-- step
grant select, insert, update on qm."post" to qingmei_app
-- step
alter table qm."post" enable row level security
-- step
alter table qm."post" force row level security
-- step
create policy "sees_post" on qm."post" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('sysadm@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('sysadm@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('secadm@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('secadm@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('auditor@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('auditor@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_post_region_all" on qm."post" ("region", "created_at", id)
-- step
create index "ix_post_region_all_at" on qm."post" ("region", "at", "created_at", id)
-- step
create index "ix_post_region_all_role" on qm."post" ("region", "role", "created_at", id)
-- step
create index "ix_post_region_all_status" on qm."post" ("region", "status", "created_at", id)
-- step
create index "ix_post_campaign_all" on qm."post" ("region", "campaign", "created_at", id)
-- step
create index "ix_post_campaign_all_at" on qm."post" ("region", "campaign", "at", "created_at", id)
-- step
create index "ix_post_campaign_all_role" on qm."post" ("region", "campaign", "role", "created_at", id)
-- step
create index "ix_post_campaign_all_status" on qm."post" ("region", "campaign", "status", "created_at", id)
-- step
create index "ix_post_ref_in_campaign" on qm."post" (region, "in_campaign")
-- step
create table qm."evidence" (
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
  "kind" text not null,
  "file" uuid not null,
  "name" text not null,
  "type" text not null,
  "bytes" bigint not null,
  "sha256" text not null,
  "taken_at" timestamptz not null,
  "taken_by" text not null,
  "place" text,
  "device" text,
  "note" text,
  "holder" uuid not null,
  primary key ("region", "id")
)
-- step
comment on table qm."evidence" is '证据: 现场检查笔录、影像资料、询问笔录等证据原件：到达即算哈希，不可更改，保管经过留痕（方案五）'
-- step
grant select, insert, update on qm."evidence" to qingmei_app
-- step
alter table qm."evidence" enable row level security
-- step
alter table qm."evidence" force row level security
-- step
create policy "sees_evidence" on qm."evidence" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "holder" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_evidence_region_taken" on qm."evidence" ("region", "taken_at", id)
-- step
create index "ix_evidence_region_taken_lead" on qm."evidence" ("region", "lead", "taken_at", id)
-- step
create index "ix_evidence_region_taken_kind" on qm."evidence" ("region", "kind", "taken_at", id)
-- step
create index "ix_evidence_region_taken_status" on qm."evidence" ("region", "status", "taken_at", id)
-- step
create index "ix_evidence_campaign_taken" on qm."evidence" ("region", "campaign", "taken_at", id)
-- step
create index "ix_evidence_campaign_taken_lead" on qm."evidence" ("region", "campaign", "lead", "taken_at", id)
-- step
create index "ix_evidence_campaign_taken_kind" on qm."evidence" ("region", "campaign", "kind", "taken_at", id)
-- step
create index "ix_evidence_campaign_taken_status" on qm."evidence" ("region", "campaign", "status", "taken_at", id)
-- step
create index "ix_evidence_org_taken" on qm."evidence" ("region", "org", "taken_at", id)
-- step
create index "ix_evidence_org_taken_lead" on qm."evidence" ("region", "org", "lead", "taken_at", id)
-- step
create index "ix_evidence_org_taken_kind" on qm."evidence" ("region", "org", "kind", "taken_at", id)
-- step
create index "ix_evidence_org_taken_status" on qm."evidence" ("region", "org", "status", "taken_at", id)
-- step
create index "ix_evidence_holder_taken" on qm."evidence" ("region", "holder", "taken_at", id)
-- step
create index "ix_evidence_holder_taken_lead" on qm."evidence" ("region", "holder", "lead", "taken_at", id)
-- step
create index "ix_evidence_holder_taken_kind" on qm."evidence" ("region", "holder", "kind", "taken_at", id)
-- step
create index "ix_evidence_holder_taken_status" on qm."evidence" ("region", "holder", "status", "taken_at", id)
-- step
create index "ix_evidence_ref_lead" on qm."evidence" (region, "lead")
-- step
create table qm."evidence_custody" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "at" timestamptz not null,
  "by" uuid not null,
  "from" uuid,
  "to" uuid not null,
  "what" text not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."evidence_custody" is '证据 · 保管经过'
-- step
grant select, insert, update, delete on qm."evidence_custody" to qingmei_app
-- step
alter table qm."evidence_custody" enable row level security
-- step
alter table qm."evidence_custody" force row level security
-- step
create policy "sees_evidence_custody" on qm."evidence_custody" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."exemption" (
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
  "transfer" uuid not null,
  "subject" text not null,
  "kind" text not null,
  "reason" text not null,
  "discovered_at" timestamptz not null,
  "decided_at" timestamptz,
  "decided_by" uuid,
  "opinion" text,
  primary key ("region", "id")
)
-- step
comment on table qm."exemption" is '证据豁免: 确无权限或条件取得某种证据时，经单位负责人批准可免附（方案五；A-32）；豁免率单独统计'
-- step
grant select, insert, update on qm."exemption" to qingmei_app
-- step
alter table qm."exemption" enable row level security
-- step
alter table qm."exemption" force row level security
-- step
create policy "sees_exemption" on qm."exemption" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_exemption_region_made" on qm."exemption" ("region", "created_at", id)
-- step
create index "ix_exemption_region_made_status" on qm."exemption" ("region", "status", "created_at", id)
-- step
create index "ix_exemption_region_made_transfer" on qm."exemption" ("region", "transfer", "created_at", id)
-- step
create index "ix_exemption_region_made_kind" on qm."exemption" ("region", "kind", "created_at", id)
-- step
create index "ix_exemption_campaign_made" on qm."exemption" ("region", "campaign", "created_at", id)
-- step
create index "ix_exemption_campaign_made_status" on qm."exemption" ("region", "campaign", "status", "created_at", id)
-- step
create index "ix_exemption_campaign_made_transfer" on qm."exemption" ("region", "campaign", "transfer", "created_at", id)
-- step
create index "ix_exemption_campaign_made_kind" on qm."exemption" ("region", "campaign", "kind", "created_at", id)
-- step
create index "ix_exemption_org_made" on qm."exemption" ("region", "org", "created_at", id)
-- step
create index "ix_exemption_org_made_status" on qm."exemption" ("region", "org", "status", "created_at", id)
-- step
create index "ix_exemption_org_made_transfer" on qm."exemption" ("region", "org", "transfer", "created_at", id)
-- step
create index "ix_exemption_org_made_kind" on qm."exemption" ("region", "org", "kind", "created_at", id)
-- step
create index "ix_exemption_ref_transfer" on qm."exemption" (region, "transfer")
-- step
create table qm."lead" (
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
  "premises" uuid,
  "address" text,
  "town" uuid,
  "source" text not null,
  "discovered_at" timestamptz not null,
  "violations" text[] not null,
  "facts" text not null,
  "urgency" text,
  "competent" uuid,
  "holder" uuid not null,
  "result" text,
  "result_note" text,
  "verified_at" timestamptz,
  "transferred_at" timestamptz,
  "merged_into" uuid,
  "closed_at" timestamptz,
  "updated_facts_by" uuid,
  primary key ("region", "id")
)
-- step
comment on table qm."lead" is '线索: 排查、检查、举报、监测等发现的违法线索；自发现起 48 小时内移送主管部门（方案五）'
-- step
grant select, insert, update on qm."lead" to qingmei_app
-- step
alter table qm."lead" enable row level security
-- step
alter table qm."lead" force row level security
-- step
create policy "sees_lead" on qm."lead" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "holder" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_lead_region_discovered" on qm."lead" ("region", "discovered_at", id)
-- step
create index "ix_lead_region_discovered_status" on qm."lead" ("region", "status", "discovered_at", id)
-- step
create index "ix_lead_region_discovered_source" on qm."lead" ("region", "source", "discovered_at", id)
-- step
create index "ix_lead_region_discovered_town" on qm."lead" ("region", "town", "discovered_at", id)
-- step
create index "ix_lead_region_discovered_holder" on qm."lead" ("region", "holder", "discovered_at", id)
-- step
create index "ix_lead_region_discovered_premises" on qm."lead" ("region", "premises", "discovered_at", id)
-- step
create index "ix_lead_region_discovered_result" on qm."lead" ("region", "result", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered" on qm."lead" ("region", "campaign", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_status" on qm."lead" ("region", "campaign", "status", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_source" on qm."lead" ("region", "campaign", "source", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_town" on qm."lead" ("region", "campaign", "town", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_holder" on qm."lead" ("region", "campaign", "holder", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_premises" on qm."lead" ("region", "campaign", "premises", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_result" on qm."lead" ("region", "campaign", "result", "discovered_at", id)
-- step
create index "ix_lead_org_discovered" on qm."lead" ("region", "org", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_status" on qm."lead" ("region", "org", "status", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_source" on qm."lead" ("region", "org", "source", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_town" on qm."lead" ("region", "org", "town", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_holder" on qm."lead" ("region", "org", "holder", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_premises" on qm."lead" ("region", "org", "premises", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_result" on qm."lead" ("region", "org", "result", "discovered_at", id)
-- step
create index "ix_lead_holder_discovered_status" on qm."lead" ("region", "holder", "status", "discovered_at", id)
-- step
create index "ix_lead_holder_discovered_source" on qm."lead" ("region", "holder", "source", "discovered_at", id)
-- step
create index "ix_lead_holder_discovered_town" on qm."lead" ("region", "holder", "town", "discovered_at", id)
-- step
create index "ix_lead_holder_discovered_premises" on qm."lead" ("region", "holder", "premises", "discovered_at", id)
-- step
create index "ix_lead_holder_discovered_result" on qm."lead" ("region", "holder", "result", "discovered_at", id)
-- step
create index "ix_lead_ref_premises" on qm."lead" (region, "premises")
-- step
create index "ix_lead_ref_merged_into" on qm."lead" (region, "merged_into")
-- step
create table qm."transfer" (
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
  "subject" text not null,
  "to" uuid not null,
  "letter" text not null,
  "discovered_at" timestamptz not null,
  "due_at" timestamptz,
  "again" uuid,
  "approved_at" timestamptz,
  "approved_by" uuid,
  "sent_at" timestamptz,
  "sent_by" uuid,
  "on_time" boolean,
  "manifest" text,
  "received_at" timestamptz,
  "accepted_at" timestamptz,
  "returned_at" timestamptz,
  "return_reason" text,
  "forwarded_to" uuid,
  "feedback_at" timestamptz,
  "feedback_result" text,
  "feedback" text,
  "closed_at" timestamptz,
  primary key ("region", "id")
)
-- step
comment on table qm."transfer" is '移送: 线索 48 小时双向移送：须同步附现场检查笔录、影像资料、当事人询问笔录（方案五）'
-- step
grant select, insert, update on qm."transfer" to qingmei_app
-- step
alter table qm."transfer" enable row level security
-- step
alter table qm."transfer" force row level security
-- step
create policy "sees_transfer" on qm."transfer" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or ("to" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) and "status" in ('sent', 'received', 'accepted', 'returned', 'forwarded', 'fed-back', 'closed'))))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_transfer_region_discovered" on qm."transfer" ("region", "discovered_at", id)
-- step
create index "ix_transfer_region_discovered_status" on qm."transfer" ("region", "status", "discovered_at", id)
-- step
create index "ix_transfer_region_discovered_org" on qm."transfer" ("region", "org", "discovered_at", id)
-- step
create index "ix_transfer_region_discovered_to" on qm."transfer" ("region", "to", "discovered_at", id)
-- step
create index "ix_transfer_region_discovered_lead" on qm."transfer" ("region", "lead", "discovered_at", id)
-- step
create index "ix_transfer_region_discovered_on_time" on qm."transfer" ("region", "on_time", "discovered_at", id)
-- step
create index "ix_transfer_campaign_discovered" on qm."transfer" ("region", "campaign", "discovered_at", id)
-- step
create index "ix_transfer_campaign_discovered_status" on qm."transfer" ("region", "campaign", "status", "discovered_at", id)
-- step
create index "ix_transfer_campaign_discovered_org" on qm."transfer" ("region", "campaign", "org", "discovered_at", id)
-- step
create index "ix_transfer_campaign_discovered_to" on qm."transfer" ("region", "campaign", "to", "discovered_at", id)
-- step
create index "ix_transfer_campaign_discovered_lead" on qm."transfer" ("region", "campaign", "lead", "discovered_at", id)
-- step
create index "ix_transfer_campaign_discovered_on_time" on qm."transfer" ("region", "campaign", "on_time", "discovered_at", id)
-- step
create index "ix_transfer_org_discovered_status" on qm."transfer" ("region", "org", "status", "discovered_at", id)
-- step
create index "ix_transfer_org_discovered_to" on qm."transfer" ("region", "org", "to", "discovered_at", id)
-- step
create index "ix_transfer_org_discovered_lead" on qm."transfer" ("region", "org", "lead", "discovered_at", id)
-- step
create index "ix_transfer_org_discovered_on_time" on qm."transfer" ("region", "org", "on_time", "discovered_at", id)
-- step
create index "ix_transfer_to_discovered" on qm."transfer" ("region", "to", "discovered_at", id) where "status" in ('sent', 'received', 'accepted', 'returned', 'forwarded', 'fed-back', 'closed')
-- step
create index "ix_transfer_to_discovered_status" on qm."transfer" ("region", "to", "status", "discovered_at", id) where "status" in ('sent', 'received', 'accepted', 'returned', 'forwarded', 'fed-back', 'closed')
-- step
create index "ix_transfer_to_discovered_org" on qm."transfer" ("region", "to", "org", "discovered_at", id) where "status" in ('sent', 'received', 'accepted', 'returned', 'forwarded', 'fed-back', 'closed')
-- step
create index "ix_transfer_to_discovered_lead" on qm."transfer" ("region", "to", "lead", "discovered_at", id) where "status" in ('sent', 'received', 'accepted', 'returned', 'forwarded', 'fed-back', 'closed')
-- step
create index "ix_transfer_to_discovered_on_time" on qm."transfer" ("region", "to", "on_time", "discovered_at", id) where "status" in ('sent', 'received', 'accepted', 'returned', 'forwarded', 'fed-back', 'closed')
-- step
create index "ix_transfer_ref_lead" on qm."transfer" (region, "lead")
-- step
create index "ix_transfer_ref_again" on qm."transfer" (region, "again")
-- step
create table qm."transfer_evidence" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "kind" text not null,
  "evidence" uuid not null,
  "name" text not null,
  "sha256" text not null,
  "bytes" bigint not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."transfer_evidence" is '移送 · 证据清单'
-- step
grant select, insert, update, delete on qm."transfer_evidence" to qingmei_app
-- step
alter table qm."transfer_evidence" enable row level security
-- step
alter table qm."transfer_evidence" force row level security
-- step
create policy "sees_transfer_evidence" on qm."transfer_evidence" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."transfer_exemptions" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "kind" text not null,
  "reason" text not null,
  "approved_by" uuid not null,
  "approved_at" timestamptz not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."transfer_exemptions" is '移送 · 证据豁免'
-- step
grant select, insert, update, delete on qm."transfer_exemptions" to qingmei_app
-- step
alter table qm."transfer_exemptions" enable row level security
-- step
alter table qm."transfer_exemptions" force row level security
-- step
create policy "sees_transfer_exemptions" on qm."transfer_exemptions" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."licence" (
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
  "kind" text not null,
  "licence_no" text not null,
  "holder" text not null,
  "uscc" text,
  "address" text,
  "scope" text,
  "issued_on" date,
  "expires_on" date,
  "standing" text not null,
  "issuer" text,
  "source" text not null,
  "as_of" date,
  "matched" boolean not null,
  primary key ("region", "id")
)
-- step
comment on table qm."licence" is '证照: 营业执照、医疗机构执业许可证、卫生许可证、税务登记、平台商户等登记（R-068）；对不上场所的也保留并标明'
-- step
grant select, insert, update on qm."licence" to qingmei_app
-- step
alter table qm."licence" enable row level security
-- step
alter table qm."licence" force row level security
-- step
create policy "sees_licence" on qm."licence" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_licence_region_all" on qm."licence" ("region", "created_at", id)
-- step
create index "ix_licence_region_all_premises" on qm."licence" ("region", "premises", "created_at", id)
-- step
create index "ix_licence_region_all_kind" on qm."licence" ("region", "kind", "created_at", id)
-- step
create index "ix_licence_region_all_matched" on qm."licence" ("region", "matched", "created_at", id)
-- step
create index "ix_licence_region_all_standing" on qm."licence" ("region", "standing", "created_at", id)
-- step
create index "ix_licence_ref_premises" on qm."licence" (region, "premises")
-- step
create table qm."premises" (
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
  "trade_name" text,
  "uscc" text,
  "kind" text not null,
  "town" uuid,
  "address" text,
  "principal" text,
  "phone" text,
  "scope" text,
  "opening_state" text not null,
  "registered_on" date,
  "sources" text[] not null,
  primary key ("region", "id")
)
-- step
comment on table qm."premises" is '场所: 一户一档：美容店、医疗机构、宾馆、居民楼、直播间等监管对象（R-067）'
-- step
grant select, insert, update on qm."premises" to qingmei_app
-- step
alter table qm."premises" enable row level security
-- step
alter table qm."premises" force row level security
-- step
create policy "sees_premises" on qm."premises" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_premises_region_all" on qm."premises" ("region", "created_at", id)
-- step
create index "ix_premises_region_all_kind" on qm."premises" ("region", "kind", "created_at", id)
-- step
create index "ix_premises_region_all_town" on qm."premises" ("region", "town", "created_at", id)
-- step
create index "ix_premises_region_all_opening_state" on qm."premises" ("region", "opening_state", "created_at", id)
-- step
create index "ix_premises_region_all_status" on qm."premises" ("region", "status", "created_at", id)
-- step
create unique index "ux_premises_uscc" on qm."premises" (region, "uscc")
-- step
alter table qm."campaign" add constraint "fk_campaign_parent" foreign key ("parent") references qm."campaign" (id)
-- step
alter table qm."organisation" add constraint "fk_organisation_parent" foreign key ("parent") references qm."organisation" (id)
-- step
alter table qm."post" add constraint "fk_post_at" foreign key ("at") references qm."organisation" (id)
-- step
alter table qm."post" add constraint "fk_post_in_campaign" foreign key ("in_campaign") references qm."campaign" (id)
-- step
alter table qm."evidence" add constraint "fk_evidence_lead" foreign key (region, "lead") references qm."lead" (region, id)
-- step
alter table qm."evidence" add constraint "fk_evidence_holder" foreign key ("holder") references qm."organisation" (id)
-- step
alter table qm."evidence_custody" add constraint "fk_evidence_custody_parent" foreign key (region, "parent") references qm."evidence" (region, id)
-- step
alter table qm."exemption" add constraint "fk_exemption_transfer" foreign key (region, "transfer") references qm."transfer" (region, id)
-- step
alter table qm."lead" add constraint "fk_lead_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."lead" add constraint "fk_lead_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."lead" add constraint "fk_lead_competent" foreign key ("competent") references qm."organisation" (id)
-- step
alter table qm."lead" add constraint "fk_lead_holder" foreign key ("holder") references qm."organisation" (id)
-- step
alter table qm."lead" add constraint "fk_lead_merged_into" foreign key (region, "merged_into") references qm."lead" (region, id)
-- step
alter table qm."transfer" add constraint "fk_transfer_lead" foreign key (region, "lead") references qm."lead" (region, id)
-- step
alter table qm."transfer" add constraint "fk_transfer_to" foreign key ("to") references qm."organisation" (id)
-- step
alter table qm."transfer" add constraint "fk_transfer_again" foreign key (region, "again") references qm."transfer" (region, id)
-- step
alter table qm."transfer" add constraint "fk_transfer_forwarded_to" foreign key ("forwarded_to") references qm."organisation" (id)
-- step
alter table qm."transfer_evidence" add constraint "fk_transfer_evidence_parent" foreign key (region, "parent") references qm."transfer" (region, id)
-- step
alter table qm."transfer_exemptions" add constraint "fk_transfer_exemptions_parent" foreign key (region, "parent") references qm."transfer" (region, id)
-- step
alter table qm."licence" add constraint "fk_licence_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."premises" add constraint "fk_premises_town" foreign key ("town") references qm."organisation" (id)
