import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct } from '../vocabulary/terms.ts';
import { joinCatalog, joinPortal } from './catalog-membership.ts';
import { accessType, concepts, format, isFile, mediaType, resolve } from './concept-rules.ts';
import { Draft } from './draft.ts';
import { accessAddress, downloadAddress } from './file-rules.ts';
import { rights } from './link-rules.ts';
import type { Rule } from './mapping-table.ts';
import { keepMember } from './schema-org-rest.ts';
import { firstText, idOf, isThing, nodeOf, nodesIn, textOfValue } from './schema-org-values.ts';
import { statedTexts } from './text-rules.ts';
import { parseAddress } from './values/address.ts';
import { oneLine, textsOf } from './values/text.ts';

/** `about`: terms become themes, by IRI or by what they are called here; other things stay what they are. */
export const themes: Rule = (cell, target) => {
  for (const node of nodesIn([cell], 'name')) {
    const id = idOf(node);
    const name = firstText(node, 'name') ?? firstText(node, 'termCode');
    const isTerm = node['@type'].every((type) => type === 'DefinedTerm' || type === 'Thing');
    if (!isTerm || (id === undefined && name === undefined))
      keepMember(target.draft, target.subject, cell.field, [node]);
    else if (id !== undefined) {
      target.draft.state(target.subject, target.property, resolve(target, 'sector', id)?.iri ?? id);
      if (resolve(target, 'sector', id) === undefined)
        keepMember(target.draft, target.subject, cell.field, [node]);
    } else if (name !== undefined && resolve(target, 'sector', name))
      concepts('sector', 'info')({ ...cell, value: [name] }, target);
    else keepMember(target.draft, target.subject, cell.field, [node]);
  }
};

/** A format by media type or name: `dct:format`, and `dcat:mediaType` where it is one or has one. */
export const encoding: Rule = (cell, target) => {
  for (const text of statedTexts(cell)) {
    const value = { ...cell, value: [text] };
    const isMediaType = /^[a-z]+\/[a-z0-9]/i.test(text) || text.includes('/media-types/');
    if (isMediaType) mediaType(value, { ...target, property: dcat.mediaType });
    const plain = text.replace(/^.*\/media-types\//, '').replace(/\s*;.*$/, '');
    if (!isMediaType) format(value, target);
    else if (resolve(target, 'file-format', plain)) format({ ...cell, value: [plain] }, target);
  }
};

/**
 * `contentUrl` is where the bytes are. Portals write it for pages too: without a format, an address that ends in no file
 * extension is one to reach the data by.
 */
export const content: Rule = (cell, target) => {
  for (const text of statedTexts(cell)) {
    const address = parseAddress(text)?.iri;
    const stated =
      target.draft.has(target.subject, dct.format) || target.draft.has(target.subject, dcat.mediaType);
    const rule = address && !stated && !isFile(target, address) ? accessAddress : downloadAddress;
    rule({ ...cell, value: [text] }, target);
  }
};

/** A known kind of access; any other text is a statement of rights. */
export const access: Rule = (cell, target) => {
  for (const text of statedTexts(cell)) {
    const rule = resolve(target, 'access-type', text) ? accessType : rights;
    const property = rule === rights ? dct.rights : target.property;
    rule({ ...cell, value: [text] }, { ...target, property });
  }
};

/** Other things by their IRI or address. What else a page says of them is kept where they are no more than mentioned. */
export const references: Rule = (cell, target) => {
  const { draft, subject, property } = target;
  for (const value of Array.isArray(cell.value) ? cell.value : [cell.value]) {
    const iri = isThing(value)
      ? (idOf(nodeOf(value)) ?? parseAddress(firstText(nodeOf(value), 'url') ?? '')?.iri)
      : parseAddress(textsOf(textOfValue(value))[0] ?? '')?.iri;
    if (iri === subject) continue;
    if (iri !== undefined) draft.state(subject, property, iri);
    const isMention =
      !isThing(value) || Object.keys(value).every((member) => /^(?:@.*|url|name)$/.test(member));
    if (iri === undefined || !isMention) keepMember(draft, subject, cell.field, [value], cell.language);
  }
};

/** Membership stands with the member; the catalogue is met on the way, by its IRI or else by its name. */
export const catalogues: Rule = (cell, { draft, subject }) => {
  for (const node of nodesIn([cell], 'name')) {
    const id = idOf(node);
    const name = firstText(node, 'name');
    if (id !== undefined) meetCatalogue(draft, id, name);
    else if (name !== undefined) joinCatalog(draft, name, dcat.dataset);
    const isMention = Object.keys(node).every((member) => /^(?:@.*|name)$/.test(member));
    if (id === undefined && (name === undefined || !isMention))
      keepMember(draft, subject, cell.field, [node]);
  }
};

function meetCatalogue(from: Draft, iri: Iri, name: string | undefined): void {
  from.state(iri, dcat.dataset, from.topic);
  if (iri === from.context.iris.portal() || name === undefined) return;
  const draft = new Draft(from.context, 'catalog', iri, from.place);
  draft.type(iri, dcat.Catalog);
  draft.text(iri, dct.title, oneLine(name));
  joinPortal(draft, dcat.catalog);
  from.meet(draft.asIncidental());
}
