/** Rows as text with commas between, quoted where it has to be. A cell that a spreadsheet would run gets a quote before it. */
export function toCsv(header: string[], rows: unknown[][]): string {
	return [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
}

function cell(value: unknown): string {
	const raw = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
	const text = /^[=+@\t]/.test(raw) || /^-[^\d.]/.test(raw) ? `'${raw}` : raw;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads text with commas (or semicolons, or tabs) between; the first row names the columns. */
export function fromCsv(text: string): { header: string[]; rows: string[][] } {
	const clean = text.replace(/^\uFEFF/, '');
	const first = clean.slice(0, clean.search(/[\r\n]|$/));
	const separator = [',', ';', '\t'].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best), ',');
	const rows: string[][] = [];
	let row: string[] = [];
	let field = '';
	let quoted = false;
	for (let at = 0; at < clean.length; at++) {
		const next = clean[at] as string;
		if (quoted) {
			if (next === '"' && clean[at + 1] === '"') {
				field += '"';
				at++;
			} else if (next === '"') quoted = false;
			else field += next;
		} else if (next === '"' && field === '') quoted = true;
		else if (next === separator) {
			row.push(field);
			field = '';
		} else if (next === '\n' || next === '\r') {
			if (next === '\r' && clean[at + 1] === '\n') at++;
			row.push(field);
			rows.push(row);
			row = [];
			field = '';
		} else field += next;
	}
	if (field !== '' || row.length > 0) rows.push([...row, field]);
	const filled = rows.filter((one) => one.some((value) => value.trim() !== ''));
	const [header = [], ...rest] = filled;
	return { header: header.map((name) => name.trim()), rows: rest };
}

/** Hands a text to the browser as a file to keep. */
export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(new Blob([text], { type }));
	link.download = name;
	link.click();
	URL.revokeObjectURL(link.href);
}
