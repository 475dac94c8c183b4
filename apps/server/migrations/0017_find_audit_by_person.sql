create index ix_audit_actor on qm.audit (region, actor, id)
