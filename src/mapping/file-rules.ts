import type { Iri } from '../vocabulary/iri.ts';
import { dcat } from '../vocabulary/terms.ts';
import { formatOfAddress, isFile } from './concept-rules.ts';
import { addressOf, splitAddresses } from './link-rules.ts';
import type { Rule, Target } from './mapping-table.ts';
import { statedTexts } from './text-rules.ts';

/** Where the data is reached. An address that ends in a known file extension (….csv) is where it downloads, too. */
export const accessAddress: Rule = (cell, target) => {
  for (const text of statedTexts(cell).flatMap(splitAddresses)) {
    const address = addressOf(cell, target, text);
    if (!address) continue;
    target.draft.state(target.subject, dcat.accessURL, address);
    if (isFile(target, address)) stateDownload(target, address);
  }
};

/** Where the file downloads. It is an access address as well where no other is stated (DCAT-AP asks for one). */
export const downloadAddress: Rule = (cell, target) => {
  for (const text of statedTexts(cell).flatMap(splitAddresses)) {
    const address = addressOf(cell, target, text);
    if (!address) continue;
    stateDownload(target, address);
    if (!target.draft.has(target.subject, dcat.accessURL))
      target.draft.state(target.subject, dcat.accessURL, address);
  }
};

/** Without a stated format, the extension tells it: place the rows of formats above those of addresses. */
function stateDownload(target: Target, address: Iri): void {
  target.draft.state(target.subject, dcat.downloadURL, address);
  formatOfAddress(target, address);
}
