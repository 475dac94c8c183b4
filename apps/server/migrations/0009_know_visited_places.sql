alter table qm."visit" add column "place" text
-- step
-- reviewed: fills the new column only, from what the row says of the place
update qm."visit" set "place" = coalesce("premises"::text, "org"::text || ' ' || "subject")
-- step
-- reviewed: every row was filled by the step before
alter table qm."visit" alter column "place" set not null
