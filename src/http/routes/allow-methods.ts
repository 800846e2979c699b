import type { RequestHandler } from 'express';
import { preflightHeaders } from '../headers.ts';
import { ProblemError } from '../problem.ts';
import { methodNotAllowed } from '../problems.ts';
import { sendBody } from '../send.ts';

/** Lets the methods in `allowed` through, answers OPTIONS, refuses the rest with 405. */
export function allowMethods(...methods: readonly string[]): RequestHandler {
  const allowed = [...methods, 'OPTIONS'].join(', ');
  return (request, response, next) => {
    if (request.method === 'OPTIONS') {
      sendBody(request, response, 204, preflightHeaders(allowed));
    } else if (methods.includes(request.method)) {
      next();
    } else {
      throw new ProblemError(methodNotAllowed(request.method, allowed));
    }
  };
}

export const readOnly = () => allowMethods('GET', 'HEAD');

/** Of a graph, and of a document, which is one (SPARQL 1.1 Graph Store Protocol §5). */
export const graphMethods = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;
