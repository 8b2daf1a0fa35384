import { keep } from './files/keep';

/** Rows as text with commas between, quoted where it has to be. A cell that a spreadsheet would run gets a quote before it. */
export function toCsv(header: string[], rows: unknown[][]): string {
	return [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
}

function cell(value: unknown): string {
	const raw = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
	const text = /^[=+@\t]/.test(raw) || /^-[^\d.]/.test(raw) ? `'${raw}` : raw;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands a text to the browser as a file to keep. */
export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
	keep(name, new Blob([text], { type }));
}
