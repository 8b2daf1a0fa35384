-- The units that are set aside for no project, by part, location and status: what a work flow may allocate.
CREATE TABLE free_unit (
  tenant BIGINT NOT NULL,
  part {text} NOT NULL,
  location {text} NOT NULL,
  status {text} NOT NULL,
  unit {text} NOT NULL,
  PRIMARY KEY (tenant, part, unit)
);

CREATE INDEX free_unit_location ON free_unit (tenant, part, location, unit);

-- @sqlite
INSERT INTO free_unit (tenant, part, location, status, unit)
SELECT u.tenant, p.id, COALESCE((SELECT min(l.ancestor) FROM lineage l JOIN entity o ON o.tenant = l.tenant
  AND o.kind = 'LOC' AND o.id = l.ancestor WHERE l.tenant = u.tenant AND l.kind = 'UNIT' AND l.id = u.id), ''),
  COALESCE(json_extract(CAST(u.doc AS TEXT), '$.current_status.status'), ''), u.id
FROM entity p JOIN lineage b ON b.tenant = p.tenant AND b.ancestor = p.id AND b.kind = 'UNIT'
JOIN entity u ON u.tenant = b.tenant AND u.kind = 'UNIT' AND u.id = b.id AND u.deleted = 0
WHERE p.kind = 'PART' AND NOT EXISTS (SELECT 1 FROM relation r WHERE r.tenant = u.tenant AND r.source = u.id
  AND r.relation = 'allocated');

-- @postgres
INSERT INTO free_unit (tenant, part, location, status, unit)
SELECT u.tenant, p.id, COALESCE((SELECT min(l.ancestor) FROM lineage l JOIN entity o ON o.tenant = l.tenant
  AND o.kind = 'LOC' AND o.id = l.ancestor WHERE l.tenant = u.tenant AND l.kind = 'UNIT' AND l.id = u.id), ''),
  COALESCE(convert_from(u.doc, 'UTF8')::jsonb -> 'current_status' ->> 'status', ''), u.id
FROM entity p JOIN lineage b ON b.tenant = p.tenant AND b.ancestor = p.id AND b.kind = 'UNIT'
JOIN entity u ON u.tenant = b.tenant AND u.kind = 'UNIT' AND u.id = b.id AND u.deleted = 0
WHERE p.kind = 'PART' AND NOT EXISTS (SELECT 1 FROM relation r WHERE r.tenant = u.tenant AND r.source = u.id
  AND r.relation = 'allocated');
