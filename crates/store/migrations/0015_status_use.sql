-- How often a status is in use below a customer, program or project: what is there already.
-- @sqlite
INSERT INTO counter (tenant, name, slot, n)
SELECT a.tenant, 'status:' || a.id || ':' || json_extract(CAST(e.doc AS TEXT), '$.current_status.status'), 0, count(*)
FROM entity a JOIN lineage l ON l.tenant = a.tenant AND l.ancestor = a.id
JOIN entity e ON e.tenant = l.tenant AND e.kind = l.kind AND e.id = l.id AND e.deleted = 0
WHERE (a.kind IN ('CUS', 'PGM', 'PRJ') AND l.kind = 'WOR' OR a.kind = 'CUS' AND l.kind = 'UNIT')
AND json_extract(CAST(e.doc AS TEXT), '$.current_status.status') IS NOT NULL
GROUP BY 1, 2;

-- @sqlite
INSERT INTO counter (tenant, name, slot, n)
SELECT a.tenant, 'status:' || a.id || ':' || json_extract(s.value, '$.status'), 0, count(*)
FROM entity a JOIN lineage l ON l.tenant = a.tenant AND l.ancestor = a.id
JOIN entity e ON e.tenant = l.tenant AND e.kind = l.kind AND e.id = l.id AND e.deleted = 0
JOIN json_each(CAST(e.doc AS TEXT), '$.allowed_statuses') s
WHERE a.kind IN ('CUS', 'PGM') AND l.kind IN ('PGM', 'PRJ')
GROUP BY 1, 2
ON CONFLICT (tenant, name, slot) DO UPDATE SET n = counter.n + excluded.n;

-- @postgres
INSERT INTO counter (tenant, name, slot, n)
SELECT a.tenant, 'status:' || a.id || ':' || (convert_from(e.doc, 'UTF8')::json -> 'current_status' ->> 'status'), 0, count(*)
FROM entity a JOIN lineage l ON l.tenant = a.tenant AND l.ancestor = a.id
JOIN entity e ON e.tenant = l.tenant AND e.kind = l.kind AND e.id = l.id AND e.deleted = 0
WHERE (a.kind IN ('CUS', 'PGM', 'PRJ') AND l.kind = 'WOR' OR a.kind = 'CUS' AND l.kind = 'UNIT')
AND convert_from(e.doc, 'UTF8')::json -> 'current_status' ->> 'status' IS NOT NULL
GROUP BY 1, 2;

-- @postgres
INSERT INTO counter (tenant, name, slot, n)
SELECT a.tenant, 'status:' || a.id || ':' || (s.value ->> 'status'), 0, count(*)
FROM entity a JOIN lineage l ON l.tenant = a.tenant AND l.ancestor = a.id
JOIN entity e ON e.tenant = l.tenant AND e.kind = l.kind AND e.id = l.id AND e.deleted = 0
CROSS JOIN LATERAL json_array_elements(COALESCE(convert_from(e.doc, 'UTF8')::json -> 'allowed_statuses', '[]'::json)) AS s (value)
WHERE a.kind IN ('CUS', 'PGM') AND l.kind IN ('PGM', 'PRJ')
GROUP BY 1, 2
ON CONFLICT (tenant, name, slot) DO UPDATE SET n = counter.n + excluded.n;
