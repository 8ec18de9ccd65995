/** Figures as plans write them: complexities, minutes, percentages, dates, days. All patterns are linear in the text. */

/** Longer texts hold prose, not figures. */
const MAX_LENGTH = 1000;

interface Range {
  readonly from: number;
  readonly to: number;
}

const NUMBER = '(\\d{1,4}(?:\\.\\d{1,2})?)';
const COMPLEXITY = new RegExp(
  `(?:complexity|difficulty)\\s*[:=]?\\s*\\**\\s*${NUMBER}(?:\\s*/\\s*${NUMBER})?`,
  'i',
);
const MINUTES = /(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?\s?(?:min(?:ute)?s?)(?![\p{L}])/iu;
const PERCENT = /(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)(?:\s?[-–]\s?(\d{1,3}(?:\.\d{1,2})?))?\s?%/g;
const OUT_OF = /(?<![\d./])(\d{1,3}(?:\.\d{1,2})?)\s?(?:\/|out of|of)\s?(\d{1,3})(?![\d/.]*\d)/i;
const STARS = /[★⭐]+[☆]*/u;

/** Complexity 1–10 as stated ("Complexity: 6/10"), converted if given on another scale; null if not stated. */
export function complexityIn(text: string): number | null {
  const match = text.slice(0, MAX_LENGTH).match(COMPLEXITY);
  return match ? onTen(match[1], match[2]) : null;
}

/** A table cell below "Complexity": `6`, `6/10`. */
export function complexityCell(text: string): number | null {
  const match = text.match(new RegExp(`^${NUMBER}(?:\\s*/\\s*${NUMBER})?$`));
  return match ? onTen(match[1], match[2]) : null;
}

function onTen(value: string | undefined, scale: string | undefined): number | null {
  const complexity = (Number(value) / Number(scale ?? 10)) * 10;
  return complexity >= 1 && complexity <= 10 ? Math.round(complexity * 10) / 10 : null;
}

/** "(15-20 min)"; null where the text names no minutes. */
export function minutesIn(text: string): Range | null {
  const match = text.slice(0, MAX_LENGTH).match(MINUTES);
  if (!match) return null;
  const from = Number(match[1]);
  return { from, to: Number(match[2] ?? from) };
}

/** The percentages of a text in order, the lower end where a range is given. */
export function percentsIn(text: string): number[] {
  return [...text.slice(0, MAX_LENGTH).matchAll(PERCENT)]
    .map((match) => Number(match[1]))
    .filter((percent) => percent <= 100);
}

/**
 * A score as a percentage 0–100: "75%", "8/10", "4 out of 5", "★★★☆☆", or a bare number if `scale` says out of how
 * many. null if the text states no score.
 */
export function scoreIn(text: string, scale: number | null = null): number | null {
  const short = text.slice(0, MAX_LENGTH);
  const [percent] = percentsIn(short);
  if (percent !== undefined) return percent;
  const outOf = short.match(OUT_OF);
  if (outOf) return share(Number(outOf[1]), Number(outOf[2]));
  const stars = short.match(STARS)?.[0];
  if (stars?.includes('☆')) return share([...stars].filter((star) => star !== '☆').length, [...stars].length);
  const bare = short.match(/^\s*(\d{1,3}(?:\.\d{1,2})?)\s*$/);
  return bare && scale !== null ? share(Number(bare[1]), scale) : null;
}

function share(part: number, whole: number): number | null {
  return whole > 0 && part <= whole ? Math.round((part / whole) * 1000) / 10 : null;
}

/** The top of a scale that a header or legend names: "Confidence (1-5)", "out of 10", "0–100". */
export function scaleIn(text: string): number | null {
  const match = text.slice(0, MAX_LENGTH).match(/(?:[01]\s?(?:-|–|to)\s?|out of |\/\s?)(5|10|20|100)(?!\d)/i);
  return match ? Number(match[1]) : null;
}

/** The scale that a legend states: "Confidence scale: 1-5", "1 = heard of it, 5 = can teach it". */
export function statedScale(lines: readonly string[]): number | null {
  for (const line of lines) {
    if (line.length > MAX_LENGTH || !/scale|legend|confidence|rating|score|level|=/i.test(line)) continue;
    const legend = line.match(/(?:^|\W)[01]\s?[=:]\D{1,200}(?:\d\s?[=:]\D{1,200})*(?<!\d)(5|10)\s?[=:]/);
    const scale = legend ? Number(legend[1]) : /scale|legend/i.test(line) ? scaleIn(line) : null;
    if (scale !== null) return scale;
  }
  return null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The first date of a text as YYYY-MM-DD: ISO, or with the month's English name. Day/month figures are ambiguous: none. */
export function dateIn(text: string): string | null {
  const short = text.slice(0, MAX_LENGTH);
  const iso = short.match(/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/);
  if (iso) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const monthFirst = short.match(/([a-z]{3})[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/i);
  if (monthFirst) return isoDate(Number(monthFirst[3]), monthOf(monthFirst[1]), Number(monthFirst[2]));
  const dayFirst = short.match(
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3})[a-z]{0,6}\.?,? (\d{4})(?!\d)/i,
  );
  return dayFirst ? isoDate(Number(dayFirst[3]), monthOf(dayFirst[2]), Number(dayFirst[1])) : null;
}

function monthOf(name = ''): number {
  return MONTHS.indexOf(name.toLowerCase()) + 1;
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** The day that a heading or label names: "(Day 7-8)" is "7-8", "Day 2:" is "2". */
export function dayIn(text: string): string | null {
  const match = text.slice(0, MAX_LENGTH).match(/(?<!\p{L})days? (\d{1,3}(?:\s?[-–]\s?\d{1,3})?)/iu);
  return match?.[1]?.replace(/\s/g, '').replace('–', '-') ?? null;
}
