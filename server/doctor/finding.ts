/** What is wrong with what is kept. */
export interface Finding {
  /** What it is about: the file of the database, the log, a card's memory, a study day's sums. */
  readonly about: 'database' | 'log' | 'memory' | 'statistics';
  /** The card, the event or the study day; null where it is the whole. */
  readonly of: string | null;
  /** What differs, in words for a person. */
  readonly message: string;
  /** Whether it can be computed anew from the log. */
  readonly repairable: boolean;
}
