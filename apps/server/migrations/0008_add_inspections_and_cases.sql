create table qm."case" (
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
  "cause" text not null,
  "lead" uuid,
  "premises" uuid,
  "subject" text not null,
  "town" uuid,
  "agency" uuid not null,
  "proposed_at" timestamptz not null,
  "filed_at" timestamptz,
  "facts" text not null,
  "goods_value" bigint,
  "goods_basis" text,
  "income" bigint,
  "ad_cost" bigint,
  "heavier" boolean not null,
  "heavier_note" text,
  "evidence_closed_at" timestamptz,
  "reviewed_at" timestamptz,
  "review_opinion" text,
  "noticed_at" timestamptz,
  "hearing" boolean,
  "decided_at" timestamptz,
  "decision_no" text,
  "served_at" timestamptz,
  "executed_at" timestamptz,
  "criminal" text not null,
  "criminal_at" timestamptz,
  "outcome" text,
  "outcome_reason" text,
  "closed_at" timestamptz,
  "fine_total" bigint not null,
  "income_total" bigint not null,
  "paid_total" bigint not null,
  "published_on" date,
  primary key ("region", "id")
)
-- step
comment on table qm."case" is '案件: 行政处罚案件：当事人、违法行为、处罚、物品、执行、结案（R-100 至 R-103、R-148）'
-- step
grant select, insert, update on qm."case" to qingmei_app
-- step
alter table qm."case" enable row level security
-- step
alter table qm."case" force row level security
-- step
create policy "sees_case" on qm."case" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "agency" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_case_region_proposed" on qm."case" ("region", "proposed_at", id)
-- step
create index "ix_case_region_proposed_status" on qm."case" ("region", "status", "proposed_at", id)
-- step
create index "ix_case_region_proposed_agency" on qm."case" ("region", "agency", "proposed_at", id)
-- step
create index "ix_case_region_proposed_town" on qm."case" ("region", "town", "proposed_at", id)
-- step
create index "ix_case_region_proposed_outcome" on qm."case" ("region", "outcome", "proposed_at", id)
-- step
create index "ix_case_region_proposed_criminal" on qm."case" ("region", "criminal", "proposed_at", id)
-- step
create index "ix_case_region_proposed_premises" on qm."case" ("region", "premises", "proposed_at", id)
-- step
create index "ix_case_region_proposed_lead" on qm."case" ("region", "lead", "proposed_at", id)
-- step
create index "ix_case_campaign_proposed" on qm."case" ("region", "campaign", "proposed_at", id)
-- step
create index "ix_case_campaign_proposed_status" on qm."case" ("region", "campaign", "status", "proposed_at", id)
-- step
create index "ix_case_campaign_proposed_agency" on qm."case" ("region", "campaign", "agency", "proposed_at", id)
-- step
create index "ix_case_campaign_proposed_town" on qm."case" ("region", "campaign", "town", "proposed_at", id)
-- step
create index "ix_case_campaign_proposed_outcome" on qm."case" ("region", "campaign", "outcome", "proposed_at", id)
-- step
create index "ix_case_campaign_proposed_criminal" on qm."case" ("region", "campaign", "criminal", "proposed_at", id)
-- step
create index "ix_case_campaign_proposed_premises" on qm."case" ("region", "campaign", "premises", "proposed_at", id)
-- step
create index "ix_case_campaign_proposed_lead" on qm."case" ("region", "campaign", "lead", "proposed_at", id)
-- step
create index "ix_case_org_proposed" on qm."case" ("region", "org", "proposed_at", id)
-- step
create index "ix_case_org_proposed_status" on qm."case" ("region", "org", "status", "proposed_at", id)
-- step
create index "ix_case_org_proposed_agency" on qm."case" ("region", "org", "agency", "proposed_at", id)
-- step
create index "ix_case_org_proposed_town" on qm."case" ("region", "org", "town", "proposed_at", id)
-- step
create index "ix_case_org_proposed_outcome" on qm."case" ("region", "org", "outcome", "proposed_at", id)
-- step
create index "ix_case_org_proposed_criminal" on qm."case" ("region", "org", "criminal", "proposed_at", id)
-- step
create index "ix_case_org_proposed_premises" on qm."case" ("region", "org", "premises", "proposed_at", id)
-- step
create index "ix_case_org_proposed_lead" on qm."case" ("region", "org", "lead", "proposed_at", id)
-- step
create index "ix_case_agency_proposed_status" on qm."case" ("region", "agency", "status", "proposed_at", id)
-- step
create index "ix_case_agency_proposed_town" on qm."case" ("region", "agency", "town", "proposed_at", id)
-- step
create index "ix_case_agency_proposed_outcome" on qm."case" ("region", "agency", "outcome", "proposed_at", id)
-- step
create index "ix_case_agency_proposed_criminal" on qm."case" ("region", "agency", "criminal", "proposed_at", id)
-- step
create index "ix_case_agency_proposed_premises" on qm."case" ("region", "agency", "premises", "proposed_at", id)
-- step
create index "ix_case_agency_proposed_lead" on qm."case" ("region", "agency", "lead", "proposed_at", id)
-- step
create index "ix_case_ref_lead" on qm."case" (region, "lead")
-- step
create index "ix_case_ref_premises" on qm."case" (region, "premises")
-- step
create table qm."case_parties" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "kind" text not null,
  "role" text not null,
  "name" text not null,
  "identity" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."case_parties" is '案件 · 当事人'
