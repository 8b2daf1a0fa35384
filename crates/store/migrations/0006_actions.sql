-- Messages to users inside the system, one row a recipient. `source` is the id of what caused it; `regarding` names what it is
-- about (`WOR:id`).
CREATE TABLE notification (
  tenant BIGINT NOT NULL,
  recipient {text} NOT NULL,
  id {text} NOT NULL,
  version BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  is_read BIGINT NOT NULL,
  archived BIGINT NOT NULL,
  severity {text} NOT NULL,
  label {text} NOT NULL,
  message {text} NOT NULL,
  source {text} NOT NULL,
  sender {text},
  regarding {text},
  PRIMARY KEY (tenant, recipient, id)
);

CREATE INDEX notification_state ON notification (tenant, recipient, archived, is_read);

CREATE INDEX notification_updated ON notification (tenant, updated);

-- Mail that goes out after the commit. `key` is what its Message-ID is made of: the same mail is kept once. `due` is in the
-- database's clock, and null when the mail was sent or given up. `fence` numbers the claims.
CREATE TABLE mail (
  tenant BIGINT NOT NULL,
  key {text} NOT NULL,
  created BIGINT NOT NULL,
  due BIGINT,
  fence BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  doc {bytes} NOT NULL,
  PRIMARY KEY (tenant, key)
);

CREATE INDEX mail_due ON mail (due) WHERE due IS NOT NULL;

CREATE INDEX mail_created ON mail (tenant, created) WHERE due IS NULL;

-- Which actions (entities of the kind `ACT`) wait for which event of what: of the entity itself, or of what belongs to it.
-- `is_before`: it acts before the event is written, else after.
CREATE TABLE action_trigger (
  tenant BIGINT NOT NULL,
  is_before BIGINT NOT NULL,
  event {text} NOT NULL,
  entity {text} NOT NULL,
  action {text} NOT NULL,
  PRIMARY KEY (tenant, is_before, event, entity, action)
);

CREATE INDEX action_trigger_action ON action_trigger (tenant, action);
