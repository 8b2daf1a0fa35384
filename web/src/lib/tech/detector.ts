import { BarcodeDetector as Ponyfill, prepareZXingModule } from 'barcode-detector/ponyfill';
// Of the very version that the detector was made for: another one fails in the middle of a picture.
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** What reads codes from a picture. */
export interface Detector {
	detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

/** The browser's own reader where it has one, else the one that the app brings along. */
export async function newDetector(): Promise<Detector> {
	const own = (globalThis as { BarcodeDetector?: { new (): Detector; getSupportedFormats(): Promise<string[]> } }).BarcodeDetector;
	if (own && (await own.getSupportedFormats()).length > 0) return new own();
	prepareZXingModule({ overrides: { locateFile: (path: string) => (path.endsWith('.wasm') ? wasm : path) } });
	return new Ponyfill();
}
