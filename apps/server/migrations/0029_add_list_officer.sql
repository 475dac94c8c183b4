alter table qm."list_entry" add column "officer" uuid
-- step
alter table qm."list_entry" add column "check_by" date
