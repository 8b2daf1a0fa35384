import { api, must } from '$lib/api/client';
import { session } from './session.svelte';

interface Profile {
	/** What jobs name the person by; `user_id` may be an alias of it. */
	user_name: string;
	user_id: string;
	name: string;
	email: string | null;
	permissions: { permission: string }[];
}

/** Asks the server who is signed in and what that person may do. */
export async function loadMe(): Promise<void> {
	const profile = must(await api.GET('/me')) as unknown as Profile;
	session.me = {
		id: profile.user_name,
		alias: profile.user_id,
		name: profile.name,
		email: profile.email,
		rights: new Set(profile.permissions.map((one) => one.permission))
	};
}
