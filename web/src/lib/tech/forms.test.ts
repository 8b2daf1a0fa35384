import { expect, it } from 'vitest';
import type { Job } from '$lib/api/types/job';
import { after } from '$lib/offline/project';
import { faults, filled, formsOf, isFilled } from './forms';

const SAFETY = {
	Title: 'Safety check',
	FlexGroups: [
		{
			Title: 'Before work',
			FlexAttrs: [
				{ FlexAttrID: 'off', Label: 'Power is off', Type: 'flag', IsReq: true },
				{ FlexAttrID: 'kpa', Label: 'Pressure', Type: 'number' },
				{ FlexAttrID: 'gear', Label: 'Gear', Type: 'choices', Choices: [{ code: 1, desc: 'Helmet' }, { code: 2, desc: 'Gloves' }] }
			]
		}
	]
};
const JOB: Job = { OrderNum: '1', FlexForms: ['safety', 7], Extensions: { FlexForms: { safety: SAFETY } }, FlexAttrs: { '7': { note: ['old'] } } };

const form = (job: Job, at = 0) => formsOf(job)[at]!;

it('the fields of a form have the kinds that its definition says', () => {
	const fields = form(JOB).groups[0]?.fields.map(({ id, kind, required }) => [id, kind, required]);
	expect(fields).toEqual([
		['off', 'flag', true],
		['kpa', 'number', false],
		['gear', 'choices', false]
	]);
});

it('a form that nobody defined has a field of text for whatever was entered', () => {
	expect(form(JOB, 1)).toMatchObject({ id: '7', title: '', groups: [{ fields: [{ id: 'note', label: 'note', kind: 'text' }] }], values: { note: ['old'] } });
	const shown = { ...JOB, FlexFormsDisplayValues: [{ FlexFormID: '7', Title: 'Old form', FlexGroups: [{ FlexAttrs: [{ FlexAttrID: 'note', Label: 'A note' }] }] }] };
	expect(form(shown, 1)).toMatchObject({ title: 'Old form', groups: [{ fields: [{ label: 'A note' }] }] });
});

it('says what is missing and what is no number', () => {
	expect(faults(form(JOB), {})).toEqual({ off: 'required' });
	expect(faults(form(JOB), { off: [' '], kpa: ['much'] })).toEqual({ off: 'required', kpa: 'number' });
	expect(faults(form(JOB), { off: ['false'], kpa: ['1,5'] })).toEqual({});
	expect(isFilled(form(JOB))).toBe(false);
});

it('what was entered is in the job, with words for those who do not know the form, and beside other forms', () => {
	const body = filled(form(JOB), { off: ['true'], kpa: ['1,5'], gear: ['1', '2'] });
	expect(body.FlexAttrs).toEqual({ safety: { off: ['true'], kpa: ['1.5'], gear: ['1', '2'] } });
	const changed = after(JOB, { id: 'x', kind: 'patch', at: '', body });
	expect(changed.FlexAttrs).toEqual({ safety: { off: ['true'], kpa: ['1.5'], gear: ['1', '2'] }, '7': { note: ['old'] } });
	expect(changed.FlexFormsDisplayValues?.[0]?.FlexGroups?.[0]?.FlexAttrs?.[2]).toEqual({ FlexAttrID: 'gear', Label: 'Gear', Value: 'Helmet, Gloves' });
	expect(isFilled(form(changed))).toBe(true);
});

it('forms of assets and tasks are filled in where they are', () => {
	const job: Job = {
		OrderNum: '1',
		Extensions: { FlexForms: { safety: SAFETY } },
		Assets: [{ AssetNum: 'A', Desc: 'Pump', FlexForms: ['safety'] }],
		Tasks: [{ TaskID: '1', Title: 'Look', FlexForms: ['safety'] }]
	};
	expect(formsOf(job).map((one) => [one.title, one.about])).toEqual([
		['Safety check', 'Pump'],
		['Safety check', 'Look']
	]);
	const changed = after(job, { id: 'x', kind: 'patch', at: '', body: filled(form(job), { off: ['true'] }) });
	expect(changed.Assets?.[0]).toMatchObject({ AssetNum: 'A', Desc: 'Pump', FlexForms: ['safety'] });
	expect(formsOf(changed).map(isFilled)).toEqual([true, false]);
});
