// Valid bodies of every kind, and a few that must be written by hand because a program would write them otherwise.

const status = { status: 'Waiting for parts', category: 'PENDING', description: null, order: 1 };
const done = { status: 'Done', category: 'COMPLETE' };
const time = '2026-03-04T05:06:07.890Z';
const counters = { pending: 4, in_progress: 0, verifying: 0, complete: 1, blocked: 0, cancelled: 0 };
const workFlow = {
	label: 'Configure a tablet', work_flow_id: 'wf_1', entity_id: 'wf_1', entity_type: 'WKF', slug: 'configure-a-tablet',
	created: time, updated: time, schema_version: '1.0', workflow_version: 7, applies_to: 'UNIT',
	triggered_by: ['UNIT.created', 'WOR.status-changed'], starts_at: 'check',
	steps: { check: { step_type: 'pass', label: 'Check', goto: 'end', on_start: [] }, end: { type: 'success' } },
	metadata: { team: 'north' },
};
const short = { needed: 5, work_flow: { work_flow_id: 'wf_1' } };
const full = { needed: 5, ...counters, work_flow: workFlow };
const custom = [{
	label: 'Asset tag', key: 'asset-tag',
	filters: [{ type: 'trim', options: { start: true } }, { type: 'allowed_list', options: { approved_values: ['A'] } }],
	validators: [{ type: 'between', options: { min: 1, max: 9, precision: 2 } }, { type: 'required', options: {} }],
}];
const address = {
	country: 'NZL', administrative_area: 'Otago', locality: 'Dunedin', postal_code: '9016', thoroughfare: '1 George Street',
	premise: 'Shed 2',
};
const workOrder = {
	label: 'Configure 500 tablets', description: null, work_order_type: 'device', begin_date: time, due_date: time,
	current_status: status, project: { project_id: 'prj-1' }, start_date: null, end_date: time,
};
const unit = {
	label: 'Tablet 7', raw_serial_number: 'S-7', tenant_part_number: 'T-1', part: { part_id: 'part_1' }, current_status: status,
	current_location: { location_id: 'loc_1' }, resource: { resource_id: 'res_1' }, vendor: { vendor_id: 'ven_1', part_number: 'V-1' },
};
const { current_location, ...unplaced } = unit;

export const bodies = {
	workOrder: [
		{ ...workOrder, cycles: [short] },
		{ label: 'x', project: { project_id: 'p' } },
		{ ...workOrder, cycles: [full], location: { location_id: 'loc' }, meta: { colour: 'red' } },
		{ ...workOrder, cycles: [full, short, { needed: 1, work_flow: { entity_id: 'wf_2', entity_type: 'WKF' } }], cycles_note: 1 },
		{ ...workOrder, cycles: [], input_from: null, output_to: { location_id: 'l' }, input_filter: custom },
		{ label: 'x', project: { project_id: 'p' }, cycles: [{ needed: 0, work_flow: {} }, { needed: 2 }, {}, { ...short, pending: 1 }] },
	],
	batch: [
		{ order: 3, current_status: status, work_order: { work_order_id: 'w' }, queue: { queue_id: 'q' }, number_cycles: 2 },
		{ order: 'm', current_status: null, work_order: { work_order_id: 'w' }, queue: { queue_id: 'q' }, number_cycles: 2, work_flow: { work_flow_id: 'f' } },
	],
	multiBatch: [{ total: 3, queue: { queue_id: 'q' }, work_order: { work_order_id: 'w' }, number_cycles: 2, users: [{ user_id: 'u-1' }, {}] }],
	queue: [{ label: 'Bench 1', location: { location_id: 'l' }, priority: 1 }, { label: 'Bench 2', location: { location_id: 'l' }, priority: 'n' }],
	workflow: [{ label: 'Two words', schema_version: '1.0', applies_to: 'PART', starts_at: 'a', steps: { a: {} }, triggered_by: ['PART.changed'], metadata: { a: 'b' } }],
	customer: [
		{ label: 'Acme', allowed_statuses: [status, done], external_platform: { crm: 'x-1', shop: null } },
		{ label: 'Acme', allowed_statuses: [], input_filter: custom },
	],
	program: [{ label: 'Roll-out', customer: { customer_id: 'c' }, allowed_statuses: [status, done], start_date: time, end_date: null }],
	project: [{ label: 'South', program: { program_id: 'p' }, allowed_statuses: [done], start_date: null, end_date: time }],
	part: [{ label: 'Tablet', customer: { customer_id: 'c' }, manufacturer: { manufacturer_id: 'm', part_number: 'M-1' }, serial_prefix: null, input_filter: custom }],
	unit: [unit, { ...unit, sub_resource: { sub_resource_id: 's' }, resource: null }, { ...unplaced, location: current_location }],
	unitPatch: [unit, { current_status: done }],
	location: [{ label: 'Main store', location_type: 'warehouse', address }],
	resource: [{ location: { location_id: 'l' }, label: 'Bench', resource_type: 'bench', meta: { a: 'b', c_1: 'd' } }],
	subResource: [{ location: { location_id: 'l' }, label: 'Left', resource_type: 'side', meta: {}, resource: { resource_id: 'r' } }],
	manufacturer: [{ label: 'Maker', input_filter: custom }],
	vendor: [{ label: 'Seller' }],
	contact: [{ label: 'Ann', name: 'Ann Lee', email: 'ann.lee@shop.example', phone: '+64 3' }],
	role: [{ label: 'Lead', description: null, grants: [{ permission: 'work-order:create', label: 'Create', match_location: true }, { permission: 'update:WOR', label: 'Change', match_location: false }] }],
	note: [{ label: 'Scratch', text: 'On the back', thread_id: null, issue: true, closed: false, notify: [{ contact_id: 'c' }] }],
	relation: [{ relation: 'tech', entity: { entity_id: 'u', entity_type: 'USER' } }],
	signAttachment: [{ name: 'Manual.pdf', type: 'application/pdf', size: 4096 }],
	status: [status],
	startContext: [{ entity_type: 'UNIT', entity_id: 'u' }, { entity: { entity_id: 'u', entity_type: 'UNIT' }, using: 'c-1', resource_id: 'r' }],
	attachRoleUser: [{ user_id: 'u' }],
	action: [
		{
			label: 'Tell Ann', entity: { entity_id: 'c', entity_type: 'CUS' }, sequence: 'after', order: '2', event: 'WOR.created',
			criteria: [{ property: 'label', operator: 'equals', value: 'x' }, { property: 'due_date', operator: 'is_null' }],
			effect: [{ effect_type: 'notify', options: { contacts: ['a', 'b'], label: 'New', message: 'There is one', severity: 'normal' } }],
		},
		{
			label: 'Begin', entity: { entity_id: 'p', entity_type: 'PRJ' }, sequence: 'before', order: null, event: 'WOR.changed', criteria: [],
			effect: [{ effect_type: 'update', options: { entity: 'WOR', property: 'description', value: 'x' } }],
		},
	],
	user: [{ email: 'a@b.example', name: 'A', picture: null, profile: 'x', user_attributes: [{ key: 'k', value: 'v' }] }],
};

