// Bold lines that serve as headings of topics.
import { type Content, isSection, type Section } from './blocks.ts';
import { readHeading } from './headings.ts';
import { labelOf } from './labels.ts';
import { isTopicLabel } from './topic.ts';
import { bucketOf, isDated, sectionKindOf } from './vocabulary.ts';

/** The level of a bold line that serves as heading: below all headings. */
const BOLD_LEVEL = 7;

/**
 * Turns a bold line that states a topic's status, or is followed by a bucket or fact of a topic, into a section:
 * some plans have no headings for their topics.
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
  if (isSection(block) || block.kind !== 'text' || isTopicLabel(block.text)) return null;
  const label = labelOf(block.text);
  if (!label?.bold || bucketOf(label.label) || sectionKindOf(label.label) || isDated(label.label))
    return null;
  const heading = readHeading(block.text);
  const bare = label.value === '' || heading.title === readHeading(label.label).title;
  const opens = next !== undefined && !isSection(next) && next.kind === 'text' && isTopicLabel(next.text);
  const stated = label.value === '' && (heading.status ?? heading.score ?? heading.complexity) !== null;
  return (bare && opens) || stated ? block.text : null;
}
