/** The pictures of the app, as paths in a square of 24. */
export const icons = {
	day: 'M5 5h14v15H5zM5 10h14M9 3v4M15 3v4',
	queue: 'M4 6h16M4 12h16M4 18h10',
	outbox: 'M12 15V4M8 8l4-4 4 4M4 14v6h16v-6',
	back: 'M15 5l-7 7 7 7',
	forward: 'M9 5l7 7-7 7',
	navigate: 'M12 21s-7-6-7-11a7 7 0 0 1 14 0c0 5-7 11-7 11zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5',
	call: 'M6 3h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2',
	check: 'M5 12.500l5 5L19.500 7',
	cross: 'M6 6l12 12M18 6L6 18',
	scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 9v6M12 9v6M16 9v6',
	plus: 'M12 5v14M5 12h14',
	clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2',
	phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2',
	tool: 'M14 6a4 4 0 0 0 5 5l-8.500 8.500a2.100 2.100 0 0 1-3-3L16 8',
	camera: 'M4 8h4l1.500-3h5L16 8h4v11H4zM12 16.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7',
	album: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.01',
	pen: 'M4 20l1-5L16 4l4 4L9 19zM13.500 6.500l4 4',
	form: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h3',
	page: 'M6 3h8l4 4v14H6zM14 3v4h4',
	note: 'M5 4h14v11l-5 5H5zM14 20v-5h5M8 9h8M8 13h4'
} as const;

export type IconName = keyof typeof icons;
