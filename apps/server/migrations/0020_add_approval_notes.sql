create table qm."approval_note" (
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
  "kind" text not null,
  "applicant" text not null,
  "premises" uuid,
  "accepted_on" date not null,
  "stage" text not null,
  "progress" text not null,
  "finished_on" date,
  primary key ("region", "id")
)
-- step
comment on table qm."approval_note" is '审批与新产品进展: 优化审批流程、支持新产品上市的进展记录，只供查看，不产生其他效果（R-129，任务（50）（51））'
-- step
grant select, insert, update on qm."approval_note" to qingmei_app
-- step
alter table qm."approval_note" enable row level security
-- step
alter table qm."approval_note" force row level security
-- step
create policy "sees_approval_note" on qm."approval_note" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_approval_note_region_all" on qm."approval_note" ("region", "accepted_on", id)
-- step
create index "ix_approval_note_region_all_status" on qm."approval_note" ("region", "status", "accepted_on", id)
-- step
create index "ix_approval_note_region_all_kind" on qm."approval_note" ("region", "kind", "accepted_on", id)
-- step
create index "ix_approval_note_ref_premises" on qm."approval_note" (region, "premises")
-- step
alter table qm."approval_note" add constraint "fk_approval_note_premises" foreign key (region, "premises") references qm."premises" (region, id)
