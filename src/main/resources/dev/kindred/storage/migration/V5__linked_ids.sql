-- A merged id may be without facts: only another id of the title (body is null then), such as that of another catalogue.
-- One that never was a title has no key of its own.
ALTER TABLE merged_title RENAME TO merged_title_before;
DROP INDEX merged_title_of;

CREATE TABLE merged_title (
  id TEXT PRIMARY KEY,
  title_key INTEGER NOT NULL,
  own_key INTEGER UNIQUE,
  merged_into TEXT NOT NULL,
  position INTEGER NOT NULL,
  body TEXT,
  profile TEXT,
  source TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

INSERT INTO merged_title (id, title_key, own_key, merged_into, position, body, profile, source, created_at, updated_at)
SELECT id, title_key, own_key, merged_into, position, body, profile, source, created_at, updated_at
FROM merged_title_before;

DROP TABLE merged_title_before;
CREATE INDEX merged_title_of ON merged_title (title_key, position);
CREATE INDEX merged_title_into ON merged_title (merged_into);
