import { session } from '$lib/auth/session.svelte';
import { messages } from './stream';

/** An event of the log. */
export interface Happened {
	/** Its place in the log. */
	id: string;
	/** What happened: `JOB.created`, `WOR.changed` … */
	name: string;
	/** To what kind of thing: `job`, `account` …, or `WOR`, `CYC` … */
	entity: string;
	key: string;
	version: number;
	at: string;
	actor: string;
	source: string;
	changes?: Record<string, { old?: unknown; new?: unknown }> | null;
	data?: Record<string, unknown> | null;
}

type Listener = (event: Happened) => void;

/** Waits between two tries, in milliseconds. */
const WAITS = [250, 1_000, 3_000, 10_000];

/** The log of the server as it grows. One connection a window serves all who listen. */
class Live {
	/** Whether the connection stands: without it, what is on the screen may be old. */
	connected = $state(false);
	#listeners = new Set<Listener>();
	#after = 'now';
	#running: AbortController | null = null;

	/** Calls `listener` with each event from now on; the answer ends that. */
	listen(listener: Listener): () => void {
		this.#listeners.add(listener);
		if (!this.#running) void this.#run();
		return () => {
			this.#listeners.delete(listener);
			if (this.#listeners.size === 0) this.#stop();
		};
	}

	#stop(): void {
		this.#running?.abort();
		this.#running = null;
		this.connected = false;
	}

	async #run(): Promise<void> {
		const running = new AbortController();
		this.#running = running;
		for (let tries = 0; !running.signal.aborted; ) {
			try {
				const answer = await fetch(`/events/v1?after=${encodeURIComponent(this.#after)}`, {
					headers: { accept: 'text/event-stream', authorization: `Bearer ${await session.token()}` },
					signal: running.signal
				});
				if (!answer.ok || !answer.body) throw new Error(`the stream answered ${answer.status}`);
				this.connected = true;
				tries = 0;
				for await (const told of messages(answer.body)) this.#tell(told.id, told.data);
			} catch {
				if (running.signal.aborted || session.ended) break;
			}
			this.connected = false;
			await new Promise((done) => setTimeout(done, WAITS[Math.min(tries++, WAITS.length - 1)]));
		}
		if (this.#running === running) this.#running = null;
	}

	#tell(id: string, data: string): void {
		if (id) this.#after = id;
		const event = JSON.parse(data) as Happened;
		for (const listener of this.#listeners) listener(event);
	}
}

export const live = new Live();
