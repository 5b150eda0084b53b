-- The facts of titles that were merged into others, under the ids that are redirects since:
-- external_id leads from such an id to title_key. own_key is the key the title had before; nothing
-- else gets it. position orders those of one title: the lower fills gaps first.
CREATE TABLE merged_title (
  id TEXT PRIMARY KEY,
  title_key INTEGER NOT NULL,
  own_key INTEGER NOT NULL UNIQUE,
  merged_into TEXT NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  profile TEXT,
  source TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX merged_title_of ON merged_title (title_key, position);
