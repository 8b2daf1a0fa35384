-- Who is who.
CREATE TABLE tenant (
  id BIGINT PRIMARY KEY,
  name {text} NOT NULL UNIQUE
);

-- Keys that tokens are signed with; the key says the tenant and the algorithm.
CREATE TABLE signing_key (
  kid {text} PRIMARY KEY,
  tenant BIGINT NOT NULL,
  algorithm {text} NOT NULL,
  secret {bytes} NOT NULL,
  created BIGINT NOT NULL
);

CREATE INDEX signing_key_tenant ON signing_key (tenant, created);

-- Tokens are looked up by their id alone. `rights` is NULL for a session: it has the rights of its user's roles.
CREATE TABLE token (
  id {text} PRIMARY KEY,
  tenant BIGINT NOT NULL,
  subject {text} NOT NULL,
  rights {text},
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  revoked BIGINT
);

CREATE INDEX token_tenant ON token (tenant, created, id);

CREATE INDEX token_expires ON token (expires);

CREATE TABLE role (
  tenant BIGINT NOT NULL,
  name {text} NOT NULL,
  rights {text} NOT NULL,
  PRIMARY KEY (tenant, name)
);

-- How a user signs in, and with which roles.
CREATE TABLE login (
  tenant BIGINT NOT NULL,
  user_id {text} NOT NULL,
  password {text},
  roles {text} NOT NULL,
  PRIMARY KEY (tenant, user_id)
);

-- Jobs. `doc` is the document as it is answered; the columns beside it are what is searched or sorted, case-folded.
-- `alias` is the folded number where it differs from the number. `xid` is the log position of the newest version.
CREATE TABLE job (
  tenant BIGINT NOT NULL,
  num {text} NOT NULL,
  version BIGINT NOT NULL,
  hash BIGINT NOT NULL,
  deleted BIGINT NOT NULL,
  receipt BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  alias {text},
  status {text} NOT NULL,
  kind {text} NOT NULL,
  user_name {text} NOT NULL,
  account_num {text} NOT NULL,
  location_num {text} NOT NULL,
  planned_start BIGINT,
  planned_end BIGINT,
  dispatch_status BIGINT NOT NULL,
  priority {text} NOT NULL,
  words {text} NOT NULL,
  doc {bytes} NOT NULL,
  PRIMARY KEY (tenant, num)
);

CREATE INDEX job_status ON job (tenant, status, num) WHERE deleted = 0;

CREATE INDEX job_account ON job (tenant, account_num, num) WHERE deleted = 0;

CREATE INDEX job_location ON job (tenant, location_num, num) WHERE deleted = 0 AND location_num <> '';

CREATE INDEX job_user ON job (tenant, user_name, planned_start, num) WHERE deleted = 0 AND user_name <> '';

CREATE INDEX job_planned_start ON job (tenant, planned_start, num) WHERE deleted = 0 AND planned_start IS NOT NULL;

CREATE INDEX job_planned_end ON job (tenant, planned_end, num) WHERE deleted = 0 AND planned_end IS NOT NULL;

CREATE INDEX job_late ON job (tenant, planned_end) WHERE deleted = 0 AND planned_end IS NOT NULL AND status NOT IN ('4096', '4097');

CREATE INDEX job_alias ON job (tenant, alias) WHERE alias IS NOT NULL;

-- Master data: accounts, locations, users, products, assets, system categories. `second` is empty where one key is enough.
CREATE TABLE master (
  tenant BIGINT NOT NULL,
  kind {text} NOT NULL,
  first {text} NOT NULL,
  second {text} NOT NULL,
  version BIGINT NOT NULL,
  hash BIGINT NOT NULL,
  deleted BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  words {text} NOT NULL,
  doc {bytes} NOT NULL,
  PRIMARY KEY (tenant, kind, first, second)
);

CREATE INDEX master_second ON master (tenant, kind, second) WHERE deleted = 0 AND second <> '';

