import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadPolicy } from '../../src/validation/policy.ts';
import { base, fixtures, parseTurtle, readTurtle, recordOf } from '../unit/shapes/record-of-fixture.ts';

/** https://github.com/SEMICeu/DCAT-AP, releases/3.0.1 */
const folder = new URL('../../../shared/conformance/dcat-ap-3.0.1/', import.meta.url);
const file = (name: string) => fileURLToPath(new URL(name, folder));

describe('DCAT-AP 3.0.1 shapes as a policy', () => {
  before(function () {
    if (!existsSync(folder)) this.skip();
  });

  const background = readTurtle(new URL('background.ttl', fixtures));
  const text = readFileSync(new URL('ndsap/valid-dataset.ttl', fixtures), 'utf8').replace(
    '20480',
    '"20480"^^xsd:nonNegativeInteger',
  );
  const record = recordOf(text);

  it('are met by a record that meets the project’s own', async () => {
    const policy = await loadPolicy(['ndsap', file('shapes.ttl')], { base, background });
    assert.deepEqual(await policy.check([record]), [[]]);
  });

  it('find what is missing, in the label of the property and in both languages', async () => {
    const policy = await loadPolicy([file('shapes.ttl')], { base, background });
    const untitled = {
      ...record,
      quads: record.quads.filter((quad) => !quad.predicate.value.endsWith('/title')),
    };
    const [findings] = await policy.check([untitled]);
    assert.deepEqual(
      findings?.map(({ severity, code, field, message }) => [severity, code, field.en, message.hi]),
      [['violation', 'min-count', 'title', 'एक आवश्यक मान नहीं दिया गया है।']],
    );
  });

  it('learn the classes of things that are described elsewhere from the context', async () => {
    const policy = await loadPolicy([file('range.ttl')], { base, background });
    const classOf = async (context: string) => {
      const [findings] = await policy.check([record], parseTurtle(context));
      return findings?.filter((finding) => finding.property === 'http://purl.org/dc/terms/publisher').length;
    };
    assert.equal(await classOf(''), 1);
    assert.equal(await classOf('<id/organization/weather-office> a <http://xmlns.com/foaf/0.1/Agent> .'), 0);
  });

  for (const name of ['shapes.ttl', 'range.ttl', 'shapes_recommended.ttl', 'mdr-vocabularies.shape.ttl'])
    it(`${name} is read`, async () => {
      const policy = await loadPolicy([file(name)], { base, background });
      const [findings] = await policy.check([record]);
      assert.ok(findings);
      assert.deepEqual(structuredClone(findings), findings);
    });

  it('refuses the file that holds imports only', async () => {
    await assert.rejects(loadPolicy([file('imports.ttl')], { base }), /imports\.ttl holds no SHACL shapes/);
  });
});