-- step
grant select, insert, update, delete on qm."case_parties" to qingmei_app
-- step
alter table qm."case_parties" enable row level security
-- step
alter table qm."case_parties" force row level security
-- step
create policy "sees_case_parties" on qm."case_parties" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."case_violations" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "party" bigint not null,
  "party_kind" text not null,
  "violation" text not null,
  "statute" text,
  "category" text,
  "note" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."case_violations" is '案件 · 违法行为'
-- step
grant select, insert, update, delete on qm."case_violations" to qingmei_app
-- step
alter table qm."case_violations" enable row level security
-- step
alter table qm."case_violations" force row level security
-- step
create policy "sees_case_violations" on qm."case_violations" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."case_penalties" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "party" bigint not null,
  "party_kind" text not null,
  "line" bigint not null,
  "category" text,
  "kind" text not null,
  "initial" bigint,
  "amount" bigint,
  "unusual" text,
  "decided_at" timestamptz,
  "status" text not null,
  "paid" bigint not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."case_penalties" is '案件 · 处罚'
-- step
grant select, insert, update, delete on qm."case_penalties" to qingmei_app
-- step
alter table qm."case_penalties" enable row level security
-- step
alter table qm."case_penalties" force row level security
-- step
create policy "sees_case_penalties" on qm."case_penalties" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."case_goods" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "name" text not null,
  "quantity" bigint not null,
  "unit" text not null,
  "value" bigint,
  "confiscated" boolean not null,
  "storage" text,
  "disposal" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."case_goods" is '案件 · 涉案物品'
-- step
grant select, insert, update, delete on qm."case_goods" to qingmei_app
-- step
alter table qm."case_goods" enable row level security
-- step
alter table qm."case_goods" force row level security
-- step
create policy "sees_case_goods" on qm."case_goods" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."case_payments" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "penalty" bigint not null,
  "paid_on" date not null,
  "paid_at" timestamptz not null,
  "amount" bigint not null,
  "receipt" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."case_payments" is '案件 · 缴款'
-- step
grant select, insert, update, delete on qm."case_payments" to qingmei_app
-- step
alter table qm."case_payments" enable row level security
-- step
alter table qm."case_payments" force row level security
-- step
create policy "sees_case_payments" on qm."case_payments" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."case_documents" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "kind" text not null,
  "number" text not null,
  "at" timestamptz not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."case_documents" is '案件 · 文书'
