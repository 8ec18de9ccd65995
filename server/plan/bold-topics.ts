import { type Content, isSection, type Section } from './blocks.ts';
import { labelOf } from './labels.ts';
import { isTopicLabel } from './topic.ts';
import { bucketOf, isDated, partOf } from './vocabulary.ts';

/** The level of a bold line that serves as heading: below all headings. */
const BOLD_LEVEL = 7;

/**
 * Turns a line that is bold as a whole, and is followed by a bucket or fact of a topic, into a section: some plans
 * have no headings for their topics.
 */
export function withBoldTopics(content: readonly Content[]): Content[] {
  const result: Content[] = [];
  let open: Section | null = null;
  for (const [at, block] of content.entries()) {
    const title = boldTitle(block, content[at + 1]);
    if (title !== null && !isSection(block) && block.kind === 'text') {
      open = { level: BOLD_LEVEL, title, line: block.line, content: [] };
      result.push(open);
    } else if (open && !isSection(block)) open.content.push(block);
    else {
      open = null;
      result.push(block);
    }
  }
  return result;
}

function boldTitle(block: Content, next: Content | undefined): string | null {
  if (isSection(block) || block.kind !== 'text' || !next || isSection(next) || next.kind !== 'text')
    return null;
  const label = labelOf(block.text);
  if (!label?.bold || label.value !== '' || !isTopicLabel(next.text)) return null;
  const known = bucketOf(label.label) ?? partOf(label.label);
  return known || isDated(label.label) ? null : label.label;
}
