import type { Literal } from '@rdfjs/types';
import { literal } from '../../rdf/terms.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, foaf, locn, rdf, skos, vcard } from '../../vocabulary/terms.ts';
import type { Description } from '../description.ts';
import { conceptOf, namesOf } from '../names.ts';
import type { ProfileContext } from '../profile-context.ts';
import type { ApGraph } from './ap-graph.ts';
import { tableOf, themeLabel } from './authority-terms.ts';
import { fitLiteral } from './literals.ts';

/** The property that names a thing of a class. */
const labelProperties: ReadonlyMap<string, Iri> = new Map([
  [foaf.Agent, foaf.name],
  [skos.Concept, skos.prefLabel],
  [skos.ConceptScheme, dct.title],
  [dct.Location, skos.prefLabel],
  [dct.Standard, dct.title],
  [vcard.Kind, vcard.fn],
]);
/** What else is told of a thing that another record describes. */
const copied: ReadonlyMap<string, readonly Iri[]> = new Map([
  [dct.Location, [dcat.bbox, dcat.centroid, locn.geometry, skos.inScheme]],
  [vcard.Kind, [vcard.hasEmail, vcard.hasTelephone, vcard.hasURL]],
]);

/** States of a thing what DCAT-AP demands of its class, from its own record and the portal's vocabulary. */
export class ApThings {
  readonly #context: ProfileContext;
  readonly #graph: ApGraph;
  readonly #from: Description;

  constructor(context: ProfileContext, graph: ApGraph, from: Description) {
    this.#context = context;
    this.#graph = graph;
    this.#from = from;
  }

  /** @param type what the thing is used as */
  describe(thing: Iri, type: Iri): void {
    this.#graph.state(thing, rdf.type, type);
    const label = labelProperties.get(type);
    if (label) this.#names(thing, label);
    const more = copied.get(type);
    if (more) this.#copy(thing, more);
    if (type === skos.Concept) this.#concept(thing);
    if (!label) this.#authority(thing);
  }

  /**
   * Names another resource of the catalogue where its own record has what DCAT-AP makes mandatory for its class, so that
   * this document meets the shapes by itself.
   */
  resource(thing: Iri, type: Iri): boolean {
    if (this.#graph.has(thing, rdf.type, type)) return true;
    const about = this.#context.things.find(thing)?.description;
    if (!about?.is(thing, type)) return false;
    const mandatory = mandatoryOf(type);
    if (!mandatory.every((property) => about.values(thing, property).length > 0)) return false;
    this.#graph.state(thing, rdf.type, type);
    for (const property of mandatory) this.#copyFrom(about, thing, property);
    return true;
  }

  /** A catalogue that lists the topic; DCAT-AP demands a title, a description and a publisher with a name of it. */
  catalogue(catalogue: Iri): void {
    if (this.#from.describes(catalogue) && this.#from.is(catalogue, dcat.Catalog)) return;
    const about = this.#context.things.find(catalogue)?.description;
    const [publisher] = about?.iris(catalogue, dct.publisher) ?? [];
    if (publisher === undefined || namesOf(this.#context, publisher, about).length === 0) return;
    if (!this.resource(catalogue, dcat.Catalog)) return;
    this.#graph.state(catalogue, dct.publisher, publisher);
    this.describe(publisher, foaf.Agent);
  }

  #concept(thing: Iri): void {
    if (!this.#graph.has(thing, skos.prefLabel)) {
      const code = /[^/#]+$/.exec(thing)?.[0];
      if (code !== undefined) this.#graph.state(thing, skos.prefLabel, literal(code));
    }
    const own = conceptOf(this.#context, thing);
    if (own?.iri === thing) this.#graph.state(thing, skos.inScheme, this.#context.iris.scheme(own.scheme));
    this.#authority(thing);
  }

  /** mdr-vocabularies.shape.ttl knows a term of the EU by its table. */
  #authority(thing: Iri): void {
    const table = tableOf(thing);
    if (table === undefined) return;
    this.#graph.state(thing, skos.inScheme, table);
    this.#names(thing, skos.prefLabel);
  }

  #names(thing: Iri, property: Iri): void {
    if (this.#graph.has(thing, property)) return;
    const theme = themeLabel(thing);
    const names: readonly Literal[] = theme ? [theme] : namesOf(this.#context, thing, this.#from);
    for (const name of names) this.#graph.state(thing, property, name);
  }

  #copy(thing: Iri, properties: readonly Iri[]): void {
    if (this.#from.describes(thing)) return;
    const about = this.#context.things.find(thing)?.description;
    if (about) for (const property of properties) this.#copyFrom(about, thing, property);
  }

  #copyFrom(about: Description, thing: Iri, property: Iri): void {
    for (const value of about.values(thing, property)) {
      const fitted = value.termType === 'Literal' ? fitLiteral(property, value) : value;
      if (fitted) this.#graph.state(thing, property, fitted);
    }
  }
}

/** Mandatory properties of DCAT-AP 3.0.1, by class; the publisher of a catalogue is seen to where it is named. */
function mandatoryOf(type: Iri): readonly Iri[] {
  switch (type) {
    case dcat.Distribution:
      return [dcat.accessURL];
    case dcat.DataService:
      return [dct.title, dcat.endpointURL];
    default:
      return [dct.title, dct.description];
  }
}
