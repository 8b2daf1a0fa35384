/** One message of a server-sent event stream. */
export interface Told {
	id: string;
	event: string;
	data: string;
}

/**
 * Reads a `text/event-stream` answer. The browser's own `EventSource` can't send the token in a header.
 */
export async function* messages(body: ReadableStream<Uint8Array>): AsyncGenerator<Told> {
	const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
	let rest = '';
	let told: Told = { id: '', event: 'message', data: '' };
	try {
		for (;;) {
			const { value, done } = await reader.read();
			if (done) return;
			rest += value;
			const lines = rest.split(/\r\n|\n|\r/);
			rest = lines.pop() ?? '';
			for (const line of lines) {
				if (line === '') {
					if (told.data !== '') yield { ...told, data: told.data.slice(0, -1) };
					told = { id: told.id, event: 'message', data: '' };
					continue;
				}
				const colon = line.indexOf(':');
				const field = colon < 0 ? line : line.slice(0, colon);
				const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
				if (field === 'data') told.data += `${text}\n`;
				else if (field === 'event') told.event = text;
				else if (field === 'id') told.id = text;
			}
		}
	} finally {
		reader.releaseLock();
	}
}
