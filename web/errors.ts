// How asking the server can fail.

import type { Problem } from '../server/http/schemas.ts';

/** The server answered that it can't do what was asked; `problem.detail` says what to do. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** No usable answer came: the server is stopped, or the network is down. */
export class Unreachable extends Error {}
