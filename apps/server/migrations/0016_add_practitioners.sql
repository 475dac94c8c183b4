create table qm."practitioner" (
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
  "id_masked" text,
  "kind" text not null,
  "premises" uuid,
  "qualification_no" text,
  "practising_no" text,
  "practice_scope" text,
  "nurse_no" text,
  "chief_physician" boolean not null,
  "specialties" text[] not null,
  "expires_on" date,
  "standing" text not null,
  "source" text not null,
  "as_of" date,
  primary key ("region", "id")
)
-- step
comment on table qm."practitioner" is '从业人员: 医师、护士和其他从业人员的资格、注册、主诊医师备案和执业机构（R-069）；身份证号只存脱敏号码'
-- step
grant select, insert, update on qm."practitioner" to qingmei_app
-- step
alter table qm."practitioner" enable row level security
-- step
alter table qm."practitioner" force row level security
-- step
create policy "sees_practitioner" on qm."practitioner" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_practitioner_region_all" on qm."practitioner" ("region", "created_at", id)
-- step
create index "ix_practitioner_region_all_premises" on qm."practitioner" ("region", "premises", "created_at", id)
-- step
create index "ix_practitioner_region_all_kind" on qm."practitioner" ("region", "kind", "created_at", id)
-- step
create index "ix_practitioner_region_all_chief_physician" on qm."practitioner" ("region", "chief_physician", "created_at", id)
-- step
create index "ix_practitioner_region_all_standing" on qm."practitioner" ("region", "standing", "created_at", id)
-- step
create unique index "ux_practitioner_practising_no" on qm."practitioner" (region, "practising_no")
-- step
create index "ix_practitioner_ref_premises" on qm."practitioner" (region, "premises")
-- step
create table qm."practitioner_places" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "premises" uuid not null,
  "basis" text not null,
  "since" date not null,
  "until" date,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."practitioner_places" is '从业人员 · 执业和任职经过'
-- step
grant select, insert, update, delete on qm."practitioner_places" to qingmei_app
-- step
alter table qm."practitioner_places" enable row level security
-- step
alter table qm."practitioner_places" force row level security
-- step
create policy "sees_practitioner_places" on qm."practitioner_places" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."practitioner" add constraint "fk_practitioner_premises" foreign key (region, "premises") references qm."premises" (region, id)
-- step
alter table qm."practitioner_places" add constraint "fk_practitioner_places_parent" foreign key (region, "parent") references qm."practitioner" (region, id)
