-- Searches have jobs without a start before the others, as SQLite's indexes do: PostgreSQL reads a user's jobs in that order, too.
-- @postgres
DROP INDEX job_user;

-- @postgres
CREATE INDEX job_user ON job (tenant, user_name, planned_start NULLS FIRST, num) WHERE deleted = 0 AND user_name <> '';
