-- Tables that are changed with nearly everything, and of which a row is little more than its key, are kept in the order of their keys:
-- one tree to change instead of two. PostgreSQL has only one kind of table.
-- @sqlite
ALTER TABLE counter RENAME TO counter_before;

-- @sqlite
CREATE TABLE counter (
  tenant BIGINT NOT NULL,
  name {text} NOT NULL,
  slot BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (tenant, name, slot)
) WITHOUT ROWID;

-- @sqlite
INSERT INTO counter SELECT tenant, name, slot, n FROM counter_before ORDER BY tenant, name, slot;

-- @sqlite
DROP TABLE counter_before;

-- @sqlite
ALTER TABLE due_work RENAME TO due_work_before;

-- @sqlite
CREATE TABLE due_work (
  tenant BIGINT NOT NULL,
  kind {text} NOT NULL,
  key {text} NOT NULL,
  due BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  lease BIGINT NOT NULL,
  PRIMARY KEY (tenant, kind, key)
) WITHOUT ROWID;

-- @sqlite
INSERT INTO due_work SELECT tenant, kind, key, due, fence, lease FROM due_work_before ORDER BY tenant, kind, key;

-- @sqlite
DROP TABLE due_work_before;

-- @sqlite
CREATE INDEX due_work_due ON due_work (due);

-- @sqlite
ALTER TABLE cycle_tally RENAME TO cycle_tally_before;

-- @sqlite
CREATE TABLE cycle_tally (
  tenant BIGINT NOT NULL,
  owner {text} NOT NULL,
  part BIGINT NOT NULL,
  work_flow {text} NOT NULL,
  work_flow_version BIGINT NOT NULL,
  needed BIGINT NOT NULL,
  additional BIGINT NOT NULL,
  assigned BIGINT NOT NULL,
  pending BIGINT NOT NULL,
  in_progress BIGINT NOT NULL,
  verifying BIGINT NOT NULL,
  complete BIGINT NOT NULL,
  blocked BIGINT NOT NULL,
  cancelled BIGINT NOT NULL,
  last BIGINT NOT NULL,
  batches BIGINT NOT NULL,
  PRIMARY KEY (tenant, owner, part)
) WITHOUT ROWID;

-- @sqlite
INSERT INTO cycle_tally SELECT tenant, owner, part, work_flow, work_flow_version, needed, additional, assigned, pending, in_progress,
  verifying, complete, blocked, cancelled, last, batches FROM cycle_tally_before ORDER BY tenant, owner, part;

-- @sqlite
DROP TABLE cycle_tally_before;

-- @sqlite
CREATE INDEX cycle_tally_work_flow ON cycle_tally (tenant, work_flow);
