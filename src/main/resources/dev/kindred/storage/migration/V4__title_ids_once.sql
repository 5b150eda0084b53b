-- An id is unique in external_id already, where every title is looked up. A second index of them costs an import a
-- third of its time, since ids come in no order. SQLite drops a constraint by writing the table anew.
CREATE TABLE title_without (
  title_key ${identity},
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  source TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

INSERT INTO title_without (title_key, id, body, source, created_at, updated_at)
SELECT title_key, id, body, source, created_at, updated_at FROM title ORDER BY title_key;

-- A key is never given twice, also when its title is gone.
DELETE FROM sqlite_sequence WHERE name = 'title_without';
INSERT INTO sqlite_sequence (name, seq) SELECT 'title_without', seq FROM sqlite_sequence WHERE name = 'title';

-- Dropping the old table would delete what refers to it.
CREATE TABLE profile_kept (
  title_key INTEGER PRIMARY KEY REFERENCES title_without (title_key) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

INSERT INTO profile_kept (title_key, kind, body, updated_at)
SELECT title_key, kind, body, updated_at FROM profile ORDER BY title_key;

DROP TABLE profile;
DROP TABLE title;
ALTER TABLE title_without RENAME TO title;
ALTER TABLE profile_kept RENAME TO profile;
CREATE INDEX title_source ON title (source, title_key);
