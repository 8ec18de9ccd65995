import { describe, expect, it } from 'vitest';
import { FIELDS, type FieldName } from '../../../web/settings/fields.ts';

const read = (name: FieldName, text: string) => FIELDS[name].read(text);

describe('the text of a setting', () => {
  it.each([
    ['desiredRetention', '90', 0.9],
    ['desiredRetention', '90.5', 0.905],
    ['newPerDay', '0', 0],
    ['maximumIntervalDays', '36500', 36_500],
    ['learningSteps', ' 1m  10m ', '1m 10m'],
    ['relearningSteps', '', ''],
    ['rollover', '23:59', '23:59'],
    ['zone', 'America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['easyDays', '1 1 1 1 1 0.5 0', [1, 1, 1, 1, 1, 0.5, 0]],
    ['burySiblings', 'false', false],
    ['mix', 'new-last', 'new-last'],
  ] as const)('of %s, %j, is read as %j', (name, text, value) => {
    expect(read(name, text)).toEqual(value);
  });

  it.each([
    ['desiredRetention', '69.9'],
    ['desiredRetention', '97.1'],
    ['desiredRetention', ''],
    ['newPerDay', '-1'],
    ['newPerDay', '2.5'],
    ['newPerDay', ' '],
    ['newPerDay', 'many'],
    ['reviewsPerDay', '10000'],
    ['learningSteps', '1m, 10m'],
    ['rollover', '24:00'],
    ['rollover', ''],
    ['zone', 'Mars/Base'],
    ['zone', '+02:00'],
    ['weights', '1 2 3'],
    ['easyDays', '1 1 1 1 1 1 2'],
    ['mix', 'shaken'],
  ] as const)('is invalid: %s %j', (name, text) => {
    expect(read(name, text)).toBeNull();
  });

  it('is read back as the value it was written from', () => {
    for (let percent = 70; percent <= 97; percent += 0.5) {
      const { read, write } = FIELDS.desiredRetention;
      expect(write(read(String(percent)) ?? 0)).toBe(String(percent));
    }
  });

  it('accepts weights as other programs write them', () => {
    const weights = Array.from({ length: 21 }, (_, i) => i / 8);
    expect(read('weights', `[${weights.join(', ')}]`)).toEqual(weights);
  });
});
