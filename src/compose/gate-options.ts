import type { GateOptions } from '../publish/gate-messages.ts';
import type { SettledConfig } from './settled-config.ts';

/** What decides whether a record is accepted. */
export function gateOptions({ base, licence, language, policy, shapes }: SettledConfig): GateOptions {
  return { base, licence, language, policies: [...policy, ...shapes] };
}
