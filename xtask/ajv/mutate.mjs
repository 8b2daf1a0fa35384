// Breaks bodies: the same way for the same seed.

/** A generator of numbers from 0 to 1 (mulberry32), seeded by a text. */
export function random(text) {
	let state = [...text].reduce((sum, char) => (Math.imul(sum, 31) + char.charCodeAt(0)) | 0, 7);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const strange = [
	null, true, false, 0, -1, 1, 1.5, 1e21, 101, '', 'a b', 'ABC-1', 'Straße!', '2026-02-03', '2026-02-03T04:05:06Z',
	'2026-02-03 04:05:06+01', '2026-2-3T04:05:06Z', 'x@y', 'x@', [], {}, [null], ['x'], [[]], [1, 1], { x: 1 }, 'WKF',
];
const names = ['extra', 'x-y', "it's", '7', '12a', 'a b', 'type', 'Ünder', 'a/b~c', '$x'];

/** A copy of `body` with one to four things changed. */
export function broken(body, chance) {
	const pick = (list) => list[Math.floor(chance() * list.length)];
	let root = structuredClone(body);
	const times = 1 + Math.floor(chance() ** 2 * 4);
	for (let n = 0; n < times; n++) {
		const places = placesOf(root);
		if (!places.length) return root;
		const [holder, key] = pick(places);
		const what = chance();
		if (what < 0.02) root = pick(strange);
		else if (what < 0.3) remove(holder, key);
		else if (what < 0.65) holder[key] = structuredClone(pick(strange));
		else if (what < 0.75) holder[key] = [holder[key]];
		else if (what < 0.8) holder[key] = { value: holder[key] };
		else if (what < 0.85 && Array.isArray(holder[key])) holder[key].push(...structuredClone(holder[key]));
		else if (Array.isArray(holder)) holder.push(structuredClone(pick(strange)));
		else if (chance() < 0.5) holder[pick(names)] = structuredClone(pick(strange));
		else if (typeof holder[key] === 'string') holder[key] += pick([' ', '!', 'é', '\n', 'x']);
		else holder[key] = String(holder[key]);
	}
	return root;
}

function remove(holder, key) {
	if (Array.isArray(holder)) holder.splice(key, 1);
	else delete holder[key];
}

function placesOf(value) {
	if (value === null || typeof value !== 'object') return [];
	const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
	return [...keys].flatMap((key) => [[value, key], ...placesOf(value[key])]);
}
