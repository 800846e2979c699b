import { randomUUID } from 'node:crypto';
import { Failure } from '../model/failure.ts';
import type { HttpLog } from './http-context.ts';
import { type Problem, ProblemError } from './problem.ts';
import {
  badRequest,
  bodyTooLarge,
  endpointFailed,
  endpointRefused,
  internalError,
  malformedQuery,
  malformedUrl,
  queryTimeout,
  resultTooLarge,
  sourceFailed,
  sourceRefused,
  unavailable,
  unsupportedMediaType,
} from './problems.ts';

/** What a thrown value means to the client. What is no expected refusal is logged; its message stays here. */
export function toProblem(error: unknown, log: HttpLog): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof Failure) {
    const problem = ofFailure(error);
    if (problem) return problem;
  }
  const known = error instanceof Error ? ofLibraryError(error) : undefined;
  if (known) return known;
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, 'a request failed');
  return internalError(reference);
}

function ofFailure(failure: Failure): Problem | undefined {
  const detail = { en: failure.message, hi: failure.message };
  switch (failure.code) {
    case 'query-malformed':
      return malformedQuery(failure.message);
    case 'query-timeout':
      return queryTimeout(failure.message);
    case 'result-too-large':
      return resultTooLarge(failure.message);
    case 'endpoint-refused':
      return endpointRefused(failure.message);
    case 'endpoint-failed':
      return endpointFailed(failure.message);
    case 'source-refused':
      return sourceRefused(failure.message);
    case 'source-failed':
      return sourceFailed(failure.message);
    case 'busy':
    case 'engine-unavailable':
    case 'engine-full':
    case 'search-unavailable':
    case 'store-unusable':
      return unavailable(failure.code, detail);
    case 'wrong-usage':
      return badRequest('wrong-usage', detail, {
        en: 'Mend the request and send it again.',
        hi: 'अनुरोध सुधारें और फिर भेजें।',
      });
    default:
      return undefined;
  }
}

/** Errors of Express and its body reader (`http-errors`) carry a status and a stable `type`. */
function ofLibraryError(
  error: Error & { status?: unknown; type?: unknown; limit?: unknown },
): Problem | undefined {
  if (error.type === 'entity.too.large') return bodyTooLarge(Number(error.limit));
  if (error.type === 'charset.unsupported' || error.type === 'encoding.unsupported')
    return unsupportedMediaType(String(error.message), 'UTF-8');
  if (error instanceof URIError) return malformedUrl();
  if (typeof error.status !== 'number' || error.status < 400 || error.status > 499) return undefined;
  const detail = {
    en: `The request body cannot be read: ${error.message}.`,
    hi: `अनुरोध पढ़ा नहीं जा सका: ${error.message}।`,
  };
  return badRequest('unreadable-body', detail, {
    en: 'Send the whole body, in the length and encoding that its header fields state.',
    hi: 'पूरी सामग्री उसी लंबाई और एन्कोडिंग में भेजें जो शीर्षों में लिखी है।',
  });
}
