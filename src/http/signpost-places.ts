import { historyIri, timeGateIri, timeMapIri } from '../mapping/version-iris.ts';
import { plainDcat, profiles } from '../profiles/profiles.ts';
import { rdfFormats } from '../rdf/formats.ts';
import type { Link, MetadataForm, SignpostPlaces } from '../resources/signposting.ts';
import type { StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { HttpContext } from './http-context.ts';
import { encodeIri } from './site.ts';

/** Address of a document's link set: `{base}linkset/{rest}`. */
export function linksetIri(base: string, document: Iri): Iri {
  return `${base}linkset/${document.slice(`${base}doc/`.length)}` as Iri;
}

/** Addresses that the signposts of a record's document lead to: every form that it is had in, profiles included. */
export function signpostPlaces(
  context: Pick<HttpContext, 'site' | 'store' | 'profiles'>,
  record: StoredRecord,
): SignpostPlaces {
  const { base } = context.site;
  return {
    encode: encodeIri,
    catalogue: encodeIri(`${base}catalog`),
    linkset: encodeIri(linksetIri(base, record.document)),
    forms: [...syntaxes(context, record.document), ...profileForms(context, record)],
  };
}

/** An address that is the name of another document is no form of this one. */
function syntaxes({ store }: Pick<HttpContext, 'store'>, document: Iri): MetadataForm[] {
  return rdfFormats.flatMap(({ mediaType, extension }) => {
    const address = `${document}.${extension}` as Iri;
    return store.head(address) ? [] : [{ href: encodeIri(address), mediaType }];
  });
}

/** Not every record can be told in every profile. */
function profileForms(
  { profiles: written }: Pick<HttpContext, 'profiles'>,
  record: StoredRecord,
): MetadataForm[] {
  return profiles.flatMap((profile) => {
    const [format] = profile.formats;
    if (profile === plainDcat || format === undefined) return [];
    if (written.describe(record, profile, format) === undefined) return [];
    const href = `${encodeIri(record.document)}?profile=${profile.token}`;
    return [{ href, mediaType: format.mediaType, profile: profile.iri }];
  });
}

/** A document's versions: all of them, and how to find the one of a time (RFC 5829 §3, RFC 7089 §2.2). */
export function versionSignposts(document: Iri): readonly Link[] {
  return [
    { href: encodeIri(historyIri(document)), rel: 'version-history' },
    { href: encodeIri(timeGateIri(document)), rel: 'timegate' },
    { href: encodeIri(timeMapIri(document, 'link')), rel: 'timemap', type: 'application/link-format' },
    { href: encodeIri(timeMapIri(document, 'json')), rel: 'timemap', type: 'application/json' },
  ];
}
