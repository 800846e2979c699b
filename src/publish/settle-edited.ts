import type { Quad } from '@rdfjs/types';
import type { Iris } from '../mapping/iris.ts';
import type { Finding } from '../model/finding.ts';
import { type GraphRecord, type MappedRecord, type RecordKind, recordKinds } from '../model/record.ts';
import type { Text } from '../model/text.ts';
import { nQuadLine, parseNQuads } from '../rdf/n-quads.ts';
import { kindOfQuads, withoutCatalogRecord } from '../sources/rdf-graph-view.ts';
import type { RecordNames } from '../sources/rdf-records.ts';
import { settleGraphRecord } from '../sources/settle-graph-record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { foaf, rdf } from '../vocabulary/terms.ts';
import type { EditedRecord } from './gate-messages.ts';

/**
 * Makes a record of what is to be the new content of a record's graph: finds what it is about, leaves out what the portal
 * states of its own documents, and gives IRIs to blank nodes. A finding where it cannot be the content of that graph.
 */
export async function settleEdited(edited: EditedRecord, iris: Iris): Promise<MappedRecord | Finding> {
  const { document, known } = edited;
  const quads = parseNQuads(edited.triples);
  const topic = topicOf(edited, quads, iris);
  if (known && topic !== known.topic) return otherTopic(document, known.topic, topic);
  if (document.endsWith('/')) return notDescribed(document, topic, undefined);
  const content = withoutCatalogRecord(quads, document);
  const stated = kindOfQuads(content, `<${topic}>`, iris.base);
  const kind: RecordKind = known?.kind ?? stated;
  if (!describesKind(content, topic, stated, known?.kind ?? kindOfAddress(document, iris)))
    return notDescribed(document, topic, known?.kind);
  const expected = known?.alternate ? document : iris.document(kind, topic);
  if (expected !== document) return otherGraph(document, expected, topic);
  const settled = await settleGraphRecord(
    {
      profile: 'dcat',
      kind: 'graph',
      operation: 'upsert',
      place: { file: document },
      data: {
        topic,
        recordKind: kind,
        parts: [],
        triples: content.map((quad) => nQuadLine(quad, '')).join(''),
      } satisfies GraphRecord,
    },
    namesWithin(document, iris),
  );
  if (settled.type !== 'record') return settled.finding;
  const { triples, parts } = settled.record.data as GraphRecord;
  return {
    kind,
    topic,
    document,
    parts: parts as Iri[],
    quads: parseNQuads(triples),
    incidental: false,
    place: { file: document },
    findings: [],
  };
}

/** Nodes are named within the graph's own document, which of an alternate is not the usual one of its topic. */
function namesWithin(document: Iri, iris: Iris): RecordNames {
  return {
    base: iris.base,
    thing: (kind, key) => iris.thing(kind, key),
    document: () => document,
    node: (within, label) => iris.node(within, label),
    sourceBase: (file) => iris.sourceBase(file),
  };
}

/** What the graph says it is about; else what is known; else the thing whose document it is by its address. */
function topicOf({ document, known }: EditedRecord, quads: readonly Quad[], { base }: Iris): Iri {
  const stated = quads.find(
    ({ subject, predicate, object }) =>
      subject.value === document && predicate.value === foaf.primaryTopic && object.termType === 'NamedNode',
  );
  if (stated) return stated.object.value as Iri;
  if (known) return known.topic;
  const key = document.slice(`${base}doc/`.length);
  return `${base}${key.startsWith('def/') ? '' : 'id/'}${key}` as Iri;
}

/** Shapes look at things by their classes: what has no class, or another than before, would pass unseen. */
function describesKind(
  quads: readonly Quad[],
  topic: Iri,
  stated: RecordKind,
  expected: RecordKind | undefined,
): boolean {
  const isTyped = quads.some(
    ({ subject, predicate }) => subject.value === topic && predicate.value === rdf.type,
  );
  return isTyped && (expected === undefined || unclassed.has(expected) || stated === expected);
}

/** Kinds that no class tells. */
const unclassed: ReadonlySet<RecordKind> = new Set(['resource', 'vocabulary', 'record']);

/** The `{kind}` of `{base}doc/{kind}/{key}`. */
function kindOfAddress(document: Iri, { base }: Iris): RecordKind | undefined {
  const segment = document.slice(`${base}doc/`.length).split('/', 1)[0];
  return recordKinds.find((kind) => kind === segment);
}

function notDescribed(document: Iri, topic: Iri, kind: RecordKind | undefined): Finding {
  return finding(
    document,
    topic,
    {
      en: `The graph ${document} does not describe ${topic}${kind ? ` as the ${kind} that it is` : ''}: its rdf:type is missing, or is another.`,
      hi: `ग्राफ़ ${document} में ${topic} का उचित विवरण नहीं है: rdf:type नहीं है या भिन्न है।`,
    },
    {
      en: `State the class of ${topic} (a dataset is a dcat:Dataset). To take a record away, drop its graph.`,
      hi: `${topic} का वर्ग लिखें (डेटासेट dcat:Dataset होता है)। अभिलेख हटाने के लिए उसका ग्राफ़ हटाएँ।`,
    },
  );
}

function otherTopic(document: Iri, expected: Iri, found: Iri): Finding {
  return finding(
    document,
    found,
    {
      en: `The graph ${document} is about ${expected}; the new content says it is about ${found}.`,
      hi: `ग्राफ़ ${document} का विषय ${expected} है; नई सामग्री में विषय ${found} है।`,
    },
    {
      en: 'Keep foaf:primaryTopic as it is. What is about something else goes into the graph of that.',
      hi: 'foaf:primaryTopic को वैसे ही रखें। किसी अन्य विषय की सामग्री उसके अपने ग्राफ़ में लिखें।',
    },
  );
}

function otherGraph(document: Iri, expected: Iri, topic: Iri): Finding {
  return finding(
    document,
    topic,
    {
      en: `${topic} is described in the graph ${expected}, not in ${document}.`,
      hi: `${topic} का विवरण ग्राफ़ ${expected} में है, ${document} में नहीं।`,
    },
    {
      en: `Write to ${expected}. A graph under another name than a document of this portal takes anything.`,
      hi: `${expected} में लिखें। इस पोर्टल के दस्तावेज़ों के नाम से भिन्न नाम वाला ग्राफ़ कुछ भी ले सकता है।`,
    },
  );
}

function finding(document: Iri, value: string, message: Text, remedy: Text): Finding {
  return {
    severity: 'violation',
    code: 'graph-topic',
    field: { en: 'Graph', hi: 'ग्राफ़' },
    property: foaf.primaryTopic,
    value,
    place: { file: document },
    message,
    remedy,
  };
}
