import { TILE, world, type Point, type View } from './mercator';

/** How far apart lines of the net stand at least, in pixels. */
const APART = 110;
/** How long the scale is at most, in pixels. */
const LONGEST = 130;
/** How wide the world is at the equator, in metres. */
const ROUND = 40_075_017;
/** How far apart the lines may stand, in degrees. */
const STEPS = [90, 45, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

/** A line of equal longitude or latitude. */
export interface Line {
	/** Where it is in the picture: how far from its left, or from its top. */
	at: number;
	degrees: number;
}

/** The net of longitudes and latitudes of a picture, with a round number of degrees between two lines. */
export interface Net {
	meridians: Line[];
	parallels: Line[];
	/** How many digits behind the point tell the lines apart. */
	digits: number;
}

/** The net of what a view shows. */
export function net(view: View, width: number, height: number): Net {
	const perDegree = (TILE * view.scale) / 360;
	const step = STEPS.findLast((one) => one * perDegree >= APART) ?? STEPS[0]!;
	const [west, east] = [0, width].map((x) => longitude((x - view.left) / view.scale)) as [number, number];
	const [north, south] = [0, height].map((y) => latitude((y - view.top) / view.scale)) as [number, number];
	return {
		meridians: rounds(west, east, step).map((degrees) => ({ degrees, at: world(0, degrees).x * view.scale + view.left })),
		parallels: rounds(south, north, step).map((degrees) => ({ degrees, at: world(degrees, 0).y * view.scale + view.top })),
		digits: Math.max(0, Math.ceil(-Math.log10(step)))
	};
}

/** A length to measure by: a round number of metres, and as how many pixels it is drawn in the middle of a picture. */
export function measure(view: View, height: number): { metres: number; pixels: number } {
	const middle = latitude((height / 2 - view.top) / view.scale);
	const perPixel = (ROUND * Math.cos((middle * Math.PI) / 180)) / (TILE * view.scale);
	const most = perPixel * LONGEST;
	const ten = 10 ** Math.floor(Math.log10(most));
	const metres = ([5, 2].find((n) => n * ten <= most) ?? 1) * ten;
	return { metres, pixels: metres / perPixel };
}

/** A town as the map names it. */
export interface Town {
	name: string;
	/** Where its jobs are. */
	jobs: Point[];
	/** Where the middle of its name stands. */
	x: number;
	y: number;
}

/** How high a name is, how far it stays from others and from the edge, how far above a job it stands, and how large a job is drawn, in pixels. */
const HIGH = 18;
const AWAY = 6;
const ABOVE = 20;
const DOT = 14;

/** Towns by their jobs, the largest first. A name stands above a job in the middle of its town, where there is room; without any only the largest is named. */
export function towns(jobs: { town: string; at: Point }[], width: number, wide: (name: string) => number): Town[] {
	const grouped = new Map<string, Point[]>();
	for (const { town, at } of jobs) if (town) grouped.set(town, [...(grouped.get(town) ?? []), at]);
	const largest = [...grouped].sort((a, b) => b[1].length - a[1].length);
	const taken: { at: Point; half: number }[] = [];
	return largest.flatMap(([name, all]) => {
		const half = wide(name) / 2;
		const isFree = (at: Point) => !taken.some((other) => meet(other.at, at, other.half + half + AWAY, HIGH));
		const isClear = (at: Point) => !jobs.some((job) => meet(job.at, at, half + DOT, DOT));
		const spots = inward(all).map(({ x, y }) => ({ x: within(x, half + AWAY, width - half - AWAY), y: Math.max(y - ABOVE, HIGH + AWAY) }));
		const free = spots.filter(isFree);
		const at = free.find(isClear) ?? (taken.length === 0 ? free[0] : undefined);
		if (!at) return [];
		taken.push({ at, half });
		return [{ name, jobs: all, ...at }];
	});
}

/** Points from the middle of them outwards. */
function inward(points: Point[]): Point[] {
	const sum = points.reduce((all, one) => ({ x: all.x + one.x, y: all.y + one.y }));
	const far = (one: Point) => Math.hypot(one.x - sum.x / points.length, one.y - sum.y / points.length);
	return points.toSorted((a, b) => far(a) - far(b));
}

const meet = (one: Point, other: Point, wide: number, high: number) => Math.abs(one.x - other.x) < wide && Math.abs(one.y - other.y) < high;
const within = (n: number, least: number, most: number) => Math.max(least, Math.min(n, most));

function rounds(from: number, to: number, step: number): number[] {
	const [first, last] = [Math.ceil(from / step), Math.floor(to / step)];
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => (first + n) * step);
}

function longitude(x: number): number {
	return (x / TILE) * 360 - 180;
}

function latitude(y: number): number {
	return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / TILE))) * 180) / Math.PI;
}
