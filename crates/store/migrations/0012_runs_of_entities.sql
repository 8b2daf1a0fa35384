-- All runs on an entity, ended or not: its story.
CREATE INDEX context_of_entity ON context (tenant, entity, id);
