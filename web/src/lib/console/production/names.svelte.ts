import { api, must } from '$lib/api/client';
import { all, paged } from '$lib/api/niagara';
import type { Person } from '$lib/api/types/niagara';
import { session } from '$lib/auth/session.svelte';
import { Loaded } from '../loaded.svelte';

/** The names of people by their ids; who may not read people sees ids. */
export function namesOf(): { of: (id: string | null | undefined) => string } {
	const people = new Loaded(async () => {
		if (!session.may('user:read') && !session.may('user:read-all')) return new Map<string, string>();
		const found = await all<Person>(async (offset) => paged(must(await api.GET('/users', { params: { query: { limit: 100, offset } } }))));
		return new Map(found.map((one) => [one.user_id, one.name]));
	});
	void people.load();
	return { of: (id) => (id ? (people.data?.get(id) ?? id) : '') };
}
