import type { Key } from '$lib/text';

/** A page in the navigation. It is shown to those who hold one of the rights. */
export interface Place {
	href: string;
	text: Key;
	rights: string[];
	/** An outline of 24 × 24, as the data of a path. */
	icon: string;
}

export interface Group {
	text: Key | null;
	places: Place[];
}

export const groups: Group[] = [
	{
		text: null,
		places: [
			{
				href: '/console',
				text: 'nav.today',
				rights: ['workorder:read', 'work-order:read'],
				icon: 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M12 8v4l3 2'
			}
		]
	},
	{
		text: 'nav.group.field',
		places: [
			{ href: '/console/board', text: 'nav.board', rights: ['workorder:read'], icon: 'M4 6h9M8 12h9M12 18h8M4 3v18' },
			{ href: '/console/jobs', text: 'nav.jobs', rights: ['workorder:read'], icon: 'M7 4h10v16H7zM10 9h4M10 13h4M10 4v-1h4v1' }
		]
	},
	{
		text: 'nav.group.workshop',
		places: [
			{
				href: '/console/projects',
				text: 'nav.projects',
				rights: ['work-order:read', 'project:read'],
				icon: 'M4 6h6l2 2h8v11H4z'
			},
			{ href: '/console/queues', text: 'nav.queues', rights: ['queue:read'], icon: 'M4 5h5v14H4zM10 5h5v9h-5zM16 5h4v6h-4z' },
			{
				href: '/console/cycles',
				text: 'nav.cycles',
				rights: ['context:read', 'work-order:read'],
				icon: 'M12 4a8 8 0 1 1-7 4M5 4v4h4M9.500 12l2 2 4-4'
			},
			{
				href: '/console/flows',
				text: 'nav.flows',
				rights: ['work-flow:read'],
				icon: 'M4 4h6v5H4zM14 15h6v5h-6zM7 9v8h7'
			}
		]
	},
	{
		text: 'nav.group.house',
		places: [
			{
				href: '/console/records',
				text: 'nav.records',
				rights: ['account:read', 'customer:read'],
				icon: 'M5 6c0-1.700 14-1.700 14 0v12c0 1.700-14 1.700-14 0zM5 6c0 1.700 14 1.700 14 0M5 12c0 1.700 14 1.700 14 0'
			},
			{
				href: '/console/settings',
				text: 'nav.settings',
				rights: ['role:read', 'token:read', 'tenant:read', 'workorder:read', 'work-order:read'],
				icon: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4'
			}
		]
	}
];
