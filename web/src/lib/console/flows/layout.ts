import dagre from '@dagrejs/dagre';
import type { Definition, Step } from '$lib/api/types/niagara';
import { branchesOf } from './branches';
import { arrowsOf } from './definition';

/** Where a step is drawn and how large. */
export interface Place {
	x: number;
	y: number;
	width: number;
	height: number;
	/** The parallel step that it is drawn in; its place is told from the corner of that. */
	parallel?: string;
}

interface Ranked {
	places: Map<string, Box>;
	width: number;
	height: number;
}

/** How large a step is. */
const SIZE = { width: 210, height: 64 };
/** The head of a parallel step, the space around its branches and that between them. */
const [HEAD, PAD, GAP] = [64, 14, 22];
/** The space between steps beside each other, and between ranks. */
const [BESIDE, BELOW] = [40, 38];

/** Where each step is drawn: in ranks from the top, the branches of parallel steps beside each other inside them. */
export function layout(definition: Definition): Map<string, Place> {
	const places = new Map<string, Place>();
	const sizes = new Map<string, typeof SIZE>();
	for (const [parallel, step] of Object.entries(definition.steps)) {
		let [x, bottom] = [PAD, HEAD];
		for (const branch of branchesOf(step)) {
			const inner = ranked(branch.steps, () => SIZE);
			for (const [key, at] of inner.places) places.set(key, { x: x + at.x, y: HEAD + at.y, ...SIZE, parallel });
			x += inner.width + GAP;
			bottom = Math.max(bottom, HEAD + inner.height);
		}
		sizes.set(parallel, bottom > HEAD ? { width: x - GAP + PAD, height: bottom + PAD } : SIZE);
	}
	const size = (key: string) => sizes.get(key) ?? SIZE;
	const outer = ranked(definition.steps, size).places;
	// Where it begins stays where it is, whatever is added to it.
	const origin = outer.get(definition.starts_at) ?? { x: 0, y: 0 };
	for (const [key, at] of outer) places.set(key, { x: at.x - origin.x, y: at.y - origin.y, ...size(key) });
	return places;
}

type Box = Omit<Place, 'parallel'>;

/** The steps of one level in ranks; the corner of what they take is at 0, 0. What only failing leads to stands on the right. */
function ranked(steps: Record<string, Step>, size: (key: string) => typeof SIZE): Ranked {
	const graph = new dagre.graphlib.Graph();
	graph.setGraph({ rankdir: 'TB', nodesep: BESIDE, ranksep: BELOW });
	graph.setDefaultEdgeLabel(() => ({}));
	for (const key of Object.keys(steps)) graph.setNode(key, { ...size(key) });
	const ways = Object.entries(steps).flatMap(([key, step]) => arrowsOf(key, step).filter((arrow) => arrow.to in steps && arrow.to !== key));
	// Only the usual ways are ranked: long ones that fail would bend them.
	for (const { from, to } of ways.filter((arrow) => arrow.at !== 'goto_fail')) graph.setEdge(from, to);
	dagre.layout(graph);
	const parts = dagre.graphlib.alg.components(graph).map((keys) => boxed(keys, (key) => graph.node(key)));
	const placed = new Map<string, Box>();
	for (const part of inOrder(parts, steps)) {
		const sources = ways.filter((arrow) => part.has(arrow.to)).flatMap((arrow) => placed.get(arrow.from) ?? []);
		const left = placed.size === 0 ? 0 : Math.max(...[...placed.values()].map((one) => one.x + one.width)) + BESIDE;
		const top = Math.max(0, ...sources.map((one) => one.y + one.height + BELOW));
		for (const [key, box] of part) placed.set(key, { ...box, x: left + box.x, y: top + box.y });
	}
	const all = [...placed.values()];
	return { places: placed, width: Math.max(0, ...all.map((one) => one.x + one.width)), height: Math.max(0, ...all.map((one) => one.y + one.height)) };
}

/** The steps of one part, the corner of which is at 0, 0. */
function boxed(keys: string[], drawn: (key: string) => Box): Map<string, Box> {
	const boxes = keys.map((key) => {
		const { x, y, width, height } = drawn(key);
		return { key, x: x - width / 2, y: y - height / 2, width, height };
	});
	const [left, top] = [Math.min(...boxes.map((one) => one.x)), Math.min(...boxes.map((one) => one.y))];
	return new Map(boxes.map(({ key, x, y, width, height }) => [key, { x: x - left, y: y - top, width, height }]));
}

/** The parts as their first steps come in the definition. */
function inOrder(parts: Map<string, Box>[], steps: Record<string, Step>): Map<string, Box>[] {
	const order = Object.keys(steps);
	const first = (part: Map<string, Box>) => Math.min(...[...part.keys()].map((key) => order.indexOf(key)));
	return parts.toSorted((a, b) => first(a) - first(b));
}

/** The least that the picture is made smaller to begin with: what is written in it can still be read. */
const READABLE = 0.75;

/** What is seen of the picture to begin with: all of it if that can be read, else its top. */
export function firstView(places: Map<string, Place>, start: string, window: { width: number; height: number }): View {
	const outer = [...places.values()].filter((one) => !one.parallel);
	const [left, top] = [Math.min(0, ...outer.map((one) => one.x)), Math.min(0, ...outer.map((one) => one.y))];
	const [width, height] = [Math.max(1, ...outer.map((one) => one.x + one.width)) - left, Math.max(1, ...outer.map((one) => one.y + one.height)) - top];
	const zoom = Math.min(1, Math.max(READABLE, Math.min((window.width - 2 * PAD) / width, (window.height - 2 * PAD) / height)));
	const first = places.get(start) ?? outer[0];
	const middle = width * zoom > window.width && first ? first.x + first.width / 2 : left + width / 2;
	return { x: window.width / 2 - middle * zoom, y: Math.max(PAD, (window.height - height * zoom) / 2) - top * zoom, zoom };
}

type View = { x: number; y: number; zoom: number };

/** The view moved so that a place is in it; as it is, if it is in it. */
export function shown(view: View, place: Place, window: { width: number; height: number }): View {
	const moved = (at: number, from: number, length: number, room: number): number => {
		const begin = from * view.zoom + at;
		return begin >= 0 && begin + length * view.zoom <= room ? at : room / 2 - (from + length / 2) * view.zoom;
	};
	const [x, y] = [moved(view.x, place.x, place.width, window.width), moved(view.y, place.y, place.height, window.height)];
	return x === view.x && y === view.y ? view : { ...view, x, y };
}
