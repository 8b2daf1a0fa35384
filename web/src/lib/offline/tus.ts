/** The version of the upload protocol (https://tus.io/protocols/resumable-upload) that is spoken. */
const PROTOCOL = { 'tus-resumable': '1.0.0' };
/** Where uploads are begun. */
const UPLOADS = '/device/v1/uploads';
/** How much goes with one request, in bytes: what a bad connection carries before it breaks. */
const PIECE = 256 * 1024;
/** How long one piece may take, in milliseconds. */
const PATIENCE = 120_000;
/** How often the server is asked again where to go on, before it is given up for now. */
const TURNS = 4;

/** A request of the person's; throws when there is no answer. */
export type Ask = (path: string, init: RequestInit) => Promise<Response>;

/** What is uploaded, under an id of the phone's own. */
export interface Upload {
	id: string;
	name: string;
	blob: Blob;
}

/** The server does not take it; its answer says why. */
export class NotTaken extends Error {
	constructor(readonly answer: Response) {
		super(`the upload was answered ${answer.status}`);
	}
}

/**
 * Brings a file to the server, going on where an earlier try ended. `progress` hears which part of it is there, from 0 to 1.
 * Throws `NotTaken`, or what `ask` throws.
 */
export async function upload(ask: Ask, what: Upload, progress: (part: number) => void): Promise<void> {
	const { size } = what.blob;
	let location = await begin(ask, what);
	let offset = await reached(ask, location);
	for (let turn = 0; offset === null || offset < size; ) {
		if (offset === null) {
			// It is not known there any more.
			if (++turn > TURNS) throw new Error('the server forgets what it is sent');
			location = await begin(ask, what);
			offset = await reached(ask, location);
			continue;
		}
		progress(offset / size);
		const answer = await send(ask, location, what.blob, offset);
		if (answer.ok) {
			const next = offsetOf(answer);
			if (next <= offset && ++turn > TURNS) throw new NotTaken(answer);
			offset = next;
		} else if (answer.status === 409 || answer.status === 404 || answer.status === 410) {
			if (++turn > TURNS) throw new NotTaken(answer);
			offset = await reached(ask, location);
		} else {
			throw new NotTaken(answer);
		}
	}
	progress(1);
}

/** Begins an upload; one that was begun under this id before goes on. */
async function begin(ask: Ask, { id, name, blob }: Upload): Promise<string> {
	const about = { id, filename: name, filetype: blob.type };
	const metadata = Object.entries(about).map(([key, value]) => `${key} ${btoa(value)}`);
	const headers = { ...PROTOCOL, 'upload-length': String(blob.size), 'upload-metadata': metadata.join(',') };
	const answer = await ask(UPLOADS, { method: 'POST', headers });
	if (!answer.ok) throw new NotTaken(answer);
	return answer.headers.get('location') ?? `${UPLOADS}/${id}`;
}

/** How much of it is there, in bytes; null if the server does not know it. */
async function reached(ask: Ask, location: string): Promise<number | null> {
	const answer = await ask(location, { method: 'HEAD', headers: PROTOCOL });
	if (answer.status === 404 || answer.status === 410) return null;
	if (!answer.ok) throw new NotTaken(answer);
	return offsetOf(answer);
}

function send(ask: Ask, location: string, blob: Blob, offset: number): Promise<Response> {
	const headers = { ...PROTOCOL, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
	const body = blob.slice(offset, offset + PIECE);
	return ask(location, { method: 'PATCH', headers, body, signal: AbortSignal.timeout(PATIENCE) });
}

function offsetOf(answer: Response): number {
	const offset = Number(answer.headers.get('upload-offset') ?? NaN);
	if (!Number.isSafeInteger(offset) || offset < 0) throw new NotTaken(answer);
	return offset;
}
