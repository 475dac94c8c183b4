create table qm."action_item" (
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
  "meeting" uuid not null,
  "task" text not null,
  "owner" uuid not null,
  "opened_at" timestamptz not null,
  "due_on" date not null,
  "report" text,
  "reported_at" timestamptz,
  "closed_at" timestamptz,
  primary key ("region", "id")
)
-- step
comment on table qm."action_item" is '议定事项: 会议议定的事项：责任单位、期限、落实情况，跟踪到办结（R-060、R-156）'
-- step
grant select, insert, update on qm."action_item" to qingmei_app
-- step
alter table qm."action_item" enable row level security
-- step
alter table qm."action_item" force row level security
-- step
create policy "sees_action_item" on qm."action_item" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or "org" = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or "owner" = any(nullif(current_setting('app.orgs', true), '')::uuid[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_action_item_region_due" on qm."action_item" ("region", "due_on", id)
-- step
create index "ix_action_item_region_due_status" on qm."action_item" ("region", "status", "due_on", id)
-- step
create index "ix_action_item_region_due_owner" on qm."action_item" ("region", "owner", "due_on", id)
-- step
create index "ix_action_item_region_due_meeting" on qm."action_item" ("region", "meeting", "due_on", id)
-- step
create index "ix_action_item_campaign_due" on qm."action_item" ("region", "campaign", "due_on", id)
-- step
create index "ix_action_item_campaign_due_status" on qm."action_item" ("region", "campaign", "status", "due_on", id)
-- step
create index "ix_action_item_campaign_due_owner" on qm."action_item" ("region", "campaign", "owner", "due_on", id)
-- step
create index "ix_action_item_campaign_due_meeting" on qm."action_item" ("region", "campaign", "meeting", "due_on", id)
-- step
create index "ix_action_item_org_due" on qm."action_item" ("region", "org", "due_on", id)
-- step
create index "ix_action_item_org_due_status" on qm."action_item" ("region", "org", "status", "due_on", id)
-- step
create index "ix_action_item_org_due_owner" on qm."action_item" ("region", "org", "owner", "due_on", id)
-- step
create index "ix_action_item_org_due_meeting" on qm."action_item" ("region", "org", "meeting", "due_on", id)
-- step
create index "ix_action_item_owner_due_status" on qm."action_item" ("region", "owner", "status", "due_on", id)
-- step
create index "ix_action_item_owner_due_meeting" on qm."action_item" ("region", "owner", "meeting", "due_on", id)
-- step
create index "ix_action_item_ref_meeting" on qm."action_item" (region, "meeting")
-- step
create table qm."meeting" (
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
  "kind" text not null,
  "title" text not null,
  "month" text,
  "listed_at" timestamptz not null,
  "hold_by" date,
  "planned_at" timestamptz,
  "place" text,
  "chair" text,
  "held_at" timestamptz,
  "sheet" uuid,
  "minutes" text,
  "outlook" text,
  "issue_no" text,
  "issued_at" timestamptz,
  "closed_at" timestamptz,
  "items" bigint not null,
  "open_items" bigint not null,
  primary key ("region", "id")
)
-- step
comment on table qm."meeting" is '会议: 动员部署会、月碰头会等：议程、参会、数据表、纪要、议定事项（R-060、R-156，方案二）'
-- step
grant select, insert, update on qm."meeting" to qingmei_app
-- step
alter table qm."meeting" enable row level security
-- step
alter table qm."meeting" force row level security
-- step
create policy "sees_meeting" on qm."meeting" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('office@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('member@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('member@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('liaison@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('liaison@' || "campaign"::text) = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_meeting_region_listed" on qm."meeting" ("region", "listed_at", id)
-- step
create index "ix_meeting_region_listed_status" on qm."meeting" ("region", "status", "listed_at", id)
-- step
create index "ix_meeting_region_listed_kind" on qm."meeting" ("region", "kind", "listed_at", id)
-- step
create index "ix_meeting_region_listed_month" on qm."meeting" ("region", "month", "listed_at", id)
-- step
create index "ix_meeting_campaign_listed" on qm."meeting" ("region", "campaign", "listed_at", id)
-- step
create index "ix_meeting_campaign_listed_status" on qm."meeting" ("region", "campaign", "status", "listed_at", id)
-- step
create index "ix_meeting_campaign_listed_kind" on qm."meeting" ("region", "campaign", "kind", "listed_at", id)
-- step
create index "ix_meeting_campaign_listed_month" on qm."meeting" ("region", "campaign", "month", "listed_at", id)
-- step
create table qm."meeting_agenda" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "topic" text not null,
  "speaker" uuid,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."meeting_agenda" is '会议 · 议程'
-- step
grant select, insert, update, delete on qm."meeting_agenda" to qingmei_app
-- step
alter table qm."meeting_agenda" enable row level security
-- step
alter table qm."meeting_agenda" force row level security
-- step
create policy "sees_meeting_agenda" on qm."meeting_agenda" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
create table qm."meeting_attendance" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "unit" uuid not null,
  "person" text,
  "present" boolean,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."meeting_attendance" is '会议 · 参会'
-- step
grant select, insert, update, delete on qm."meeting_attendance" to qingmei_app
-- step
alter table qm."meeting_attendance" enable row level security
-- step
alter table qm."meeting_attendance" force row level security
-- step
create policy "sees_meeting_attendance" on qm."meeting_attendance" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."action_item" add constraint "fk_action_item_meeting" foreign key (region, "meeting") references qm."meeting" (region, id)
-- step
alter table qm."action_item" add constraint "fk_action_item_owner" foreign key ("owner") references qm."organisation" (id)
-- step
alter table qm."meeting_agenda" add constraint "fk_meeting_agenda_parent" foreign key (region, "parent") references qm."meeting" (region, id)
-- step
alter table qm."meeting_attendance" add constraint "fk_meeting_attendance_parent" foreign key (region, "parent") references qm."meeting" (region, id)
