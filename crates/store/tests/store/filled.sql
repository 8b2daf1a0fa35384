-- Fills every table of an empty database with what one tenant leaves in it, and lets PostgreSQL look at it: the last column of a
-- key, files and times differ in each row, marks are 0 or 1, what statements name is there, and anything else has forty values. Half
-- of what may be absent is.
DO $$
DECLARE
  place record;
  part record;
  names text;
  made text;
  one text;
BEGIN
  FOR place IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version' LOOP
    names := '';
    made := '';
    FOR part IN
      SELECT a.attname AS name, a.atttypid::regtype::text AS type, a.attnotnull AS is_there, EXISTS (SELECT 1 FROM pg_index i
        WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indkey[i.indnkeyatts - 1] = a.attnum) AS ends_a_key
      FROM pg_attribute a WHERE a.attrelid = place.name::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
    LOOP
      one := CASE
        WHEN part.name = 'tenant' THEN '1'
        WHEN part.name = 'waiting_for_user' THEN 'CASE WHEN n % 16 = 1 THEN 1 ELSE 0 END'
        WHEN part.name IN ('deleted', 'active', 'archived', 'is_read', 'gone') THEN 'n % 2'
        WHEN part.ends_a_key OR part.name IN ('file', 'at', 'created', 'updated', 'received', 'acked', 'due', 'wake', 'expires', 'touched',
          'started', 'ended', 'starts', 'ends', 'planned_start', 'planned_end', 'xid', 'seq') THEN 'n'
        ELSE 'n % 40'
      END;
      one := CASE
        WHEN part.name = 'source' THEN '(ARRAY[''api'', ''mob'', ''sch''])[1 + n % 3]'
        WHEN part.name = 'category' THEN '(ARRAY[''PENDING'', ''IN_PROGRESS'', ''COMPLETE''])[1 + n % 3]'
        WHEN place.name = 'event' AND part.name = 'entity' THEN '(ARRAY[''job'', ''account''])[1 + n % 2]'
        WHEN part.type = 'text' THEN '''v'' || (' || one || ')'
        WHEN part.type = 'bytea' THEN 'convert_to((' || one || ')::text, ''UTF8'')'
        ELSE one
      END;
      IF NOT part.is_there THEN
        one := 'CASE WHEN n % 4 < 2 THEN ' || one || ' END';
      END IF;
      names := names || ', ' || quote_ident(part.name);
      made := made || ', ' || one;
    END LOOP;
    EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM generate_series(1, 3000) n ON CONFLICT DO NOTHING', place.name, substr(names, 3), substr(made, 3));
  END LOOP;
END $$;
ANALYZE;
