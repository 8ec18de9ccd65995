/** A plan as a tree of sections. Every `line` is 1-based. */
export interface Section {
  /** 1–6 for headings, 0 for the file itself, `DETAILS_LEVEL` for a `<details>` block. */
  readonly level: number;
  readonly title: string;
  readonly line: number;
  readonly content: Content[];
}

export interface TextBlock {
  /** `code` is a line of a fenced block, `quote` a line of a block quote without its `>`. */
  readonly kind: 'text' | 'quote' | 'code';
  readonly text: string;
  readonly line: number;
}

export interface Bullet {
  /** The number of an ordered bullet, or null. */
  readonly number: number | null;
  /** The bullet's text with its checkbox, wrapped lines joined. */
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
  readonly children: Bullet[];
  /** Paragraphs and code below the bullet that belong to it. */
  readonly notes: TextBlock[];
}

export interface ListBlock {
  readonly kind: 'list';
  readonly bullets: Bullet[];
}

export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly header: Row;
  readonly rows: Row[];
}

export type Content = Section | TextBlock | ListBlock | TableBlock;

export const DETAILS_LEVEL = 7;

export function isSection(content: Content): content is Section {
  return 'level' in content;
}
