import { expect, test } from 'vitest';
import { fit, world } from './mercator';
import { measure, net, towns } from './survey';

const view = fit([world(33.6, -84.6), world(34.1, -84.2)], 900, 600, 50);

test('lines stand at round degrees, in their order, far enough apart and at their place', () => {
	const { meridians, parallels, digits } = net(view, 900, 600);
	expect(digits).toBe(1);
	for (const [lines, most] of [[meridians, 900], [parallels, 600]] as const) {
		expect(lines.length).toBeGreaterThan(2);
		for (const { at, degrees } of lines) {
			expect(at).toBeGreaterThanOrEqual(-1e-6);
			expect(at).toBeLessThanOrEqual(most + 1e-6);
			expect(degrees * 10).toBeCloseTo(Math.round(degrees * 10), 6);
		}
		const gaps = lines.slice(1).map((line, n) => Math.abs(line.at - lines[n]!.at));
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(110);
	}
	const line = parallels.find((one) => Math.abs(one.degrees - 33.8) < 1e-9)!;
	expect(line.at).toBeCloseTo(world(33.8, 0).y * view.scale + view.top);
});

test('a single place, and the whole world, have a net too', () => {
	for (const points of [[world(50, 8)], [world(-80, -170), world(80, 170)]]) {
		const { meridians, parallels } = net(fit(points, 390, 500, 64), 390, 500);
		expect(meridians.length).toBeGreaterThan(0);
		expect(parallels.length).toBeGreaterThan(0);
		expect(meridians.length + parallels.length).toBeLessThan(12);
	}
});

test('the scale is a round length that is as long as it says', () => {
	const { metres, pixels } = measure(view, 600);
	expect(metres).toBe(10_000);
	expect(pixels).toBeLessThanOrEqual(130);
	// A tenth of a degree of latitude is about 11.1 km.
	const tenth = Math.abs(world(33.8, 0).y - world(33.9, 0).y) * view.scale;
	expect((tenth / pixels) * metres).toBeGreaterThan(11_000);
	expect((tenth / pixels) * metres).toBeLessThan(11_300);
});

test('a town has its name above the middle of its jobs where no other stands, and a smaller one none where there is no room', () => {
	const at = (town: string, x: number, y: number) => ({ town, at: { x, y } });
	const wide = () => 60;
	const named = (jobs: { town: string; at: { x: number; y: number } }[]) => towns(jobs, 900, wide).map(({ name, x, y }) => [name, x, y]);
	const atlanta = [at('Atlanta', 380, 150), at('Atlanta', 400, 230), at('Atlanta', 420, 330)];
	expect(named([at('Roswell', 405, 233), ...atlanta, at('', 10, 10), at('Canton', 5, 30), at('Macon', 895, 500)])).toEqual([['Atlanta', 400, 210], ['Macon', 864, 480]]);
	// Above the middle stands another job: the next one bears the name.
	expect(named([...atlanta, at('', 410, 212)])).toEqual([['Atlanta', 380, 130]]);
	expect(towns([], 900, wide)).toEqual([]);
});