const batch = (number) => `{"queue":{"queue_id":"q"},"work_order":{"work_order_id":"w"},"order":-0,"number_cycles":${number}}`;
const total = (number) => `{"queue":{"queue_id":"q"},"work_order":{"work_order_id":"w"},"number_cycles":1,"total":${number}}`;
const numbers = ['1.0', '1e2', '10e-1', '1.5', '-0', '0.0', '-1e0', '1e400', '-1e400', '1E-400', '123456789012345678901234567890', '0.1e1'];
const more = ['100', '100.0', '100.00000000000000000001', '100.001', '1e2', '101', '0.9999999999999999999999'];
const many = JSON.stringify({ user_id: 'u' });

export const written = [
	...numbers.map((number) => ['batch', batch(number)]),
	...more.map((number) => ['multiBatch', total(number)]),
	['customer', '{"label":"x","allowed_statuses":[{"status":"Ab","category":"PENDING","order":1},{"order":1.0,"category":"PENDING","status":"Ab"}]}'],
	['customer', '{"label":"x","allowed_statuses":[1,{"a":[1,{"b":2}]},1.0,{"a":[1e0,{"b":2}]},"1",null,-0,0]}'],
	['status', '{"zz":1,"10":1,"9":1,"status":"Ab","category":"PENDING","01":2,"4294967295":3,"4294967294":3}'],
	['multiBatch', `{"queue":{},"work_order":[],"users":[${Array(101).fill(many).join(',')}]}`],
	['customer', '{"label":"x","allowed_statuses":[],"external_platform":{"a":1,"b-c":2,"7":null,"Z_9":[]}}'],
	['workOrder', '{"label":"x","project":{"project_id":"p"},"cycles":{"needed":1,"work_flow":{"work_flow_id":"w"}}}'],
	['workOrder', '{"label":"x","project":{"project_id":"p"},"cycles":0}'],
	['workOrder', '{"label":"x","project":{"project_id":"p"},"cycles":[{"needed":1e400,"work_flow":{"work_flow_id":"w"}}]}'],
	['workOrder', '{"label":"x","project":{"project_id":"p"},"cycles":[{"needed":1.0,"work_flow":{"work_flow_id":""}},"x",null,{"work_flow":[]}]}'],
	['workOrder', '{"label":"x","project":{"project_id":"p"},"cycles":[{"needed":1,"work_flow":{"entity_type":"UNIT"}},{"needed":"1","work_flow":{"label":"x"}}]}'],
	['workOrder', '[]'], ['workOrder', 'null'], ['workOrder', '"x"'], ['workOrder', '7'],
];
