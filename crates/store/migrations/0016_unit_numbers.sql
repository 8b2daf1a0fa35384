-- Lists of units are searched by the numbers that are on them, too: they stand behind the label, as the words of a location do.
-- @sqlite
UPDATE entity SET label = replace(label, char(1), ' ') || char(1) || trim(
  substr(lower(COALESCE(json_extract(CAST(doc AS TEXT), '$.raw_serial_number'), '')), 1, 80) || ' ' ||
  substr(lower(COALESCE(json_extract(CAST(doc AS TEXT), '$.tenant_part_number'), '')), 1, 80)) WHERE kind = 'UNIT';

-- @postgres
UPDATE entity SET label = replace(label, chr(1), ' ') || chr(1) || trim(
  substr(lower(COALESCE(convert_from(doc, 'UTF8')::json ->> 'raw_serial_number', '')), 1, 80) || ' ' ||
  substr(lower(COALESCE(convert_from(doc, 'UTF8')::json ->> 'tenant_part_number', '')), 1, 80)) WHERE kind = 'UNIT';
