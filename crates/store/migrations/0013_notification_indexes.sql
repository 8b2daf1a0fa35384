-- Their conditions always hold, and only the statements that want these indexes say them. Without them PostgreSQL, as long as it
-- knows little of the table, holds the shorter index for as good as the primary key, and would read all messages of a user for one.
DROP INDEX notification_state;

CREATE INDEX notification_state ON notification (tenant, recipient, archived, is_read) WHERE archived >= 0;

DROP INDEX notification_updated;

CREATE INDEX notification_updated ON notification (tenant, updated) WHERE updated >= 0;
