import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, foaf, org, pod, rdfs, vcard } from '../../vocabulary/terms.ts';
import { languageTags } from '../language-tags.ts';
import { conceptOf, namesOf, statedNames } from '../names.ts';
import { periodsOf } from '../periods.ts';
import { describeDistribution } from './describe-distribution.ts';
import { intervalOf } from './intervals.ts';
import { keptTexts, type Members, manyTexts, oneText, stated, type UsTeller } from './members.ts';
import { spatial } from './spatial.ts';

const accessRights = 'http://publications.europa.eu/resource/authority/access-right/';
const levels: Readonly<Record<string, string>> = {
  PUBLIC: 'public',
  RESTRICTED: 'restricted public',
  NON_PUBLIC: 'non-public',
  CONFIDENTIAL: 'non-public',
  SENSITIVE: 'non-public',
};
const deepestChain = 20;

/**
 * A dataset as an object of a DCAT-US 1.1 `data.json` (https://resources.data.gov/resources/dcat-us/). What the record
 * does not say is left out, required or not.
 */
export function describeUsDataset(teller: UsTeller, topic: Iri): Members {
  const { from } = teller;
  const [contact] = from.iris(topic, dcat.contactPoint);
  const frequency = accrualPeriodicity(teller, topic);
  return stated({
    '@type': 'dcat:Dataset',
    identifier: from.text(topic, dct.identifier) ?? topic,
    title: oneText(statedNames(from, topic), teller),
    description: oneText(from.firstLiterals(topic, [dct.description, dct.abstract]), teller),
    keyword: manyTexts(from.literals(topic, dcat.keyword), teller),
    modified: modified(teller, topic, frequency),
    issued: from.text(topic, dct.issued),
    publisher: publisher(teller, from.iris(topic, dct.publisher)[0]),
    contactPoint: contact && contactPoint(teller, contact),
    accessLevel: accessLevel(teller, topic),
    rights: rights(teller, topic),
    license: from.iris(topic, dct.license)[0] ?? commonLicence(teller, topic),
    temporal: temporal(teller, topic),
    spatial: spatial(teller, topic),
    accrualPeriodicity: frequency,
    language: languageTags(from.iris(topic, dct.language)),
    theme: themes(teller, topic),
    landingPage: from.iris(topic, dcat.landingPage)[0],
    conformsTo: from.iris(topic, dct.conformsTo)[0],
    isPartOf: collection(teller, topic),
    ...documents(teller, topic),
    bureauCode: from.literals(topic, pod.bureauCode).map(({ value }) => value),
    programCode: from.literals(topic, pod.programCode).map(({ value }) => value),
    primaryITInvestmentUII: from.text(topic, pod.primaryITInvestmentUII),
    systemOfRecords:
      from.iris(topic, pod.systemOfRecords)[0] ?? keptTexts(teller, topic, 'systemOfRecords')[0],
    dataQuality: truth(from.text(topic, pod.dataQuality)),
    distribution: from.iris(topic, dcat.distribution).map((iri) => describeDistribution(teller, iri)),
  });
}

/**
 * A date; of what is updated again and again, the interval; of what was never changed, the date of release
 * (https://resources.data.gov/resources/dcat-us/#modified).
 */
function modified(teller: UsTeller, topic: Iri, frequency: string | undefined): string | undefined {
  const { from } = teller;
  const interval = keptTexts(teller, topic, 'modified').find((text) => /^(?:R\d*\/)?P/.test(text));
  const repeated = frequency?.startsWith('R/') ? frequency : undefined;
  return from.text(topic, dct.modified) ?? interval ?? repeated ?? from.text(topic, dct.issued);
}

/** The organisation within those that it is a part of, as far as the catalogue knows them. */
function publisher(teller: UsTeller, iri: Iri | undefined, depth = 0): Members | undefined {
  if (iri === undefined || depth > deepestChain) return undefined;
  const { context, from } = teller;
  const name = oneText(namesOf(context, iri, from), teller);
  if (name === undefined) return undefined;
  const about = from.describes(iri) ? from : context.things.find(iri)?.description;
  return stated({
    '@type': 'org:Organization',
    name,
    subOrganizationOf: publisher(teller, about?.iris(iri, org.subOrganizationOf)[0], depth + 1),
  });
}

