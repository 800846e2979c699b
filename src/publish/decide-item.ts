import { type Finding, verdictOf } from '../model/finding.ts';
import type { RecordOrigin } from '../model/record.ts';
import type { Change, Outcome } from '../store/record-store.ts';
import type { ItemPlan, RecordPlan } from './batch-plan.ts';
import type { CheckedRecord } from './gate-messages.ts';
import { type AppliedPolicy, recordPut } from './record-put.ts';
import type { RecordReport } from './record-report.ts';

/** Why a record is withdrawn that its source lists as deleted. */
const deletedAtSource = 'Its source lists it as deleted.';

/** What is written for one item, and how it is reported once that is durable. */
export interface Decision {
  readonly changes: readonly Change[];
  /** How many of the changes, from the first, are the record itself; the rest are incidental. */
  readonly mainChanges: number;
  /** Name of the source that the record was harvested from. */
  readonly source?: string;
  /** Stored so before, with warnings, and unchanged. */
  readonly knownWarnings: boolean;
  /**
   * @param outcomes of the changes; empty in a validation
   * @param written the changes as they were written, alternates at documents of their own
   */
  report(outcomes: readonly Outcome[], written: readonly Change[]): RecordReport;
}

/**
 * Turns the plan of one item and the gate's answers into changes: a record is wholly written, or not at all.
 * What it mentions (a catalogue by its title, an organisation) is written with it, so that no link leads nowhere; what
 * such a stub lacks is noted.
 * @param written incidental documents that this batch writes already; what this item writes is added
 */
export function decideItem(
  plan: ItemPlan,
  checked: readonly CheckedRecord[],
  applied: AppliedPolicy,
  written: Set<string>,
): Decision {
  if (plan.type === 'unreadable') return unread(plan.finding);
  const { face, records, origin } = plan;
  const main = records.filter((record) => !record.face.incidental);
  const shown = main[0]?.face;
  const about = {
    place: face.place,
    ...(shown?.label !== undefined && { label: shown.label }),
    ...(shown && { topic: shown.topic, document: shown.document }),
  };
  const findings = [...face.findings, ...main.flatMap((record) => findingsOf(record, checked))];
  if (verdictOf(findings) === 'refused') return refusal(about, findings);

  const puts = main.flatMap((record) => putOf(record, checked, applied, findings, origin));
  const withdrawals = face.deletions.map(
    (document): Change => ({ type: 'withdraw', document, reason: deletedAtSource }),
  );
  const stubs = records.filter(({ face }) => face.incidental && !written.has(face.document));
  const incidental = stubs.flatMap((record) => {
    written.add(record.face.document);
    const lacks = findingsOf(record, checked).map(asNote);
    findings.push(...lacks);
    return putOf(record, checked, applied, lacks, origin);
  });
  const mainChanges = [...puts, ...withdrawals];
  return {
    changes: [...mainChanges, ...incidental],
    mainChanges: mainChanges.length,
    ...(origin && { source: origin.source }),
    knownWarnings: main.some((record) => record.type === 'unchanged' && record.warnings > 0),
    report: (outcomes, written) => ({
      ...about,
      ...documentOf(main, written),
      verdict: verdictOf(findings),
      findings,
      ...outcomeOf(plan, main, mainChanges.length, outcomes),
    }),
  };
}

/** A stub is not what the publisher brought: what it lacks is worth a note, no more. */
function asNote(finding: Finding): Finding {
  return { ...finding, severity: 'info' };
}

/** A row or element that is no record: refused, or only said where nothing is lost by it (a preamble, a partial answer). */
function unread(finding: Finding): Decision {
  const findings = [finding];
  if (verdictOf(findings) === 'refused') return refusal({ place: finding.place }, findings);
  const { place, message } = finding;
  const report: RecordReport = {
    place,
    verdict: 'accepted',
    outcome: 'ignored',
    reason: message.en,
    findings,
  };
  return { changes: [], mainChanges: 0, knownWarnings: false, report: () => report };
}

function refusal(
  about: Pick<RecordReport, 'place' | 'label' | 'topic' | 'document'>,
  findings: readonly Finding[],
): Decision {
  const report: RecordReport = { ...about, verdict: 'refused', outcome: 'refused', findings };
  return { changes: [], mainChanges: 0, knownWarnings: false, report: () => report };
}

function outcomeOf(
  plan: Extract<ItemPlan, { type: 'mapped' }>,
  main: readonly RecordPlan[],
  mainChanges: number,
  outcomes: readonly Outcome[],
): Pick<RecordReport, 'outcome' | 'reason'> {
  if (plan.face.ignored !== undefined) return { outcome: 'ignored', reason: plan.face.ignored };
  const first = main[0];
  if (first?.type === 'repeats')
    return { outcome: 'ignored', reason: `the same record stands at ${first.earlier}` };
  const done = outcomes.slice(0, mainChanges);
  const strongest = (['created', 'updated', 'withdrawn', 'absent'] as const).find((outcome) =>
    done.includes(outcome),
  );
  if (strongest) return { outcome: strongest };
  if (first?.type === 'unchanged' || done.includes('unchanged')) return { outcome: 'unchanged' };
  return { outcome: 'valid' };
}

function findingsOf(record: RecordPlan, checked: readonly CheckedRecord[]): readonly Finding[] {
  if (record.type === 'duplicate') return [record.finding];
  return record.type === 'check' ? (checked[record.index]?.findings ?? []) : [];
}

/** Where the first record stands, which of an alternate is not the usual document. */
function documentOf(main: readonly RecordPlan[], written: readonly Change[]): Pick<RecordReport, 'document'> {
  const [first] = main;
  if (first?.type === 'unchanged') return { document: first.document };
  const [change] = written;
  return change?.type === 'put' && change.topic === first?.face.topic ? { document: change.document } : {};
}

function putOf(
  record: RecordPlan,
  checked: readonly CheckedRecord[],
  applied: AppliedPolicy,
  findings: readonly Finding[],
  origin: RecordOrigin | undefined,
): Change[] {
  const answer = record.type === 'check' ? checked[record.index] : undefined;
  if (!answer) return [];
  const { face } = record;
  return [recordPut({ ...face, ...answer, ...(origin && { origin }) }, applied, findings, face.incidental)];
}
