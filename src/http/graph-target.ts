import type { IncomingMessage } from 'node:http';
import { defaultGraph } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { ProblemError } from './problem.ts';
import { badRequest, malformedUrl } from './problems.ts';
import { requestTarget } from './request-target.ts';
import type { Site } from './site.ts';
import { absoluteIri } from './sparql-request.ts';
import { strictParameters } from './text-body.ts';

/** The graph that a request of the Graph Store Protocol is about; `none`: the graph store itself. */
export type GraphTarget =
  | { readonly type: 'graph'; readonly graph: Iri }
  /** Neither in the parameters nor by the address. */
  | { readonly type: 'none' };

/**
 * The graph that is named by `?default`, by `?graph=` or by the address itself (SPARQL 1.1 Graph Store Protocol §4).
 * @throws ProblemError 400 where it is named twice, or not by an absolute IRI
 */
export function targetOf(request: IncomingMessage, site: Site): GraphTarget {
  const { path, query } = requestTarget(request);
  // A plus sign is a space in forms; an IRI has no spaces, and may have plus signs.
  const parameters = strictParameters(query.replaceAll('+', '%2B'));
  const names = parameters.getAll('graph');
  if (names.length + parameters.getAll('default').length > 1) throw new ProblemError(namedTwice());
  const [name] = names;
  if (name === defaultGraph) throw new ProblemError(internalName());
  if (name !== undefined) return { type: 'graph', graph: absoluteIri('graph', name) as Iri };
  if (parameters.has('default')) return { type: 'graph', graph: defaultGraph };
  const store = `${site.path}graph`;
  if (path === store || path === `${store}/`) return { type: 'none' };
  const [graph] = site.irisOf(path) ?? [];
  if (graph === undefined) throw new ProblemError(malformedUrl());
  return { type: 'graph', graph };
}

function namedTwice() {
  return badRequest(
    'several-graphs',
    { en: 'The request names more than one graph.', hi: 'अनुरोध में एक से अधिक ग्राफ़ हैं।' },
    { en: 'Name one: ?default, or one ?graph=.', hi: 'एक ही लिखें: ?default, या एक ?graph=।' },
  );
}

function internalName() {
  return badRequest(
    'internal-name',
    {
      en: 'No graph has this name: the portal keeps it for itself.',
      hi: 'यह नाम किसी ग्राफ़ का नहीं है: पोर्टल इसे अपने लिए रखता है।',
    },
    { en: 'For the default graph send ?default.', hi: 'मूल ग्राफ़ के लिए ?default भेजें।' },
  );
}
