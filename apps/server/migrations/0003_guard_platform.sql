-- Row policies of the platform tables: no setting, no rows. What belongs to a record shows once the record was
-- read in the same transaction (app.record); search tokens carry their own visibility; settings are not about people.
alter table qm.history enable row level security
-- step
alter table qm.history force row level security
-- step
create policy guards_history on qm.history using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and record = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.audit enable row level security
-- step
alter table qm.audit force row level security
-- step
create policy guards_audit on qm.audit using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('auditor@*' || region) = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and record = nullif(current_setting('app.record', true), '')::uuid)) with check (true)
-- step
alter table qm.audit_seal enable row level security
-- step
alter table qm.audit_seal force row level security
-- step
create policy guards_audit_seal on qm.audit_seal using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('auditor@*' || region) = any(nullif(current_setting('app.scopes', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.deadline enable row level security
-- step
alter table qm.deadline force row level security
-- step
create policy guards_deadline on qm.deadline using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and record = nullif(current_setting('app.record', true), '')::uuid) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and (owner = any(nullif(current_setting('app.orgs', true), '')::uuid[]) or ('office@*' || region) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('office@' || campaign::text) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@*' || region) = any(nullif(current_setting('app.scopes', true), '')::text[]) or ('lghead@' || campaign::text) = any(nullif(current_setting('app.scopes', true), '')::text[])))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.notice enable row level security
-- step
alter table qm.notice force row level security
-- step
create policy guards_notice on qm.notice using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and org = any(nullif(current_setting('app.orgs', true), '')::uuid[]))) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.notice_read enable row level security
-- step
alter table qm.notice_read force row level security
-- step
create policy guards_notice_read on qm.notice_read using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
-- step
alter table qm.sequence enable row level security
-- step
alter table qm.sequence force row level security
-- step
create policy guards_sequence on qm.sequence using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.request enable row level security
-- step
alter table qm.request force row level security
-- step
create policy guards_request on qm.request using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]))
-- step
alter table qm.comment enable row level security
-- step
alter table qm.comment force row level security
-- step
create policy guards_comment on qm.comment using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and record = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and record = nullif(current_setting('app.record', true), '')::uuid))
-- step
alter table qm.attachment enable row level security
-- step
alter table qm.attachment force row level security
-- step
create policy guards_attachment on qm.attachment using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and record = nullif(current_setting('app.record', true), '')::uuid)) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or (region = any(nullif(current_setting('app.regions', true), '')::text[]) and record = nullif(current_setting('app.record', true), '')::uuid))
-- step
alter table qm.file enable row level security
-- step
alter table qm.file force row level security
-- step
create policy guards_file on qm.file using ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[])) with check ('system' = any(nullif(current_setting('app.scopes', true), '')::text[]) or region = any(nullif(current_setting('app.regions', true), '')::text[]))
