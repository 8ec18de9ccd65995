// The ways in which a request to the server can fail.

import type { Problem } from '../server/http/schemas.ts';

/** The server refused the request; `problem.detail` says what to do. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** There was no usable answer: the server is stopped, or the network is down. */
export class Unreachable extends Error {}
