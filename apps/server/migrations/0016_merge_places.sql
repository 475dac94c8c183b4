create table qm."merger" (
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
  "kept" uuid not null,
  "gone" uuid not null,
  "grounds" text not null,
  "proposed_at" timestamptz not null,
  "decided_at" timestamptz,
  "decided_by" uuid,
  "opinion" text,
  "undone_at" timestamptz,
  "undone_why" text,
  primary key ("region", "id")
)
-- step
comment on table qm."merger" is '场所归并: 两条场所记录是同一处的，审核后归并；两条都保留，可以撤销（SYS-07）'
-- step
grant select, insert, update on qm."merger" to qingmei_app
-- step
alter table qm."merger" enable row level security
-- step
alter table qm."merger" force row level security
-- step
create policy "sees_merger" on qm."merger" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ("region" = any(nullif(current_setting('app.regions', true), '')::text[]) and (('staff@*' || "region") = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
create index "ix_merger_region_proposed" on qm."merger" ("region", "proposed_at", id)
-- step
create index "ix_merger_region_proposed_status" on qm."merger" ("region", "status", "proposed_at", id)
-- step
create index "ix_merger_region_proposed_kept" on qm."merger" ("region", "kept", "proposed_at", id)
-- step
create index "ix_merger_region_proposed_gone" on qm."merger" ("region", "gone", "proposed_at", id)
-- step
create index "ix_merger_ref_kept" on qm."merger" (region, "kept")
-- step
create index "ix_merger_ref_gone" on qm."merger" (region, "gone")
-- step
create table qm."merger_moved" (
  "region" text not null,
  "parent" uuid not null,
  "no" bigint not null,
  "licence" uuid,
  "entry" uuid,
  "aside" boolean not null,
  "was" text,
  primary key ("region", "parent", "no")
)
-- step
comment on table qm."merger_moved" is '场所归并 · 随同移动'
-- step
grant select, insert, update, delete on qm."merger_moved" to qingmei_app
-- step
alter table qm."merger_moved" enable row level security
-- step
alter table qm."merger_moved" force row level security
-- step
create policy "sees_merger_moved" on qm."merger_moved" using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and parent = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm."premises" add column "grid" uuid
-- step
alter table qm."premises" add column "merged_into" uuid
-- step
create index "ix_premises_region_all_grid" on qm."premises" ("region", "grid", "created_at", id)
-- step
create index "ix_premises_region_all_merged_into" on qm."premises" ("region", "merged_into", "created_at", id)
-- step
create index "ix_premises_ref_merged_into" on qm."premises" (region, "merged_into")
-- step
alter table qm."merger" add constraint "fk_merger_kept" foreign key (region, "kept") references qm."premises" (region, id)
-- step
alter table qm."merger" add constraint "fk_merger_gone" foreign key (region, "gone") references qm."premises" (region, id)
-- step
alter table qm."merger_moved" add constraint "fk_merger_moved_parent" foreign key (region, "parent") references qm."merger" (region, id)
-- step
alter table qm."premises" add constraint "fk_premises_grid" foreign key ("grid") references qm."organisation" (id)
-- step
alter table qm."premises" add constraint "fk_premises_merged_into" foreign key (region, "merged_into") references qm."premises" (region, id)
-- step
create index "find_premises_phone" on qm."premises" ("region", "phone")
