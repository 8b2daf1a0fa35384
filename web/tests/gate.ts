import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The way of a phone to the server: a port that can be closed, which is what no signal looks like to a browser. */
export class Gate {
	#isOpen = true;
	readonly #sockets = new Set<Socket>();
	readonly #server: Server;

	private constructor(target: number) {
		this.#server = createServer((from) => {
			if (!this.#isOpen) return from.destroy();
			const to = connect(target, '127.0.0.1');
			for (const [one, other] of [[from, to], [to, from]] as const) {
				this.#sockets.add(one);
				one.on('error', () => other.destroy());
				one.on('close', () => {
					this.#sockets.delete(one);
					other.destroy();
				});
				one.pipe(other);
			}
		});
	}

	static async to(target: number): Promise<Gate> {
		const gate = new Gate(target);
		await new Promise<void>((done) => gate.#server.listen(0, '127.0.0.1', done));
		return gate;
	}

	get address(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	open(): void {
		this.#isOpen = true;
	}

	/** Breaks what is on its way, too. */
	shut(): void {
		this.#isOpen = false;
		for (const socket of this.#sockets) socket.destroy();
	}

	end(): void {
		this.shut();
		this.#server.close();
	}
}
