-- Programs that sign people in, or themselves. `secret` is a hash, NULL for a public client; `redirects` are addresses, one a
-- line; `rights` is NULL for a client that may not ask for itself.
CREATE TABLE oauth_client (
  tenant BIGINT NOT NULL,
  client_id {text} NOT NULL,
  label {text} NOT NULL,
  secret {bytes},
  redirects {text} NOT NULL,
  rights {text},
  created BIGINT NOT NULL,
  PRIMARY KEY (tenant, client_id)
);

-- A client's id alone says its tenant where nothing else does.
CREATE INDEX oauth_client_id ON oauth_client (client_id, tenant);

-- Codes are looked up by their hash alone. `redirect` is what was asked with; `family` is what the code gave.
CREATE TABLE oauth_code (
  id {bytes} PRIMARY KEY,
  tenant BIGINT NOT NULL,
  client_id {text} NOT NULL,
  subject {text} NOT NULL,
  redirect {text},
  challenge {text},
  scope {text},
  expires BIGINT NOT NULL,
  family {text}
);

CREATE INDEX oauth_code_subject ON oauth_code (tenant, subject);

CREATE INDEX oauth_code_client ON oauth_code (tenant, client_id);

CREATE INDEX oauth_code_expires ON oauth_code (expires);

-- All tokens that one sign-in gave. `refresh` is the hash of the newest refresh token; an older one ends the family.
-- `rights` is NULL for a person's: it has the rights of the user's roles.
CREATE TABLE oauth_family (
  id {text} PRIMARY KEY,
  tenant BIGINT NOT NULL,
  client_id {text},
  subject {text} NOT NULL,
  rights {text},
  scope {text},
  refresh {bytes} NOT NULL,
  expires BIGINT NOT NULL,
  revoked BIGINT
);

CREATE INDEX oauth_family_subject ON oauth_family (tenant, subject);

CREATE INDEX oauth_family_client ON oauth_family (tenant, client_id);

CREATE INDEX oauth_family_expires ON oauth_family (expires);

-- Which sign-in gave a token, and to which rights it is narrowed.
ALTER TABLE token ADD COLUMN family {text};

ALTER TABLE token ADD COLUMN scope {text};

CREATE INDEX token_family ON token (family) WHERE family IS NOT NULL;
