import type { Text } from '../model/text.ts';

/** What a refused request is answered with (RFC 9457), in the languages of the product. */
export interface Problem {
  readonly status: number;
  /** Stable machine name, kebab-case. */
  readonly code: string;
  readonly title: Text;
  /** What is wrong with this request. */
  readonly detail: Text;
  /** What to do next. */
  readonly remedy: Text;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem document. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Thrown by handlers for an expected refusal; the error handler sends it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail.en, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
