import { beforeEach, describe, expect, it } from 'vitest';
import { NotTaken, upload, type Ask } from './tus';

const PIECE = 256 * 1024;
const ID = '6f9619ff-8b86-d011-b42d-00c04fc964ff';

/** What a server of uploads has. */
let kept: Map<string, Uint8Array>;
let sizes: Map<string, number>;
let asked: string[];
/** Called before a request is answered; may break the connection or answer in the server's stead. */
let mishap: (method: string, headers: Headers) => Response | undefined;

const server: Ask = async (path, init) => {
	const headers = new Headers(init.headers);
	const method = init.method ?? 'GET';
	asked.push(method === 'PATCH' ? `PATCH ${headers.get('upload-offset')}` : method);
	expect(headers.get('tus-resumable')).toBe('1.0.0');
	const instead = mishap(method, headers);
	if (instead) return instead;
	if (method === 'POST') {
		const metadata = Object.fromEntries((headers.get('upload-metadata') ?? '').split(',').map((pair) => pair.split(' ') as [string, string]));
		const id = atob(metadata.id ?? '');
		if (!kept.has(id)) kept.set(id, new Uint8Array());
		sizes.set(id, Number(headers.get('upload-length')));
		return new Response(null, { status: 201, headers: { location: `/device/v1/uploads/${id}` } });
	}
	const id = path.split('/').at(-1) ?? '';
	const had = kept.get(id);
	if (!had) return new Response(null, { status: 404 });
	if (method === 'HEAD') return new Response(null, { status: 200, headers: { 'upload-offset': String(had.length) } });
	if (Number(headers.get('upload-offset')) !== had.length) return new Response(null, { status: 409 });
	const more = new Uint8Array(await (init.body as Blob).arrayBuffer());
	kept.set(id, new Uint8Array([...had, ...more]));
	return new Response(null, { status: 204, headers: { 'upload-offset': String(had.length + more.length) } });
};

function file(size: number): Blob {
	return new Blob([Uint8Array.from({ length: size }, (_, at) => at % 251)], { type: 'image/jpeg' });
}

async function send(blob: Blob, heard: number[] = []): Promise<void> {
	await upload(server, { id: ID, name: 'photo.jpeg', blob }, (part) => heard.push(part));
}

async function whole(blob: Blob): Promise<boolean> {
	return Buffer.from(await blob.arrayBuffer()).equals(Buffer.from(kept.get(ID) ?? []));
}

beforeEach(() => {
	[kept, sizes, asked] = [new Map(), new Map(), []];
	mishap = () => undefined;
});

describe('an upload', () => {
	it('goes in pieces and says how far it is', async () => {
		const blob = file(2 * PIECE + 100);
		const heard: number[] = [];
		await send(blob, heard);
		expect(asked).toEqual(['POST', 'HEAD', 'PATCH 0', `PATCH ${PIECE}`, `PATCH ${2 * PIECE}`]);
		expect(heard[0]).toBe(0);
		expect(heard.at(-1)).toBe(1);
		expect(heard).toEqual(heard.toSorted((a, b) => a - b));
		expect(sizes.get(ID)).toBe(blob.size);
		expect(await whole(blob)).toBe(true);
	});

	it('goes on where the connection broke', async () => {
		const blob = file(3 * PIECE);
		mishap = (method, headers) => {
			if (method === 'PATCH' && Number(headers.get('upload-offset')) === PIECE) throw new TypeError('no signal');
			return undefined;
		};
		await expect(send(blob)).rejects.toThrow('no signal');
		mishap = () => undefined;
		asked = [];
		await send(blob);
		expect(asked).toEqual(['POST', 'HEAD', `PATCH ${PIECE}`, `PATCH ${2 * PIECE}`]);
		expect(await whole(blob)).toBe(true);
	});

	it('sends nothing twice of what is there already', async () => {
		const blob = file(10);
		await send(blob);
		asked = [];
		await send(blob);
		expect(asked).toEqual(['POST', 'HEAD']);
	});

	it('asks again where to go on when a piece came although its answer was lost', async () => {
		const blob = file(2 * PIECE);
		const first = new Uint8Array(await blob.slice(0, PIECE).arrayBuffer());
		let lost = false;
		mishap = (method) => {
			if (method !== 'PATCH' || lost) return undefined;
			lost = true;
			kept.set(ID, first);
			return new Response(null, { status: 409 });
		};
		await send(blob);
		expect(asked.slice(0, 4)).toEqual(['POST', 'HEAD', 'PATCH 0', 'HEAD']);
		expect(await whole(blob)).toBe(true);
	});

	it('begins anew when the server has forgotten it', async () => {
		const blob = file(2 * PIECE);
		let forgot = false;
		mishap = (method, headers) => {
			if (method !== 'PATCH' || headers.get('upload-offset') === '0' || forgot) return undefined;
			forgot = true;
			kept.clear();
			return undefined;
		};
		await send(blob);
		expect(asked).toEqual(['POST', 'HEAD', 'PATCH 0', `PATCH ${PIECE}`, 'HEAD', 'POST', 'HEAD', 'PATCH 0', `PATCH ${PIECE}`]);
		expect(await whole(blob)).toBe(true);
	});

	it('is given up, and not tried for ever, when the server never takes a step', async () => {
		mishap = (method) => (method === 'PATCH' ? new Response(null, { status: 204, headers: { 'upload-offset': '0' } }) : undefined);
		await expect(send(file(10))).rejects.toThrow(NotTaken);
		mishap = (method) => (method === 'PATCH' ? new Response(null, { status: 409 }) : undefined);
		await expect(send(file(10))).rejects.toThrow(NotTaken);
		mishap = (method) => (method === 'HEAD' ? new Response(null, { status: 404 }) : undefined);
		await expect(send(file(10))).rejects.toThrow();
	});

	it('ends with the answer of a server that does not want the file', async () => {
		mishap = (method) => (method === 'POST' ? new Response('{"detail":"too large"}', { status: 413 }) : undefined);
		const ended = await send(file(10)).catch((error: unknown) => error);
		expect(ended).toBeInstanceOf(NotTaken);
		expect((ended as NotTaken).answer.status).toBe(413);
	});
});
