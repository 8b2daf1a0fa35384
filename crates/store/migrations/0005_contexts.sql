-- Runs of work flows (contexts). What a run is made of stands in `state`; the columns beside it are what runs are found by.
-- `entity` is what is processed; the run is the n-th cycle (`cycle_n`) of a work order if it has one. `depth` says how many events
-- caused each other up to it. `wake`: when it is to be woken, by the database's clock. A turn is one input that made it move.
CREATE TABLE context (
  tenant BIGINT NOT NULL,
  id {text} NOT NULL,
  version BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  work_flow {text} NOT NULL,
  work_flow_version BIGINT NOT NULL,
  entity_kind {text} NOT NULL,
  entity {text} NOT NULL,
  active BIGINT NOT NULL,
  outcome {text},
  label {text} NOT NULL,
  work_order {text},
  cycle_n BIGINT,
  batch {text},
  location {text},
  resource {text},
  resource_kind {text},
  started_by {text} NOT NULL,
  depth BIGINT NOT NULL,
  wake BIGINT,
  turns BIGINT NOT NULL,
  steps BIGINT NOT NULL,
  started BIGINT NOT NULL,
  ended BIGINT,
  state {bytes} NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX context_active ON context (tenant, work_flow, id) WHERE active = 1;

CREATE INDEX context_entity ON context (tenant, entity, id) WHERE active = 1;

CREATE INDEX context_busy ON context (tenant, work_order, id) WHERE active = 1 AND work_order IS NOT NULL;

CREATE INDEX context_work_order ON context (tenant, work_order, id) WHERE work_order IS NOT NULL;

CREATE INDEX context_resource ON context (tenant, resource, id) WHERE resource IS NOT NULL;

CREATE INDEX context_wake ON context (wake) WHERE wake IS NOT NULL;

-- What happened in a run: the n-th turn of it, with the steps that ended in it.
-- @sqlite
CREATE TABLE context_turn (
  tenant BIGINT NOT NULL,
  context TEXT NOT NULL,
  n BIGINT NOT NULL,
  at BIGINT NOT NULL,
  input TEXT NOT NULL,
  steps BIGINT NOT NULL,
  past BLOB NOT NULL,
  PRIMARY KEY (tenant, context, n)
) WITHOUT ROWID;

-- @postgres
CREATE TABLE context_turn (
  tenant BIGINT NOT NULL,
  context {text} NOT NULL,
  n BIGINT NOT NULL,
  at BIGINT NOT NULL,
  input {text} NOT NULL,
  steps BIGINT NOT NULL,
  past {bytes} NOT NULL,
  PRIMARY KEY (tenant, context, n)
);

-- Which runs wait for which event about what, since when.
-- @sqlite
CREATE TABLE listening (
  tenant BIGINT NOT NULL,
  event TEXT NOT NULL,
  subject TEXT NOT NULL,
  context TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (tenant, event, subject, context)
) WITHOUT ROWID;

-- @postgres
CREATE TABLE listening (
  tenant BIGINT NOT NULL,
  event {text} NOT NULL,
  subject {text} NOT NULL,
  context {text} NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (tenant, event, subject, context)
);

CREATE INDEX listening_context ON listening (tenant, context);

-- Which work flows are started by which event, since when.
-- @sqlite
CREATE TABLE work_flow_trigger (
  tenant BIGINT NOT NULL,
  event TEXT NOT NULL,
  work_flow TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (tenant, event, work_flow)
) WITHOUT ROWID;

-- @postgres
CREATE TABLE work_flow_trigger (
  tenant BIGINT NOT NULL,
  event {text} NOT NULL,
  work_flow {text} NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (tenant, event, work_flow)
);

CREATE INDEX work_flow_trigger_work_flow ON work_flow_trigger (tenant, work_flow, event);

-- How far the log of a tenant has been followed, where something in it may start or wake a run. `told`: the last run that was told
-- of the event behind this place, while not all have been.
CREATE TABLE follower (
  tenant BIGINT PRIMARY KEY,
  xid BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  told {text} NOT NULL
);
