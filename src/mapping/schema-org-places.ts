import { literal } from '../rdf/terms.ts';
import { dcat, dct, geosparql, skos } from '../vocabulary/terms.ts';
import { place } from './link-rules.ts';
import type { Rule, Target } from './mapping-table.ts';
import { freePart, keepMember } from './schema-org-rest.ts';
import { firstText, idOf, isThing, languageIn, listOf, nodeOf, type Thing } from './schema-org-values.ts';
import { parseGeometry } from './values/geometry.ts';
import { oneLine } from './values/text.ts';

/** Places by name, IRI, point or box (https://schema.org/spatialCoverage). */
export const coverage: Rule = (cell, target) => {
  const values = listOf(cell.value);
  const texts = values.filter((value) => !isThing(value));
  if (texts.length > 0) place({ ...cell, value: texts }, target);
  for (const value of values) if (isThing(value)) statePlace(nodeOf(value), cell.field, target);
};

function statePlace(node: Thing, field: string, { draft, subject, property }: Target): void {
  const id = idOf(node);
  const { geo, name, ...others } =
    node['geo'] === undefined && isShape(node) ? ({ '@type': [], geo: [node] } as Thing) : node;
  const iri = id ?? freePart(draft, subject, 'place');
  for (const text of listOf(name)) stateName(text);
  const unread = listOf(geo).filter((shape) => !(isThing(shape) && stateShape(nodeOf(shape))));
  if (unread.length > 0) keepMember(draft, iri, 'geo', unread);
  for (const [member, value] of Object.entries(others))
    if (!member.startsWith('@')) keepMember(draft, iri, member, listOf(value));
  if (draft.describes(iri)) draft.part(iri, dct.Location);
  if (id !== undefined || draft.describes(iri)) draft.state(subject, property, iri);
  else keepMember(draft, subject, field, [node]);

  function stateName(value: unknown): void {
    const text = firstText({ '@type': [], name: [value] }, 'name');
    if (text !== undefined) draft.text(iri, skos.prefLabel, oneLine(text), languageIn(value));
  }

  function stateShape(shape: Thing): boolean {
    const box = boxOf(shape);
    if (box !== undefined) draft.state(iri, dcat.bbox, literal(box, { datatype: geosparql.wktLiteral }));
    const point = pointOf(shape);
    if (point !== undefined)
      draft.state(iri, dcat.centroid, literal(point, { datatype: geosparql.wktLiteral }));
    return box !== undefined || point !== undefined;
  }
}

function isShape(node: Thing): boolean {
  return node['@type'].some((type) => type === 'GeoShape' || type === 'GeoCoordinates');
}

/** https://schema.org/box and https://schema.org/polygon: latitude before longitude, parted by blanks or commas. */
function boxOf(shape: Thing): string | undefined {
  const [text] = ['box', 'polygon', 'line'].flatMap((member) => firstText(shape, member) ?? []);
  if (text === undefined) return undefined;
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (numbers.length < 4 || numbers.length % 2 !== 0 || !numbers.every(Number.isFinite)) return undefined;
  const latitudes = numbers.filter((_, at) => at % 2 === 0);
  const longitudes = numbers.filter((_, at) => at % 2 === 1);
  const edges = [least(longitudes), least(latitudes), most(longitudes), most(latitudes)];
  return parseGeometry(edges.join(','))?.bbox;
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), -Infinity);
}

function pointOf(shape: Thing): string | undefined {
  const [latitude, longitude] = ['latitude', 'longitude'].map((member) =>
    Number(firstText(shape, member) ?? Number.NaN),
  );
  if (latitude === undefined || longitude === undefined) return undefined;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    ? `POINT(${longitude} ${latitude})`
    : undefined;
}
