-- Where a thing's events stand, in buckets of 65 536 events: a change of anything adds to the newest bucket, which stays in
-- memory, instead of to any page of an index as large as the log.
-- @sqlite
DROP INDEX event_entity;

-- @sqlite
CREATE INDEX event_entity ON event (tenant, seq >> 16, key, entity, version);
