import { newProof } from './pkce';

/** The client that every tenant has for these apps. */
const CLIENT = 'docket-web';

/** What the server gives for a sign-in. The refresh token is good once. */
export interface Tokens {
	access: string;
	refresh: string;
	/** When the access token ends, in milliseconds since 1970. */
	ends: number;
}

/** The sign-in is over and a person has to sign in again. */
export class SignedOut extends Error {}

interface Asked {
	verifier: string;
	state: string;
	back: string;
}

const ASKED = 'docket.asked';

/** Sends the browser to the sign-in page; it comes back to `landing`, and from there to `back`. */
export async function goToSignIn(landing: string, back: string): Promise<void> {
	const proof = await newProof();
	const state = (await newProof()).verifier;
	const asked: Asked = { verifier: proof.verifier, state, back };
	sessionStorage.setItem(ASKED, JSON.stringify(asked));
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: CLIENT,
		redirect_uri: location.origin + landing,
		state,
		code_challenge: proof.challenge,
		code_challenge_method: 'S256'
	});
	location.assign(`/oauth/authorize?${query}`);
}

/** Takes the code that the sign-in page sent back; the tokens, and where to go on. */
export async function takeCode(landing: string, query: URLSearchParams): Promise<{ tokens: Tokens; back: string }> {
	const asked = JSON.parse(sessionStorage.getItem(ASKED) ?? 'null') as Asked | null;
	sessionStorage.removeItem(ASKED);
	const code = query.get('code');
	if (!asked || !code || query.get('state') !== asked.state) throw new SignedOut(query.get('error') ?? 'state');
	const tokens = await ask({
		grant_type: 'authorization_code',
		code,
		redirect_uri: location.origin + landing,
		code_verifier: asked.verifier
	});
	return { tokens, back: asked.back };
}

/** Changes a refresh token for new tokens. Throws `SignedOut` if the server no longer takes it. */
export function refresh(token: string): Promise<Tokens> {
	return ask({ grant_type: 'refresh_token', refresh_token: token });
}

/** Tells the server that the tokens are not needed any more. */
export async function giveBack(tokens: Tokens): Promise<void> {
	await fetch('/oauth/token', { method: 'DELETE', headers: { authorization: `Bearer ${tokens.access}` } });
}

async function ask(form: Record<string, string>): Promise<Tokens> {
	const answer = await fetch('/oauth/token', {
		method: 'POST',
		body: new URLSearchParams({ client_id: CLIENT, ...form })
	});
	if (answer.status === 400 || answer.status === 401) throw new SignedOut(await answer.text());
	if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
	const body = (await answer.json()) as { access_token: string; refresh_token: string; expires_in: number };
	return { access: body.access_token, refresh: body.refresh_token, ends: Date.now() + body.expires_in * 1000 };
}
