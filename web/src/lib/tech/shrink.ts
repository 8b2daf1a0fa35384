/** The longest side of a photo that is sent, in pixels. */
const LONGEST = 2048;
const QUALITY = 0.8;

/** A photo as it goes to the office: upright, small enough for a bad connection, JPEG. Throws if it is no picture. */
export async function shrunk(file: Blob): Promise<Blob> {
	const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
	const { width, height } = fitting(picture.width, picture.height);
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const context = canvas.getContext('2d');
	if (!context) throw new Error('this browser draws no pictures');
	// What is transparent becomes white, as JPEG knows no transparency.
	context.fillStyle = '#fff';
	context.fillRect(0, 0, width, height);
	context.imageSmoothingQuality = 'high';
	context.drawImage(picture, 0, 0, width, height);
	picture.close();
	const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
	if (!blob) throw new Error('the photo could not be packed');
	return blob;
}

/** The size of a picture whose longest side is not too long. */
export function fitting(width: number, height: number): { width: number; height: number } {
	const scale = Math.min(1, LONGEST / Math.max(width, height));
	return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
