// Removes everything unsafe from HTML.
import sanitizeHtml from 'sanitize-html';
import { resolveTarget } from './links.ts';
import { AUTHOR_TAGS, MATH_TAGS } from './tags.ts';

type Attributes = Readonly<Record<string, string>>;

/** MathML attributes that say how formulas look; none that link or run anything. */
const MATH_ATTRIBUTES = [
  ...[
    'accent',
    'accentunder',
    'columnalign',
    'columnlines',
    'columnspacing',
    'depth',
    'display',
    'displaystyle',
  ],
  ...['fence', 'height', 'largeop', 'linethickness', 'lspace', 'mathbackground', 'mathcolor', 'mathsize'],
  ...['mathvariant', 'maxsize', 'minsize', 'movablelimits', 'notation', 'rowlines', 'rowspacing', 'rspace'],
  ...['scriptlevel', 'separator', 'stretchy', 'symmetric', 'voffset', 'width'],
];

const OPTIONS: sanitizeHtml.IOptions = {
  // The checkboxes of task lists are the only inputs: an author's own inputs and MathML were turned into text before.
  allowedTags: [...AUTHOR_TAGS, ...MATH_TAGS, 'input'],
  allowedAttributes: {
    ...Object.fromEntries([...MATH_TAGS].map((tag) => [tag, MATH_ATTRIBUTES])),
    a: ['href', 'title', 'rel', 'target'],
    abbr: ['title'],
    code: ['class'],
    details: ['open'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    input: ['type', 'disabled', 'checked'],
    ol: ['start'],
    small: ['class'],
    span: ['class'],
    td: ['align', 'colspan', 'rowspan'],
    th: ['align', 'colspan', 'rowspan'],
  },
  allowedClasses: {
    code: ['math', /^language-[\w+#.-]+$/],
    small: ['math-error'],
    span: [/^hljs-[a-z_-]+$/],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
};

/**
 * The same HTML with nothing left that could run, load from elsewhere, or look like a part of Tenax.
 *
 * @param deckPath the deck file below `decks/` that the HTML was written in; relative links start there
 */
export function sanitize(html: string, deckPath: string): string {
  let anchors = 0;
  const link = (href: string | undefined, attribs: Attributes, text?: string): sanitizeHtml.Tag => {
    const target = href === undefined ? null : resolveTarget(href, deckPath);
    const said = text === undefined ? {} : { text: text || (target?.url ?? '') };
    if (!target || anchors > 0) return { tagName: 'span', attribs: {}, ...said };
    return {
      tagName: 'a',
      attribs: { href: target.url, ...titled(attribs), rel: 'noopener noreferrer', target: '_blank' },
      ...said,
    };
  };
  return sanitizeHtml(html, {
    ...OPTIONS,
    transformTags: {
      a: (_tag, attribs) => {
        const tag = link(attribs.href, attribs);
        anchors++;
        return tag;
      },
      img: (_tag, attribs) => {
        const target = resolveTarget(attribs.src ?? '', deckPath);
        // What is not in the decks folder becomes a link: opening a card must not reveal it to another server.
        if (target?.kind !== 'image') return link(attribs.src, attribs, attribs.alt ?? '');
        return { tagName: 'img', attribs: { ...attribs, src: target.url, alt: attribs.alt ?? '' } };
      },
      input: (_tag, attribs) => ({
        tagName: 'input',
        attribs: { type: 'checkbox', disabled: '', ...('checked' in attribs ? { checked: '' } : {}) },
      }),
    },
    onCloseTag: (name) => {
      if (name === 'a') anchors--;
    },
  });
}

function titled({ title }: Attributes): Attributes {
  return title === undefined ? {} : { title };
}
