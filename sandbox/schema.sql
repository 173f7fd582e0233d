-- The sandbox's whole memory. Times are seconds since 1970, UTC.
CREATE TABLE IF NOT EXISTS accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  network TEXT NOT NULL,
  handle TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  display_name TEXT NOT NULL,
  created_at REAL NOT NULL,
  UNIQUE (network, handle),
  UNIQUE (network, remote_id)
);

-- Who may speak for whom: a person for an organisation they have a role in.
CREATE TABLE IF NOT EXISTS roles (
  network TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  member_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  PRIMARY KEY (network, account_id, member_id)
);

CREATE TABLE IF NOT EXISTS clients (
  network TEXT NOT NULL,
  client_id TEXT NOT NULL,
  client_secret TEXT,
  name TEXT NOT NULL,
  redirect_uris TEXT NOT NULL,
  scopes TEXT NOT NULL,
  PRIMARY KEY (network, client_id)
);

-- kind: access, refresh, code, app_password, request (OAuth 1.0a), service (for one call elsewhere). A used or revoked one stays, so that reuse is recognised.
CREATE TABLE IF NOT EXISTS tokens (
  token TEXT PRIMARY KEY,
  network TEXT NOT NULL,
  kind TEXT NOT NULL,
  account_id INTEGER REFERENCES accounts (id) ON DELETE CASCADE,
  client_id TEXT,
  scopes TEXT NOT NULL,
  family TEXT NOT NULL,
  issued_at REAL NOT NULL,
  expires_at REAL,
  ended_at REAL,
  document TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS tokens_by_family ON tokens (family);

-- accepted: how many requests ended in this post. revision: how many different contents it has had.
CREATE TABLE IF NOT EXISTS posts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  network TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  remote_id TEXT NOT NULL,
  text TEXT NOT NULL,
  document TEXT NOT NULL,
  media TEXT NOT NULL,
  created_at REAL NOT NULL,
  updated_at REAL,
  deleted_at REAL,
  revision INTEGER NOT NULL DEFAULT 1,
  accepted INTEGER NOT NULL DEFAULT 1,
  UNIQUE (network, account_id, remote_id)
);
CREATE INDEX IF NOT EXISTS posts_by_remote_id ON posts (network, remote_id);

CREATE TABLE IF NOT EXISTS idempotency (
  network TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  expires_at REAL NOT NULL,
  PRIMARY KEY (network, account_id, key)
);

-- The bytes lie in files named by their SHA-256.
CREATE TABLE IF NOT EXISTS media (
  network TEXT NOT NULL,
  media_id TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  mime TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT,
  width INTEGER,
  height INTEGER,
  alt TEXT NOT NULL DEFAULT '',
  created_at REAL NOT NULL,
  ready_at REAL,
  expires_at REAL,
  post_seq INTEGER,
  document TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (network, account_id, media_id)
);

CREATE TABLE IF NOT EXISTS segments (
  network TEXT NOT NULL,
  media_id TEXT NOT NULL,
  segment_index INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (network, media_id, segment_index)
);

CREATE TABLE IF NOT EXISTS faults (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0,
  fired INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS request_counts (
  call TEXT NOT NULL,
  outcome TEXT NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (call, outcome)
);

CREATE TABLE IF NOT EXISTS settings (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  document TEXT NOT NULL
);