-- step
grant select, insert, update, delete on qm."case_documents" to qingmei_app
-- step
alter table qm."case_documents" enable row level security
-- step
alter table qm."case_documents" force row level security
-- step
create policy "sees_case_documents" on qm."case_documents" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."opinion" (
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
  "lead" uuid,
  "case" uuid,
  "subject" text not null,
  "kind" text not null,
  "provider" uuid not null,
  "question" text not null,
  "materials" uuid,
  "requested_at" timestamptz not null,
  "accepted_at" timestamptz,
  "supplement" text,
  "issued_at" timestamptz,
  "opinion" text,
  "signer" text,
  "document" uuid,
  primary key ("region", "id")
)
-- step
comment on table qm."opinion" is '技术认定: 产品检验、广告认定、物品和行为性质认定等技术支持：请求、受理、出具意见（R-093、方案五）'
-- step
grant select, insert, update on qm."opinion" to qingmei_app
-- step
alter table qm."opinion" enable row level security
-- step
alter table qm."opinion" force row level security
-- step
create policy "sees_opinion" on qm."opinion" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "provider" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_opinion_region_requested" on qm."opinion" ("region", "requested_at", id)
-- step
create index "ix_opinion_region_requested_status" on qm."opinion" ("region", "status", "requested_at", id)
-- step
create index "ix_opinion_region_requested_provider" on qm."opinion" ("region", "provider", "requested_at", id)
-- step
create index "ix_opinion_region_requested_org" on qm."opinion" ("region", "org", "requested_at", id)
-- step
create index "ix_opinion_region_requested_kind" on qm."opinion" ("region", "kind", "requested_at", id)
-- step
create index "ix_opinion_region_requested_case" on qm."opinion" ("region", "case", "requested_at", id)
-- step
create index "ix_opinion_region_requested_lead" on qm."opinion" ("region", "lead", "requested_at", id)
-- step
create index "ix_opinion_campaign_requested" on qm."opinion" ("region", "campaign", "requested_at", id)
-- step
create index "ix_opinion_campaign_requested_status" on qm."opinion" ("region", "campaign", "status", "requested_at", id)
-- step
create index "ix_opinion_campaign_requested_provider" on qm."opinion" ("region", "campaign", "provider", "requested_at", id)
-- step
create index "ix_opinion_campaign_requested_org" on qm."opinion" ("region", "campaign", "org", "requested_at", id)
-- step
create index "ix_opinion_campaign_requested_kind" on qm."opinion" ("region", "campaign", "kind", "requested_at", id)
-- step
create index "ix_opinion_campaign_requested_case" on qm."opinion" ("region", "campaign", "case", "requested_at", id)
-- step
create index "ix_opinion_campaign_requested_lead" on qm."opinion" ("region", "campaign", "lead", "requested_at", id)
-- step
create index "ix_opinion_org_requested_status" on qm."opinion" ("region", "org", "status", "requested_at", id)
-- step
create index "ix_opinion_org_requested_provider" on qm."opinion" ("region", "org", "provider", "requested_at", id)
-- step
create index "ix_opinion_org_requested_kind" on qm."opinion" ("region", "org", "kind", "requested_at", id)
-- step
create index "ix_opinion_org_requested_case" on qm."opinion" ("region", "org", "case", "requested_at", id)
-- step
create index "ix_opinion_org_requested_lead" on qm."opinion" ("region", "org", "lead", "requested_at", id)
-- step
create index "ix_opinion_provider_requested_status" on qm."opinion" ("region", "provider", "status", "requested_at", id)
-- step
create index "ix_opinion_provider_requested_org" on qm."opinion" ("region", "provider", "org", "requested_at", id)
-- step
create index "ix_opinion_provider_requested_kind" on qm."opinion" ("region", "provider", "kind", "requested_at", id)
-- step
create index "ix_opinion_provider_requested_case" on qm."opinion" ("region", "provider", "case", "requested_at", id)
-- step
create index "ix_opinion_provider_requested_lead" on qm."opinion" ("region", "provider", "lead", "requested_at", id)
-- step
create index "ix_opinion_ref_lead" on qm."opinion" (region, "lead")
-- step
create index "ix_opinion_ref_case" on qm."opinion" (region, "case")
-- step
create table qm."recheck" (
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
  "problem" uuid,
  "case" uuid,
  "premises" uuid,
  "subject" text not null,
  "town" uuid,
  "holder" uuid not null,
  "started_at" timestamptz not null,
  "done_at" timestamptz,
  "result" text,
  "note" text,
  "violations" text[] not null,
  primary key ("region", "id")
)
-- step
comment on table qm."recheck" is '回头看: 总结巩固阶段对问题场所回头看、对已结案件跟踪复查（R-095、R-151，方案六（三））'
-- step
grant select, insert, update on qm."recheck" to qingmei_app
-- step
alter table qm."recheck" enable row level security
-- step
alter table qm."recheck" force row level security
-- step
create policy "sees_recheck" on qm."recheck" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "holder" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "town" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_recheck_region_started" on qm."recheck" ("region", "started_at", id)
-- step
create index "ix_recheck_region_started_status" on qm."recheck" ("region", "status", "started_at", id)
-- step
create index "ix_recheck_region_started_holder" on qm."recheck" ("region", "holder", "started_at", id)
-- step
create index "ix_recheck_region_started_town" on qm."recheck" ("region", "town", "started_at", id)
-- step
create index "ix_recheck_region_started_result" on qm."recheck" ("region", "result", "started_at", id)
-- step
create index "ix_recheck_region_started_problem" on qm."recheck" ("region", "problem", "started_at", id)
-- step
create index "ix_recheck_region_started_case" on qm."recheck" ("region", "case", "started_at", id)
-- step
create index "ix_recheck_campaign_started" on qm."recheck" ("region", "campaign", "started_at", id)
-- step
create index "ix_recheck_campaign_started_status" on qm."recheck" ("region", "campaign", "status", "started_at", id)
-- step
create index "ix_recheck_campaign_started_holder" on qm."recheck" ("region", "campaign", "holder", "started_at", id)
-- step
create index "ix_recheck_campaign_started_town" on qm."recheck" ("region", "campaign", "town", "started_at", id)
-- step
create index "ix_recheck_campaign_started_result" on qm."recheck" ("region", "campaign", "result", "started_at", id)
-- step
create index "ix_recheck_campaign_started_problem" on qm."recheck" ("region", "campaign", "problem", "started_at", id)
-- step
create index "ix_recheck_campaign_started_case" on qm."recheck" ("region", "campaign", "case", "started_at", id)
-- step
create index "ix_recheck_org_started" on qm."recheck" ("region", "org", "started_at", id)
-- step
create index "ix_recheck_org_started_status" on qm."recheck" ("region", "org", "status", "started_at", id)
-- step
create index "ix_recheck_org_started_holder" on qm."recheck" ("region", "org", "holder", "started_at", id)
-- step
create index "ix_recheck_org_started_town" on qm."recheck" ("region", "org", "town", "started_at", id)
-- step
create index "ix_recheck_org_started_result" on qm."recheck" ("region", "org", "result", "started_at", id)
-- step
create index "ix_recheck_org_started_problem" on qm."recheck" ("region", "org", "problem", "started_at", id)
-- step
create index "ix_recheck_org_started_case" on qm."recheck" ("region", "org", "case", "started_at", id)
-- step
create index "ix_recheck_holder_started_status" on qm."recheck" ("region", "holder", "status", "started_at", id)
-- step
create index "ix_recheck_holder_started_town" on qm."recheck" ("region", "holder", "town", "started_at", id)
-- step
create index "ix_recheck_holder_started_result" on qm."recheck" ("region", "holder", "result", "started_at", id)
-- step
create index "ix_recheck_holder_started_problem" on qm."recheck" ("region", "holder", "problem", "started_at", id)
-- step
create index "ix_recheck_holder_started_case" on qm."recheck" ("region", "holder", "case", "started_at", id)
-- step
create index "ix_recheck_town_started_status" on qm."recheck" ("region", "town", "status", "started_at", id)
-- step
create index "ix_recheck_town_started_holder" on qm."recheck" ("region", "town", "holder", "started_at", id)
-- step
create index "ix_recheck_town_started_result" on qm."recheck" ("region", "town", "result", "started_at", id)
-- step
create index "ix_recheck_town_started_problem" on qm."recheck" ("region", "town", "problem", "started_at", id)
-- step
create index "ix_recheck_town_started_case" on qm."recheck" ("region", "town", "case", "started_at", id)
-- step
create index "ix_recheck_ref_problem" on qm."recheck" (region, "problem")
-- step
create index "ix_recheck_ref_case" on qm."recheck" (region, "case")
-- step
create index "ix_recheck_ref_premises" on qm."recheck" (region, "premises")
-- step
create table qm."inspection" (
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
  "town" uuid,
  "kind" text not null,
  "purposes" text[] not null,
  "planned_for" timestamptz not null,
  "started_at" timestamptz,
  "ended_at" timestamptz,
  "contact" text,
  "checklist" text not null,
  "checklist_version" text not null,
  "situation" text,
  "violations" text[] not null,
  "follow_up" text,
  "void_reason" text,
  primary key ("region", "id")
)
-- step
comment on table qm."inspection" is '监督检查: 执法人员监督检查：两名以上人员、检查表逐项、现场文书、后续措施（R-086、R-139）'
-- step
grant select, insert, update on qm."inspection" to qingmei_app
-- step
alter table qm."inspection" enable row level security
-- step
alter table qm."inspection" force row level security
-- step
create policy "sees_inspection" on qm."inspection" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_inspection_region_planned" on qm."inspection" ("region", "planned_for", id)
-- step
create index "ix_inspection_region_planned_status" on qm."inspection" ("region", "status", "planned_for", id)
-- step
create index "ix_inspection_region_planned_kind" on qm."inspection" ("region", "kind", "planned_for", id)
-- step
create index "ix_inspection_region_planned_org" on qm."inspection" ("region", "org", "planned_for", id)
-- step
create index "ix_inspection_region_planned_premises" on qm."inspection" ("region", "premises", "planned_for", id)
-- step
create index "ix_inspection_region_planned_town" on qm."inspection" ("region", "town", "planned_for", id)
-- step
create index "ix_inspection_campaign_planned" on qm."inspection" ("region", "campaign", "planned_for", id)
-- step
create index "ix_inspection_campaign_planned_status" on qm."inspection" ("region", "campaign", "status", "planned_for", id)
-- step
create index "ix_inspection_campaign_planned_kind" on qm."inspection" ("region", "campaign", "kind", "planned_for", id)
-- step
create index "ix_inspection_campaign_planned_org" on qm."inspection" ("region", "campaign", "org", "planned_for", id)
-- step
create index "ix_inspection_campaign_planned_premises" on qm."inspection" ("region", "campaign", "premises", "planned_for", id)
-- step
create index "ix_inspection_campaign_planned_town" on qm."inspection" ("region", "campaign", "town", "planned_for", id)
-- step
create index "ix_inspection_org_planned_status" on qm."inspection" ("region", "org", "status", "planned_for", id)
-- step
create index "ix_inspection_org_planned_kind" on qm."inspection" ("region", "org", "kind", "planned_for", id)
-- step
create index "ix_inspection_org_planned_premises" on qm."inspection" ("region", "org", "premises", "planned_for", id)
-- step
create index "ix_inspection_org_planned_town" on qm."inspection" ("region", "org", "town", "planned_for", id)
-- step
create index "ix_inspection_ref_premises" on qm."inspection" (region, "premises")
-- step
create table qm."inspection_officers" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "name" text not null,
  "certificate" text not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."inspection_officers" is '监督检查 · 检查人员'
