-- Roles of the Niagara dialect. `label` is NULL for a role that is called by its name; `label_key` is the label case-folded.
-- `located` is what the role allows only where the user is.
ALTER TABLE role ADD COLUMN label {text};

ALTER TABLE role ADD COLUMN label_key {text};

ALTER TABLE role ADD COLUMN description {text};

ALTER TABLE role ADD COLUMN located {text} NOT NULL DEFAULT '';

ALTER TABLE role ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

ALTER TABLE role ADD COLUMN created BIGINT NOT NULL DEFAULT 0;

ALTER TABLE role ADD COLUMN updated BIGINT NOT NULL DEFAULT 0;

UPDATE role SET created = {now}, updated = {now};

CREATE UNIQUE INDEX role_label ON role (tenant, label_key) WHERE label_key IS NOT NULL;

-- When the life of a record began that it has now.
ALTER TABLE master ADD COLUMN created BIGINT NOT NULL DEFAULT 0;

UPDATE master SET created = updated;
