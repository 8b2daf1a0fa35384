/** How far beyond what is seen jobs are drawn, in pixels. */
const AHEAD = 200;
/** How many rows are drawn in a frame. */
const ROWS = 5;

/** The technicians whose rows came near to what is seen: their jobs are drawn from then on, a few rows a frame, so that the page answers meanwhile. */
export class Near {
	users = $state.raw<ReadonlySet<string>>(new Set());
	#observer: IntersectionObserver | undefined;
	#frame = 0;
	readonly #coming: string[] = [];

	/** An action: this is the row of a technician. */
	row = (node: HTMLElement, user: string) => {
		this.#observer ??= new IntersectionObserver(this.#came, { root: node.closest('.ec-main'), rootMargin: `${AHEAD}px 0px` });
		node.dataset.user = user;
		this.#observer.observe(node);
		return { destroy: () => this.#observer?.unobserve(node) };
	};

	end(): void {
		this.#observer?.disconnect();
		cancelAnimationFrame(this.#frame);
	}

	#came = (entries: IntersectionObserverEntry[]): void => {
		const users = entries.filter((entry) => entry.isIntersecting).map((entry) => (entry.target as HTMLElement).dataset.user ?? '');
		this.#coming.push(...users.filter((user) => !this.users.has(user) && !this.#coming.includes(user)));
		if (this.#coming.length > 0 && !this.#frame) this.#frame = requestAnimationFrame(this.#draw);
	};

	#draw = (): void => {
		this.users = new Set([...this.users, ...this.#coming.splice(0, ROWS)]);
		this.#frame = this.#coming.length > 0 ? requestAnimationFrame(this.#draw) : 0;
	};
}
