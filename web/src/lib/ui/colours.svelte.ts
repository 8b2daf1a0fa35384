export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = 'docket.theme';

/** The colours that this browser shows: those of the system unless a person chose. */
class Colours {
	theme = $state<Theme>((localStorage.getItem(KEPT) as Theme | null) ?? 'system');

	apply(): void {
		if (this.theme === 'system') delete document.documentElement.dataset.theme;
		else document.documentElement.dataset.theme = this.theme;
	}

	turn(): void {
		this.choose(THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? 'system');
	}

	choose(theme: Theme): void {
		this.theme = theme;
		localStorage.setItem(KEPT, theme);
		this.apply();
	}
}

export const colours = new Colours();
