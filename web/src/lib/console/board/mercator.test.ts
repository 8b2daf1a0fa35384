import { expect, test } from 'vitest';
import { fit, tiles, world } from './mercator';

test('the middle of the world is in its middle, north is up', () => {
	expect(world(0, 0)).toEqual({ x: 128, y: 128 });
	expect(world(51, 0).y).toBeLessThan(128);
	expect(world(0, 180).x).toBe(256);
});

test('all places are seen, away from the edges', () => {
	const points = [world(33.7, -84.5), world(33.8, -84.3)];
	const view = fit(points, 1000, 500, 40);
	for (const point of points) {
		const [x, y] = [point.x * view.scale + view.left, point.y * view.scale + view.top];
		expect(x).toBeGreaterThanOrEqual(39.9);
		expect(x).toBeLessThanOrEqual(960.1);
		expect(y).toBeGreaterThanOrEqual(39.9);
		expect(y).toBeLessThanOrEqual(460.1);
	}
});

test('the tiles cover the picture and no more than is needed, also for a single place', () => {
	const view = fit([world(33.7, -84.5)], 1000, 500, 40);
	const found = tiles('https://tiles.example/{z}/{x}/{y}.png', view, 1000, 500);
	expect(found.length).toBeGreaterThan(4);
	expect(found.length).toBeLessThanOrEqual(80);
	expect(Math.min(...found.map((tile) => tile.x))).toBeLessThanOrEqual(0);
	expect(Math.max(...found.map((tile) => tile.x + tile.size))).toBeGreaterThanOrEqual(1000);
	expect(found[0]?.url).toMatch(/^https:\/\/tiles\.example\/19\/\d+\/\d+\.png$/);
});
