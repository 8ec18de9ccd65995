import { describe, expect, it } from 'vitest';
import { decodePlan } from '../../server/plan/decode.ts';
import { parsePlan } from '../../server/plan/parse.ts';
import type { Plan } from '../../server/plan/types.ts';
import { fixture } from '../support/plans.ts';

const read = (name: string) => parsePlan(decodePlan(fixture(name)));

/** Topics with their items, covered marked +, gaps −. */
function outline(plan: Plan): (readonly [string, string, ...string[]])[] {
  return plan.topics.map((topic) => [
    topic.title,
    topic.status,
    ...topic.items.map((item) => `${item.kind === 'covered' ? '+' : '−'} ${item.text}`),
  ]);
}

const unreadOf = (plan: Plan) => plan.unread.map(({ line, text }) => `${line} ${text}`);
const scoresOf = (plan: Plan) => plan.scores.map((it) => [it.title, it.topic, it.percent, it.date, it.band]);

describe('a plan with buckets in other words', () => {
  const plan = read('rust-labels.md');

  it('gives its topics their items', () => {
    expect(outline(plan)).toEqual([
      [
        ...['Ownership', 'in-progress'],
        '+ Move semantics: assignment moves, `Copy` types are copied',
        '+ Borrowing rules (one `&mut` or many `&`)',
        '+ Slices as borrowed views',
        '− Two-phase borrows',
        '− Drop order of struct fields vs local variables',
      ],
      [
        ...['Lifetimes', 'in-progress'],
        '+ Elision rules (three of them)',
        '+ Lifetimes of struct fields',
        '− Higher-ranked trait bounds',
        '− Variance (covariant, contravariant, invariant)',
      ],
      [
        ...['Traits', 'in-progress'],
        '+ Trait objects vs generics (dynamic vs static dispatch)',
        '− Object safety',
      ],
      ['Async', 'not-started'],
      ['Macros', 'not-started'],
      ['Raw pointers', 'not-started'],
      ['Unsafe traits', 'not-started'],
    ]);
  });

  it('states complexity and groups', () => {
    expect(plan.topics.map((topic) => topic.complexity)).toEqual([null, null, 7, null, null, null, null]);
    expect(plan.topics.at(-1)?.group).toBe('Unsafe');
  });

  it('keeps resources and prose as unread', () => {
    expect(unreadOf(plan)).toEqual([
      '3 Two evenings a week, with the book and small exercises.',
      '26 **Resources:**',
      '27 - The Rustonomicon, chapter on subtyping',
    ]);
  });
});

describe('a plan with numbered and nested headings', () => {
  const plan = read('databases-nested.md');

  it('takes chapters as groups and sections as topics', () => {
    expect(outline(plan)).toEqual([
      [
        ...['B-trees', 'deep-dive'],
        '+ Page layout: header, slots, free space',
        '+ Splitting and merging of nodes',
        '+ Fill factor',
        '− Latch coupling',
        '− Prefix compression',
      ],
      [
        ...['LSM trees', 'in-progress'],
        '+ Memtable and SSTables',
        '+ Leveled vs tiered compaction',
        '− Bloom filter sizing',
      ],
      ['Column stores', 'not-started'],
      [
        ...['Isolation levels', 'in-progress'],
        '+ Dirty read, lost update, phantom',
        '+ Snapshot isolation',
        '− Write skew',
      ],
      ['Recovery', 'not-started', '− ARIES: analysis, redo, undo'],
    ]);
    expect(plan.topics.map((topic) => topic.group)).toEqual([
      ...['Storage', 'Storage', 'Storage'],
      ...['Transactions', 'Transactions'],
    ]);
    expect(plan.topics[3]?.complexity).toBe(8);
    expect(unreadOf(plan)).toEqual(['54 ## 3. Further reading', '56 1. The Red Book']);
  });
});

describe('a plan with stars, numbers and nested detail', () => {
  const plan = read('music-bullets.md');

  it('takes nested bullets as items below a label, as detail below an item', () => {
    expect(plan.title).toBe('Music theory');
    expect(outline(plan)).toEqual([
      [
        ...['Intervals', 'in-progress'],
        '+ Perfect intervals',
        '+ Inversion: major becomes minor',
        '− Compound intervals by ear',
        '− Tritone spelling: augmented fourth vs diminished fifth',
      ],
      [
        ...['Modes', 'in-progress'],
        '+ Ionian to Locrian',
        '+ Dorian: minor with a raised sixth',
        '− Modes of the melodic minor wherever they occur in jazz',
      ],
      ['Counterpoint', 'not-started'],
    ]);
    expect(plan.topics[0]?.items[0]?.detail).toEqual(['unison, fourth, fifth, octave']);
    expect(plan.topics[1]?.items[0]?.detail).toEqual(['order by brightness']);
  });

  it('does not take its practice log as a topic', () => {
    expect(unreadOf(plan)).toEqual([
      '35 Practice log',
      '38 * 2025-02-01: scales in thirds',
      '39 * 2025-02-03: nothing',
    ]);
  });
});

