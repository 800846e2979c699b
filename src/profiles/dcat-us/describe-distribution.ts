import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, foaf } from '../../vocabulary/terms.ts';
import { mediaTypeName } from '../media-types.ts';
import { conceptOf, namesOf, statedNames } from '../names.ts';
import { keptTexts, type Members, oneText, stated, type UsTeller } from './members.ts';

/** A distribution of a `data.json`: the file with its media type, or the page or interface with its format. */
export function describeDistribution(teller: UsTeller, iri: Iri): Members {
  const { from } = teller;
  const files = from.iris(iri, dcat.downloadURL);
  const accesses = from.iris(iri, dcat.accessURL);
  // DCAT-AP asks for an access address of files, too, and a page that ends in .html is a file: what is only a file goes before.
  const downloadURL = files.find((address) => !accesses.includes(address)) ?? files[0];
  return stated({
    '@type': 'dcat:Distribution',
    title: oneText(statedNames(from, iri), teller),
    description: oneText(from.literals(iri, dct.description), teller),
    downloadURL,
    accessURL: accesses.find((address) => address !== downloadURL),
    mediaType: mediaType(teller, iri),
    format: format(teller, iri),
    conformsTo: from.iris(iri, dct.conformsTo)[0] ?? keptTexts(teller, iri, 'conformsTo')[0],
    describedBy: from.iris(iri, foaf.page)[0],
    describedByType: keptTexts(teller, iri, 'describedByType')[0],
  });
}

function mediaType({ context, from }: UsTeller, iri: Iri): string | undefined {
  const known = from
    .iris(iri, dct.format)
    .flatMap((format) => conceptOf(context, format)?.properties.get(context.ndsap.mediaType) ?? []);
  return [...from.values(iri, dcat.mediaType).map(({ value }) => value), ...known]
    .map(mediaTypeName)
    .find((type) => /^[-\w]+\/[-\w.+]+$/.test(type));
}

/** In words, as people read it. */
function format(teller: UsTeller, iri: Iri): string | undefined {
  const { context, from } = teller;
  const [term] = from.values(iri, dct.format);
  if (term === undefined) return keptTexts(teller, iri, 'format')[0];
  if (term.termType === 'Literal') return term.value;
  const named = oneText(namesOf(context, term.value as Iri, from), teller);
  return named ?? /[^/#]+$/.exec(term.value)?.[0];
}
