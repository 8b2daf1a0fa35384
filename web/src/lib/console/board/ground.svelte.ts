/** Where the pictures of the ground come from, and to whom they belong. */
export interface Ground {
	/** An address with `{z}`, `{x}` and `{y}`; empty for none. */
	tiles: string;
	/** What the one who draws the map wants to be named as. */
	credit: string;
}

const KEPT = 'docket.map';

function kept(): Ground {
	const read = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Ground>;
	return { tiles: read.tiles ?? '', credit: read.credit ?? '' };
}

/** The ground of the map of the day, as this browser shows it. */
class MapGround {
	shown = $state.raw<Ground>(kept());

	choose(ground: Ground): void {
		this.shown = ground;
		localStorage.setItem(KEPT, JSON.stringify(ground));
	}
}

export const ground = new MapGround();

/** Whether an address is one of tiles. */
export const isOfTiles = (address: string): boolean => /^https?:\/\//.test(address) && ['{z}', '{x}', '{y}'].every((part) => address.includes(part));
