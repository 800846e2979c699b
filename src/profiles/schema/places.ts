import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, locn, owl, skos } from '../../vocabulary/terms.ts';
import type { Description } from '../description.ts';
import { boxOf, type GeoBox } from '../geo-box.ts';
import { namesOf, statedNames } from '../names.ts';
import { type JsonLdNode, type JsonLdValue, node } from './json-ld.ts';
import type { Teller } from './teller.ts';
import { said, text, texts } from './voice.ts';

const typesByLevel: Readonly<Record<string, string>> = {
  country: 'Country',
  state: 'State',
  'union-territory': 'State',
};

/** The places that a resource is about (`dct:spatial`). */
export function coverage(teller: Teller, topic: Iri): readonly JsonLdValue[] {
  const { context, from, voice } = teller;
  return from
    .values(topic, dct.spatial)
    .slice(0, voice.most)
    .map((term) => {
      if (term.termType === 'Literal') return said(term, voice);
      const iri = term.value as Iri;
      const about = from.describes(iri) ? from : context.things.find(iri)?.description;
      return node(placeType(teller, about, iri), iri, {
        name: text(namesOf(context, iri, from), voice),
        geo: about && geo(about, iri),
      });
    });
}

/** A place as the topic of its own record. */
export function describePlace(teller: Teller, topic: Iri): JsonLdNode {
  const { context, from, voice } = teller;
  return node(placeType(teller, from, topic), topic, {
    name: text(statedNames(from, topic), voice),
    alternateName: texts(from.literals(topic, skos.altLabel), voice),
    description: text(from.firstLiterals(topic, [skos.definition, dct.description]), voice),
    identifier: from.literals(topic, context.ndsap.iso3166Code).map(({ value }) => value),
    containedInPlace: from
      .iris(topic, skos.broader)
      .map((iri) => node('Place', iri, { name: text(namesOf(context, iri), voice) })),
    geo: geo(from, topic),
    sameAs: [...new Set([owl.sameAs, skos.exactMatch].flatMap((property) => from.iris(topic, property)))],
  });
}

function placeType({ context }: Teller, about: Description | undefined, iri: Iri): string {
  const level = about?.text(iri, context.ndsap.jurisdictionLevel) ?? '';
  if (level === '') return 'Place';
  return Object.hasOwn(typesByLevel, level) ? (typesByLevel[level] ?? 'Place') : 'AdministrativeArea';
}

function geo(about: Description, place: Iri): JsonLdNode | undefined {
  for (const property of [dcat.bbox, dcat.centroid, locn.geometry])
    for (const literal of about.literals(place, property)) {
      const box = boxOf(literal.value);
      if (box) return geoNode(box);
    }
  return undefined;
}

/** https://schema.org/box: south-western, then north-eastern corner, latitude before longitude. */
function geoNode({ west, south, east, north }: GeoBox): JsonLdNode {
  if (west === east && south === north)
    return node('GeoCoordinates', undefined, { latitude: south, longitude: west });
  return node('GeoShape', undefined, { box: `${south} ${west} ${north} ${east}` });
}
