import { expect, test } from 'vitest';
import { others } from './others';

test('what has no form of its own is found, wherever it is', () => {
	const job = {
		OrderNum: '1',
		Title: 'Pump',
		DispatchStatus: 3,
		Account: { AccountNum: 'A', Contacts: [{ FirstName: 'Ada' }] },
		Location: { Name: 'Here', Address: { City: 'Atlanta', Lat: '1' } },
		Rules: { IsSigReq: true, Other: 1 },
		PurchaseOrder: 'P-1'
	};
	expect(others(job)).toEqual([['Account', 'Contacts'], ['Rules', 'Other'], ['PurchaseOrder']]);
	expect(others({ OrderNum: '1' })).toEqual([]);
});