-- step
grant select, insert, update, delete on qm."inspection_officers" to qingmei_app
-- step
alter table qm."inspection_officers" enable row level security
-- step
alter table qm."inspection_officers" force row level security
-- step
create policy "sees_inspection_officers" on qm."inspection_officers" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."inspection_answers" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "item" text not null,
  "answer" text not null,
  "violation" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."inspection_answers" is '监督检查 · 检查项'
-- step
grant select, insert, update, delete on qm."inspection_answers" to qingmei_app
-- step
alter table qm."inspection_answers" enable row level security
-- step
alter table qm."inspection_answers" force row level security
-- step
create policy "sees_inspection_answers" on qm."inspection_answers" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."inspection_documents" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "kind" text not null,
  "number" text not null,
  "at" timestamptz not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."inspection_documents" is '监督检查 · 文书'
-- step
grant select, insert, update, delete on qm."inspection_documents" to qingmei_app
-- step
alter table qm."inspection_documents" enable row level security
-- step
alter table qm."inspection_documents" force row level security
-- step
create policy "sees_inspection_documents" on qm."inspection_documents" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."problem" (
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
  "visit" uuid,
  "inspection" uuid,
  "premises" uuid,
  "subject" text not null,
  "town" uuid,
  "holder" uuid not null,
  "found_at" timestamptz not null,
  "finding" text not null,
  "violations" text[] not null,
  "severity" text not null,
  "order" text,
  "order_no" text,
  "ordered_at" timestamptz,
  "due_on" date,
  "rectified_at" timestamptz,
  "proof" uuid,
  "verified_at" timestamptz,
  "verified_by" uuid,
  "became_lead" text,
  "relapsed_at" timestamptz,
  "closed_at" timestamptz,
  primary key ("region", "id")
)
-- step
comment on table qm."problem" is '问题整改: 检查和排查发现的问题：责令改正、限期、整改证明、核验；逾期上报，反弹转线索（R-088、R-140）'
-- step
grant select, insert, update on qm."problem" to qingmei_app
-- step
alter table qm."problem" enable row level security
-- step
alter table qm."problem" force row level security
-- step
create policy "sees_problem" on qm."problem" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "holder" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "town" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_problem_region_found" on qm."problem" ("region", "found_at", id)
-- step
create index "ix_problem_region_found_status" on qm."problem" ("region", "status", "found_at", id)
-- step
create index "ix_problem_region_found_holder" on qm."problem" ("region", "holder", "found_at", id)
-- step
create index "ix_problem_region_found_town" on qm."problem" ("region", "town", "found_at", id)
-- step
create index "ix_problem_region_found_severity" on qm."problem" ("region", "severity", "found_at", id)
-- step
create index "ix_problem_region_found_premises" on qm."problem" ("region", "premises", "found_at", id)
-- step
create index "ix_problem_region_found_visit" on qm."problem" ("region", "visit", "found_at", id)
-- step
create index "ix_problem_region_found_inspection" on qm."problem" ("region", "inspection", "found_at", id)
-- step
create index "ix_problem_campaign_found" on qm."problem" ("region", "campaign", "found_at", id)
-- step
create index "ix_problem_campaign_found_status" on qm."problem" ("region", "campaign", "status", "found_at", id)
-- step
create index "ix_problem_campaign_found_holder" on qm."problem" ("region", "campaign", "holder", "found_at", id)
-- step
create index "ix_problem_campaign_found_town" on qm."problem" ("region", "campaign", "town", "found_at", id)
-- step
create index "ix_problem_campaign_found_severity" on qm."problem" ("region", "campaign", "severity", "found_at", id)
-- step
create index "ix_problem_campaign_found_premises" on qm."problem" ("region", "campaign", "premises", "found_at", id)
-- step
create index "ix_problem_campaign_found_visit" on qm."problem" ("region", "campaign", "visit", "found_at", id)
-- step
create index "ix_problem_campaign_found_inspection" on qm."problem" ("region", "campaign", "inspection", "found_at", id)
-- step
create index "ix_problem_org_found" on qm."problem" ("region", "org", "found_at", id)
-- step
create index "ix_problem_org_found_status" on qm."problem" ("region", "org", "status", "found_at", id)
-- step
create index "ix_problem_org_found_holder" on qm."problem" ("region", "org", "holder", "found_at", id)
-- step
create index "ix_problem_org_found_town" on qm."problem" ("region", "org", "town", "found_at", id)
-- step
create index "ix_problem_org_found_severity" on qm."problem" ("region", "org", "severity", "found_at", id)
-- step
create index "ix_problem_org_found_premises" on qm."problem" ("region", "org", "premises", "found_at", id)
-- step
create index "ix_problem_org_found_visit" on qm."problem" ("region", "org", "visit", "found_at", id)
-- step
create index "ix_problem_org_found_inspection" on qm."problem" ("region", "org", "inspection", "found_at", id)
-- step
create index "ix_problem_holder_found_status" on qm."problem" ("region", "holder", "status", "found_at", id)
-- step
create index "ix_problem_holder_found_town" on qm."problem" ("region", "holder", "town", "found_at", id)
-- step
create index "ix_problem_holder_found_severity" on qm."problem" ("region", "holder", "severity", "found_at", id)
-- step
create index "ix_problem_holder_found_premises" on qm."problem" ("region", "holder", "premises", "found_at", id)
-- step
create index "ix_problem_holder_found_visit" on qm."problem" ("region", "holder", "visit", "found_at", id)
-- step
create index "ix_problem_holder_found_inspection" on qm."problem" ("region", "holder", "inspection", "found_at", id)
-- step
create index "ix_problem_town_found_status" on qm."problem" ("region", "town", "status", "found_at", id)
-- step
create index "ix_problem_town_found_holder" on qm."problem" ("region", "town", "holder", "found_at", id)
-- step
create index "ix_problem_town_found_severity" on qm."problem" ("region", "town", "severity", "found_at", id)
-- step
create index "ix_problem_town_found_premises" on qm."problem" ("region", "town", "premises", "found_at", id)
-- step
create index "ix_problem_town_found_visit" on qm."problem" ("region", "town", "visit", "found_at", id)
-- step
create index "ix_problem_town_found_inspection" on qm."problem" ("region", "town", "inspection", "found_at", id)
-- step
create index "ix_problem_ref_visit" on qm."problem" (region, "visit")
-- step
create index "ix_problem_ref_inspection" on qm."problem" (region, "inspection")
-- step
create index "ix_problem_ref_premises" on qm."problem" (region, "premises")
-- step
create table qm."screening_target" (
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
  "name" text not null,
  "group" text not null,
  "town" uuid,
  "assignee" uuid not null,
  "in_base" boolean not null,
  "since" date not null,
  "until" date,
  "first_screened_on" date,
  "last_screened_on" date,
  "last_result" text,
  "visits" bigint not null,
  primary key ("region", "id")
)
-- step
comment on table qm."screening_target" is '排查对象: 集中整治阶段应排查的对象：阶段开始时冻结底数，新增的另列（R-084、R-180）'
-- step
grant select, insert, update on qm."screening_target" to qingmei_app
-- step
alter table qm."screening_target" enable row level security
-- step
alter table qm."screening_target" force row level security
-- step
create policy "sees_screening_target" on qm."screening_target" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "assignee" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "town" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_screening_target_region_since" on qm."screening_target" ("region", "since", id)
-- step
create index "ix_screening_target_region_since_status" on qm."screening_target" ("region", "status", "since", id)
-- step
create index "ix_screening_target_region_since_group" on qm."screening_target" ("region", "group", "since", id)
-- step
create index "ix_screening_target_region_since_town" on qm."screening_target" ("region", "town", "since", id)
-- step
create index "ix_screening_target_region_since_assignee" on qm."screening_target" ("region", "assignee", "since", id)
-- step
create index "ix_screening_target_region_since_in_base" on qm."screening_target" ("region", "in_base", "since", id)
-- step
create index "ix_screening_target_region_since_premises" on qm."screening_target" ("region", "premises", "since", id)
-- step
create index "ix_screening_target_campaign_since" on qm."screening_target" ("region", "campaign", "since", id)
-- step
create index "ix_screening_target_campaign_since_status" on qm."screening_target" ("region", "campaign", "status", "since", id)
-- step
create index "ix_screening_target_campaign_since_group" on qm."screening_target" ("region", "campaign", "group", "since", id)
-- step
create index "ix_screening_target_campaign_since_town" on qm."screening_target" ("region", "campaign", "town", "since", id)
-- step
create index "ix_screening_target_campaign_since_assignee" on qm."screening_target" ("region", "campaign", "assignee", "since", id)
-- step
create index "ix_screening_target_campaign_since_in_base" on qm."screening_target" ("region", "campaign", "in_base", "since", id)
-- step
create index "ix_screening_target_campaign_since_premises" on qm."screening_target" ("region", "campaign", "premises", "since", id)
-- step
create index "ix_screening_target_assignee_since_status" on qm."screening_target" ("region", "assignee", "status", "since", id)
-- step
create index "ix_screening_target_assignee_since_group" on qm."screening_target" ("region", "assignee", "group", "since", id)
-- step
create index "ix_screening_target_assignee_since_town" on qm."screening_target" ("region", "assignee", "town", "since", id)
-- step
create index "ix_screening_target_assignee_since_in_base" on qm."screening_target" ("region", "assignee", "in_base", "since", id)
-- step
create index "ix_screening_target_assignee_since_premises" on qm."screening_target" ("region", "assignee", "premises", "since", id)
-- step
create index "ix_screening_target_town_since_status" on qm."screening_target" ("region", "town", "status", "since", id)
-- step
create index "ix_screening_target_town_since_group" on qm."screening_target" ("region", "town", "group", "since", id)
-- step
create index "ix_screening_target_town_since_assignee" on qm."screening_target" ("region", "town", "assignee", "since", id)
-- step
create index "ix_screening_target_town_since_in_base" on qm."screening_target" ("region", "town", "in_base", "since", id)
-- step
create index "ix_screening_target_town_since_premises" on qm."screening_target" ("region", "town", "premises", "since", id)
-- step
create index "ix_screening_target_ref_premises" on qm."screening_target" (region, "premises")
-- step
create table qm."visit" (
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
  "target" uuid,
  "premises" uuid,
  "subject" text not null,
  "town" uuid,
  "visited_at" timestamptz not null,
  "position" text,
  "photo" uuid,
  "no_photo" text,
  "checklist" text not null,
  "checklist_version" text not null,
  "found" text[] not null,
  "violations" text[] not null,
  "result" text not null,
  "note" text,
  primary key ("region", "id")
)
-- step
comment on table qm."visit" is '排查巡查: 网格巡查和入户排查记录：时间、地点、照片、检查项、可疑迹象（R-085）'
-- step
grant select, insert, update on qm."visit" to qingmei_app
-- step
alter table qm."visit" enable row level security
-- step
alter table qm."visit" force row level security
-- step
create policy "sees_visit" on qm."visit" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "town" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_visit_region_visited" on qm."visit" ("region", "visited_at", id)
-- step
create index "ix_visit_region_visited_result" on qm."visit" ("region", "result", "visited_at", id)
-- step
create index "ix_visit_region_visited_town" on qm."visit" ("region", "town", "visited_at", id)
-- step
create index "ix_visit_region_visited_org" on qm."visit" ("region", "org", "visited_at", id)
-- step
create index "ix_visit_region_visited_premises" on qm."visit" ("region", "premises", "visited_at", id)
-- step
create index "ix_visit_region_visited_target" on qm."visit" ("region", "target", "visited_at", id)
-- step
create index "ix_visit_region_visited_status" on qm."visit" ("region", "status", "visited_at", id)
-- step
create index "ix_visit_campaign_visited" on qm."visit" ("region", "campaign", "visited_at", id)
-- step
create index "ix_visit_campaign_visited_result" on qm."visit" ("region", "campaign", "result", "visited_at", id)
-- step
create index "ix_visit_campaign_visited_town" on qm."visit" ("region", "campaign", "town", "visited_at", id)
-- step
create index "ix_visit_campaign_visited_org" on qm."visit" ("region", "campaign", "org", "visited_at", id)
-- step
create index "ix_visit_campaign_visited_premises" on qm."visit" ("region", "campaign", "premises", "visited_at", id)
-- step
create index "ix_visit_campaign_visited_target" on qm."visit" ("region", "campaign", "target", "visited_at", id)
-- step
create index "ix_visit_campaign_visited_status" on qm."visit" ("region", "campaign", "status", "visited_at", id)
-- step
create index "ix_visit_org_visited_result" on qm."visit" ("region", "org", "result", "visited_at", id)
-- step
create index "ix_visit_org_visited_town" on qm."visit" ("region", "org", "town", "visited_at", id)
-- step
create index "ix_visit_org_visited_premises" on qm."visit" ("region", "org", "premises", "visited_at", id)
-- step
create index "ix_visit_org_visited_target" on qm."visit" ("region", "org", "target", "visited_at", id)
-- step
create index "ix_visit_org_visited_status" on qm."visit" ("region", "org", "status", "visited_at", id)
-- step
create index "ix_visit_town_visited_result" on qm."visit" ("region", "town", "result", "visited_at", id)
-- step
create index "ix_visit_town_visited_org" on qm."visit" ("region", "town", "org", "visited_at", id)
-- step
create index "ix_visit_town_visited_premises" on qm."visit" ("region", "town", "premises", "visited_at", id)
-- step
create index "ix_visit_town_visited_target" on qm."visit" ("region", "town", "target", "visited_at", id)
-- step
create index "ix_visit_town_visited_status" on qm."visit" ("region", "town", "status", "visited_at", id)
-- step
create index "ix_visit_ref_target" on qm."visit" (region, "target")
-- step
create index "ix_visit_ref_premises" on qm."visit" (region, "premises")
-- step
create table qm."visit_answers" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "item" text not null,
  "answer" text not null,
  "violation" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."visit_answers" is '排查巡查 · 检查项'
