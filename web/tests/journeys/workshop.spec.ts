import { expect, test } from '@playwright/test';
import { office } from '../office';

test('a customer defines a field, a part of it has units, and a unit has a value that fits', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	const dialog = page.getByRole('dialog');
	const save = () => dialog.getByRole('button', { name: 'Save', exact: true }).click();

	await page.goto('/console/records/customer');
	await page.getByRole('button', { name: 'New', exact: true }).click();
	await dialog.getByLabel('Name', { exact: true }).first().fill('Harbour Bakery');
	await dialog.getByRole('button', { name: 'Add a field' }).click();
	const field = dialog.locator('details');
	await field.getByLabel('Name', { exact: true }).fill('Warranty until');
	await field.getByLabel('Meant for').selectOption({ label: 'unit' });
	await field.getByLabel('Nobody below').check();
	await field.getByLabel('Add a filter').selectOption({ label: 'Trim' });
	await field.getByLabel('Add a rule').selectOption({ label: 'Of a length' });
	await field.getByLabel('characters').fill('4');
	await field.getByLabel('characters').press('Tab');
	await save();
	await expect(page.getByRole('button', { name: 'Harbour Bakery' })).toBeVisible();

	await page.goto('/console/records/part');
	await page.getByRole('button', { name: 'New', exact: true }).click();
	await dialog.getByLabel('Name', { exact: true }).fill('Oven');
	await dialog.getByLabel('Customer').selectOption({ label: 'Harbour Bakery' });
	await dialog.getByLabel('Manufacturer').selectOption({ index: 1 });
	await dialog.getByLabel('Part number').fill('OV-1');
	await save();
	await page.getByRole('button', { name: 'Oven' }).click();
	await expect(dialog.getByText('from the customer')).toBeVisible();
	await expect(dialog.getByText('locked')).toBeVisible();
	await dialog.getByRole('button', { name: 'Cancel' }).click();

	await page.goto('/console/records/unit');
	await page.getByRole('button', { name: 'New', exact: true }).click();
	await dialog.getByLabel('Name', { exact: true }).fill('Oven 1');
	await dialog.getByLabel('Part', { exact: true }).selectOption({ label: 'Oven' });
	await dialog.getByLabel('Serial number').fill('OV-0001');
	await dialog.getByLabel('Where it is').selectOption({ index: 1 });
	await dialog.getByLabel('State', { exact: true }).selectOption('Pending');
	await save();
	await page.getByLabel('Find').fill('Oven 1');
	await page.getByLabel('Find').press('Enter');
	await page.getByRole('link', { name: 'Oven 1' }).click();

	const value = page.getByLabel('Warranty until');
	await value.fill('soon');
	await value.fill('too long');
	await page.getByRole('button', { name: 'Save the values' }).click();
	await expect(value).toHaveAttribute('aria-invalid', 'true');
	await value.fill(' 2029 ');
	await page.getByRole('button', { name: 'Save the values' }).click();
	await expect(value).toHaveValue('2029');
});

test('a program and a project are made where they belong, changed and deleted', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	const dialog = page.getByRole('dialog');
	await page.goto('/console/projects');
	await page.getByRole('button', { name: 'New program Riverbend Apartments' }).click();
	await dialog.getByLabel('Name', { exact: true }).first().fill('Lifts');
	await dialog.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByRole('button', { name: 'New project Lifts' }).click();
	await dialog.getByLabel('Name', { exact: true }).first().fill('Lift phones');
	await dialog.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByRole('link', { name: 'Lift phones' }).click();
	await expect(page.getByText('Riverbend Apartments · Lifts')).toBeVisible();
	await page.getByRole('button', { name: 'Edit Lift phones' }).click();
	await dialog.getByLabel('Description').fill('One in every cabin');
	await dialog.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('One in every cabin')).toBeVisible();
	page.on('dialog', (asked) => void asked.accept());
	await page.getByRole('button', { name: 'Edit Lift phones' }).click();
	await dialog.getByRole('button', { name: 'Delete' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Lift phones' })).toHaveCount(0);
});

/** The least that is a PDF to whoever looks at its first bytes. */
const PDF = { name: 'mounting.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n') };

test('a document is put on a project, taken over to a work order, and shown by a step', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/projects');
	await page.getByRole('link', { name: /Shelf scanners/ }).click();
	const documents = page.locator('section', { has: page.getByRole('heading', { name: 'Documents' }) });
	await documents.locator('input[type=file]').setInputFiles(PDF);
	const open = documents.getByRole('button', { name: 'mounting.pdf', exact: true });
	await expect(open).toBeVisible();
	const download = page.waitForEvent('download');
	await open.click();
	expect((await download).suggestedFilename()).toBe('mounting.pdf');

	await page.getByRole('region', { name: 'Work orders' }).getByRole('link').first().click();
	await documents.getByLabel('Attach one that is there').selectOption({ label: 'mounting.pdf' });
	await expect(open).toBeVisible();
	page.on('dialog', (asked) => void asked.accept());
	await documents.getByRole('button', { name: 'Remove mounting.pdf' }).click();
	await expect(documents.getByText('No documents are attached.')).toBeVisible();

	await page.goto('/console/flows/new');
	await page.getByRole('group', { name: 'Check, Person' }).click();
	const step = page.getByRole('region', { name: 'Step' });
	await step.getByLabel('What people do').selectOption({ label: 'Follow a PDF' });
	await step.getByLabel('The PDF that is shown').selectOption({ label: 'mounting.pdf' });
	await expect(page.getByLabel('JSON')).toHaveValue(/"attachment_id": "[0-9a-f-]{36}"/);
});
