/** What is wrong with what is kept. */
export interface Finding {
  /** What it is about: the file of the database, the log, a card's memory, the life of a gap, a study day's sums. */
  readonly about: 'database' | 'log' | 'memory' | 'gap' | 'statistics';
  /** The card, the event, the gap or the study day; null where it is the whole. */
  readonly of: string | null;
  /** What differs, in words for a person. */
  readonly message: string;
  /** Whether it can be computed anew from the log. */
  readonly repairable: boolean;
}
