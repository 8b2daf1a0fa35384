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

	/** Opens what the phone has at once, and then makes sure whose it is. */
	async begin(): Promise<void> {
		this.person = lastPerson();
		if (this.person) await day.open(this.person.id);
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
		this.person = { id: me.id, alias: me.alias, name: me.name, email: me.email, rights: [...me.rights] };
		keepPerson(this.person);
		if (this.may('device:use') || this.may('context:read')) await day.open(me.id);
	}

	/** Removes the person from the phone; nothing of theirs may be unsent. */
	async leave(): Promise<void> {
		await day.forget();
		forgetPerson();
		this.person = null;
		await session.signOut();
	}
}

export const who = new Who();
