import { dev } from '$app/environment';

/** The app's own files on the phone, and word of a newer version of them. */
class Worker {
	/** A newer version is on the phone and waits to be used. */
	newer = $state.raw<ServiceWorker | null>(null);

	async begin(): Promise<void> {
		if (dev || !('serviceWorker' in navigator)) return;
		const registration = await navigator.serviceWorker.register('/service-worker.js', { scope: '/tech' });
		this.#offer(registration.waiting);
		registration.addEventListener('updatefound', () => {
			const installing = registration.installing;
			installing?.addEventListener('statechange', () => {
				if (installing.state === 'installed') this.#offer(registration.waiting);
			});
		});
		// The browser may throw away what it stored when space is short, unless it is asked not to.
		await navigator.storage?.persist?.();
	}

	/** Changes to the newer version. */
	take(): void {
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
		this.newer?.postMessage('take over');
	}

	#offer(waiting: ServiceWorker | null): void {
		// The first one has nothing to replace.
		if (waiting && navigator.serviceWorker.controller) this.newer = waiting;
	}
}

export const worker = new Worker();
