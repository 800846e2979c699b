import type { Finding } from '../model/finding.ts';
import type { Put } from '../store/record-store.ts';

/** A record as the gate gave it back. */
export type RecordContent = Pick<
  Put,
  'document' | 'topic' | 'kind' | 'parts' | 'links' | 'nquads' | 'version' | 'origin' | 'alternate'
>;

/** The policy that records were checked against. */
export type AppliedPolicy = Pick<Put, 'policy' | 'policyVersion'>;

/** What is written of a record that was accepted with these findings. */
export function recordPut(
  { document, topic, kind, parts, links, nquads, version, origin, alternate }: RecordContent,
  { policy, policyVersion }: AppliedPolicy,
  findings: readonly Finding[],
  incidental = false,
): Put {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const record = { document, topic, kind, parts, links, nquads, version };
  const whose = { ...(origin && { origin }), ...(alternate && { alternate }) };
  return { type: 'put', ...record, policy, policyVersion, warnings, incidental, ...whose };
}
