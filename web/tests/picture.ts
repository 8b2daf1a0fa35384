import { crc32, deflateSync } from 'node:zlib';

type Colour = [red: number, green: number, blue: number];

/** A picture as a camera makes them, so varied that it does not pack well. The same `seed` makes the same one. */
export function picture(width: number, height: number, seed = 1): Buffer {
	let state = seed;
	const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
	return png(width, height, () => [next(), next(), next()]);
}

/** An oven with its door a hand's breadth open: something to look at. */
export function oven(width: number, height: number, open = 0.1): Buffer {
	const inside = (at: number, from: number, to: number) => at >= from && at <= to;
	return png(width, height, (column, row) => {
		const [x, y] = [column / width, row / height];
		const shade = 205 - 70 * y + 25 * Math.sin(x * 40);
		if (y < 0.16) return inside((x * 5) % 1, 0.35, 0.65) && inside(y, 0.05, 0.12) ? [35, 40, 44] : [shade, shade + 3, shade + 6];
		if (inside(x, 0.12, 0.88) && inside(y, 0.22, 0.27)) return [90, 96, 102];
		if (!inside(x, 0.08, 0.92 - open) || !inside(y, 0.2, 0.94)) return inside(y, 0.2, 0.94) && x > 0.92 - open && x < 0.95 ? [24, 18, 14] : [shade, shade + 2, shade + 4];
		if (!inside(x, 0.18, 0.8 - open) || !inside(y, 0.36, 0.84)) return [shade - 30, shade - 28, shade - 24];
		const glow = Math.max(0, 1 - Math.hypot(x - 0.48, y - 0.78) * 2.6);
		return [40 + 200 * glow, 26 + 110 * glow, 20 + 30 * glow];
	});
}

function png(width: number, height: number, colour: (column: number, row: number) => Colour): Buffer {
	const rows = Buffer.alloc(height * (1 + width * 3));
	for (let row = 0, at = 0; row < height; row++) {
		// Each row begins with the number of its filter: none.
		at++;
		for (let column = 0; column < width; column++, at += 3) rows.set(colour(column, row), at);
	}
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	// Eight bits of red, green and blue.
	head.set([8, 2, 0, 0, 0], 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}

/** A file as the browser's file chooser takes it. */
export function photoFile(seed: number, width = 640, height = 480) {
	return { name: `IMG_${seed}.png`, mimeType: 'image/png', buffer: picture(width, height, seed) };
}
