// Script payloads never leave Tenax as something that a browser would run: judged by a browser's own parser.
import { chromium } from 'playwright-core';
import { AUTHOR_TAGS, MATH_TAGS } from '../../server/render/tags.ts';
import { CHROMIUM, CHROMIUM_WANTED, LAUNCH } from '../support/chromium.ts';
import { attack } from './attack.ts';
import { payloads } from './scripts.ts';
import { newPlace, serve } from './server.ts';
import { PLAN, world } from './world.ts';

/** So many payloads are judged at once. */
const BATCH = 50;

interface Piece {
  readonly from: string;
  readonly html: string;
}

attack('script payloads', { short: 200, full: 6_000 }, async ({ count, random, figure }) => {
  if (!CHROMIUM) {
    if (process.env.CI) throw new Error(CHROMIUM_WANTED);
    return figure('skipped', CHROMIUM_WANTED);
  }
  const made = world({ topics: 1, cards: 1 });
  const texts = payloads(random);
  const some = Array.from({ length: count }, () => String(texts.next().value));
  // Some stand in a deck, and come out with the queue.
  const notes = some
    .filter((text) => !/^#{1,3} |^<!--/m.test(text))
    .slice(0, 40)
    .map((text, index) => `### Payload ${index}\n<!-- id: p-${index} -->\n\n${text}\n`);
  const place = await newPlace({
    ...made.files,
    [`${PLAN}/payloads.md`]: `# Payloads\n\n${notes.join('\n')}`,
  });
  const server = await serve(place);
  const browser = await chromium.launch(LAUNCH);
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    const judge = async (pieces: readonly Piece[]) => {
      for (const fault of await page.evaluate(faultsOf, { pieces, allowed: ALLOWED })) faults.push(fault);
    };
    for (let start = 0; start < some.length; start += BATCH) {
      const pieces: Piece[] = [];
      for (const text of some.slice(start, start + BATCH)) {
        for (const markdown of [`### Q\n\n${text}`, `### ${text.replaceAll('\n', ' ')}\n\nA`]) {
          const { status, body } = await server.send<Rendered>('POST', '/api/render', { markdown });
          if (status !== 200) throw new Error(`${status} for ${markdown}: ${JSON.stringify(body)}`);
          for (const { promptHtml, answerHtml, points = [] } of body.cards)
            pieces.push(...[promptHtml, answerHtml, ...points].map((html) => ({ from: text, html })));
        }
      }
      await judge(pieces);
    }
    const { body: queue } = await server.get<Rendered>('/api/queue?limit=100&mode=ahead');
    const { body: today } = await server.get<Rendered>('/api/queue?limit=100');
    const asked = [...(queue.cards ?? []), ...(today.cards ?? [])];
    await judge(
      asked.flatMap((card) =>
        [card.promptHtml, card.answerHtml].map((html) => ({ from: 'the queue', html })),
      ),
    );
    figure('cards of the queue', asked.length);
    if (asked.length === 0) throw new Error('The queue has no card with a payload.');
    // The judge finds what is left as it is.
    const before = faults.length;
    await judge(some.slice(0, 200).map((html) => ({ from: 'itself', html })));
    if (faults.length < before + 20) throw new Error('The judge finds nothing in payloads as they are.');
    faults.length = before;
    if (faults.length > 0)
      throw new Error(`${faults.length} payloads come through:\n${faults.slice(0, 20).join('\n')}`);
  } finally {
    await browser.close();
  }
});

interface Rendered {
  readonly cards: readonly {
    readonly promptHtml: string;
    readonly answerHtml: string;
    readonly points?: readonly string[];
  }[];
}

/** What may come out: elements and attributes that run and load nothing, and are no part of Tenax. */
const ALLOWED = {
  tags: [...AUTHOR_TAGS, ...MATH_TAGS, 'input'],
  attributes: [
    'href',
    'title',
    'rel',
    'target',
    'class',
    'open',
    'src',
    'alt',
    'width',
    'height',
    'type',
    'disabled',
    'checked',
    'start',
    'align',
    'colspan',
    'rowspan',
    'lang',
  ],
  mathTags: [...MATH_TAGS],
};

/** Runs in the page. What a browser makes of the pieces that is not allowed, or what it ran. */
async function faultsOf({
  pieces,
  allowed,
}: {
  readonly pieces: readonly Piece[];
  readonly allowed: typeof ALLOWED;
}): Promise<readonly string[]> {
  const faults: string[] = [];
  let from = '';
  Object.assign(window, { hit: () => faults.push(`it runs: ${from}`) });
  for (const piece of pieces) {
    from = piece.from;
    const root = document.createElement('div');
    document.body.append(root);
    root.innerHTML = piece.html;
    for (const element of root.querySelectorAll('*')) {
      const tag = element.localName;
      if (!allowed.tags.includes(tag)) faults.push(`<${tag}> from ${piece.from}`);
      for (const { name, value } of element.attributes) {
        const isMath = allowed.mathTags.includes(tag) && !/^on|href|src|style/.test(name);
        if (!isMath && !allowed.attributes.includes(name))
          faults.push(`${name}="${value}" from ${piece.from}`);
        if (name === 'href' && !/^(https?:|mailto:|\/|#)/.test(value))
          faults.push(`${value} from ${piece.from}`);
        if (name === 'href' && /^\/\/|^\/\\/.test(value)) faults.push(`${value} from ${piece.from}`);
        if (name === 'src' && !/^\/media\//.test(value)) faults.push(`${value} from ${piece.from}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve));
    root.remove();
  }
  return faults;
}
