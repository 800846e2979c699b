import { Iris } from '../mapping/iris.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { noSecrets, type Secrets } from './secrets.ts';

/** Names of what a source brings; `file` of what is read of it is an address, and relative IRIs are resolved against that. */
export class SourceIris extends Iris {
  readonly #secrets: Secrets;

  constructor(base: string, namespace: string, secrets: Secrets = noSecrets) {
    super(base, namespace);
    this.#secrets = secrets;
  }

  /** An address that has a secret in it has the name of its variable there, in a form that IRIs may have. */
  override sourceBase(address: string): Iri {
    if (!URL.canParse(address)) return super.sourceBase(address);
    const masked = this.#secrets.mask(address);
    return (masked === address ? address : masked.replace(/\$\{(\w+)\}/g, '%24%7B$1%7D')) as Iri;
  }
}
