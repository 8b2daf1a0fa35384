-- Which versions of which work flows show a file in a step: whoever sees a run of one may read the file.
-- @sqlite
CREATE TABLE work_flow_file (
  tenant BIGINT NOT NULL,
  file TEXT NOT NULL,
  work_flow TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (tenant, file, work_flow, version)
) WITHOUT ROWID;

-- @postgres
CREATE TABLE work_flow_file (
  tenant BIGINT NOT NULL,
  file {text} NOT NULL,
  work_flow {text} NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (tenant, file, work_flow, version)
);
