import { Refused } from '$lib/api/client';
import { t } from '$lib/text';

/** What went wrong, as a sentence for people. */
export function inWords(error: unknown): string {
	if (error instanceof Refused) {
		if (error.status === 412) return t('error.changed');
		if (error.status === 403) return `${t('error.forbidden')} ${error.message}`;
		return error.message;
	}
	if (error instanceof TypeError) return t('error.offline');
	return error instanceof Error ? error.message : String(error);
}
