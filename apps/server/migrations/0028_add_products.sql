create table qm."product" (
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
  "generic_name" text not null,
  "brand_name" text,
  "kind" text not null,
  "registration_no" text,
  "holder" text,
  "registered_until" date,
  "udi" text,
  "focus" boolean not null,
  "verdict" text not null,
  "source" text not null,
  "as_of" date,
  primary key ("region", "id")
)
-- step
comment on table qm."product" is '药械产品: 药品、医疗器械的注册备案情况和查见的批次（R-071）；可按名称、注册证号、器械标识查是否注册'
-- step
grant select, insert, update on qm."product" to qingmei_app
-- step
alter table qm."product" enable row level security
-- step
alter table qm."product" force row level security
-- step
create policy "sees_product" on qm."product" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_product_region_all" on qm."product" ("region", "created_at", id)
-- step
create index "ix_product_region_all_status" on qm."product" ("region", "status", "created_at", id)
-- step
create index "ix_product_region_all_kind" on qm."product" ("region", "kind", "created_at", id)
-- step
create index "ix_product_region_all_focus" on qm."product" ("region", "focus", "created_at", id)
-- step
create index "ix_product_region_all_verdict" on qm."product" ("region", "verdict", "created_at", id)
-- step
create unique index "ux_product_registration_no" on qm."product" (region, "registration_no")
-- step
create table qm."product_lots" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "lot" text not null,
  "expires_on" date,
  "supplier" text,
  "premises" uuid,
  "purchase_record" text,
  "import_declaration" text,
  "verdict" text not null,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."product_lots" is '药械产品 · 查见批次'
-- step
grant select, insert, update, delete on qm."product_lots" to qingmei_app
-- step
alter table qm."product_lots" enable row level security
-- step
alter table qm."product_lots" force row level security
-- step
create policy "sees_product_lots" on qm."product_lots" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."product_lots" add constraint "fk_product_lots_parent" foreign key (region, "parent") references qm."product" (region, id)
