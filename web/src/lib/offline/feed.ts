import { messages } from '$lib/live/stream';
import { SignedOut } from '$lib/auth/tokens';
import { ask, type Notice } from './wire';

/** Waits between two tries, in milliseconds. */
const WAITS = [500, 2_000, 5_000, 15_000];

/** The server gives a sign of life every 15 seconds; without one for so long the connection is dead, in milliseconds. */
const SILENCE = 40_000;

/** Whoever follows a feed. */
export interface Follower {
	/** Word from the office; it is acknowledged when this is done. */
	told(notice: Notice): Promise<void>;
	/** Whether the connection stands. */
	connected(is: boolean): void;
	signedOut(): void;
}

/** Follows the notices of a person until `ended`, beginning with the first that no phone has acknowledged. */
export async function follow(user: string, follower: Follower, ended: AbortSignal): Promise<void> {
	for (let tries = 0; !ended.aborted; ) {
		const dead = new AbortController();
		const signal = AbortSignal.any([ended, dead.signal]);
		const watch = watchdog(dead);
		try {
			const answer = await ask(user, '/device/v1/feed', { headers: { accept: 'text/event-stream' }, signal });
			if (!answer.ok || !answer.body) throw new Error(`the feed answered ${answer.status}`);
			follower.connected(true);
			tries = 0;
			for await (const told of messages(answer.body.pipeThrough(watch.listen()))) {
				if (told.event === 'notice') await hear(user, follower, JSON.parse(told.data) as Notice);
			}
		} catch (error) {
			if (error instanceof SignedOut) {
				follower.signedOut();
				return;
			}
		} finally {
			watch.stop();
		}
		if (ended.aborted) return;
		follower.connected(false);
		await pause(WAITS[Math.min(tries++, WAITS.length - 1)] ?? 0, ended);
	}
}

/** Ends a connection on which nothing comes any more, as happens when a phone loses its signal without a word. */
function watchdog(dead: AbortController) {
	const bark = () => dead.abort();
	let timer = setTimeout(bark, SILENCE);
	return {
		listen: () =>
			new TransformStream<Uint8Array, Uint8Array>({
				transform(chunk, out) {
					clearTimeout(timer);
					timer = setTimeout(bark, SILENCE);
					out.enqueue(chunk);
				}
			}),
		stop: () => clearTimeout(timer)
	};
}

/** A notice that is not acknowledged comes again with the next connection. */
async function hear(user: string, follower: Follower, notice: Notice): Promise<void> {
	await follower.told(notice);
	await ask(user, `/device/v1/notices/${notice.id}/ack`, { method: 'POST' });
}

/** Waits, but not longer than until the browser is online again. */
function pause(wait: number, ended: AbortSignal): Promise<void> {
	return new Promise((done) => {
		const go = () => {
			clearTimeout(timer);
			removeEventListener('online', go);
			ended.removeEventListener('abort', go);
			done();
		};
		const timer = setTimeout(go, wait);
		addEventListener('online', go);
		ended.addEventListener('abort', go);
	});
}
