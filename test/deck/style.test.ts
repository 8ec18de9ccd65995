import { describe, expect, it } from 'vitest';
import type { LibraryToCheck } from '../../server/deck/library-to-check.ts';
import { lintLibrary } from '../../server/deck/lint.ts';
import { readDeck } from '../../server/deck/read.ts';
import { asPlanId } from '../../server/schedule/ids.ts';

const library = (files: Record<string, string>, plans: LibraryToCheck['plans'] = []): LibraryToCheck => ({
  decks: Object.entries(files).map(([path, text]) => readDeck(path, text)),
  plans,
  mediaExists: () => true,
  normalise: (text) => text.toLowerCase(),
  similarity: () => 0,
});

/** `line rule` of each finding in a deck of these notes, the first of which stands on line 3. */
function found(notes: string, lang = ''): readonly string[] {
  const deck = `# Pods\n${lang}\n${notes}`;
  return lintLibrary(library({ 'eks/pods.md': deck }), { style: true }).map(
    ({ line, rule }) => `${line} ${rule}`,
  );
}

const note = (prompt: string, body: string, comment = `id: ${nextId()}`) =>
  `### ${prompt}\n<!-- ${comment} -->\n\n${body}\n\n`;

let ids = 0;
const nextId = () => `n${++ids}`;

/** So many different words. */
const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');

