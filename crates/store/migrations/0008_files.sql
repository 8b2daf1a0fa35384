-- Contents of files, kept under their hash outside the database. `uses` counts what refers to one; `touched` is when something
-- last did; `gone`: its bytes are being removed.
CREATE TABLE content (
  tenant BIGINT NOT NULL,
  sha256 {text} NOT NULL,
  size BIGINT NOT NULL,
  media {text} NOT NULL,
  uses BIGINT NOT NULL,
  touched BIGINT NOT NULL,
  gone BIGINT NOT NULL,
  PRIMARY KEY (tenant, sha256)
);

CREATE INDEX content_unused ON content (tenant, touched) WHERE uses = 0;

CREATE INDEX content_gone ON content (tenant, sha256) WHERE gone = 1;

-- Files on their way in, each as its owner's device names it. `held` counts the late reports that name it: it stays for the
-- office. `sha256` and `media` are there when all of it has come.
CREATE TABLE upload (
  tenant BIGINT NOT NULL,
  id {text} NOT NULL,
  user_id {text} NOT NULL,
  length BIGINT NOT NULL,
  has BIGINT NOT NULL,
  media {text},
  name {text},
  sha256 {text},
  held BIGINT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX upload_created ON upload (tenant, created) WHERE held = 0;

-- What has come of an upload, piece by piece; `object` is the name of the piece where contents are kept.
CREATE TABLE upload_piece (
  tenant BIGINT NOT NULL,
  upload {text} NOT NULL,
  begins BIGINT NOT NULL,
  object {text} NOT NULL,
  PRIMARY KEY (tenant, upload, begins)
);

-- Photos of jobs: what the elements of `Photos` that bear our ids lead to.
CREATE TABLE photo (
  tenant BIGINT NOT NULL,
  num {text} NOT NULL,
  id {text} NOT NULL,
  sha256 {text} NOT NULL,
  user_id {text} NOT NULL,
  added BIGINT NOT NULL,
  PRIMARY KEY (tenant, num, id)
);
