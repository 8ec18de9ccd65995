// The words that plans use for statuses and kinds of sections.
import type { Bullet } from './blocks.ts';
import { type Label, labelOf } from './labels.ts';
import { foldSpace, withoutEmoji, withoutEmphasis, withoutNumbering } from './text.ts';
import type { ItemKind, ScoreListKind, TopicStatus } from './types.ts';

/** What a status phrase says about the topics and bullets below it. */
export interface Bucket {
  readonly status: TopicStatus;
  readonly kind: ItemKind;
}

/** Sections of a plan that are not topics themselves. `aside` holds what is left unread: resources, tips, logs. */
export type SectionKind =
  | 'roadmap'
  | 'milestones'
  | 'scores'
  | 'assessment'
  | 'strategy'
  | 'bands'
  | 'pace'
  | 'exercises'
  | 'topics'
  | 'aside';

const MAX_PHRASE = 120;

/** A heading or label in the form used for comparing: without emoji, bold, numbering, brackets, counts and trailing colons. */
export function phraseOf(text: string): string {
  if (text.length > MAX_PHRASE * 2) return '';
  const bare = foldSpace(withoutEmoji(withoutEmphasis(text)).replace(/\([^()]*\)|\[[^[\]]*\]/g, ' '));
  const cut = bare.search(/\s[-–—|]\s/);
  const counted = cut > 0 && /\d/.test(bare.slice(cut)) ? bare.slice(0, cut) : bare;
  return foldSpace(
    withoutNumbering(counted)
      .toLowerCase()
      .replace(/[’`]/g, "'")
      .replace(/\d+\s*(?:\/|of|out of)\s*\d+/g, ' ')
      .replace(/[-_]/g, ' ')
      .replace(/[:.!?…]+(?=\s|$)/g, ' '),
  );
}

const OBJECT = '(?:topics?|items?|concepts?|areas?|skills?|things?|subjects?|material|points?|parts?|bits)';
const WHO = "(?:i|we|you|i'm|you're|we're|i've|you've|we've|i am|you are)";
const LEAD = `(?:(?:my|the|all|today|some|key|main|known|current|remaining|open|other|already|${OBJECT}|what|that|${WHO}|have|is|are|what's) )*`;
const TAIL = `(?: (?:${OBJECT}|so far|already|now|well|today|for me|here|yet|next|found|identified|knowledge|understanding))*`;

function phrases(core: string): RegExp {
  return new RegExp(`^${LEAD}(?:${core})${TAIL}$`);
}

const NOT_STARTED: Bucket = { status: 'not-started', kind: 'gap' };
const NEEDS_WORK: Bucket = { status: 'surface', kind: 'gap' };
const IN_PROGRESS: Bucket = { status: 'in-progress', kind: 'gap' };
const SURFACE: Bucket = { status: 'surface', kind: 'covered' };
const COVERED: Bucket = { status: 'deep-dive', kind: 'covered' };

/** Order matters: "not covered" must come before "covered". */
const BUCKETS: readonly (readonly [Bucket, RegExp])[] = [
  [
    NOT_STARTED,
    phrases(
      "(?:not|never|haven't|hasn't been|have not|yet to|still to)(?: been| yet| be)? ?(?:cover(?:ed)?|start(?:ed)?|begun|begin|studied|study|learn(?:ed|t)?|touched|done|do|explored?|read)(?: yet)?" +
        '|(?:still )?to ?(?:do|learn|study|cover|explore|start)|todo|unstarted|untouched' +
        '|(?:still )?(?:left|remaining|outstanding|pending|upcoming|planned|queued?|backlog)(?: to (?:do|learn|study|cover))?' +
        '|(?:gaps?|holes|knowledge gaps?|blind spots?)(?: (?:identified|found|remaining|to (?:close|fill)|left|still open))*|(?:still )?miss(?:ing)?' +
        '|(?:up )?next|next up|coming up|future|later|want to learn|wish ?list|not yet|blocked|on hold|postponed|deferred',
    ),
  ],
  [
    NEEDS_WORK,
    phrases(
      'weak(?:ness(?:es)?)?|weak (?:spots?|areas?|points?)|(?:still )?(?:unclear|shaky|fuzzy|confusing|confused(?: about)?|weak|unsure(?: about)?|not sure(?: about)?|rusty)' +
        '|(?:still )?(?:needs?|needing|have|has|must|should|want)(?: to)? (?:review(?: again)?|revisit(?:ing)?|revision|revise|rework|(?:more |some )?(?:work|practice|review|attention)|work on|practice|improve(?:ment)?|strengthen(?:ing)?)' +
        '|(?:still )?(?:review|revisit|revise|improve)(?: again)?' +
        "|(?:don't|do not) (?:know|understand|get)|struggling(?: with)?|open questions|to (?:improve|review|revisit|revise|fix)|needs work|still (?:struggling|learning)" +
        '|(?:for|of|to) improve(?:ment)?|not (?:mastered|understood|solid|clear)',
    ),
  ],
  [
    IN_PROGRESS,
    phrases(
      '(?:currently |now |actively )?(?:in progress|learning|studying|working on(?: it)?|ongoing|started|wip|underway|doing|half done)(?: now| on)?|current(?: focus)?|work in progress',
    ),
  ],
  [
    SURFACE,
    phrases(
      '(?:surface|surface level|touched(?: on| upon)?|familiar(?: with)?|introductory|introduced|shallow|partial(?:ly)?(?: covered| understood)?|skimmed|mentioned|overview only|basics only|covered (?:the )?basics|seen|exposure|aware(?:ness)?)(?: (?:level|only))?',
    ),
  ],
  [
    COVERED,
    phrases(
      '(?:fully |already |well )?(?:covered|mastered|completed?|done|finished|learn(?:ed|t)|known|know|understood|understand|studied|closed|passed|can do|solid|strong|strengths|comfortable(?: with)?|confident(?: with| in)?|nailed|got(?: it)?)' +
        '|deep dives?(?: (?:completed?|done|finished))*|completed? deep dives?|achieved',
    ),
  ],
];

/** The bucket that a status phrase names, or null. "Topics covered (12):" is one, "Secrets covered in part 2" is not. */
export function bucketOf(text: string): Bucket | null {
  const phrase = phraseOf(text);
  if (phrase === '' || phrase.length > MAX_PHRASE) return null;
  return BUCKETS.find(([, pattern]) => pattern.test(phrase))?.[0] ?? null;
}

/** A bullet as a label: `Covered:`, `**Gaps**: a, b`, or a status phrase above nested bullets. */
export function bulletLabel(bullet: Pick<Bullet, 'text' | 'children'>): Label | null {
  const label = labelOf(bullet.text);
  if (label || bullet.children.length === 0 || !bucketOf(bullet.text)) return label;
  return { label: bullet.text, value: '', bold: false };
}

const SECTION_KINDS: readonly (readonly [SectionKind, RegExp])[] = [
  [
    'roadmap',
    /(?:^|\s)(?:road ?map|curriculum|syllabus|learning (?:path|plan|order)|study (?:path|order|plan))(?:\s|$)|^(?:optional|elective|bonus|stretch|extra) topics?(?:\s|$)|^(?:topic order|order of topics|sequence)$/,
  ],
  ['milestones', /^(?:(?:key|main|learning|my) )?milestones?$/],
  [
    'exercises',
    /^(?:next )?(?:(?:retention|recall|practice|practise) )?(?:exercises?|drills)(?: (?:to (?:try|do)|next|ideas))*$/,
  ],
  [
    'bands',
    /^(?:(?:scoring|grading|rating|score|confidence|retention) (?:system|scale|guide|bands?|key|rubric|legend|levels)|scoring|legend|bands|scale|rubric)$/,
  ],
  [
    'scores',
    /^(?:(?:retention|quiz|test|self|practice|mock|review|recall|knowledge|confidence|exam|my|latest|current|check in) )*(?:scores?|ratings?|grades?|score ?card|results|self assessments?|quiz(?:zes)?|(?:mock|practi[cs]e) (?:exams?|tests?))(?: (?:history|log|table|so far))*$/,
  ],
  [
    'topics',
    /^(?:(?:all|my|the|core|main|exam|study|progress|current) )*(?:topics?|subjects|skills|domains|areas|modules|chapters|units|concepts|checklist|tracker|status)(?: (?:list|checklist|overview|tracker|to learn|status))*$/,
  ],
  ['assessment', /^(?:(?:overall|general|final) )?(?:assessment|evaluation|impression)s?$/],
  [
    'strategy',
    /^(?:(?:learning|study|studying|my) )?(?:strategy|strategies|method|methods|approach|rules|how i (?:learn|study))$/,
  ],
  [
    'pace',
    /^(?:(?:learning|study|my|overall|current) )?(?:pace|progress|velocity|statistics|stats|timeline)(?: (?:summary|overview|tracker|so far))?$/,
  ],
  [
    'aside',
    /^(?:(?:useful|study|learning|further|recommended|exam|my|daily|weekly|random|general|helpful|online|session|reading|practice|related|quick|test|day|and) ?)*(?:resources?|links?|references?|reading(?: list)?|books?|videos?|courses?|materials|bibliography|sources|tips?|tricks?|tips (?:and|&) tricks|mnemonics|advice|notes?|reminders?|logs?|journal|diary|changelog|history|sessions?|goals?|why|about|introduction|motivation|background|how to use(?: this.*)?|table of contents|contents|toc|prerequisites?|faq|schedule|timetable|calendar|exam (?:info|day|details|facts)|ideas|thoughts|questions|appendix|glossary|tools|setup|equipment|habits|routine|projects?|daily|summary|won't do|dropped|cancell?ed|abandoned|out of scope)$/,
  ],
];

/** The kind of section that a heading or label opens, or null. */
export function sectionKindOf(text: string): SectionKind | null {
  const phrase = phraseOf(text);
  return SECTION_KINDS.find(([, pattern]) => pattern.test(phrase))?.[0] ?? null;
}

const SCORE_LISTS: readonly (readonly [ScoreListKind, RegExp])[] = [
  ['corrections', /correct(?:ed|ions?)|misconception|refinements? learned|fixed/],
  ['quotes', /quotes?\b|in (?:your|my) own words/],
  ['insights', /insight|realis|realiz|takeaway|aha/],
  ['needed-work', /need(?:s|ed)? |needed|missed|weak|improve|struggl|gaps?\b|shaky|unclear|missing/],
  ['action-items', /action|to ?do\b|next steps?|follow ups?/],
  ['result', /^(?:results?|outcome|verdict|conclusion)/],
  ['nailed', /nailed|crushed|strengths?|went well|strong points|got right|mastered|solid|aced/],
];

/** The kind of a list that stands under a score, by its label. */
export function scoreListKindOf(label: string): ScoreListKind {
  const phrase = phraseOf(label);
  return SCORE_LISTS.find(([, pattern]) => pattern.test(phrase))?.[0] ?? 'other';
}

/** "Learning journey": first attempts and where they ended. */
export function isJourney(label: string): boolean {
  return /(?:^|\s)(?:journey|attempts|progression)$/.test(phraseOf(label));
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';
const DATED = new RegExp(
  `^[*_\\s\\[(]*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?(?![\\d/])|\\d{1,2}\\.? ${MONTH}(?: \\d{4})?(?=\\W|$))`,
  'i',
);

/** A log entry: it starts with a date. */
export function isDated(text: string): boolean {
  return DATED.test(withoutEmoji(text).trimStart());
}

/** `____`, `Topic: ___`, `TBD`, `none yet`, `…`: a place that the author left open. */
export function isPlaceholder(text: string): boolean {
  const bare = foldSpace(withoutEmphasis(text.replace(/_{3,}/g, ' ')));
  if (/_{3,}/.test(text) && (bare === '' || bare.endsWith(':'))) return true;
  return /^(?:[-–—.…?_ ]*|tbd|tba|n\/a|(?:none|nothing)(?: (?:yet|so far|known|left))?\.?|to be (?:added|filled in|determined)\.?)$/i.test(
    bare,
  );
}

/** The number words of a period: "Week 3", "Day 1–2", "Phase 2: Collections". */
export interface Period {
  readonly unit: string;
  readonly number: string;
  /** What follows the colon or dash, or ''. */
  readonly rest: string;
}

export function periodOf(text: string): Period | null {
  const bare = foldSpace(withoutEmoji(withoutEmphasis(text)));
  const match = bare.match(
    /^(day|days|week|weeks|month|months|phase|stage|sprint|quarter|step|term|semester)s? (\d{1,3}(?:\s?[-–]\s?\d{1,3})?)(?=\W|$)/i,
  );
  if (!match) return null;
  const rest = bare
    .slice(match[0].length)
    .replace(/^\s*\([^()]*\)/, '')
    .replace(/^[\s:–—-]+/, '')
    .replace(/:$/, '');
  return {
    unit: (match[1] ?? '').toLowerCase().replace(/s$/, ''),
    number: (match[2] ?? '').replace(/\s/g, ''),
    rest,
  };
}

const SCORE_WORD =
  /(?:^|\W)(?:scores?|confidence|retention|grade|mark|rating|mastery|quiz|recall|self assessment|understanding|level|test)(?:\W|$)/;
const NO_SCORE =
  /(?:^|\W)(?:pass(?:ing|mark)?|weight(?:ing|age)?|target|goal|min(?:imum)?|max(?:imum)?|required?|needed|need|cut ?off|threshold|hours?|date|time|aim|scale|legend|system|bands?)(?:\W|$)/;

/** Whether a label says that a figure beside it is a score: a passing mark, weight or target is not. */
export function isScoreWord(text: string): boolean {
  const lower = text
    .slice(0, MAX_PHRASE * 2)
    .toLowerCase()
    .replace(/[-_]/g, ' ');
  return SCORE_WORD.test(lower) && !NO_SCORE.test(lower);
}
