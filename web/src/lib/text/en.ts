import { board } from './en/board';
import { codes } from './en/codes';
import { files } from './en/files';
import { flows } from './en/flows';
import { jobs } from './en/jobs';
import { production } from './en/production';
import { records } from './en/records';
import { shell } from './en/shell';
import { tech } from './en/tech';
import { today } from './en/today';
import { words } from './en/words';
import { workshop } from './en/workshop';

/** All texts that people see, in English. Keys are `place.what`; the areas of the apps have files of their own. */
export const en = {
	'app.console': 'Docket',
	'app.tech': 'Docket Tech',
	'action.save': 'Save',
	'action.cancel': 'Cancel',
	'action.close': 'Close',
	'action.retry': 'Try again',
	'session.signingIn': 'Signing in …',
	'session.ended': 'Your sign-in has ended.',
	'session.signIn': 'Sign in',
	'session.signOut': 'Sign out',
	'session.failed': 'Signing in did not work: {why}',
	'state.loading': 'Loading …',
	'state.empty': 'Nothing here yet.',
	'state.offline': 'No connection to the server. What you see may be old.',
	'error.title': 'That did not work',
	...shell,
	...words,
	...today,
	...jobs,
	...board,
	...production,
	...files,
	...flows,
	...records,
	...codes,
	...workshop,
	...tech
};
