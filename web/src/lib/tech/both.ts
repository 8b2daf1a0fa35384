import type { FlexForm, Item, Job, JobNote } from '$lib/api/types/job';
import { after, STATUS } from '$lib/offline/project';
import type { Entry, Said } from '$lib/offline/types';
import { t, type Key } from '$lib/text';
import { atTime } from '$lib/ui/time';
import { codeWord, statusWord } from './words';

/** What a refused report on a job says, and what the office has instead, in words and in the same order. */
export interface Both {
	mine: Said[];
	office: Said[];
}

/** One thing that was reported: what it is called, as the phone has it, and as the office has it. */
type Pair = [label: string, mine: string, office: string];

/** A report on a job beside what the office has of it; `kept` is the job as the phone has it. */
export function bothOf(entry: Entry, office: Partial<Job>, kept: Job | undefined): Both {
	const pairs = pairsOf(entry, office, kept);
	const state = t('tech.both.state');
	const stands = { label: state, value: statusWord(office as Job) };
	if (pairs.length === 0) return { mine: [{ label: state, value: reported(entry) }], office: [stands] };
	const side = (which: 1 | 2) => pairs.map((pair) => ({ label: pair[0], value: pair[which] }));
	return { mine: side(1), office: [...side(2), stands] };
}

/** What a step of a visit makes of the job. */
function reported(entry: Entry): string {
	const then = after({ OrderNum: entry.num }, entry);
	if (entry.kind === 'pause' || entry.kind === 'resume') return statusWord({ ...then, OrderStatus: STATUS.onSite });
	return then.OrderStatus && entry.kind !== 'accept' ? codeWord(then.OrderStatus) : t(`tech.do.${entry.kind}` as Key);
}

function pairsOf(entry: Entry, office: Partial<Job>, kept: Job | undefined): Pair[] {
	const { body } = entry;
	switch (entry.kind) {
		case 'patch':
			return patched(body as Partial<Job>, office, kept);
		case 'photo':
			return [[t('tech.photos.one'), String(body.note ?? '') || t('tech.both.taken'), thereOr(office.Photos?.some((one) => one.ID === entry.id))]];
		case 'unphoto':
			return [[t('tech.photos.one'), t('tech.do.unphoto'), thereOr(office.Photos?.some((one) => one.ID === body.photo))]];
		case 'signature':
			return [[t('tech.sign'), String(body.name), office.Signatures?.map((one) => one.Name).join(', ') || t('tech.sign.none')]];
		default:
			return [];
	}
}

function thereOr(is: boolean | undefined): string {
	return t(is ? 'tech.both.there' : 'tech.both.none');
}

function patched(mine: Partial<Job>, office: Partial<Job>, kept: Job | undefined): Pair[] {
	const notes = (mine.TechNotes ?? []).map((note): Pair => [t('tech.both.note'), note.Text ?? '', noteOf(office.TechNotes?.find((one) => one.ID === note.ID))]);
	const items = (mine.Items ?? []).map((item): Pair => [t('tech.both.item'), itemOf(item), itemOf(office.Items?.find((one) => one.ID === item.ID))]);
	const tasks = (mine.Tasks ?? []).flatMap((task): Pair[] => {
		const there = office.Tasks?.find((one) => one.TaskID === task.TaskID);
		const title = there?.Title ?? kept?.Tasks?.find((one) => one.TaskID === task.TaskID)?.Title ?? task.TaskID;
		const ticked: Pair[] = task.ActualEnd === undefined ? [] : [[title, doneOf(task.ActualEnd), doneOf(there?.ActualEnd)]];
		return [...ticked, ...forms(task.FlexFormsDisplayValues, there?.FlexFormsDisplayValues)];
	});
	const assets = (mine.Assets ?? []).flatMap((asset) =>
		forms(asset.FlexFormsDisplayValues, office.Assets?.find((one) => one.AssetNum === asset.AssetNum)?.FlexFormsDisplayValues)
	);
	return [...notes, ...items, ...tasks, ...forms(mine.FlexFormsDisplayValues, office.FlexFormsDisplayValues), ...assets];
}

function noteOf(note: JobNote | undefined): string {
	return note?.Text ?? t('tech.both.none');
}

function itemOf(item: Item | undefined): string {
	if (!item) return t('tech.both.none');
	return `${t('tech.job.items.times', { n: item.Qty ?? 1 })} ${item.ProdAttrs?.Desc ?? item.ProdNum ?? ''}`;
}

function doneOf(end: string | undefined): string {
	return end ? t('tech.both.done', { when: atTime(end) }) : t('tech.both.open');
}

/** The fields of forms that were filled in. */
function forms(mine: FlexForm[] = [], office: FlexForm[] = []): Pair[] {
	return mine.flatMap((form) => {
		const there = fieldsOf(office.find((one) => one.FlexFormID === form.FlexFormID));
		return fieldsOf(form).map((field): Pair => {
			const value = there.find((one) => one.FlexAttrID === field.FlexAttrID)?.Value;
			return [field.Label ?? '', field.Value ?? '', value || t('tech.both.empty')];
		});
	});
}

function fieldsOf(form: FlexForm | undefined) {
	return (form?.FlexGroups ?? []).flatMap((group) => group.FlexAttrs ?? []);
}
