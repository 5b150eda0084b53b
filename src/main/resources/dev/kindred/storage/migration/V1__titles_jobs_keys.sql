-- ${identity} is the dialect's "a growing integer primary key whose values are never given twice".

-- Every id a title was ever known by. A row outlives its title, so that an id gets its key back.
CREATE TABLE external_id (
  external_id TEXT PRIMARY KEY,
  title_key INTEGER NOT NULL
);

CREATE TABLE title (
  title_key ${identity},
  id TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  source TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX title_source ON title (source, title_key);

CREATE TABLE profile (
  title_key INTEGER PRIMARY KEY REFERENCES title (title_key) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

-- The latest change of every title ever known, and thereby its version.
CREATE TABLE change (
  seq ${identity},
  title_key INTEGER NOT NULL UNIQUE,
  op TEXT NOT NULL
);

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  subject TEXT NOT NULL,
  done BIGINT NOT NULL,
  total BIGINT,
  accepted BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  rejects TEXT NOT NULL,
  detail TEXT,
  created_at BIGINT NOT NULL,
  started_at BIGINT,
  finished_at BIGINT
);

CREATE TABLE access_key (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  requests_per_minute INTEGER,
  created_at BIGINT NOT NULL,
  expires_at BIGINT
);

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
