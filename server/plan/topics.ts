// Merges all mentions of a topic into one.
import { claimSlug } from './slug.ts';
import { subjectOf } from './spelling.ts';
import { itemKey, normaliseText, withoutEmphasis } from './text.ts';
import type { Item, ItemKind, Topic, TopicStatus } from './types.ts';

/** Where a plan names a topic. A heading counts most, a bullet least. */
export type Naming = 'bullet' | 'roadmap' | 'row' | 'heading';

const RANK: Readonly<Record<Naming, number>> = { bullet: 0, roadmap: 1, row: 2, heading: 3 };
const DEPTH: Readonly<Record<TopicStatus, number>> = {
  'not-started': 0,
  surface: 1,
  'in-progress': 2,
  'deep-dive': 3,
};

/** One place in the plan that mentions a topic. */
export interface Mention {
  readonly title: string;
  readonly by: Naming;
  readonly line: number;
  readonly group: string | null;
  /** Which top section of the plan it is in: within one of them, similar titles are separate topics. */
  readonly part: number;
  status: TopicStatus | null;
  complexity: number | null;
  items: number;
  readonly subject: Gathered;
}

/** A topic while its mentions are gathered. */
interface Gathered {
  readonly mentions: Mention[];
  readonly items: Item[];
  readonly keys: Set<string>;
  readonly parts: Set<number>;
  /** Whether a score is given with it, so it was looked at. */
  scored: boolean;
}

/** Where a bucket of a topic stands: what a gap can be written under. */
export interface BucketPlace {
  readonly mention: Mention;
  readonly kind: ItemKind;
  readonly line: number;
}

/** Gathers what a plan says about its topics, and merges spellings of one subject. */
export class TopicBook {
  /** How many mentions were added so far. */
  mentions = 0;
  readonly #gathered: Gathered[] = [];
  readonly #byTitle = new Map<string, Gathered>();
  readonly #bySubject = new Map<string, Gathered>();
  /** Words before the colon or bracket of a covered item, such as "Control Plane". */
  readonly #byPart = new Map<string, Gathered[]>();
  #slugs: Map<Gathered, string> | null = null;

  mention(place: Omit<Mention, 'subject' | 'items'>): Mention {
    const subject = this.#find(place.title, place.part) ?? this.#add();
    const mention: Mention = { ...place, items: 0, subject };
    this.mentions++;
    subject.mentions.push(mention);
    subject.parts.add(place.part);
    this.#index(place.title, subject);
    return mention;
  }

  /** Adds an item; false where the topic already has one with this key. */
  addItem(mention: Mention, item: Omit<Item, 'key'>): boolean {
    const key = itemKey(item.text);
    const { items, keys } = mention.subject;
    if (keys.has(key)) return false;
    keys.add(key);
    items.push({ key, ...item });
    mention.items++;
    const part = item.kind === 'covered' ? partKey(leadingLabel(item.text)) : '';
    if (part !== '') this.#byPart.set(part, [...(this.#byPart.get(part) ?? []).slice(0, 3), mention.subject]);
    return true;
  }

  /** The topics in the order in which the plan first names them. */
  topics(): Topic[] {
    const slugs = this.#allSlugs();
    return this.#gathered.map((gathered) => topicOf(gathered, slugs.get(gathered) ?? ''));
  }

  slugOf(mention: Mention): string {
    return this.#allSlugs().get(mention.subject) ?? '';
  }

  /** Slug of the topic that a title means, or that covers it as one of its parts; null if no topic does. */
  resolve(title: string): string | null {
    const found = this.#find(title, null) ?? this.#findWhole(title);
    return found ? (this.#allSlugs().get(found) ?? null) : null;
  }

  #allSlugs(): Map<Gathered, string> {
    if (this.#slugs) return this.#slugs;
    const taken = new Map<string, number>();
    this.#slugs = new Map(
      this.#gathered.map((gathered) => [gathered, claimSlug(naming(gathered).title, taken)]),
    );
    return this.#slugs;
  }

  #add(): Gathered {
    const gathered: Gathered = { mentions: [], items: [], keys: new Set(), parts: new Set(), scored: false };
    this.#gathered.push(gathered);
    return gathered;
  }

  #index(title: string, gathered: Gathered): void {
    const { base, qualifier } = subjectOf(title);
    for (const [index, key] of [
      [this.#byTitle, normaliseText(title)],
      [this.#bySubject, `${base}|${qualifier}`],
      [this.#bySubject, `${base}|*`],
    ] as const) {
      if (!index.has(key)) index.set(key, gathered);
    }
  }

  /** The topic of this title or of another spelling of it; within one part of the plan only the title itself counts. */
  #find(title: string, part: number | null): Gathered | null {
    const exact = this.#byTitle.get(normaliseText(title));
    if (exact) return exact;
    const { base, qualifier } = subjectOf(title);
    const found =
      this.#bySubject.get(`${base}|${qualifier}`) ??
      this.#bySubject.get(qualifier === '' ? `${base}|*` : `${base}|`);
    return found && (part === null || !found.parts.has(part)) ? found : null;
  }

  /**
   * "Control Plane Architecture" is part of "Kubernetes Architecture" where that covers "Control Plane: …": the title
   * starts with the item's label, and its other words are words of the topic's title.
   */
  #findWhole(title: string): Gathered | null {
    const words = partKey(title).split(' ').slice(0, 12);
    for (let count = words.length; count > 0; count--) {
      const rest = words.slice(count);
      const found = this.#byPart
        .get(words.slice(0, count).join(' '))
        ?.find((gathered) => rest.every((word) => partKey(naming(gathered).title).split(' ').includes(word)));
      if (found) return found;
    }
    return null;
  }
}

function leadingLabel(text: string): string {
  const end = text.search(/[:(–—]|\s-\s/);
  return end > 0 && end <= 60 ? text.slice(0, end) : '';
}

function partKey(text: string): string {
  return (
    withoutEmphasis(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  );
}

/** The mention that names the topic: the best, and of equals the one that holds items, then the first. */
function naming({ mentions }: Gathered): Mention {
  return mentions.reduce((best, mention) => {
    const better = RANK[mention.by] - RANK[best.by] || Number(mention.items > 0) - Number(best.items > 0);
    return better > 0 ? mention : best;
  });
}

function topicOf(gathered: Gathered, slug: string): Topic {
  const named = naming(gathered);
  const byRank = gathered.mentions.toSorted((a, b) => RANK[b.by] - RANK[a.by]);
  const stated = gathered.mentions.flatMap((mention) => mention.status ?? []);
  return {
    slug,
    title: named.title,
    aliases: [...new Set(gathered.mentions.map((mention) => mention.title))].filter(
      (title) => title !== named.title,
    ),
    status: stated.reduce<TopicStatus | null>(deeper, null) ?? statusByItems(gathered),
    complexity: gathered.mentions.find((mention) => mention.complexity !== null)?.complexity ?? null,
    group: byRank.find((mention) => mention.group !== null)?.group ?? null,
    items: gathered.items,
    line: named.line,
  };
}

function deeper(one: TopicStatus | null, other: TopicStatus): TopicStatus {
  return one === null || DEPTH[other] > DEPTH[one] ? other : one;
}

/** The status of a topic for which the plan states none: by what is covered, else by whether it has a score. */
function statusByItems({ items, scored }: Gathered): TopicStatus {
  if (items.length === 0) return scored ? 'surface' : 'not-started';
  const covered = items.filter((item) => item.kind === 'covered').length;
  if (covered === 0) return 'not-started';
  return covered === items.length ? 'deep-dive' : 'in-progress';
}
