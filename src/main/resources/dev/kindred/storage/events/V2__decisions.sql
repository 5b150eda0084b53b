-- What was decided for a list of recommendations, for its later pages. user_id is the caller's id of the viewer, null for
-- nobody. at is in milliseconds. body is what all places share, as JSON; places are keys, scores and sources in bytes.
CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  user_id TEXT,
  at BIGINT NOT NULL,
  body TEXT NOT NULL,
  places BLOB NOT NULL
);

CREATE INDEX decision_of ON decision (user_id);

CREATE INDEX decision_at ON decision (at);
