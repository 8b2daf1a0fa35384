import { expect, test } from 'vitest';
import { choices, innerName, memberName, valueInWords } from './words';

test('members are called by words, and by their own names where there are none', () => {
	expect(memberName('Addresses.0.AddrLine1')).toBe('Street');
	expect(memberName('Desc.en')).toBe('Description');
	expect(innerName('Desc.en')).toBe('English');
	expect(memberName('SomethingElse')).toBe('Something Else');
});

test('a code is offered by its word and itself, and one without a word stays', () => {
	expect(choices('ProdType', '1003')).toContainEqual({ value: '1003', name: 'Labour (1003)' });
	expect(choices('ProdType', '7777')?.at(-1)).toEqual({ value: '7777', name: '7777' });
	expect(choices('Name', 'x')).toBe(undefined);
	expect(choices('Contacts.0.Phones.1.PhoneType', '')?.map((one) => one.value)).toEqual(['1001']);
});

test('a list tells codes in words', () => {
	expect(valueInWords('ProdType', '1001')).toBe('Part');
	expect(valueInWords('ProdType', '9')).toBe('9');
	expect(valueInWords('Activated', false)).toBe('no');
});