describe('a plan with checkboxes', () => {
  const plan = read('security-checkboxes.md');

  it('reads them at any depth, in progress as not yet covered', () => {
    expect(outline(plan)).toEqual([
      [
        ...['Cryptography', 'in-progress'],
        '+ Symmetric vs asymmetric ciphers',
        '+ Hashes: SHA-2, SHA-3',
        '− Key exchange (Diffie-Hellman, ECDHE)',
        '− Certificate pinning',
      ],
      [
        ...['Network security', 'in-progress'],
        '+ Stateless vs stateful',
        '+ Rule order',
        '+ IPsec modes: transport, tunnel',
        '− WireGuard handshake',
      ],
      [
        ...['Identity', 'deep-dive'],
        '+ Multi-factor: something known, owned, inherent',
        '+ Federation: SAML, OIDC',
      ],
      ['Threat models', 'deep-dive', '+ STRIDE', '− Attack trees'],
      ['Incident response', 'in-progress'],
      ['Forensics', 'not-started'],
    ]);
  });

  it('takes a week as a phase of the roadmap', () => {
    expect(plan.roadmap.map((it) => [it.title, it.phase, it.done])).toEqual([
      ['Threat models', 'Week 3', true],
      ['Incident response', 'Week 3', false],
      ['Forensics', 'Week 3', false],
    ]);
  });

  it('takes neither tips nor empty places as topics or items', () => {
    expect(unreadOf(plan)).toEqual([
      '10 - [ ] ____',
      '34 ## Tips',
      '36 - [ ] Read every question twice',
      '37 - [x] Book the exam',
    ]);
  });
});

describe('a plan in tables', () => {
  const plan = read('aws-tables.md');

  it('takes rows as topics, with status by mark or phrase', () => {
    expect(outline(plan)).toEqual([
      ['IAM', 'deep-dive'],
      ['VPC', 'in-progress'],
      ['S3 | Glacier', 'deep-dive'],
      ['Route 53', 'not-started'],
      ['Kinesis', 'not-started'],
    ]);
  });

  it('reads scores with a scale, stated in the cell or in the legend', () => {
    expect(scoresOf(plan)).toEqual([
      ['IAM', 'iam', 100, '2025-03-02', null],
      ['VPC', 'vpc', 60, '2025-03-05', null],
      ['S3 | Glacier', 's3-glacier', 80, '2025-02-20', null],
      ['IAM', 'iam', 92, '2025-03-10', null],
      ['VPC', 'vpc', 65, '2025-03-10', null],
      ['Route 53', 'route-53', 80, '2025-03-11', null],
    ]);
  });

  it('does not take weights, hours, passing marks and targets as scores', () => {
    expect(unreadOf(plan)).toEqual([
      '3 Exam: 65 questions, 130 minutes, passing score: 720/1000.',
      '5 | Exam domain | Weight |',
      '7 | Design Secure Architectures | 30% |',
      '8 | Design Resilient Architectures | 26% |',
      '12 Confidence scale: 1 = heard of it, 5 = can teach it',
      '16 Hours: 6',
      '17 Hours: 9',
      '18 Hours: 4',
      '20 Hours: 0',
      '21 | ___ | | | | |',
      '23 | Symbol | Meaning |',
      '25 | ✅ | done |',
      '26 | 🔄 | at it |',
      '35 **Target score:** 85%',
    ]);
  });

  it('reads bands from a table', () => {
    expect(plan.bands.map(({ name, from, to, meaning }) => [name, from, to, meaning])).toEqual([
      ['Ready', 85, 100, 'book the exam'],
      ['Close', 60, 84, 'more practice'],
      ['Far', 0, 59, 'study again'],
    ]);
  });
});

describe('a plan in details blocks', () => {
  const plan = read('spanish-details.md');

  it('takes their summaries as headings', () => {
    expect(outline(plan)).toEqual([
      [
        ...['Ser vs estar', 'deep-dive'],
        '+ Identity, origin, time: ser',
        '+ State, location: estar',
        '− Adjectives that change meaning (listo, rico)',
      ],
      [
        ...['Subjunctive', 'in-progress'],
        '+ Present forms',
        '+ After *querer que*',
        '− Imperfect subjunctive',
      ],
      ['Por vs para', 'not-started'],
      ['Conditional', 'not-started'],
    ]);
  });

  it('takes nothing from comments and fences', () => {
    expect(unreadOf(plan)).toEqual([
      '30 <summary>Tips</summary>',
      '32 - WEIRDO: wishes, emotions, impersonal, requests, doubt, ojalá',
      '52 ## Neither this',
      '53 - [x] nor this',
    ]);
  });
});

