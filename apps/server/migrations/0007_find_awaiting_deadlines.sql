-- Few deadlines wait for a calendar; each start looks for them.
create index ix_deadline_awaiting on qm.deadline (region, ledger, record, key) where due is null and state = 'open'
