import type { CustomField } from './custom';

/** What the Niagara dialect answers, as far as the apps look at it. */

export type Category = 'PENDING' | 'IN_PROGRESS' | 'VERIFYING' | 'BLOCKED' | 'COMPLETE' | 'CANCELLED';

export interface Status {
	category: Category;
	status: string;
	order: number;
}

/** How many cycles are in each category. */
export interface Tally {
	pending: number;
	in_progress: number;
	verifying: number;
	complete: number;
	blocked: number;
	cancelled: number;
}

interface Stamped {
	label: string;
	/** Custom fields, of those that have any. */
	input_filter?: CustomField[];
	created: string;
	updated: string;
}

export interface Customer extends Stamped {
	customer_id: string;
	external_platform?: Record<string, string>;
	total_programs: number;
	total_projects: number;
}

export interface Program extends Stamped {
	program_id: string;
	customer: Customer;
	start_date: string;
	end_date: string;
}

export interface Project extends Stamped {
	project_id: string;
	description: string | null;
	customer: Customer;
	program: Program | null;
	start_date: string;
	end_date: string;
	allowed_statuses: Status[];
}

export interface Location extends Stamped {
	location_id: string;
	location_type: string;
	formatted_address: string;
}

export interface Step {
	step_type: string;
	label: string;
	goto?: string;
	goto_fail?: string;
	[member: string]: unknown;
}

export interface Definition {
	label: string;
	schema_version: string;
	applies_to: string;
	starts_at: string;
	steps: Record<string, Step>;
	[member: string]: unknown;
}

export interface WorkFlow extends Definition {
	work_flow_id: string;
	workflow_version: number;
	created: string;
	updated: string;
}

export interface CycleSet extends Tally {
	needed: number;
	work_flow: WorkFlow;
}

export interface WorkOrder extends Stamped {
	work_order_id: string;
	description: string | null;
	work_order_type: string;
	current_status: Status;
	project: Project;
	location: Location;
	begin_date: string;
	due_date: string;
	start_date: string | null;
	end_date: string | null;
	cycles: CycleSet[];
	cycle_totals: Tally & { needed: number; additional: number; assigned: number; active: number; in_active: number };
	note_count: { total: number; open_issues: number };
}

export interface Cycle extends Stamped {
	cycle_id: string;
	slug: string;
	current_status: Status;
	/** The id of who works on it. */
	assigned_user: string | null;
	is_retry: boolean;
	context_id: string | null;
	work_order?: WorkOrder;
	batch?: Batch | null;
}

export interface Person {
	user_id: string;
	name: string;
	email: string | null;
}

export interface Queue extends Stamped {
	queue_id: string;
	priority: number;
	location: Location;
	total_batches: number;
	active_work_orders: number;
	active_batches: number;
	active_cycles: number;
	is_active: boolean;
	min_due_date: string | null;
	max_due_date: string | null;
}

export interface Batch extends Stamped {
	batch_id: string;
	order: number;
	number_cycles: number;
	current_status: Status | null;
	queue: Queue;
	work_order: WorkOrder;
	cycles: Tally;
	work_flow_id: string;
	assigned_users: Person[];
}

export interface Part extends Stamped {
	part_id: string;
	serial_prefix: string | null;
}

export interface Unit extends Stamped {
	unit_id: string;
	raw_serial_number: string | null;
	serial_number: string;
	current_status: Status;
	part: Part;
	customer: Customer;
	current_location: Location | null;
}

export interface LastStep {
	step_name: string;
	started_at: string;
	ended_at: string | null;
	time_to_run: string | number | null;
	did_error: boolean;
	did_timeout: boolean;
	closed_by: string | null;
	/** When whoever closed it says that they did. */
	done_at: string | null;
	reason: string | null;
}

/** What an open step waits for. */
export interface Waiting {
	step: string;
	label: string;
	what: 'person' | 'machine' | 'time' | 'event' | 'job' | 'retry';
	since?: string;
	until?: string;
	/** Those of a batch who may close it; who may close steps at all, if nobody is named. */
	users?: { user_id: string; name: string }[];
	/** Somebody checks what others did. */
	is_check?: boolean;
	/** The program that closes it. */
	application?: string;
	events?: string[];
	/** The number of the job whose end it waits for. */
	job?: string;
}

export interface Context extends Stamped {
	context_id: string;
	workflow: WorkFlow;
	current_step: string;
	/** The steps that are open: one, or one in each open branch of a parallel step. */
	current_steps: string[];
	last_steps: LastStep[];
	started_at: string;
	/** When whoever began it says that they did. */
	begun_at: string | null;
	ended_at: string | null;
	time_to_run: number | null;
	active: boolean;
	waiting_for_user: boolean;
	/** What its open steps wait for. */
	waiting_for: Waiting[];
	/** How it ended, and why so. */
	outcome: string | null;
	reason: string | null;
	started_by: string;
	/** The cycle that it is the work of. */
	using: Cycle | null;
	data: Record<string, unknown>;
	entity: { entity_id: string; entity_type: string; label?: string } | null;
}

export interface Note {
	note_id: string;
	body?: string;
	created: string;
	[member: string]: unknown;
}

/** A page of a list. */
export interface List<T> {
	total_count: number;
	limit: number;
	offset: string;
	_embedded: Record<string, T[]>;
	_links: { next?: { href: string } };
}
