import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, geosparql, locn } from '../../vocabulary/terms.ts';
import { boxOf } from '../geo-box.ts';
import { namesOf } from '../names.ts';
import { oneText, type UsTeller } from './members.ts';

/** What the dataset is about as one text: names of places, else GeoJSON, a bounding box (west, south, east, north) or an IRI. */
export function spatial(teller: UsTeller, topic: Iri): string | undefined {
  const places = teller.from.values(topic, dct.spatial).map((term) => {
    return term.termType === 'Literal' ? term.value : placeText(teller, term.value as Iri);
  });
  const [first] = places;
  // GeoJSON beside a name cannot be one text.
  if (first?.startsWith('{')) return first;
  return places.length > 0 ? [...new Set(places)].join(', ') : undefined;
}

function placeText(teller: UsTeller, place: Iri): string {
  const { context, from } = teller;
  const name = oneText(namesOf(context, place, from), teller);
  if (name !== undefined) return name;
  const about = from.describes(place) ? from : context.things.find(place)?.description;
  const geoJson = about
    ?.literals(place, locn.geometry)
    .find(({ datatype }) => datatype.value === geosparql.geoJSONLiteral);
  if (geoJson) return geoJson.value;
  const box = boxOf(about?.text(place, dcat.bbox) ?? '');
  return box ? [box.west, box.south, box.east, box.north].join(',') : place;
}
