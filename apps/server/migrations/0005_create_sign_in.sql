-- Sign-in has a schema of its own, outside row policies: it must answer before anybody is somebody.
create table auth.account (
  id uuid primary key,
  username text not null unique,
  name text not null,
  password_hash text not null,
  privileged boolean not null,
  must_change boolean not null,
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  failed bigint not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null
)
-- step
comment on table auth.account is 'Accounts: argon2id, lock-out, second factor (R-255)'
-- step
grant select, insert, update on auth.account to qingmei_app
-- step
create table auth.session (
  id uuid primary key,
  token_hash text not null unique,
  account uuid not null references auth.account (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  agent text,
  revoked_at timestamptz
)
-- step
comment on table auth.session is 'Sessions: only the hash of the token is kept; listed and revoked by their owner'
-- step
create index ix_session_account on auth.session (account, created_at)
-- step
grant select, insert, update on auth.session to qingmei_app
-- step
create table auth.recovery (
  account uuid not null references auth.account (id),
  code_hash text not null,
  used_at timestamptz,
  primary key (account, code_hash)
)
-- step
comment on table auth.recovery is 'Recovery codes of the second factor, each good once'
-- step
grant select, insert, update, delete on auth.recovery to qingmei_app
