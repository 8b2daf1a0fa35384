const PARTS = ['table', 'rowgroup', 'row', 'rowheader', 'columnheader', 'cell'].map((role) => `[role=${role}]`).join();
const MARKS = ['role', 'aria-colindex', 'aria-rowindex'];

/** The library calls its parts a table without rows. Without that the jobs are read one by one, each with all there is to it. */
export function untabled(node: HTMLElement) {
	const strip = () =>
		node.querySelectorAll(`${PARTS}, [aria-colindex], [aria-rowindex]`).forEach((part) => {
			for (const name of MARKS) part.removeAttribute(name);
		});
	strip();
	const watch = new MutationObserver(strip);
	watch.observe(node, { childList: true, subtree: true });
	return { destroy: () => watch.disconnect() };
}
