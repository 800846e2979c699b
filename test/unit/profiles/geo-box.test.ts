import assert from 'node:assert/strict';
import { boxOf } from '../../../src/profiles/geo-box.ts';

const box = (west: number, south: number, east: number, north: number) => ({ west, south, east, north });

describe('boxOf', () => {
  const crs84 = '<http://www.opengis.net/def/crs/OGC/1.3/CRS84> ';
  const rows: readonly [string, ReturnType<typeof box> | undefined][] = [
    ['POINT(77.2 28.6)', box(77.2, 28.6, 77.2, 28.6)],
    ['POINT (77.2 28.6)', box(77.2, 28.6, 77.2, 28.6)],
    [`${crs84}POINT(77.2 28.6)`, box(77.2, 28.6, 77.2, 28.6)],
    ['POLYGON((68 37,97 37,97 6,68 6,68 37))', box(68, 6, 97, 37)],
    ['POLYGON((68 37, 97 37, 97 6, 68 6, 68 37))', box(68, 6, 97, 37)],
    ['MULTIPOLYGON(((1 2,3 4,1 2)),((-5 6,7 8,-5 6)))', box(-5, 2, 7, 8)],
    ['POLYGON Z((68 37 9,97 6 9,68 37 9))', box(68, 6, 97, 37)],
    ['ENVELOPE(68, 97, 37, 6)', box(68, 6, 97, 37)],
    ['{"type":"Point","coordinates":[77.2,28.6]}', box(77.2, 28.6, 77.2, 28.6)],
    ['{"type":"Polygon","coordinates":[[[68,6],[97,6],[97,37],[68,6]]]}', box(68, 6, 97, 37)],
    ['<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(28.6 77.2)', undefined],
    ['POINT(277 28)', undefined],
    ['POINT(77 x)', undefined],
    ['POINT EMPTY', undefined],
    ['{"type":"Point"', undefined],
    ['{"type":"Point","coordinates":[]}', undefined],
    ['Delhi', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of rows)
    it(`${text || '(nothing)'} → ${JSON.stringify(expected)}`, () => assert.deepEqual(boxOf(text), expected));
});
