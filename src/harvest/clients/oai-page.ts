import type { ArrivedPage, HarvestContext, HarvestItem } from '../harvest-client.ts';
import { readOaiRecord } from './oai-record.ts';
import type { OaiAddress } from './oai-repository.ts';
import { attributeOf, oaiElements, textOf } from './oai-xml.ts';

/** What a page of `ListRecords` told beside its records. */
export type OaiLinks = {
  readonly responseDate: string;
  /** Where the list goes on; absent or empty where it ends (OAI-PMH 2.0 §3.5). */
  readonly token: string;
  /** What `completeListSize` states; null where it does not. */
  readonly size: number | null;
  /** Records of this page, deleted ones among them. */
  readonly rows: number;
  readonly records: number;
  readonly error: { readonly code: string; readonly message: string } | null;
};

/** @throws Failure as {@link oaiElements} does */
export async function* readOaiPage(
  page: ArrivedPage,
  list: { readonly context: HarvestContext; readonly address: OaiAddress; readonly prefix: string },
): AsyncGenerator<HarvestItem, OaiLinks> {
  let [responseDate, token, rows, records] = ['', '', 0, 0];
  let size: number | null = null;
  let error: OaiLinks['error'] = null;
  for await (const one of oaiElements(page.bytes(), page.url, list.context.reading)) {
    const { parent, element } = one;
    if (parent === 'OAI-PMH') {
      if (element.local === 'responseDate') responseDate = textOf(element);
      if (element.local === 'error')
        error = { code: attributeOf(element, 'code') ?? '', message: textOf(element) };
    } else if (element.local === 'resumptionToken') {
      token = textOf(element);
      size = wholeNumber(attributeOf(element, 'completeListSize'));
    } else if (element.local === 'record') {
      rows += 1;
      for await (const item of readOaiRecord(one, list)) {
        if (item.type === 'record') records += 1;
        yield item;
      }
    }
  }
  return { responseDate, token, size, rows, records, error };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,12}\s*$/.test(text) ? Number(text) : null;
}
