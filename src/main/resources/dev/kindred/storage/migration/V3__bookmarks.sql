-- How far each unfinished run of writes, such as an import, has got: moved in the commit of its
-- writes. seq is the last change at that time.
CREATE TABLE bookmark (
  name TEXT PRIMARY KEY,
  position BIGINT NOT NULL,
  written BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  note TEXT NOT NULL
);

-- What an unfinished job needs to go on after a restart; null when it cannot.
ALTER TABLE job ADD COLUMN resumption TEXT;
