import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sidesOf } from '../../server/deck/cards.ts';
import { createRenderer } from '../../server/render/renderer.ts';
import { deckOf } from '../deck/deck.ts';

const renderer = createRenderer();

/** Whether the prompt of each cloze card shows a blank, and what the deck reports. */
async function blanksOf(body: string) {
  const deck = deckOf(`# T\n\n### Q\n<!-- id: q -->\n\nx ${body} y\n`);
  const [note] = deck.notes;
  if (!note) throw new Error('There is no note.');
  const context = { path: deck.path, links: deck.linkDefinitions };
  const cards = note.cards.filter(({ kind }) => kind === 'cloze');
  const sides = await Promise.all(cards.map((card) => renderer.renderSides(sidesOf(note, card.id), context)));
  return {
    shown: sides.map(({ promptHtml }) => promptHtml.includes('<span class="cloze">')),
    rules: deck.problems.map(({ rule }) => rule),
  };
}

const MARK = '{{c1::a b::h}}';
/** Pieces of a body with a place for a mark or other text. */
const around = fc.constantFrom<(inner: string) => string>(
  (inner) => inner,
  (inner) => `*${inner}*`,
  (inner) => `\`${inner}\``,
  (inner) => `\`\` ${inner} \` <!-- \`\``,
  (inner) => `<!-- ${inner} -->`,
  (inner) => `\\<!-- ${inner} -->`,
  (inner) => `<b title="${inner}">w</b>`,
  (inner) => `<b>${inner}</b>`,
  (inner) => `<pod-${inner}>`,
  (inner) => `[${inner}](u)`,
  (inner) => `[w](u${inner})`,
  (inner) => `[w](u "${inner}")`,
  (inner) => `\\[w](u "${inner}")`,
  (inner) => `(${inner})`,
  (inner) => `![${inner}](p.png)`,
  (inner) => `<https://example.org/${inner}>`,
  (inner) => `a < ${inner} > b`,
);
const piece = around.map((put) => put('w'));

describe('a cloze mark', () => {
  it('shows its blank on the card, or is reported, and never both', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 2 }),
        around,
        fc.array(piece, { maxLength: 2 }),
        async (before, put, after) => {
          const body = [...before, put(MARK), ...after].join(' ');
          const { shown, rules } = await blanksOf(body);
          expect(shown, body).toEqual([rules.length === 0]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
