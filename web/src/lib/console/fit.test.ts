import { expect, test } from 'vitest';
import { byFit } from './fit';

const found = (title: string, detail = '') => ({ title, detail });
const titles = (list: { title: string }[]) => list.map((one) => one.title);

test('who is so called comes before what they work on', () => {
	const all = [found('WO-1 · Pump', 'marcus.bell'), found('Marcus Bell', 'marcus.bell'), found('Bell tower')];
	expect(titles(byFit(all, 'Marcus'))).toEqual(['Marcus Bell', 'WO-1 · Pump', 'Bell tower']);
	expect(titles(byFit(all, 'bell'))).toEqual(['Bell tower', 'Marcus Bell', 'WO-1 · Pump']);
});

test('the very number comes first', () => {
	const all = [found('Near it', '100101 · x'), found('WO-10010 · Oven'), found('Peachtree', '10010 · Atlanta'), found('10010')];
	expect(titles(byFit(all, '10010')).slice(0, 2)).toEqual(['Peachtree', '10010']);
	expect(titles(byFit([found('WO-11 · a'), found('WO-1 · b')], 'wo-1'))[0]).toBe('WO-1 · b');
});