-- The log. `undo` takes a document back to the version before; now and then `snapshot` holds the document whole.
-- @sqlite
CREATE TABLE event (
  seq {serial},
  tenant BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  entity TEXT NOT NULL,
  key TEXT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  source TEXT NOT NULL,
  depth BIGINT NOT NULL,
  data {bytes},
  undo {bytes},
  snapshot {bytes}
);

-- @postgres
CREATE TABLE event (
  seq {serial},
  tenant BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  entity {text} NOT NULL,
  key {text} NOT NULL,
  version BIGINT NOT NULL,
  name {text} NOT NULL,
  at BIGINT NOT NULL,
  actor {text} NOT NULL,
  source {text} NOT NULL,
  depth BIGINT NOT NULL,
  data {bytes},
  undo {bytes},
  snapshot {bytes},
  PRIMARY KEY (tenant, xid, seq)
);

-- @sqlite
CREATE INDEX event_order ON event (tenant, xid);

CREATE INDEX event_mobile ON event (tenant, xid, seq) WHERE source = 'mob';

CREATE INDEX event_scheduler ON event (tenant, xid, seq) WHERE source = 'sch';

CREATE INDEX event_entity ON event (tenant, key, entity, version);

-- A technician's notices are numbered from this row.
CREATE TABLE technician (
  tenant BIGINT NOT NULL,
  user_id {text} NOT NULL,
  last_notice BIGINT NOT NULL,
  PRIMARY KEY (tenant, user_id)
);

CREATE TABLE notice (
  tenant BIGINT NOT NULL,
  user_id {text} NOT NULL,
  n BIGINT NOT NULL,
  kind {text} NOT NULL,
  num {text} NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  acked BIGINT,
  PRIMARY KEY (tenant, user_id, n)
);

CREATE INDEX notice_job ON notice (tenant, num, created, user_id, n);

CREATE INDEX notice_created ON notice (tenant, created, user_id, n);

CREATE INDEX notice_pending ON notice (tenant, created, user_id, n) WHERE acked IS NULL;

CREATE INDEX notice_acked ON notice (tenant, acked) WHERE acked IS NOT NULL;

-- Who has ever held a job; a report that comes too late is told from a stranger's by it.
CREATE TABLE assignment (
  tenant BIGINT NOT NULL,
  num {text} NOT NULL,
  user_id {text} NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (tenant, num, user_id)
);

-- What devices reported, by the id that the device gave it; the answer is repeated with it.
CREATE TABLE device_action (
  tenant BIGINT NOT NULL,
  num {text} NOT NULL,
  id {text} NOT NULL,
  user_id {text} NOT NULL,
  request {bytes} NOT NULL,
  received BIGINT NOT NULL,
  answer {bytes} NOT NULL,
  PRIMARY KEY (tenant, num, id)
);

-- What technicians reported on jobs that had been taken away.
CREATE TABLE late_report (
  tenant BIGINT NOT NULL,
  num {text} NOT NULL,
  id {text} NOT NULL,
  user_id {text} NOT NULL,
  kind {text} NOT NULL,
  at BIGINT,
  received BIGINT NOT NULL,
  body {bytes} NOT NULL,
  PRIMARY KEY (tenant, num, id)
);

CREATE INDEX late_report_received ON late_report (tenant, received, num, id);

CREATE TABLE counter (
  tenant BIGINT NOT NULL,
  name {text} NOT NULL,
  slot BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (tenant, name, slot)
);

-- Answers to requests with an Idempotency-Key.
CREATE TABLE idempotency (
  tenant BIGINT NOT NULL,
  id {bytes} NOT NULL,
  request {bytes} NOT NULL,
  created BIGINT NOT NULL,
  answer {bytes},
  PRIMARY KEY (tenant, id)
);

CREATE INDEX idempotency_created ON idempotency (tenant, created);

-- Work that falls due. `fence` grows with every claim; only the newest claim may complete it.
CREATE TABLE due_work (
  tenant BIGINT NOT NULL,
  kind {text} NOT NULL,
  key {text} NOT NULL,
  due BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  lease BIGINT NOT NULL,
  PRIMARY KEY (tenant, kind, key)
);

CREATE INDEX due_work_due ON due_work (due);
