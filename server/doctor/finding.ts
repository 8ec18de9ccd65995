/** Something wrong in the database. */
export interface Finding {
  /**
   * What it is about: the database file, the library as last read, the log, a card's memory, the life of a gap, what
   * was settled or summed for a study day, the settings.
   */
  readonly about: 'database' | 'library' | 'log' | 'memory' | 'gap' | 'statistics' | 'settings';
  /** The card, event, gap, study day or other row; null for the whole. */
  readonly of: string | null;
  /** What is wrong, in words for a person. */
  readonly message: string;
  /** Whether it can be had again from the log, the files or other rows. */
  readonly repairable: boolean;
}
