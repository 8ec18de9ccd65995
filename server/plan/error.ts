/** The plan can't be read or written as it stands: says what is wrong, on which line, and what to do. */
export class PlanError extends Error {
  /** 1-based line of the plan; 1 where the whole file is at fault. */
  readonly line: number;
  /** What the plan's author can do about it. */
  readonly remedy: string;

  constructor(line: number, message: string, remedy: string) {
    super(message);
    this.name = 'PlanError';
    this.line = line;
    this.remedy = remedy;
  }
}
