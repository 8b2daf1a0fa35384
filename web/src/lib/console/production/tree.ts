import type { Customer, Program, Project } from '$lib/api/types/niagara';

/** A program with its projects; without a program those that have none. */
export interface Branch {
	program: Program | null;
	projects: Project[];
}

/** A customer with what is done for it. */
export interface Tree {
	customer: Customer;
	branches: Branch[];
}

/** Customers with their programs with their projects, of those whose names have the words. What is empty stands there too: something can be made in it. */
export function grow(customers: Customer[], programs: Program[], projects: Project[], words: string): Tree[] {
	const term = words.trim().toLowerCase();
	const has = (...labels: (string | undefined)[]) => labels.join(' ').toLowerCase().includes(term);
	return customers
		.map((customer) => {
			const own = projects.filter((one) => one.customer.customer_id === customer.customer_id);
			const branches: Branch[] = [
				...programs.filter((one) => one.customer.customer_id === customer.customer_id),
				null
			].map((program) => ({
				program,
				projects: own.filter(
					(one) => one.program?.program_id === program?.program_id && has(one.label, program?.label, customer.label)
				)
			}));
			const kept = ({ program, projects: inside }: Branch) => inside.length > 0 || (program !== null && has(program.label, customer.label));
			return { customer, branches: branches.filter(kept) };
		})
		.filter((tree) => tree.branches.length > 0 || has(tree.customer.label));
}
