import { LmdbTokenStore } from '../../../src/access/lmdb-token-store.ts';

/** What the test asks of the token store of another process, by messages. */
export type TokenOrder =
  | { readonly type: 'create' }
  | { readonly type: 'revoke'; readonly id: string }
  | { readonly type: 'verify'; readonly token: string };

const [, , folder = ''] = process.argv;
const store = LmdbTokenStore.open(folder);

function obey(order: TokenOrder): unknown {
  switch (order.type) {
    case 'create':
      return store.create({ role: 'editor', name: 'of another process' }).token;
    case 'revoke':
      return store.revoke(order.id);
    case 'verify':
      return store.verify(order.token).type;
  }
}

process.on('message', (order) => process.send?.(obey(order as TokenOrder)));
process.on('disconnect', () => void store.close());
process.send?.('ready');