describe('a plan without emoji, from Windows', () => {
  const bytes = fixture('linux-crlf.md');
  const plan = read('linux-crlf.md');

  it('is stored with byte-order mark and CRLF', () => {
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(decodePlan(bytes).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('reads plain label lines, with lists below or after them', () => {
    expect(plan.title).toBe('Linux administration');
    expect(outline(plan)).toEqual([
      [
        ...['Processes', 'deep-dive'],
        '+ Signals (SIGTERM vs SIGKILL)',
        '+ Process states: R, S, D, Z, T',
        '+ nice and ionice',
        '− Namespaces by hand',
        '− cgroup v2 controllers',
      ],
      [
        ...['File systems', 'in-progress'],
        '+ Inodes and hard links',
        '+ Mount options: noatime, nodev',
        '− Btrfs snapshots',
      ],
      ['Networking', 'not-started'],
      [
        ...['Systemd', 'in-progress'],
        '+ units, targets',
        '+ timers (OnCalendar, OnBootSec)',
        '− socket activation',
      ],
      ['SELinux', 'not-started'],
      ['eBPF', 'not-started'],
    ]);
    expect(scoresOf(plan)).toEqual([['Systemd', 'systemd', 70, '2025-01-15', null]]);
    expect(plan.unread).toEqual([]);
  });
});

describe('a plan with marks at either end', () => {
  const plan = read('kotlin-emoji.md');

  it('lets marks win', () => {
    expect(outline(plan)).toEqual([
      [
        ...['Null safety', 'deep-dive'],
        '+ Safe call `?.` and Elvis `?:`',
        '+ Platform types from Java',
        '− Lateinit vs lazy',
      ],
      [
        ...['Coroutines', 'in-progress'],
        '+ suspend functions (compile to state machines)',
        '+ Structured concurrency: scopes, jobs',
        '− Cancellation is cooperative',
        '− Channels vs flows',
      ],
      ['Multiplatform', 'not-started'],
      ['Generics', 'not-started', '− Variance: in, out'],
    ]);
  });

  it('reads scores, not the passing mark', () => {
    expect(scoresOf(plan)).toEqual([
      ['Null safety', 'null-safety', 90, '2025-04-10', null],
      ['Coroutines', 'coroutines', 60, '2025-04-10', 'Fair'],
    ]);
  });

  it('does not take log, resources and tips as topics', () => {
    expect(unreadOf(plan).map((it) => it.split(' ')[0])).toEqual(
      '21 23 24 25 27 28 30 31 33 34 36 37 45'.split(' '),
    );
  });
});

describe('a plan from a note-taking program', () => {
  const plan = read('go-notebook.md');

  it('names its topics without links and tags', () => {
    expect(outline(plan)).toEqual([
      [
        ...['Goroutines', 'in-progress'],
        '+ A stack starts at 2 KB and grows',
        '+ The scheduler is M:N',
        '− Work stealing',
      ],
      ['Go channels', 'deep-dive', '+ `select` with a default case'],
      ['Generics', 'not-started'],
    ]);
  });

  it('has scores, and bands that start with their figures', () => {
    expect(scoresOf(plan)).toEqual([
      ['Goroutines', 'goroutines', 60, null, null],
      ['Quiz site #1', null, 58, null, null],
    ]);
    expect(plan.bands.map(({ name, from, to, meaning }) => [name, from, to, meaning])).toEqual([
      ['Solid', 90, 100, 'can teach it'],
      ['Fine', 70, 89, ''],
      ['Thin', 0, 69, ''],
    ]);
  });

  it('takes nothing from its log or from what was given up', () => {
    expect(unreadOf(plan)).toEqual([
      '2 tags: [learning, golang]',
      '7 ## [[2026-01-05]]',
      '9 - Read about [[Goroutines]], chapter 3',
      '29 ### ~~[[Cgo]]~~',
      '31 Dropped: not needed.',
      "36 ## Won't do",
      '37 - [[Plan 9 assembly]]',
    ]);
  });
});

describe('a plan whose topics are bold lines', () => {
  const plan = read('postgres-bold.md');

  it('reads them with the text after them', () => {
    expect(outline(plan)).toEqual([
      ['Indexes', 'in-progress', '+ B-tree is the default', '− BRIN'],
      ['Vacuum', 'in-progress', '+ dead tuples', '− wraparound'],
      ['Partitioning', 'not-started'],
    ]);
    expect(scoresOf(plan)).toEqual([['Indexes', 'indexes', 80, null, null]]);
  });

  it('does not take other bold lines as topics', () => {
    expect(unreadOf(plan)).toEqual(['15 **Careful** – the notes above are old.']);
  });
});

describe('a plan that is a numbered list', () => {
  it('takes every entry as a topic if one is', () => {
    const plan = parsePlan('# Rust\n\n1. Traits\n   - Covered\n     - objects\n2. Async\n');
    expect(outline(plan)).toEqual([
      ['Traits', 'deep-dive', '+ objects'],
      ['Async', 'not-started'],
    ]);
  });
});

describe('a plan that is a board', () => {
  it('has lanes for what is blocked and for what is given up', () => {
    const plan = parsePlan('# Board\n\n## Done\n- State\n\n## Blocked\n- Policies\n\n## Won’t do\n- CDK\n');
    expect(outline(plan)).toEqual([
      ['State', 'deep-dive'],
      ['Policies', 'not-started'],
    ]);
    expect(unreadOf(plan)).toEqual(['9 ## Won’t do', '10 - CDK']);
  });
});
