import { Failure } from '../../model/failure.ts';
import type { Profile } from '../../model/record.ts';
import { dcatUsJson } from '../../sources/dcat-us-json.ts';
import { decompress } from '../../sources/decompress.ts';
import { asObject, hasMember } from '../../sources/json-structure.ts';
import { peekBytes } from '../../sources/peek-bytes.ts';
import { defaultReadLimits } from '../../sources/reader-context.ts';
import { looksLikeJson, looksLikeJsonLd, recogniseJson } from '../../sources/recognise-json.ts';
import { recogniseSource } from '../../sources/recognise-source.ts';
import { detectEncoding, previewText } from '../../sources/text-encoding.ts';
import type { ArrivedPage } from '../harvest-client.ts';

const sniffBytes = 64 * 1024;
const conformance = /project-open-data\.cio\.gov\/v1\.1|resources\.data\.gov\/resources\/dcat-us/;

/**
 * As what a file at the address of a `data.json` is to be read. An object of which nothing is known would pass for a
 * catalogue without datasets, so it must look like one at its beginning.
 * @throws Failure `source-failed` where it is no catalogue; the message says what it is instead
 */
export async function recogniseDataJson(
  page: ArrivedPage,
  note: (text: string) => void,
): Promise<Extract<Profile, 'dcat-us' | 'dcat'>> {
  const input = await peekBytes(decompress(page.bytes(), page.url), sniffBytes);
  await input.close();
  const text = previewText(input.head, detectEncoding(input.head));
  if (!looksLikeJson(text)) throw notJson(input.head, input.complete, page.url);
  const utf8 = Buffer.from(text, 'utf8');
  const shape = recogniseJson(utf8, input.complete, 'json', defaultReadLimits);
  const samples = shape.kind === 'lines' ? shape.samples : [shape.sample];
  if (samples.some(isDcatUs)) {
    sayConformance(samples[0], note);
    return 'dcat-us';
  }
  if (samples.some(looksLikeJsonLd)) return 'dcat';
  throw noCatalogue(page.url, 'it is JSON without the member "dataset"');
}

/** Publishers' own members are no condition: a list of `dataset` is enough, unless it says that it is JSON-LD of another kind. */
function isDcatUs(sample: unknown): boolean {
  if (dcatUsJson.recognises(sample)) return true;
  return Array.isArray(asObject(sample)?.['dataset']) && !hasMember(sample, '@graph') && !isLinked(sample);
}

function isLinked(sample: unknown): boolean {
  return hasMember(sample, '@context') && !conformance.test(JSON.stringify(asObject(sample)?.['@context']));
}

function sayConformance(sample: unknown, note: (text: string) => void): void {
  const stated = asObject(sample)?.['conformsTo'];
  if (stated === undefined)
    note('The catalogue does not say to what it conforms; it is read as DCAT-US 1.1.');
  else if (!conformance.test(String(stated)))
    note(`The catalogue conforms to ${String(stated).slice(0, 200)}; it is read as DCAT-US 1.1.`);
}

function notJson(head: Buffer, complete: boolean, url: string): Failure {
  try {
    recogniseSource(head, complete, 'dcat-us', { file: url, limits: defaultReadLimits });
  } catch (cause) {
    if (cause instanceof Failure) return noCatalogue(url, cause.message.replace(/\.$/, ''), cause);
    throw cause;
  }
  return noCatalogue(url, 'it is no JSON');
}

function noCatalogue(url: string, what: string, cause?: Failure): Failure {
  return new Failure(
    'source-failed',
    `<${url}> is no data.json: ${what}. Check the address, or whether the file is made as it should be.`,
    { cause },
  );
}
