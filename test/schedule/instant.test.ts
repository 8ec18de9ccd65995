import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../server/schedule/instant.ts';

describe('a written time', () => {
  it.each([
    ['2026-11-23T07:00:00Z', '2026-11-23T07:00:00.000Z'],
    ['2026-11-23t07:00:00z', '2026-11-23T07:00:00.000Z'],
    ['2026-11-23T07:00:00.123456Z', '2026-11-23T07:00:00.123Z'],
    ['2026-11-23T07:00:00.5+02:00', '2026-11-23T05:00:00.500Z'],
    ['2026-11-23T00:00:00-09:30', '2026-11-23T09:30:00.000Z'],
    ['2026-11-23T07:00:00-00:00', '2026-11-23T07:00:00.000Z'],
    ['2026-11-23T07:00:00+15:59', '2026-11-22T15:01:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is read', (text, read) => {
    expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(read);
  });

  it.each([
    ['a leap second', '2026-12-31T23:59:60Z'],
    ['a leap second elsewhere', '2027-01-01T01:59:60+02:00'],
    ['24:00', '2026-11-23T24:00:00Z'],
    ['25:00', '2026-11-23T25:00:00Z'],
    ['61 minutes', '2026-11-23T07:61:00Z'],
    ['30 February', '2026-02-30T07:00:00Z'],
    ['29 February of a common year', '2026-02-29T07:00:00Z'],
    ['31 April', '2026-04-31T07:00:00Z'],
    ['month 13', '2026-13-01T07:00:00Z'],
    ['day 0', '2026-11-00T07:00:00Z'],
    ['the year 0', '0000-01-01T00:00:00Z'],
    ['1899', '1899-12-31T23:59:59Z'],
    ['1900 that is 1899 in UTC', '1900-01-01T00:00:00+00:01'],
    ['the year 10000', '10000-01-01T00:00:00Z'],
    ['the year 10000, signed', '+010000-01-01T00:00:00Z'],
    ['9999 that is 10000 in UTC', '9999-12-31T23:59:59-00:01'],
    ['a negative year', '-000001-01-01T00:00:00Z'],
    ['no offset', '2026-11-23T07:00:00'],
    ['an offset without colon', '2026-11-23T07:00:00+0200'],
    ['an offset in hours', '2026-11-23T07:00:00+02'],
    ['an offset of one digit', '2026-11-23T07:00:00+2:00'],
    ['an offset that no zone had', '2026-11-23T07:00:00+16:00'],
    ['an offset of 60 minutes', '2026-11-23T07:00:00+01:60'],
    ['two offsets', '2026-11-23T07:00:00Z+02:00'],
    ['a zone', '2026-11-23T07:00:00[Europe/Madrid]'],
    ['a space', '2026-11-23 07:00:00Z'],
    ['no seconds', '2026-11-23T07:00Z'],
    ['a date alone', '2026-11-23'],
    ['a number', '1764054000000'],
    ['space around it', ' 2026-11-23T07:00:00Z'],
    ['a line end', '2026-11-23T07:00:00Z\n'],
    ['other digits', '２０２６-11-23T07:00:00Z'],
    ['nothing', ''],
  ])('%s is none', (_, text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('is read back from every instant of its years', () => {
    const years = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(years, (date) => parseInstant(date.toISOString()) === date.getTime()));
  });
});
