/** Something wrong in the database. */
export interface Finding {
  /** What it is about: the database file, the log, a card's memory, the life of a gap, a study day's sums. */
  readonly about: 'database' | 'log' | 'memory' | 'gap' | 'statistics';
  /** The card, event, gap or study day; null for the whole. */
  readonly of: string | null;
  /** What is wrong, in words for a person. */
  readonly message: string;
  /** Whether it can be computed again from the log. */
  readonly repairable: boolean;
}
