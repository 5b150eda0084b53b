-- ${identity} is the dialect's "a growing integer primary key whose values are never given twice".

-- A viewer, known by the first event or put by the caller. body is what was put, null before.
CREATE TABLE viewer (
  user_key ${identity},
  id TEXT NOT NULL UNIQUE,
  body TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

-- Where events of one viewer happened, as JSON, once for all that say the same: the session, the answer that showed
-- the titles. hash is of the body, to find it by.
CREATE TABLE origin (
  origin_key ${identity},
  user_key INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  body TEXT NOT NULL
);

CREATE INDEX origin_of ON origin (user_key, hash);

-- One row an event. seq is the order of arrival. id is the caller's, in bytes: 16 for a UUID. at is in milliseconds.
-- What value and extra are depends on the type: portion and seconds, milliseconds hovered, rating and scale. detail is
-- what no column holds.
CREATE TABLE event (
  seq ${identity},
  id BLOB NOT NULL,
  user_key INTEGER NOT NULL,
  type INTEGER NOT NULL,
  title_key INTEGER,
  at BIGINT NOT NULL,
  value REAL,
  extra REAL,
  position INTEGER,
  origin_key INTEGER,
  detail TEXT
);

CREATE UNIQUE INDEX event_id ON event (id);

-- Everything a viewer's history is found by, so that skipping what says nothing reads no row.
CREATE INDEX event_of ON event (user_key, at, type, title_key);
