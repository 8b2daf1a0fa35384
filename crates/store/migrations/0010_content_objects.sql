-- Under which name the bytes of a content are kept; empty: under its hash. A content that was removed and comes back gets another
-- name: whoever still removes the old bytes cannot meet the new ones.
ALTER TABLE content ADD COLUMN object {text} NOT NULL DEFAULT '';
