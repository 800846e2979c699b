import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct } from '../vocabulary/terms.ts';
import type { MappingContext } from './context.ts';
import { Draft } from './draft.ts';
import { shortHash, slug } from './iris.ts';
import { oneLine } from './values/text.ts';

/**
 * Membership stands with the member: the triple is in the member's record, so that adding a dataset never rewrites
 * its catalogue. Everything is a member of the portal's catalogue, whatever other ones list it.
 */
export function joinPortal(draft: Draft, membership: Iri): void {
  draft.state(draft.context.iris.portal(), membership, draft.topic);
}

/** Makes the draft's thing a member of the catalogue of that name, which is met on the way; returns the catalogue. */
export function joinCatalog(draft: Draft, name: string, membership: Iri): Iri {
  const title = oneLine(name);
  const catalog = catalogNamed(draft.context, title);
  draft.state(catalog, membership, draft.topic);
  draft.meet(namedCatalog(draft, catalog, title).asIncidental());
  return catalog;
}

/** IRI of the catalogue of that name or title; one that is called "Portal" is not the portal's own. */
export function catalogNamed({ iris }: MappingContext, name: string): Iri {
  const catalog = iris.catalog(slug(name));
  return catalog === iris.portal() ? iris.catalog(`${slug(name)}-${shortHash(slug(name))}`) : catalog;
}

/** A catalogue of which only the name is known. */
export function namedCatalog(from: Draft, catalog: Iri, title: string): Draft {
  const draft = new Draft(from.context, 'catalog', catalog, from.place);
  draft.type(catalog, dcat.Catalog);
  draft.text(catalog, dct.title, title);
  joinPortal(draft, dcat.catalog);
  return draft;
}
