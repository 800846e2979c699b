import { addressOf, type Subscription } from '../push/subscription.ts';

/** A few lines for each subscription: addresses are longer than a table has room for. */
export function subscriptionLines(subscriptions: readonly Subscription[]): string {
  if (subscriptions.length === 0) return 'Nobody is told of changes.\n';
  return subscriptions.map((subscription) => `${linesOf(subscription).join('\n  ')}\n`).join('');
}

function linesOf(subscription: Subscription): string[] {
  const { id, type, wanted, told, attempts, failingSince, problem } = subscription;
  const waiting = wanted > told ? 'something waits to be delivered' : 'everything is delivered';
  return [
    `${id}  ${type === 'feed' ? 'hub' : 'inbox'}  ${printable(addressOf(subscription))}`,
    ...(subscription.type === 'feed'
      ? [`feed: ${printable(subscription.feed)}`, `until: ${dayOf(subscription.expires)}`]
      : filterLines(subscription)),
    attempts === 0
      ? waiting
      : `${attempts} deliveries failed since ${dayOf(failingSince ?? 0)}: ${printable(problem ?? '')}`,
  ];
}

function filterLines({ filters }: Subscription): string[] {
  return Object.entries(filters).map(([name, values]) => `only ${name}: ${values.map(printable).join(', ')}`);
}

/** Others chose these texts, and terminals obey control characters. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}+/gu, ' ');
}

function dayOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
