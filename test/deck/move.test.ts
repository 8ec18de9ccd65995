import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveIn, moveOut, moveWithin, movingNotes, refuseRelativeLinks } from '../../server/deck/move.ts';
import { readForEdit } from '../../server/deck/verify.ts';
import { asNoteId } from '../../server/schedule/ids.ts';

const FROM = `# Pods

## Covered: Networking

### Where from?
<!-- id: a; tags: cni -->

From [the node][docs].

### Who?
<!-- id: b -->

The kubelet.

[docs]: https://example.org/docs
`;
const TO = `# Storage

## Covered: Modes

### RWO?
<!-- id: c -->

One node.
`;
const MODES = { kind: 'covered', text: 'Modes' } as const;
const CLASSES = { kind: 'gap', text: 'Classes' } as const;
const idsUnder = (text: string) =>
  readForEdit(text).notes.map(({ id, section }) => `${section?.text ?? 'none'}: ${id}`);
const moving = (id: string, text = FROM) => movingNotes(text, [asNoteId(id)]);

describe('a note that moves to another deck', () => {
  it('is written there unchanged, under its item, and removed from its old deck', () => {
    const [note] = moving('b');
    expect(moveIn(TO, 'Storage', MODES, moving('b'))).toBe(`${TO}\n${note?.markdown}\n`);
    expect(idsUnder(moveOut(FROM, moving('b')))).toEqual(['Networking: a']);
  });

  it('gets the H2 of its item in the style of the deck', () => {
    expect(moveIn(TO, 'Storage', CLASSES, moving('b'))).toContain('\n## Gap: Classes\n\n### Who?');
    const plain = TO.replace('Covered: ', '');
    expect(moveIn(plain, 'Storage', CLASSES, moving('b'))).toContain('\n## Classes\n\n### Who?');
    expect(moveIn(null, 'Storage', CLASSES, moving('b'))).toMatch(/^# Storage\n\n## Gap: Classes\n/);
  });

  it('goes above all items if it belongs to none', () => {
    expect(idsUnder(moveIn(TO, 'Storage', null, moving('b')))).toEqual(['none: b', 'Modes: c']);
  });

  it('takes the link definitions that it uses along', () => {
    const arrived = moveIn(TO, 'Storage', MODES, moving('a'));
    expect(arrived).toContain('From [the node][docs].\n\n[docs]: https://example.org/docs\n');
    expect(readForEdit(moveOut(FROM, moving('a'))).linkDefinitions).toContain('[docs]');
  });

  it('is refused if one of its links would mean something else', () => {
    const other = `${TO}\n[docs]: https://elsewhere.example\n`;
    expect(() => moveIn(other, 'Storage', MODES, moving('a'))).toThrow('something else');
  });

  it('is left alone if an interrupted move has put it there already', () => {
    const once = moveIn(TO, 'Storage', MODES, moving('a'));
    expect(moveIn(once, 'Storage', MODES, moving('a'))).toBe(once);
    const changed = once.replace('From [the', 'Out of [the');
    expect(() => moveIn(changed, 'Storage', MODES, moving('a'))).toThrow('different texts');
  });

  it('is refused if it was changed meanwhile', () => {
    expect(() => moveOut(FROM.replace('The kubelet', 'A kubelet'), moving('b'))).toThrow('changed while');
  });

  it('is refused if it links into the folder that it would leave', () => {
    const text = FROM.replace('The kubelet.', '![Kubelet](images/kubelet.png)');
    const [note] = moving('b', text);
    expect(() => note && refuseRelativeLinks(note, 'eks/pods.md')).toThrow('images/kubelet.png');
    const [free] = moving('a');
    expect(() => free && refuseRelativeLinks(free, 'eks/pods.md')).not.toThrow();
  });

  it('takes the line ends of its new deck', () => {
    const crlf = TO.replaceAll('\n', '\r\n');
    const arrived = moveIn(crlf, 'Storage', MODES, moving('b'));
    expect(arrived.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe('a note that moves within its deck', () => {
  it('goes under the other H2, and the other notes stay', () => {
    const text = `${FROM}\n## Gap: Prefixes\n\n### What?\n<!-- id: d -->\n\nA /28.\n`;
    const [a, b] = [asNoteId('a'), asNoteId('b')];
    const moved = moveWithin(text, { kind: 'gap', text: 'Prefixes' }, [b]);
    expect(idsUnder(moved)).toEqual(['Networking: a', 'Prefixes: d', 'Prefixes: b']);
    expect(moveWithin(moved, { kind: 'gap', text: 'Prefixes' }, [b])).toBe(moved);
    expect(idsUnder(moveWithin(moved, null, [a, b]))).toEqual(['none: a', 'none: b', 'Prefixes: d']);
  });
});

describe('moving there and back', () => {
  it('loses no note and no word, whichever notes are moved', () => {
    fc.assert(
      fc.property(fc.subarray(['a', 'b'].map(asNoteId), { minLength: 1 }), fc.boolean(), (ids, withItem) => {
        const notes = movingNotes(FROM, ids);
        const there = moveIn(TO, 'Storage', withItem ? CLASSES : null, notes);
        const left = moveOut(FROM, notes);
        const back = moveIn(left, 'Pods', { kind: 'covered', text: 'Networking' }, movingNotes(there, ids));
        const words = (text: string) =>
          readForEdit(text)
            .notes.map(({ id, prompt, body }) => [id, prompt, body.split('\n')[0]])
            .sort();
        expect(words(back)).toEqual(words(FROM));
        expect(words(moveOut(there, movingNotes(there, ids)))).toEqual(words(TO));
      }),
    );
  });
});
