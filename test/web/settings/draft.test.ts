import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeOf,
  type Draft,
  type Held,
  isOwn,
  takenBack,
  textOf,
  typed,
} from '../../../web/settings/draft.ts';

const HELD: Held = {
  settings: { newPerDay: 7, reviewsPerDay: 200 },
  own: { newPerDay: 7 },
  inherited: { newPerDay: 20, reviewsPerDay: 200 },
};

describe('a draft of settings', () => {
  it('shows what was typed and sends only the changes', () => {
    const draft = typed(HELD, {}, 'newPerDay', '9');
    expect(textOf(HELD, draft, 'newPerDay')).toBe('9');
    expect(textOf(HELD, draft, 'reviewsPerDay')).toBe('200');
    expect(changeOf(draft)).toEqual({ patch: { newPerDay: 9 }, faults: [] });
  });

  it('resets what was set, and has nothing to reset otherwise', () => {
    const draft = takenBack(HELD, { newPerDay: '9', reviewsPerDay: '5' }, 'newPerDay');
    expect(textOf(HELD, draft, 'newPerDay')).toBe('20');
    expect(isOwn(HELD, draft, 'newPerDay')).toBe(false);
    expect(changeOf(draft).patch).toEqual({ newPerDay: null, reviewsPerDay: 5 });
    expect(takenBack(HELD, draft, 'reviewsPerDay')).toEqual({ newPerDay: null });
  });

  it('reports invalid fields and does not send them', () => {
    expect(changeOf({ newPerDay: '-3', reviewsPerDay: '5' })).toEqual({
      patch: { reviewsPerDay: 5 },
      faults: ['newPerDay'],
    });
  });

  it('is empty again once every field is as it was', () => {
    const text = fc.oneof(
      fc.constant('7'),
      fc.constant('200'),
      fc.constant(''),
      fc.string(),
      fc.nat().map(String),
    );
    const field = fc.constantFrom('newPerDay', 'reviewsPerDay');
    fc.assert(
      fc.property(fc.array(fc.tuple(field, fc.option(text))), (acts) => {
        let draft: Draft = {};
        for (const [name, text] of acts) {
          draft = text === null ? takenBack(HELD, draft, name) : typed(HELD, draft, name, text);
        }
        draft = typed(HELD, draft, 'newPerDay', '7');
        expect(typed(HELD, draft, 'reviewsPerDay', '200')).toEqual({});
      }),
    );
  });
});
