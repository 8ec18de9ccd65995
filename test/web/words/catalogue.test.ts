import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { en } from '../../../web/words/en/index.ts';
import { server } from '../../../web/words/en/server.ts';
import { es } from '../../../web/words/es/index.ts';
import { server as serverInSpanish } from '../../../web/words/es/server.ts';
import { languageFor } from '../../../web/words/language.ts';
import { speak, words } from '../../../web/words/words.ts';

const WEB = new URL('../../../web/', import.meta.url);

/** All words, including those for what the server sends. */
const ENGLISH = { ...en, server };
const SPANISH = { ...es, server: serverInSpanish };

type Leaf = readonly [path: string, word: unknown];

function leaves(tree: object, path = ''): readonly Leaf[] {
  return Object.entries(tree).flatMap(([name, word]): readonly Leaf[] =>
    typeof word === 'object' && word !== null
      ? leaves(word, `${path}.${name}`)
      : [[`${path}.${name}`.slice(1), word]],
  );
}

describe('the catalogue', () => {
  it('has every word in both languages, and none is empty', () => {
    expect(
      leaves(SPANISH)
        .map(([path]) => path)
        .sort(),
    ).toEqual(
      leaves(ENGLISH)
        .map(([path]) => path)
        .sort(),
    );
    for (const [path, word] of [...leaves(ENGLISH), ...leaves(SPANISH)]) {
      if (typeof word === 'string') expect(word.trim(), path).not.toBe('');
      else expect(typeof word, path).toBe('function');
    }
  });

  it('is translated: hardly any sentence is the same in both languages', () => {
    const spanish = new Map(leaves(SPANISH));
    const same = leaves(ENGLISH).filter(
      ([path, word]) => String(word).includes(' ') && typeof word === 'string' && word === spanish.get(path),
    );
    expect(same).toEqual([]);
  });

  it('agrees with numbers in both languages', async () => {
    await speak('en');
    expect([0, 1, 2].map((n) => words().common.cards(n))).toEqual(['0 cards', '1 card', '2 cards']);
    expect(words().common.held(1)).toBe(
      '1 more card is held back by your daily limits and will come on later days.',
    );
    expect(words().common.held(2)).toMatch(/^2 more cards are .* come on/);
    await speak('es');
    expect([0, 1, 2].map((n) => words().common.cards(n))).toEqual(['0 tarjetas', '1 tarjeta', '2 tarjetas']);
    expect(words().common.held(1)).toContain('1 tarjeta más, que llegará');
    expect(words().frame.refused(2)).toBe('2 no se pudieron guardar');
  });
});

describe('the language', () => {
  it.each([
    ['es', ['en-US'], 'es'],
    ['system', ['es-MX', 'en'], 'es'],
    ['system', ['de-DE', 'es', 'en'], 'es'],
    ['system', ['en-GB', 'es'], 'en'],
    ['system', ['de-DE', 'fr'], 'en'],
    ['system', [], 'en'],
  ] as const)('is for the choice %s and a browser set to %o: %s', (chosen, wished, spoken) => {
    expect(languageFor(chosen, wished)).toBe(spoken);
  });
});

describe('a component', () => {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.tsx'),
  );

  it.each(files)('has no text outside the catalogue: %s', (path) => {
    expect(ownWords(path, readFileSync(new URL(path, WEB), 'utf8'))).toEqual([]);
  });

  it('is caught if it has texts of its own', () => {
    const tsx = `
      export const A = ({ on }) => (
        <p title="Gone" aria-label={on ? 'Yes' : label('No word')}>
          Text {on && 'more text'} {on === 'no word' ? \`\${n} left\` : say.done} <kbd>u</kbd> <code>npm start</code>
        </p>
      );`;
    expect(ownWords('a.tsx', tsx)).toEqual(['Text', 'more text', ' left', 'Gone', 'Yes']);
  });
});

interface Node {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** Attributes that are read or announced. */
const SAID = ['alt', 'aria-description', 'aria-label', 'aria-valuetext', 'label', 'placeholder', 'title'];
/** The content of these elements is the same in every language. */
const EXACT = ['code', 'kbd'];
/** The name of the product. */
const NAMES = ['Tenax'];

/** The texts in a component, except those from the catalogue or its props. */
function ownWords(path: string, source: string): readonly string[] {
  const found: string[] = [];
  const say = (text: string) => {
    if (/\p{L}/u.test(text) && !NAMES.includes(text.trim()))
      found.push(text.includes('\n') ? text.trim() : text);
  };
  /** The texts that an expression may evaluate to. */
  const value = (node: unknown): void => {
    if (!isNode(node)) return;
    if (node.type === 'Literal' && typeof node.value === 'string') say(node.value);
    if (node.type === 'TemplateLiteral') for (const part of list(node.quasis)) say(cooked(part));
    if (node.type === 'ConditionalExpression') [node.consequent, node.alternate].forEach(value);
    if (node.type === 'LogicalExpression') [node.left, node.right].forEach(value);
    if (node.type === 'BinaryExpression' && node.operator === '+') [node.left, node.right].forEach(value);
    if (node.type === 'JSXExpressionContainer') value(node.expression);
  };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    if (!isNode(node)) return;
    if (node.type === 'JSXElement' && EXACT.includes(nameOf(node.openingElement))) return;
    if (node.type === 'JSXAttribute' && SAID.includes(nameOf(node))) value(node.value);
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of list(node.children)) {
        if (isNode(child) && child.type === 'JSXText') say(String(child.value).trim());
        else value(child);
        walk(child);
      }
      walk(node.openingElement);
      return;
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'type') walk(child);
  };
  const { program, errors } = parseSync(path, source);
  expect(errors).toEqual([]);
  walk(program);
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(node: unknown): string {
  if (!isNode(node) || !isNode(node.name)) return '';
  return typeof node.name.name === 'string' ? node.name.name : '';
}

function cooked(part: unknown): string {
  if (!isNode(part)) return '';
  const { value } = part;
  return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '';
}
