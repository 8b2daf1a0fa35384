import { expect, test } from 'vitest';
import type { Customer, Program, Project } from '$lib/api/types/niagara';
import { grow } from './tree';

const customer = (id: string) => ({ customer_id: id, label: `Customer ${id}` }) as Customer;
const program = (id: string, of: string) => ({ program_id: id, label: `Program ${id}`, customer: customer(of) }) as Program;
const project = (label: string, of: string, within: string | null) =>
	({ label, customer: customer(of), program: within ? program(within, of) : null }) as Project;

const customers = [customer('a'), customer('b')];
const programs = [program('p', 'a'), program('empty', 'a')];
const projects = [project('Tablets', 'a', 'p'), project('Loose', 'a', null)];

test('what is empty is there too, so that something can be made in it', () => {
	const all = grow(customers, programs, projects, '');
	expect(all.map((tree) => tree.branches.map((branch) => [branch.program?.program_id, branch.projects.map((one) => one.label)]))).toEqual([
		[
			['p', ['Tablets']],
			['empty', []],
			[undefined, ['Loose']]
		],
		[]
	]);
});

test('words find projects by their own name and by what they belong to', () => {
	expect(grow(customers, programs, projects, 'tablet')[0]?.branches).toHaveLength(1);
	expect(grow(customers, programs, projects, 'program p')[0]?.branches[0]?.projects).toHaveLength(1);
	expect(grow(customers, programs, projects, 'customer b')).toHaveLength(1);
	expect(grow(customers, programs, projects, 'nothing')).toEqual([]);
});
