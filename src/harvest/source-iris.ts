import { Iris } from '../mapping/iris.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** Names of what a source brings; `file` of what is read of it is an address, and relative IRIs are resolved against that. */
export class SourceIris extends Iris {
  override sourceBase(address: string): Iri {
    return URL.canParse(address) ? (address as Iri) : super.sourceBase(address);
  }
}
