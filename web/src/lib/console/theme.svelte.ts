export type Theme = 'system' | 'light' | 'dark';

const KEPT = 'docket.theme';

/** The colours that this browser shows: those of the system unless a person chose. */
class Colours {
	theme = $state<Theme>((localStorage.getItem(KEPT) as Theme | null) ?? 'system');

	apply(): void {
		if (this.theme === 'system') delete document.documentElement.dataset.theme;
		else document.documentElement.dataset.theme = this.theme;
	}

	turn(): void {
		const order: Theme[] = ['system', 'light', 'dark'];
		this.theme = order[(order.indexOf(this.theme) + 1) % order.length] ?? 'system';
		localStorage.setItem(KEPT, this.theme);
		this.apply();
	}
}

export const colours = new Colours();