describe('the style of cards', () => {
  it('does not warn about a good deck, and never unless asked', () => {
    const bad = note('Is a Pod mortal?', words(61));
    expect(found(note('Why does a Pod get a new IP when it is replaced?', 'It is another Pod.'))).toEqual([]);
    expect(lintLibrary(library({ 'eks/pods.md': `# Pods\n\n${bad}` }))).toEqual([]);
    expect(found(bad)).toEqual(['3 yes-no-prompt', '3 long-answer']);
  });

  it('says what is wrong and what to do, as a warning with file and line', () => {
    const deck = `# Pods\n\n${note('Is a Pod mortal?', 'So it is.')}`;
    expect(lintLibrary(library({ 'eks/pods.md': deck }), { style: true })).toEqual([
      {
        severity: 'warning',
        rule: 'yes-no-prompt',
        path: 'eks/pods.md',
        line: 3,
        message: 'The prompt can be answered by a guess. Ask what, why, when or how instead.',
      },
    ]);
  });

  it('leaves drafts and notes with errors alone', () => {
    expect(found(note('Is it?', '', `id: ${nextId()}; allow: draft (later)`))).toEqual([]);
    expect(found(note('Is it?', '{{c1::open', 'id: x1'))).toEqual(['6 unclosed-cloze']);
  });

  describe('of prompts', () => {
    it('allows at most 140 characters, as a reader sees them', () => {
      const why = 'Why does a Pod move? ';
      expect(found(note(why.padEnd(140, 'x'), 'So.'))).toEqual([]);
      expect(found(note(why.padEnd(141, 'x'), 'So.'))).toEqual(['3 long-prompt']);
      expect(found(note(`\`${why.padEnd(140, 'x')}\``, 'So.'))).toEqual([]);
      expect(found(note(`[${why.padEnd(139, 'x')}](a.md)`, 'So.'))).toEqual([]);
    });

    it('requires that a prompt is understood without its heading', () => {
      expect(found(note('Why 8080?', 'The target port.'))).toEqual(['3 bare-prompt']);
      expect(found(note('Why does it restart?', 'The probe fails.'))).toEqual(['3 bare-prompt']);
      expect(found(note('What does it take to move a Pod?', 'A new one.'))).toEqual([]);
      expect(found(note('Why is it wrong to pin a Pod to a node?', 'It outlives it.'))).toEqual([]);
      expect(found(note('Kubelet', 'The agent on each node.', 'id: kubelet; reverse'))).toEqual([]);
      expect(found(note('Warm pool', 'Holds {{c1::spare addresses}}.'))).toEqual([]);
    });

    it.each([
      'Is a Pod mortal?',
      'Can two containers of a Pod share a port?',
      'A node dies. Does its Pod move?',
      'When a node dies, does its Pod move?',
      'In a cluster without CNI, will a Pod start?',
      'Is the check done by the kubelet or by the API server?',
      'The Pod is restarted, isn’t it?',
      'True or false: a Pod can move',
    ])('reports “%s”, which a guess can answer', (prompt) => {
      expect(found(note(prompt, 'Indeed.'))).toEqual(['3 yes-no-prompt']);
    });

    it.each([
      'What does the kubelet do when a Pod is deleted?',
      'When does a Pod get its address?',
      'In which namespace does a ClusterRole lie?',
      'Can a Pod move, and why?',
      'A Pod is lost. Where is its log?',
      'Does a Pod keep its IP, and what follows for clients?',
    ])('accepts “%s”, which a guess cannot answer', (prompt) => {
      expect(found(note(prompt, 'Answer.'))).not.toContain('3 yes-no-prompt');
    });

    it('applies rules about words only to English', () => {
      expect(found(note('Is a Pod mortal?', 'So.'), '<!-- lang: nl -->')).toEqual([]);
      expect(found(note('Is a Pod mortal?', 'So.'), '<!-- lang: en-GB -->')).toEqual(['3 yes-no-prompt']);
    });

    it('reports prompts that ask for whole lists', () => {
      expect(found(note('List the controllers of a cluster', 'Many.'))).toEqual(['3 list-prompt']);
      expect(found(note('What are the five parts of a control plane?', 'These.'))).toEqual(['3 list-prompt']);
      expect(found(note('Ten Pods, of which 6 hang. Why?', 'No room.'))).toEqual([]);
      expect(found(note('What are the two ends of a veth pair?', 'These.'))).toEqual([]);
      expect(found(note('List the controllers', '- [ ] a\n- [ ] b\n- [ ] c'))).toEqual([]);
    });
  });

  describe('of answers', () => {
    it('allows at most 60 words, not counting code blocks', () => {
      const prompt = 'How does a Pod start?';
      expect(found(note(prompt, words(60)))).toEqual([]);
      expect(found(note(prompt, `${words(30)}\n\n> ${words(31)}`))).toEqual(['3 long-answer']);
      expect(found(note(prompt, `${words(60)}\n\n\`\`\`sh\n${words(90)}\n\`\`\``))).toEqual([]);
      expect(found(note('Start of a Pod', `{{c1::${words(60)}}} and more`))).toEqual(['3 long-answer']);
    });

    it('reports lists outside explain notes, with the line where one begins', () => {
      const prompt = 'What runs on a node?';
      expect(found(note(prompt, 'These:\n\n- kubelet\n- kube-proxy'))).toEqual(['8 list-in-answer']);
      expect(found(note(prompt, '```yaml\n- kubelet\n```'))).toEqual([]);
    });

    it('reports an answer that the prompt already gives', () => {
      expect(found(note('What does a liveness probe’s failure do?', 'The failure.'))).toEqual([
        '3 answer-in-prompt',
      ]);
      expect(found(note('Which has a ClusterIP: a Pod or a Service?', 'A Service. It is stable.'))).toEqual([
        '3 answer-in-prompt',
      ]);
      expect(found(note('Which of a Pod and a Service lasts, and why?', 'The Service. Pods go.'))).toEqual(
        [],
      );
      expect(found(note('Kubelet', 'The kubelet starts Pods.', 'id: kubelet; reverse'))).toEqual([
        '3 answer-in-prompt',
      ]);
    });

    it('allows 3 to 12 points in an explain note', () => {
      const points = (count: number) => Array.from({ length: count }, (_, i) => `- [ ] p${i}`).join('\n');
      const sizes = [2, 3, 12, 13].map((count) => found(note('Explain: a start', points(count))));
      expect(sizes).toEqual([['3 explain-size'], [], [], ['3 explain-size']]);
    });
  });

  describe('of clozes', () => {
    it('reports one that the heading, the text or its hint gives away', () => {
      const given = ['6 cloze-gives-itself-away'];
      expect(found(note('The warm pool', 'A node keeps {{c1::warm pools}}.'))).toEqual(given);
      expect(found(note('Addresses', 'A {{c1::secondary IP}} is an IP, a secondary one.'))).toEqual(given);
      expect(found(note('Addresses', 'It keeps {{c1::ENIs::spare ENIs}}.'))).toEqual(given);
      expect(found(note('Scrape', '```yaml\na: {{c1::keep}}\nb: keep\n```'))).toEqual([
        '7 cloze-gives-itself-away',
      ]);
    });

    it('does not report parts of a hidden text, or places hidden with it', () => {
      expect(found(note('The CNI', 'The {{c1::CNI plugin}} wires a Pod.'))).toEqual([]);
      expect(found(note('The DNS', 'It ends in {{c1::10}}: 172.20.0.{{c1::10}}.'))).toEqual([]);
    });
  });

  describe('across the library', () => {
    const lint = (files: Record<string, string>, plans?: LibraryToCheck['plans']) =>
      lintLibrary(library(files, plans), { style: true }).map(
        ({ path, line, rule }) => `${path}:${line} ${rule}`,
      );

    it('reports prompts that are nearly the same, wherever they are', () => {
      const files = {
        'eks/a.md': `# A\n\n${note('What does the pause container of a Pod hold?', 'Its namespaces.')}`,
        'gke/b.md': `# B\n\n\n${note('What does a Pod’s pause container hold?', 'Something else altogether.')}`,
        'gke/c.md': `# C\n\n${note('What does the kubelet of a node start?', 'Its containers.')}`,
      };
      expect(lint(files)).toEqual(['gke/b.md:4 near-duplicate']);
      const [problem] = lintLibrary(library(files), { style: true });
      expect(problem?.message).toContain('“What does the pause container of a Pod hold?”');
      expect(problem?.message).toContain('eks/a.md, line 3');
    });

    it('lets similar prompts have different answers', () => {
      const ask = (probe: string, answer: string) =>
        note(`What does a failing ${probe} probe do to a Pod?`, answer);
      const different =
        ask('liveness', 'It restarts the container.') + ask('readiness', 'No traffic arrives.');
      const same =
        ask('liveness', 'It restarts the container.') + ask('readiness', 'It restarts the container.');
      expect(found(different)).toEqual([]);
      expect(found(same)).toEqual(['8 near-duplicate']);
    });

    it('compares what a cloze says, not its heading', () => {
      const text = 'The CNI keeps {{c1::secondary addresses}} ready on each node.';
      expect(found(note('Warm pool', text) + note('Spare addresses', text))).toEqual(['8 near-duplicate']);
      expect(found(note('Warm pool', text) + note('Warm pool', 'EC2 {{c1::throttles}} callers.'))).toEqual(
        [],
      );
    });

    it('accepts the allowance on either of the two', () => {
      const twin = (comment: string) => note('What does a pause container hold?', 'Namespaces.', comment);
      const excused = '; allow: near-duplicate (asked in two exams)';
      expect(found(twin(`id: a${excused}`) + twin('id: b'))).toEqual([]);
      expect(found(twin('id: a') + twin(`id: b${excused}`))).toEqual([]);
    });

    it('reports tags that group nothing', () => {
      const deck =
        note('Why are veths made in pairs?', 'One end a namespace.', 'id: a; tags: cni, eks') +
        note('Who scrapes metrics?', 'Prometheus, on its own.', 'id: b; tags: metrics, metrics') +
        note('How does a kubelet learn of Pods?', 'By a watch.', 'id: c; tags: cni, eks');
      expect(found(deck)).toEqual(['8 lone-tag']);
    });

    it('reports items that rest on one card', () => {
      const item = (text: string) => ({ key: text, text, kind: 'covered' as const });
      const plans = [
        {
          planId: asPlanId('eks'),
          topics: [{ title: 'A', deckPath: 'eks/a.md', items: [item('veth'), item('cni'), item('mtu')] }],
        },
      ];
      const deck = [
        '# A\n\n## Covered: veth\n\n',
        note('Why are veths made in pairs?', 'One end for each namespace.'),
        '## Covered: CNI\n\n',
        note('Plugin', 'The {{c1::kubelet}} does not call it, the {{c2::runtime}} does.'),
        '## Gap: MTU\n\n',
        note('Why do large responses hang?', 'Packets are too big.', 'id: x; allow: single-card (one fact)'),
      ];
      expect(lint({ 'eks/a.md': deck.join('') }, plans)).toEqual(['eks/a.md:5 single-card']);
    });
  });

  it('drops what a note allows, and warns about an allowance without effect', () => {
    const long = words(61);
    const allow = (rules: string) => `id: ${nextId()}; allow: ${rules}`;
    const prompt = 'How does a Pod start?';
    expect(found(note(prompt, long, allow('long-answer (a quotation)')))).toEqual([]);
    expect(found(note(prompt, 'So.', allow('long-answer (a quotation)')))).toEqual(['3 needless-allow']);
    expect(found(note(prompt, long, allow('long-anwser (a quotation)')))).toEqual([
      '3 long-answer',
      '3 unknown-rule',
    ]);
    const unstyled = `# P\n\n${note(prompt, 'So.', allow('long-answer (x)'))}`;
    expect(lintLibrary(library({ 'eks/p.md': unstyled }))).toEqual([]);
  });
});
