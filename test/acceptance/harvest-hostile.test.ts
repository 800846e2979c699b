import assert from 'node:assert/strict';
import type { RunOutcome, RunReport } from '../../src/harvest/run-report.ts';
import { describePlace } from '../../src/model/place.ts';
import { temporaryFolder } from './support/folders.ts';
import { type Attack, attacks } from './support/harvest-attacks.ts';
import type { FivestarSite } from './support/harvest-fivestar-site.ts';
import type { HarvestPortal } from './support/harvest-portal.ts';
import { HarvestServer, type Page } from './support/harvest-server.ts';
import { type Site, titleOf } from './support/harvest-site.ts';
import { sites } from './support/harvest-sites.ts';

/** What a run of a source may take; the rest is as usual. */
const limits = { pageBytes: 8_000_000, totalBytes: 20_000_000, ratio: 50, retries: 0 };
/** More than one page and what led to it. */
const mostBytes = 9_000_000;
const numbers = [1, 2, 3, 4, 5, 6] as const;
const nothing: Page = { type: 'text/plain', body: '' };

/** Where an attack is something else than a failure. */
const exceptions: Readonly<Record<string, RunOutcome>> = {
  // TREE allows links to where one was, which are not followed again: all that the stream has was met.
  'a page that leads to itself: ldes': 'complete',
  // A sitemap that lists itself lists no pages: half of them have vanished, and a person is asked.
  'a page that leads to itself: sitemap': 'waiting',
  // A page that is whole and describes nothing may be meant: it counts as vanished, of which a person is asked.
  'a page for people with status 200: sitemap, one of its pages': 'waiting',
  // What portals of this kind serve has the right type: what has not is no portal of this kind.
  'the wrong content type: fivestar': 'failed',
};

/** A site, its server, and what is attacked of it at the moment. */
interface Target {
  readonly name: string;
  readonly site: Site;
  readonly server: HarvestServer;
  /** That is published. */
  edition: number;
  served: number;
  attack?: NonNullable<ReturnType<Attack['on']>>;
}

/** What came of an attack. */
interface Struck {
  readonly target: Target;
  readonly report: RunReport;
  readonly before: readonly string[];
  readonly published: readonly string[];
  readonly after: RunReport | undefined;
  readonly finally: readonly string[];
}

