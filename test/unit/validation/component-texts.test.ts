import assert from 'node:assert/strict';
import { anyComponent, codeOf, componentTexts } from '../../../src/validation/component-texts.ts';

describe('texts of constraint components', () => {
  it('names components in kebab case', () => {
    assert.equal(
      codeOf('http://www.w3.org/ns/shacl#LessThanOrEqualsConstraintComponent'),
      'less-than-or-equals',
    );
    assert.equal(codeOf('http://www.w3.org/ns/shacl#InConstraintComponent'), 'in');
  });

  it('has a message and a remedy in both languages for each component of SHACL Core', () => {
    const core =
      `Class Datatype NodeKind MinCount MaxCount MinExclusive MinInclusive MaxExclusive MaxInclusive MinLength
      MaxLength Pattern LanguageIn UniqueLang Equals Disjoint LessThan LessThanOrEquals Not And Or Xone Node
      QualifiedMinCount QualifiedMaxCount Closed HasValue In`.split(/\s+/);
    assert.deepEqual(
      core.map(codeOf).filter((code) => !componentTexts[code]),
      [],
    );
    for (const { message, remedy } of [...Object.values(componentTexts), anyComponent])
      for (const text of [message, remedy]) {
        assert.match(text.hi, /[\u0900-\u097F].*।$/);
        assert.match(text.en, /^[A-Z].*\.$/);
      }
  });
});
