/** A filter or a validator of a custom field. */
export interface Rule {
	type: string;
	options: Record<string, unknown>;
}

/** A custom field: its definition and, where it was set, its value. */
export interface CustomField {
	label: string;
	/** What programs call it; the server makes it of the label. */
	key?: string;
	/** What tidies up a value, in order. */
	filters: Rule[];
	/** What the tidy value must pass. */
	validators: Rule[];
	value?: string | null;
	/** Those below may not define it anew. */
	locked?: boolean;
	description?: string | null;
	/** The code of what it was defined on, if that is above. */
	inherited_from?: string | null;
	/** The code of what it is meant for; all if absent. */
	apply_to?: string | null;
}
