import { loadMe } from '$lib/auth/me';
import { session } from '$lib/auth/session.svelte';
import { day } from '$lib/offline/day.svelte';
import { forgetPerson, keepPerson, lastPerson, type Person } from '$lib/offline/person';

/** Where the sign-in page sends the browser back to. */
export const LANDING = '/tech/signed-in';

/** The person who uses the app; known without signal from the last time. */
class Who {
	person = $state.raw<Person | null>(null);

	/** Nobody is known and nobody is signed in. */
	get isNobody(): boolean {
		return !this.person && !session.isSignedIn;
	}

	may(right: string): boolean {
		return this.person?.rights.includes(right) ?? false;
	}

	/** Opens what the phone has at once, and then makes sure whose it is. Nobody is known before their store is open. */
	async begin(): Promise<void> {
		const last = lastPerson();
		if (last) await day.open(last.id);
		this.person = last;
		if (!session.isSignedIn) {
			day.signedOut = this.person !== null;
			return;
		}
		try {
			await this.learn();
		} catch (error) {
			if (session.ended) day.signedOut = true;
			// Without signal the person of the last time goes on; whose token it is is checked before anything is sent.
			else if (!this.person) throw error;
		}
	}

	/** Asks the server who is signed in. */
	async learn(): Promise<void> {
		await loadMe();
		const me = session.me;
		if (!me) return;
		const person = { id: me.id, alias: me.alias, name: me.name, email: me.email, rights: [...me.rights] };
		keepPerson(person);
		if (hasWork(person)) await day.open(me.id);
		this.person = person;
	}

	/** Removes the person from the phone; nothing of theirs may be unsent. */
	async leave(): Promise<void> {
		await day.forget();
		forgetPerson();
		this.person = null;
		await session.signOut();
	}
}

/** Whether the app has anything for a person. */
export function hasWork({ rights }: Person): boolean {
	return rights.includes('device:use') || rights.includes('context:read');
}

export const who = new Who();
