import { expect, test } from '@playwright/test';
import { accessible } from '../axe';
import { elsewhere, office } from '../office';

type Entry = [label: string, value: string];

/** The masks of field service, filled by hand: what is typed, where the record is then, and what it holds. */
const MASKS: { kind: string; typed: (n: string) => Entry[]; ticked?: string[]; at: (n: string) => string; holds: () => Record<string, unknown> }[] = [
	{
		kind: 'account',
		typed: (n) => [['Account number', n], ['Name', 'Hill Bakery'], ['Notes', 'Ring twice.\nThe door sticks.'], ['Street', '4 Hill Road'], ['City', 'Decatur'], ['Zip', '30030']],
		at: (n) => `/seiapi/v3/trans/Account/${n}`,
		holds: () => ({ Name: 'Hill Bakery', Notes: 'Ring twice.\nThe door sticks.', Addresses: [{ AddrLine1: '4 Hill Road', City: 'Decatur', Zip: '30030' }] })
	},
	{
		kind: 'location',
		typed: (n) => [['Account number', '10010'], ['Location number', n], ['Name', 'Back kitchen'], ['Street', '5 Hill Road'], ['City', 'Decatur'], ['Notes', 'Down the stairs']],
		at: (n) => `/seiapi/v3/trans/Account/10010/Location/${n}`,
		holds: () => ({ Name: 'Back kitchen', Notes: 'Down the stairs', Address: { AddrLine1: '5 Hill Road', City: 'Decatur' } })
	},
	{
		kind: 'asset',
		typed: (n) => [['Asset number', n], ['Description', 'Deck oven'], ['Maker', 'Northfire'], ['Model', 'D-4'], ['Serial number', 'SN-77'], ['Account number', '10010']],
		at: (n) => `/seiapi/v3/Assets/${n}`,
		holds: () => ({ Desc: 'Deck oven', Mfg: 'Northfire', Model: 'D-4', SerialNum: 'SN-77', AccountNum: '10010' })
	},
	{
		kind: 'user',
		typed: (n) => [['User name', n], ['First name', 'Mina'], ['Last name', 'Okafor'], ['E-mail', 'mina@example.com']],
		ticked: ['Technician', 'May sign in'],
		at: (n) => `/seiapi/v3/trans/User/${n}`,
		holds: () => ({ FirstName: 'Mina', LastName: 'Okafor', Email: 'mina@example.com', IsMobileWorker: true, Activated: true })
	}
];

for (const { kind, typed, ticked = [], at, holds } of MASKS) {
	test(`a new ${kind} is filled in by hand, saved, found again, changed and deleted`, async ({ browser, request }) => {
		const api = await elsewhere(request, 'avery.stone');
		const number = `h-${kind}-${Date.now()}`;
		const page = await office(browser, 'avery.stone');
		page.on('dialog', (asked) => void asked.accept());
		await page.goto(`/console/records/${kind}`);
		await page.getByRole('button', { name: 'New', exact: true }).click();
		const dialog = page.getByRole('dialog');
		for (const [label, value] of typed(number)) await dialog.getByLabel(label, { exact: true }).fill(value);
		for (const label of ticked) await expect(dialog.getByLabel(label)).toBeChecked();
		await accessible(page);
		await dialog.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(dialog).toBeHidden();
		expect(await api.get(at(number))).toMatchObject(holds());

		await page.getByLabel('Find').fill(number);
		await page.getByRole('button', { name: number }).click();
		const [label, value] = typed(number)[kind === 'location' ? 2 : 1]!;
		await expect(dialog.getByLabel(label, { exact: true }).first()).toHaveValue(value);
		await dialog.getByLabel(label, { exact: true }).first().fill(`${value} II`);
		await dialog.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(page.getByRole('row', { name: new RegExp(`${value} II`) })).toBeVisible();
		await page.getByRole('button', { name: number }).click();
		await dialog.getByRole('button', { name: 'Delete' }).click();
		await expect(page.getByText(`Nothing is like “${number}”.`)).toBeVisible();
		expect((await api.raw(at(number))).ok()).toBe(false);
	});
}
