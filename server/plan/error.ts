import type { PlanFault } from './faults.ts';

/** The plan can't be read or edited as it is. Says what is wrong, on which line, and what to do. */
export class PlanError extends Error {
  /** 1-based line of the plan; 1 if the whole file is at fault. */
  readonly line: number;
  /** What the plan's author can do about it. */
  readonly remedy: string;
  /** What is wrong, as data. */
  readonly fault: PlanFault;

  constructor(line: number, message: string, remedy: string, fault: PlanFault) {
    super(message);
    this.name = 'PlanError';
    this.line = line;
    this.remedy = remedy;
    this.fault = fault;
  }
}
