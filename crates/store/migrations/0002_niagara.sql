-- Things of the Niagara dialect: customers, projects, parts, units, work orders … `kind` is the code of the entity type. `doc`
-- holds the members that are the entity's own; `refs` names the entities it belongs to (`role=id`, separated by blanks).
-- `fields` are its custom fields, if it has any. The columns beside them are what is searched or sorted. A deleted row keeps its document: it is still shown inside others.
-- `unique_key` is what must be unique among the living of a kind.
CREATE TABLE entity (
  tenant BIGINT NOT NULL,
  kind {text} NOT NULL,
  id {text} NOT NULL,
  version BIGINT NOT NULL,
  deleted BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  label {text} NOT NULL,
  unique_key {text},
  rank BIGINT,
  starts BIGINT,
  ends BIGINT,
  facet {text},
  category {text},
  notes BIGINT NOT NULL,
  open_issues BIGINT NOT NULL,
  closed_issues BIGINT NOT NULL,
  refs {text} NOT NULL,
  fields {bytes},
  doc {bytes} NOT NULL,
  PRIMARY KEY (tenant, kind, id)
);

CREATE UNIQUE INDEX entity_unique ON entity (tenant, kind, unique_key) WHERE unique_key IS NOT NULL AND deleted = 0;

CREATE INDEX entity_label ON entity (tenant, kind, label, id) WHERE deleted = 0;

CREATE INDEX entity_ends ON entity (tenant, kind, ends, id) WHERE deleted = 0 AND ends IS NOT NULL;

-- Which living things belong to which, at every distance: a work order to its project, program, customer and location.
-- @sqlite
CREATE TABLE lineage (
  tenant BIGINT NOT NULL,
  ancestor TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (tenant, ancestor, kind, id)
) WITHOUT ROWID;

-- @postgres
CREATE TABLE lineage (
  tenant BIGINT NOT NULL,
  ancestor {text} NOT NULL,
  kind {text} NOT NULL,
  id {text} NOT NULL,
  PRIMARY KEY (tenant, ancestor, kind, id)
);

-- Typed, directed links: a user (source) is the technician for (relation) a batch (target).
CREATE TABLE relation (
  tenant BIGINT NOT NULL,
  source {text} NOT NULL,
  relation {text} NOT NULL,
  target {text} NOT NULL,
  source_kind {text} NOT NULL,
  target_kind {text} NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (tenant, source, relation, target)
);

CREATE INDEX relation_target ON relation (tenant, target, relation, source);

-- The statuses that a tenant knows.
CREATE TABLE status (
  tenant BIGINT NOT NULL,
  label {text} NOT NULL,
  category {text} NOT NULL,
  description {text},
  place {text},
  PRIMARY KEY (tenant, label)
);

-- Every version of a work flow's definition; a version is never changed.
CREATE TABLE work_flow_version (
  tenant BIGINT NOT NULL,
  id {text} NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  hash {bytes} NOT NULL,
  doc {bytes} NOT NULL,
  PRIMARY KEY (tenant, id, version)
);

CREATE INDEX work_flow_version_hash ON work_flow_version (tenant, hash);

-- The cycles of a work order, one row each: the n-th of it. `part` is the place of its work flow in the work order.
-- @sqlite
CREATE TABLE cycle (
  tenant BIGINT NOT NULL,
  work_order TEXT NOT NULL,
  n BIGINT NOT NULL,
  part BIGINT NOT NULL,
  version BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  category TEXT NOT NULL,
  batch TEXT,
  is_retry BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  location TEXT,
  resource TEXT,
  assigned_user TEXT,
  context TEXT,
  PRIMARY KEY (tenant, work_order, n)
) WITHOUT ROWID;

-- @postgres
CREATE TABLE cycle (
  tenant BIGINT NOT NULL,
  work_order {text} NOT NULL,
  n BIGINT NOT NULL,
  part BIGINT NOT NULL,
  version BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  category {text} NOT NULL,
  batch {text},
  is_retry BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  location {text},
  resource {text},
  assigned_user {text},
  context {text},
  PRIMARY KEY (tenant, work_order, n)
);

CREATE INDEX cycle_free ON cycle (tenant, work_order, part, n) WHERE batch IS NULL AND category = 'PENDING';

CREATE INDEX cycle_batch ON cycle (tenant, batch, n) WHERE batch IS NOT NULL;

-- How many cycles of a work order's work flow, or of a batch (`part` 0), are in which category; kept with every change of a
-- cycle. `needed` + `additional` is the sum of the six. `assigned`: those in batches. `last` is the last `n` given out,
-- `batches` the last number of a batch: their labels are made of it.
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
);

CREATE INDEX cycle_tally_work_flow ON cycle_tally (tenant, work_flow);

-- Which work orders have batches in which queues, and how many.
CREATE TABLE queued (
  tenant BIGINT NOT NULL,
  queue {text} NOT NULL,
  work_order {text} NOT NULL,
  batches BIGINT NOT NULL,
  PRIMARY KEY (tenant, queue, work_order)
);

CREATE INDEX queued_work_order ON queued (tenant, work_order, queue);
