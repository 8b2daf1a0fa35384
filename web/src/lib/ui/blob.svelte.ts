/** A file with an address in this browser: fetched for as long as the component lives, anew whenever what `load` reads changes. */
export class BlobAddress {
	address = $state('');
	/** Why there is none; `null` until then, and `undefined` if nobody has the file. */
	missing = $state.raw<{ why: unknown } | null>(null);

	/** `stays`: the one before is shown until the next one is there. */
	constructor(load: () => Promise<Blob | null | undefined>, stays = false) {
		$effect(() => {
			let current = true;
			let made = '';
			this.missing = null;
			load().then(
				(blob) => {
					if (!current) return;
					if (blob) this.address = made = URL.createObjectURL(blob);
					else this.missing = { why: undefined };
				},
				(why: unknown) => {
					if (current) this.missing = { why };
				}
			);
			return () => {
				current = false;
				if (!stays) this.address = '';
				if (made) URL.revokeObjectURL(made);
			};
		});
	}
}