/** A sentence for people: it names the address, and nothing of the inside. */
function assertReadable(message: string, { server }: Target, reason: RegExp): void {
  assert.ok(message.includes(new URL(server.origin).host), `names no address: ${message}`);
  assert.match(message, reason);
  assert.match(message, /[^.][.]$/);
  assert.ok(message.length < 700, message);
  assert.doesNotMatch(message, /\n\s*at |\/tmp\/|node_modules|\.ts:|undefined|\[object|Error:|\.\. /);
}

describe('hostile servers', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  const targets: Target[] = [];
  const siteNames = sites(folder).map(({ name }) => name);
  let portal: HarvestPortal;
  let fivestar: FivestarSite;

  before(async () => {
    const { HarvestPortal } = await import('./support/harvest-portal.ts');
    const { FivestarSite } = await import('./support/harvest-fivestar-site.ts');
    portal = await HarvestPortal.open(folder);
    fivestar = await FivestarSite.start();
    for (const [at, site] of [...sites(folder), fivestar.site].entries()) {
      const server = await HarvestServer.start(async ({ url }) => {
        const page = await site.page(url, target.served);
        return target.attack && site.isLast(url) ? target.attack(url, page ?? nothing) : page;
      });
      const target: Target = { name: `source-${at}`, site, server, edition: 1, served: 1 };
      targets.push(target);
    }
  });
  after(async () => {
    for (const { server } of targets) await server.close();
    await fivestar?.close();
    await portal?.close();
  });

  const define = ({ name, site, server }: Target, more: Attack['limits'] = {}) =>
    portal.put({
      name,
      ...site.definition,
      url: `${server.origin}${site.path}`,
      limits: { ...limits, ...more },
    });
  const titleIn = /<http:\/\/purl\.org\/dc\/terms\/title> "(Record [^"]*)"/;
  const titles = ({ name }: Target): readonly string[] =>
    portal
      .records(name)
      .flatMap(({ nquads }) => titleIn.exec(nquads)?.[1] ?? [])
      .sort();
  const titlesOf = (edition: number) => numbers.map((number) => titleOf(number, edition));
  const outcomeOf = (attack: Attack, { name, isOneOfMany }: Site): RunOutcome =>
    exceptions[`${attack.name}: ${name}`] ?? (attack.isHarmless || isOneOfMany ? 'complete' : 'failed');

  it('are harvested while they are none', async () => {
    for (const target of targets) {
      await define(target);
      const report = await portal.run(target.name);
      assert.equal(report.outcome, 'complete', report.failure?.message);
      assert.deepEqual(titles(target), titlesOf(1), target.site.name);
    }
    // What its log has to tell is told when it is itself again.
    await fivestar.publish(titleOf(1, 2));
  });

  async function strike(attack: Attack, target: Target): Promise<Struck | undefined> {
    const { name, site } = target;
    const answer = attack.on(site);
    if (!answer) return undefined;
    const before = titles(target);
    await define(target, attack.limits);
    target.attack = answer;
    // The pages before the one that is attacked have something new.
    if (!site.follows && !site.isOneOfMany) target.served = target.edition + 1;
    const report = await portal.run(name);
    const published = titles(target);
    delete target.attack;
    if (report.outcome === 'failed') target.served = target.edition;
    else target.edition = target.served;
    await define(target);
    const after = site.follows ? undefined : await portal.run(name);
    return { target, report, before, published, after, finally: titles(target) };
  }

  for (const attack of attacks) {
    describe(attack.name, () => {
      const struck = new Map<string, Struck>();
      let memory: number;

      /** All sites at once: most of the time is spent on waiting. */
      before(async () => {
        const results = await Promise.all(targets.map((target) => strike(attack, target)));
        for (const one of results) if (one) struck.set(one.target.site.name, one);
        memory = process.memoryUsage().arrayBuffers;
      });

      it('leaves memory as it was', () => assert.ok(memory < 200_000_000, String(memory)));

      for (const name of [...siteNames, 'fivestar'])
        it(name, function () {
          const one = struck.get(name);
          if (!one) {
            this.test?.skip();
            return;
          }
          const { target, report, before, published, after } = one;
          const expected = outcomeOf(attack, target.site);
          assert.equal(report.outcome, expected, JSON.stringify(report));
          assert.equal(report.counts.withdrawn, 0);
          assert.equal(report.counts.created, 0);
          assert.equal(published.length, numbers.length);
          assert.ok(report.counts.bytes < mostBytes, String(report.counts.bytes));
          if (expected === 'failed') {
            assert.deepEqual(published, before);
            assert.deepEqual(report.counts.updated, 0);
            assertReadable(report.failure?.message ?? '', target, attack.reason);
          }
          if (expected === 'complete' && target.site.isOneOfMany && !attack.isHarmless) {
            const [refusal, another] = report.refusals;
            assert.equal(another, undefined);
            const [finding] = refusal?.findings ?? [];
            assert.ok(finding);
            const text = `${describePlace(finding.place)}: ${finding.message.en} ${finding.remedy.en}`;
            assertReadable(text, target, attack.reason);
            assert.match(finding.message.hi + finding.remedy.hi, /[\u0900-\u097f]/);
          }
          if (!after) return;
          assert.equal(after.outcome, 'complete', after.failure?.message);
          assert.deepEqual([after.counts.created, after.counts.withdrawn, after.counts.refused], [0, 0, 0]);
          assert.deepEqual(one.finally, titlesOf(target.edition), JSON.stringify([report, after]));
        });
    });
  }

  describe('a server that is itself again', () => {
    it('is harvested again, and what has changed is published', async () => {
      for (const target of targets) {
        target.served = target.edition + 1;
        const report = await portal.run(target.name);
        assert.equal(report.outcome, 'complete', report.failure?.message);
        assert.deepEqual([report.counts.created, report.counts.withdrawn, report.counts.refused], [0, 0, 0]);
        assert.ok(report.counts.updated > 0, target.site.name);
        assert.deepEqual(titles(target), titlesOf(target.site.follows ? 2 : target.served));
      }
    });
  });
});
