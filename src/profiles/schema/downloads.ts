import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, rdfs, spdx } from '../../vocabulary/terms.ts';
import { languageTags } from '../language-tags.ts';
import { mediaTypeName } from '../media-types.ts';
import { conceptOf, namesOf, statedNames } from '../names.ts';
import { plainText } from './descriptions.ts';
import { type JsonLdNode, type JsonLdValue, node } from './json-ld.ts';
import type { Teller } from './teller.ts';
import { said, spoken, text } from './voice.ts';

/** The distributions of `topic`. schema.org's contentUrl is both of DCAT's addresses (DCAT 3, alignment with schema.org). */
export function downloads(teller: Teller, topic: Iri): readonly JsonLdNode[] {
  const { from, voice } = teller;
  return from
    .iris(topic, dcat.distribution)
    .slice(0, voice.most)
    .map((iri) => describeDownload(teller, iri));
}

export function describeDownload(teller: Teller, iri: Iri): JsonLdNode {
  const { from, voice } = teller;
  const files = from.iris(iri, dcat.downloadURL);
  const licences = from.iris(iri, dct.license);
  return node('DataDownload', iri, {
    name: text(statedNames(from, iri), voice),
    description: spoken(from.literals(iri, dct.description), voice).map(({ value, language }) =>
      said({ value: plainText(value), language }, voice),
    ),
    contentUrl: files.length > 0 ? files : from.iris(iri, dcat.accessURL),
    encodingFormat: encodings(teller, iri),
    contentSize: size(from.text(iri, dcat.byteSize)),
    sha256: sha256(teller, iri),
    inLanguage: languageTags(from.iris(iri, dct.language)),
    license: licences,
    usageInfo: licences.length > 0 ? undefined : rightsTexts(teller, iri),
    datePublished: from.text(iri, dct.issued),
    dateModified: from.text(iri, dct.modified),
  });
}

/** The media type, else the name of the format. */
function encodings({ context, from, voice }: Teller, iri: Iri): readonly JsonLdValue[] {
  const types = from.values(iri, dcat.mediaType).map(({ value }) => mediaTypeName(value));
  if (types.length > 0) return types;
  return from.values(iri, dct.format).flatMap((term) => {
    if (term.termType === 'Literal') return [term.value];
    const format = term.value as Iri;
    const [type] = conceptOf(context, format)?.properties.get(context.ndsap.mediaType) ?? [];
    if (type !== undefined) return [mediaTypeName(type)];
    const name = text(namesOf(context, format, from), { ...voice, language: voice.language ?? 'en' });
    return name === undefined ? [] : [name];
  });
}

function size(bytes: string | undefined): string | undefined {
  return bytes === undefined ? undefined : `${bytes} B`;
}

function sha256({ from }: Teller, iri: Iri): string | undefined {
  const checksum = from
    .iris(iri, spdx.checksum)
    .find((one) => from.iris(one, spdx.algorithm).some((algorithm) => /sha256$/i.test(algorithm)));
  return checksum && from.text(checksum, spdx.checksumValue);
}

/** Statements of rights in words, where no licence has an address. */
export function rightsTexts({ from, voice }: Teller, topic: Iri): readonly JsonLdNode[] {
  return from.values(topic, dct.rights).flatMap((term) => {
    if (term.termType === 'Literal') return [node('CreativeWork', undefined, { text: said(term, voice) })];
    const label = text(from.literals(term.value, rdfs.label), voice);
    return [
      label === undefined
        ? node('CreativeWork', undefined, { url: term.value })
        : node('CreativeWork', term.value as Iri, { text: label }),
    ];
  });
}
