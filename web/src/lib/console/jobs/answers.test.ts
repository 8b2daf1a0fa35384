import { expect, test } from 'vitest';
import { answered } from './answers';

test('answers are shown in the words that came with them', () => {
	const forms = answered({
		OrderNum: '1',
		FlexAttrs: { '7': { '1': ['Y'] } },
		FlexFormsDisplayValues: [{ FlexFormID: '7', Title: 'Safety', FlexGroups: [{ Title: 'Ladder', FlexAttrs: [{ FlexAttrID: '1', Label: 'Checked', Value: 'yes' }] }] }]
	});
	expect(forms).toEqual([{ title: 'Safety', about: '', groups: [{ title: 'Ladder', answers: [{ label: 'Checked', value: 'yes' }] }] }]);
});

test('without words they are read by the definition of the form, and what is unknown by its number', () => {
	const forms = answered({
		OrderNum: '1',
		Extensions: { FlexForms: { '7': { Title: 'Safety', FlexGroups: [{ FlexAttrs: [{ FlexAttrID: '1', Label: 'Colour', Choices: [{ code: 'r', desc: 'Red' }] }] }] } } },
		Tasks: [{ TaskID: '1', Title: 'Paint', FlexAttrs: { '7': { '1': ['r'], '2': ['left', 'right'] } } }]
	});
	expect(forms).toEqual([
		{
			title: 'Safety',
			about: 'Paint',
			groups: [
				{
					title: '',
					answers: [
						{ label: 'Colour', value: 'Red' },
						{ label: '2', value: 'left, right' }
					]
				}
			]
		}
	]);
});
