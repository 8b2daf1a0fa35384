import { follow, refusal } from './client';

const base = (num: string): string => `/seiapi/v3/trans/WorkOrder/${encodeURIComponent(num)}/Photos`;

/** The address of a photo of a job. */
export const photoAt = (num: string, id: string): string => `${base(num)}/${encodeURIComponent(id)}`;

/** What photos may be. */
export const PICTURES = 'image/jpeg,image/png,image/webp';

async function checked(answer: Response): Promise<void> {
	if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => null));
}

/** Adds photos to a job. */
export async function addPhotos(num: string, files: File[], note: string): Promise<void> {
	const body = new FormData();
	if (note) body.append('Note', note);
	for (const file of files) body.append('file', file, file.name);
	await checked(await follow(`${base(num)}/`, { method: 'POST', body }));
}

export async function removePhoto(num: string, id: string): Promise<void> {
	await checked(await follow(photoAt(num, id), { method: 'DELETE' }));
}