-- step
grant select, insert, update, delete on qm."visit_answers" to qingmei_app
-- step
alter table qm."visit_answers" enable row level security
-- step
alter table qm."visit_answers" force row level security
-- step
create policy "sees_visit_answers" on qm."visit_answers" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."lead" add column "problem" uuid
-- step
alter table qm."lead" add column "parent" uuid
-- step
create index "ix_lead_region_discovered_problem" on qm."lead" ("region", "problem", "discovered_at", id)
-- step
create index "ix_lead_campaign_discovered_problem" on qm."lead" ("region", "campaign", "problem", "discovered_at", id)
-- step
create index "ix_lead_org_discovered_problem" on qm."lead" ("region", "org", "problem", "discovered_at", id)
-- step
create index "ix_lead_holder_discovered_problem" on qm."lead" ("region", "holder", "problem", "discovered_at", id)
-- step
create index "ix_lead_ref_problem" on qm."lead" (region, "problem")
-- step
create index "ix_lead_ref_parent" on qm."lead" (region, "parent")
-- step
alter table qm."case" add constraint "fk_case_lead" foreign key (region, "lead") references qm."lead" (region, id)
-- step
alter table qm."case" add constraint "fk_case_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."case" add constraint "fk_case_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."case" add constraint "fk_case_agency" foreign key ("agency") references qm."organisation" (id)
-- step
alter table qm."case_parties" add constraint "fk_case_parties_parent" foreign key (region, "parent") references qm."case" (region, id)
-- step
alter table qm."case_violations" add constraint "fk_case_violations_parent" foreign key (region, "parent") references qm."case" (region, id)
-- step
alter table qm."case_penalties" add constraint "fk_case_penalties_parent" foreign key (region, "parent") references qm."case" (region, id)
-- step
alter table qm."case_goods" add constraint "fk_case_goods_parent" foreign key (region, "parent") references qm."case" (region, id)
-- step
alter table qm."case_payments" add constraint "fk_case_payments_parent" foreign key (region, "parent") references qm."case" (region, id)
-- step
alter table qm."case_documents" add constraint "fk_case_documents_parent" foreign key (region, "parent") references qm."case" (region, id)
-- step
alter table qm."opinion" add constraint "fk_opinion_lead" foreign key (region, "lead") references qm."lead" (region, id)
-- step
alter table qm."opinion" add constraint "fk_opinion_case" foreign key (region, "case") references qm."case" (region, id)
-- step
alter table qm."opinion" add constraint "fk_opinion_provider" foreign key ("provider") references qm."organisation" (id)
-- step
alter table qm."recheck" add constraint "fk_recheck_problem" foreign key (region, "problem") references qm."problem" (region, id)
-- step
alter table qm."recheck" add constraint "fk_recheck_case" foreign key (region, "case") references qm."case" (region, id)
-- step
alter table qm."recheck" add constraint "fk_recheck_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."recheck" add constraint "fk_recheck_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."recheck" add constraint "fk_recheck_holder" foreign key ("holder") references qm."organisation" (id)
-- step
alter table qm."inspection" add constraint "fk_inspection_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."inspection" add constraint "fk_inspection_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."inspection_officers" add constraint "fk_inspection_officers_parent" foreign key (region, "parent") references qm."inspection" (region, id)
-- step
alter table qm."inspection_answers" add constraint "fk_inspection_answers_parent" foreign key (region, "parent") references qm."inspection" (region, id)
-- step
alter table qm."inspection_documents" add constraint "fk_inspection_documents_parent" foreign key (region, "parent") references qm."inspection" (region, id)
-- step
alter table qm."problem" add constraint "fk_problem_visit" foreign key (region, "visit") references qm."visit" (region, id)
-- step
alter table qm."problem" add constraint "fk_problem_inspection" foreign key (region, "inspection") references qm."inspection" (region, id)
-- step
alter table qm."problem" add constraint "fk_problem_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."problem" add constraint "fk_problem_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."problem" add constraint "fk_problem_holder" foreign key ("holder") references qm."organisation" (id)
-- step
alter table qm."screening_target" add constraint "fk_screening_target_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."screening_target" add constraint "fk_screening_target_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."screening_target" add constraint "fk_screening_target_assignee" foreign key ("assignee") references qm."organisation" (id)
-- step
alter table qm."visit" add constraint "fk_visit_target" foreign key (region, "target") references qm."screening_target" (region, id)
-- step
alter table qm."visit" add constraint "fk_visit_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."visit" add constraint "fk_visit_town" foreign key ("town") references qm."organisation" (id)
-- step
alter table qm."visit_answers" add constraint "fk_visit_answers_parent" foreign key (region, "parent") references qm."visit" (region, id)
-- step
alter table qm."lead" add constraint "fk_lead_problem" foreign key (region, "problem") references qm."problem" (region, id)
-- step
alter table qm."lead" add constraint "fk_lead_parent" foreign key (region, "parent") references qm."lead" (region, id)