function contactPoint(teller: UsTeller, contact: Iri): Members | undefined {
  const about = teller.from.describes(contact)
    ? teller.from
    : teller.context.things.find(contact)?.description;
  if (about === undefined) return undefined;
  const fn = oneText(about.firstLiterals(contact, [vcard.fn, foaf.name]), teller);
  const mail = about.values(contact, vcard.hasEmail)[0]?.value;
  if (fn === undefined && mail === undefined) return undefined;
  const hasEmail = mail && `mailto:${mail.replace(/^mailto:/i, '')}`;
  return stated({ '@type': 'vcard:Contact', fn, hasEmail });
}

function accessLevel(teller: UsTeller, topic: Iri): string | undefined {
  const [right] = teller.from.iris(topic, dct.accessRights);
  const term = right?.startsWith(accessRights) ? right.slice(accessRights.length) : '';
  return Object.hasOwn(levels, term) ? levels[term] : undefined;
}

function rights(teller: UsTeller, topic: Iri): string | undefined {
  const { from } = teller;
  const texts = from.values(topic, dct.rights).flatMap((term) => {
    if (term.termType === 'Literal') return [term.value];
    const labels = from.literals(term.value, rdfs.label);
    return labels.length > 0 ? labels.map(({ value }) => value) : [term.value];
  });
  return texts.length > 0 ? texts.join(' ') : undefined;
}

/** A licence that every distribution is under: DCAT-US has licences of datasets only. */
function commonLicence({ from }: UsTeller, topic: Iri): Iri | undefined {
  const [first = [], ...others] = from
    .iris(topic, dcat.distribution)
    .map((iri) => from.iris(iri, dct.license));
  return first.find((licence) => others.every((licences) => licences.includes(licence)));
}

/** DCAT-US has closed intervals only. */
function temporal({ from }: UsTeller, topic: Iri): string | undefined {
  const closed = periodsOf(from, topic).find(({ start, end }) => start !== undefined && end !== undefined);
  return closed && `${closed.start}/${closed.end}`;
}

function accrualPeriodicity(teller: UsTeller, topic: Iri): string | undefined {
  return teller.from
    .iris(topic, dct.accrualPeriodicity)
    .flatMap((iri) => [iri, ...(conceptOf(teller.context, iri)?.exactMatch ?? [])])
    .map(intervalOf)
    .find((interval) => interval !== undefined);
}

function themes(teller: UsTeller, topic: Iri): readonly string[] {
  const { context, from } = teller;
  const names = from
    .iris(topic, dcat.theme)
    .map((iri) => oneText(namesOf(context, iri, from), teller) ?? iri);
  return [...new Set([...names, ...keptTexts(teller, topic, 'theme')])];
}

/** The identifier of the dataset that this one is a part of. */
function collection({ context, from }: UsTeller, topic: Iri): string | undefined {
  const [parent] = [...from.iris(topic, dct.isPartOf), ...from.iris(topic, dcat.inSeries)];
  if (parent === undefined) return undefined;
  const identifier = context.things.find(parent)?.description.text(parent, dct.identifier);
  const own = context.iris.dataset('');
  return identifier ?? (parent.startsWith(own) ? parent.slice(own.length) : parent);
}

/**
 * A page about the dataset is its data dictionary where the record came as DCAT-US, which its own terms tell; elsewhere
 * it is a document among others.
 */
function documents(teller: UsTeller, topic: Iri): Members {
  const { from } = teller;
  const [type] = keptTexts(teller, topic, 'describedByType');
  const fromUs =
    type !== undefined ||
    [pod.bureauCode, pod.programCode].some((term) => from.values(topic, term).length > 0);
  const pages = from.iris(topic, foaf.page);
  const describedBy = fromUs ? pages.slice(0, 1) : [];
  const others = pages.slice(describedBy.length);
  return {
    describedBy: describedBy[0],
    describedByType: type,
    references: [...new Set([...from.iris(topic, dct.references), ...others])],
  };
}

function truth(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true' || text === '1';
}
