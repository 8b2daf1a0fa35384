/** How wide the world is at zoom 0, in pixels: the size of one tile. */
export const TILE = 256;

/** The deepest zoom that is asked for. */
const DEEPEST = 19;
/** The most tiles that a map asks for. */
const MOST = 80;

export interface Point {
	x: number;
	y: number;
}

/** Where a place is in the world of zoom 0. */
export function world(lat: number, lon: number): Point {
	const sin = Math.sin((Math.min(Math.max(lat, -85.05), 85.05) * Math.PI) / 180);
	return { x: ((lon + 180) / 360) * TILE, y: (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * TILE };
}

/** What of the world a picture shows: a point of the world is at `x * scale + left`, `y * scale + top`. */
export interface View {
	scale: number;
	left: number;
	top: number;
}

/** The view in which all points are seen, away from the edges. */
export function fit(points: Point[], width: number, height: number, edge: number): View {
	const xs = points.map((point) => point.x);
	const ys = points.map((point) => point.y);
	const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	const room = (size: number, span: number) => (size - 2 * edge) / Math.max(span, 1e-4);
	const scale = Math.min(room(width, east - west), room(height, south - north), 2 ** DEEPEST);
	return { scale, left: width / 2 - ((west + east) / 2) * scale, top: height / 2 - ((north + south) / 2) * scale };
}

export interface Tile extends Point {
	url: string;
	size: number;
}

/** The tiles of an address like `https://…/{z}/{x}/{y}.png` that cover a view. */
export function tiles(address: string, view: View, width: number, height: number): Tile[] {
	const zoom = Math.min(Math.max(Math.round(Math.log2(view.scale)), 0), DEEPEST);
	const size = (TILE * view.scale) / 2 ** zoom;
	const all = 2 ** zoom;
	const [first, last] = [Math.floor(-view.left / size), Math.floor((width - view.left) / size)];
	const [top, bottom] = [Math.max(0, Math.floor(-view.top / size)), Math.min(all - 1, Math.floor((height - view.top) / size))];
	const found: Tile[] = [];
	for (let y = top; y <= bottom; y++) {
		for (let x = first; x <= last && found.length < MOST; x++) {
			const column = ((x % all) + all) % all;
			const url = address.replaceAll('{z}', String(zoom)).replaceAll('{x}', String(column)).replaceAll('{y}', String(y));
			found.push({ url, size, x: x * size + view.left, y: y * size + view.top });
		}
	}
	return found;
}
