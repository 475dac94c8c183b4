alter table qm."list_entry" add column "officer" uuid
-- step
alter table qm."list_entry" add column "check_by" date
-- step
alter table qm."list_entry" add column "to_check" boolean
-- step
-- The rows show to whom the policies let see them, and to nobody else, their owner included.
set local app.scopes = '{system}'
-- step
-- reviewed: fills the new column only, from what the row says of the place (needsCheck in core/premises/enter-list.ts)
update qm.list_entry set to_check = class in ('neither', 'licensed-only') or (class = 'registered-only' and does_medical is true)
-- step
-- reviewed: every row was filled by the step before
alter table qm."list_entry" alter column "to_check" set not null
-- step
create index "ix_list_entry_region_entered_to_check" on qm."list_entry" ("region", "to_check", "entered_at", id)
-- step
create index "ix_list_entry_campaign_entered_to_check" on qm."list_entry" ("region", "campaign", "to_check", "entered_at", id)
-- step
create index "ix_list_entry_org_entered_to_check" on qm."list_entry" ("region", "org", "to_check", "entered_at", id)
-- step
create index "ix_list_entry_holder_entered_to_check" on qm."list_entry" ("region", "holder", "to_check", "entered_at", id)
-- step
create index "ix_list_entry_town_entered_to_check" on qm."list_entry" ("region", "town", "to_check", "entered_at", id)
