import { giveBack, goToSignIn, refresh, SignedOut, takeCode, type Tokens } from './tokens';

/** The person who is signed in. */
export interface Me {
	id: string;
	/** The id as the workshop's API writes it: an id with dots has an alias there. */
	alias: string;
	name: string;
	email: string | null;
	/** The rights held, as `group:verb`. */
	rights: ReadonlySet<string>;
}

const KEPT = 'docket.tokens';

/** Renew a token when less than this is left of it, in milliseconds. */
const MARGIN = 60_000;

/**
 * The sign-in of this browser, shared by all of its windows through local storage. Refreshing takes a lock that is held across
 * windows: a refresh token is good once, and whoever comes second uses what the first one got.
 */
class Session {
	me = $state<Me | null>(null);
	/** The sign-in has ended; what is on the screen stays, and a person may sign in again. */
	ended = $state(false);

	get isSignedIn(): boolean {
		return kept() !== null;
	}

	may(right: string): boolean {
		return this.me?.rights.has(right) ?? false;
	}

	async token(): Promise<string> {
		const tokens = kept();
		if (!tokens) throw this.end();
		if (tokens.ends - Date.now() > MARGIN) return tokens.access;
		return navigator.locks.request('docket.refresh', async () => {
			const now = kept();
			if (!now) throw this.end();
			if (now.ends - Date.now() > MARGIN) return now.access;
			try {
				const renewed = await refresh(now.refresh);
				keep(renewed);
				return renewed.access;
			} catch (error) {
				if (error instanceof SignedOut) throw this.end();
				// Without signal an old token may do for a moment more; the server says if it doesn't.
				if (now.ends > Date.now()) return now.access;
				throw error;
			}
		});
	}

	/** The server refused the token: it ends here too. */
	refused(): void {
		this.end();
	}

	async signIn(landing: string, back: string): Promise<void> {
		await goToSignIn(landing, back);
	}

	/** Finishes a sign-in; where to go on. */
	async arrive(landing: string, query: URLSearchParams): Promise<string> {
		const { tokens, back } = await takeCode(landing, query);
		keep(tokens);
		this.ended = false;
		return back;
	}

	async signOut(): Promise<void> {
		const tokens = kept();
		localStorage.removeItem(KEPT);
		this.me = null;
		if (tokens) await giveBack(tokens).catch(() => undefined);
	}

	private end(): SignedOut {
		localStorage.removeItem(KEPT);
		this.ended = true;
		return new SignedOut('signed out');
	}
}

function kept(): Tokens | null {
	return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Tokens | null;
}

function keep(tokens: Tokens): void {
	localStorage.setItem(KEPT, JSON.stringify(tokens));
}

export const session = new Session();
