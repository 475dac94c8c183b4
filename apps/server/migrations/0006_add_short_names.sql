alter table qm."organisation" add column "short_name" text
