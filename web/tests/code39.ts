const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*';
/** Nine bars and spaces in turn to each character, of which three are wide: bits that are set. */
const PATTERNS = [
	0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019, 0x118, 0x058, 0x00d, 0x10c, 0x04c, 0x01c, 0x103, 0x043,
	0x142, 0x013, 0x112, 0x052, 0x007, 0x106, 0x046, 0x016, 0x181, 0x0c1, 0x1c0, 0x091, 0x190, 0x0d0, 0x085, 0x184, 0x0c4, 0x0a8, 0x0a2, 0x08a, 0x02a, 0x094
];
const WIDE = 3;

/** The bars of a text as Code 39: dark or light, from left to right, a narrow bar after the other. */
function bars(text: string): boolean[] {
	return [...`*${text}*`].flatMap((character) => {
		const pattern = PATTERNS[CHARACTERS.indexOf(character)];
		if (pattern === undefined) throw new Error(`Code 39 has no ${character}`);
		const widths = Array.from({ length: 9 }, (_, at) => (pattern & (0x100 >> at) ? WIDE : 1));
		return [...widths.flatMap((width, at) => Array<boolean>(width).fill(at % 2 === 0)), false];
	});
}

/** A film (Y4M) of a label with a code on it, as a camera sees it. */
export function film(text: string, width = 640, height = 480): Buffer {
	const code = bars(text);
	const narrow = Math.floor((width * 0.9) / code.length);
	if (narrow < 2) throw new Error(`${text} is too long for a picture of ${width}`);
	const left = Math.floor((width - narrow * code.length) / 2);
	const light = Buffer.alloc(width * height, 200);
	for (let row = Math.floor(height * 0.3); row < height * 0.7; row++) {
		for (let column = 0; column < code.length * narrow; column++) {
			if (code[Math.floor(column / narrow)]) light[row * width + left + column] = 30;
		}
	}
	const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
	return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}
