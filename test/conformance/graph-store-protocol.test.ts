import { existsSync, readFileSync } from 'node:fs';
import { type RunningPortal, startPortal } from '../acceptance/running-portal.ts';
import { untilCurrent } from '../acceptance/support/until-current.ts';
import { ownGraphCases } from './support/own-graph-cases.ts';
import { type ProtocolCase, runCase } from './support/protocol-case.ts';

/** Part of the suite: https://github.com/w3c/rdf-tests, sparql/sparql11/graph-store-protocol. */
const suite = new URL('../../../shared/conformance/graph-store-protocol.json', import.meta.url);
const skips = JSON.parse(
  readFileSync(new URL('graph-store-protocol.skips.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;

describe('SPARQL 1.1 Graph Store HTTP Protocol', () => {
  let portal: RunningPortal;
  let token: string;
  before(async () => {
    portal = await startPortal({ engine: true, vocabulary: true });
    token = portal.tokens.create({ role: 'editor', name: 'conformance' }).token;
    await untilCurrent(portal);
  });
  after(() => portal.close());

  describe('the suite of W3C', () => {
    if (!existsSync(suite)) {
      it(`the suite is absent: ${suite.pathname}`, function () {
        this.skip();
      });
      return;
    }
    for (const test of JSON.parse(readFileSync(suite, 'utf8')) as ProtocolCase[]) {
      const reason = skips[test.id];
      it(`${test.id}: ${test.name}${reason ? ` (${reason})` : ''}`, async function () {
        if (reason) this.skip();
        // A case that expects to create starts without the graphs of the one before.
        await clear();
        await runCase(portal, token, test);
      });
    }
  });

  describe('by the specification', () => {
    before(() => clear());
    for (const test of ownGraphCases) {
      it(`${test.id}: ${test.name}`, () => runCase(portal, token, test));
    }
  });

  async function clear(): Promise<void> {
    const graphs = [...portal.store.graphs()].map(({ graph }) => ({ type: 'drop-graph', graph }) as const);
    await portal.store.commit(graphs);
  }
});
