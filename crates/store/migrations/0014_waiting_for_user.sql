-- Whether a run stands at a step that a person has to close. The condition `active >= 0` always holds, and only the statements that
-- want that index say it: see the step before.
ALTER TABLE context ADD COLUMN waiting_for_user BIGINT NOT NULL DEFAULT 0;

-- @sqlite
UPDATE context SET waiting_for_user = 1 WHERE active = 1 AND EXISTS (
  SELECT 1 FROM work_flow_version v
  JOIN json_each(CAST(context.state AS TEXT), '$.threads') t
  JOIN json_each(CAST(v.doc AS TEXT), '$.steps') p
  WHERE v.tenant = context.tenant AND v.id = context.work_flow AND v.version = context.work_flow_version
  AND json_extract(t.value, '$.phase') = 'Open' AND (
    p.key = json_extract(t.value, '$.step') AND json_extract(p.value, '$.step_type') = 'user' OR EXISTS (
      SELECT 1 FROM json_each(p.value, '$.branches') b JOIN json_each(b.value, '$.steps') s
      WHERE s.key = json_extract(t.value, '$.step') AND json_extract(s.value, '$.step_type') = 'user')));

-- @postgres
UPDATE context SET waiting_for_user = 1 WHERE active = 1 AND EXISTS (
  SELECT 1 FROM work_flow_version v
  CROSS JOIN json_array_elements(convert_from(context.state, 'UTF8')::json -> 'threads') AS t (value)
  CROSS JOIN LATERAL (SELECT convert_from(v.doc, 'UTF8')::json -> 'steps' AS steps) d
  WHERE v.tenant = context.tenant AND v.id = context.work_flow AND v.version = context.work_flow_version
  AND t.value ->> 'phase' = 'Open' AND (d.steps -> (t.value ->> 'step') ->> 'step_type' = 'user' OR EXISTS (
    SELECT 1 FROM json_each(d.steps) p
    CROSS JOIN json_array_elements(COALESCE(p.value -> 'branches', '[]'::json)) AS b (value)
    WHERE b.value -> 'steps' -> (t.value ->> 'step') ->> 'step_type' = 'user')));

CREATE INDEX context_waiting ON context (tenant, waiting_for_user, id) WHERE waiting_for_user = 1;

CREATE INDEX context_state ON context (tenant, active, id) WHERE active >= 0;

-- The e-mail address of a contact is its unique key; what it is sorted by beside that is its phone number. Notes are sorted by who wrote them.
-- @sqlite
UPDATE entity SET facet = substr(json_extract(CAST(doc AS TEXT), '$.phone'), 1, 200) WHERE kind = 'CON';

-- @postgres
UPDATE entity SET facet = substr(convert_from(doc, 'UTF8')::json ->> 'phone', 1, 200) WHERE kind = 'CON';

-- @sqlite
UPDATE entity SET facet = json_extract(CAST(doc AS TEXT), '$.created_by') WHERE kind = 'NOTE';

-- @postgres
UPDATE entity SET facet = convert_from(doc, 'UTF8')::json ->> 'created_by' WHERE kind = 'NOTE';
