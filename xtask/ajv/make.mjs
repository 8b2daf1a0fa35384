// Makes crates/domain/tests/ajv/cases.json: bodies, valid and broken, with what the real Ajv 6 says of each.
// Run `npm ci` in this folder, then `node xtask/ajv/make.mjs`. The same input gives the same file.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { bodies, written } from './bodies.mjs';
import { broken, random } from './mutate.mjs';

const domain = fileURLToPath(new URL('../../crates/domain/', import.meta.url));
const files = readdirSync(`${domain}schemas/niagara`, { recursive: true })
	.filter((name) => name.endsWith('.json'))
	.sort()
	.map((name) => JSON.parse(readFileSync(`${domain}schemas/niagara/${name}`, 'utf8')));
const workOrderFile = 'https://docs.nterprise.com/schemas/niagara/workOrder.json';
const bodyFile = (name) => `https://docs.nterprise.com/oas/v2/components/requestBodies/${name}.json`;
const mutants = 30;

/** The file for a body; a unit may name its place in either of two ways. */
function fileOf(body, value) {
	const placed = body === 'unit' && value?.location !== undefined && value.current_location === undefined;
	return bodyFile(placed ? 'unitLocation' : body);
}

/** An Ajv with our schemas; `items` stands in for the schema of a work order's cycles. */
function ajvWith(items) {
	const ajv = new Ajv({ allErrors: true, nullable: true, unknownFormats: 'ignore', schemaId: '$id' });
	for (const file of files) {
		if (file.$id !== workOrderFile || !items) ajv.addSchema(file);
		else {
			const copy = structuredClone(file);
			copy.properties.cycles.items = items;
			ajv.addSchema(copy);
		}
	}
	return ajv;
}

const usual = ajvWith();
const cyclesSchema = files.find((file) => file.$id === workOrderFile).properties.cycles;
const isShort = usual.compile(cyclesSchema.shortItems.when);

/** What Ajv says. A work order with items in the short form gets a schema an item, told apart by `shortItems`. */
function errorsOf(body, value) {
	const cycles = body === 'workOrder' && value !== null && typeof value === 'object' ? value.cycles : undefined;
	const short = Array.isArray(cycles) && cycles.some((item) => isShort(item));
	const items = short && cycles.map((item) => (isShort(item) ? cyclesSchema.shortItems.then : cyclesSchema.items));
	const validate = (short ? ajvWith(items) : usual).getSchema(fileOf(body, value));
	validate(value);
	return (validate.errors ?? []).map(({ keyword, dataPath, schemaPath, params, message }) => ({
		keyword,
		dataPath,
		schemaPath: short ? schemaPath.replace(/^#\/items\/\d+\//, '#/items/') : schemaPath,
		params,
		message,
	}));
}

const lines = [];
for (const [body, samples] of Object.entries(bodies)) {
	const chance = random(body);
	samples.forEach((sample) => lines.push({ body, value: sample, errors: errorsOf(body, sample) }));
	const count = body === 'workOrder' ? mutants * 6 : mutants;
	for (let n = 0; n < count; n++) {
		const value = broken(samples[n % samples.length], chance);
		lines.push({ body, value, errors: errorsOf(body, value) });
	}
}
for (const [body, text] of written) lines.push({ body, text, errors: errorsOf(body, JSON.parse(text)) });
const json = `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`;
writeFileSync(`${domain}tests/ajv/cases.json`, json);
console.log(`${lines.length} cases, ${lines.filter((line) => line.errors.length).length} invalid, ${json.length} bytes`);
