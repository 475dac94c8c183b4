-- Our own tables live in qm, the sign-in library's in auth. Nothing is granted by default: every table says
-- what the serving role may do with it.
create schema qm
-- step
grant usage on schema qm to qingmei_app
-- step
create schema auth
-- step
grant usage on schema auth to qingmei_app
-- step
revoke create on schema public from public
