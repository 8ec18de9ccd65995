// Settings of the process, from flags and environment.
import { join, resolve } from 'node:path';
import { type Flag, type Line, readLine, UsageError } from './flags.ts';
import { checkZone } from './schedule/zone.ts';

/** How this Tenax runs. Paths are absolute. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly decks: string;
  readonly data: string;
  /** IANA zone of the study days. */
  readonly zone: string;
  /** Minutes after local midnight at which a study day starts. */
  readonly rolloverMinutes: number;
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  /** How many daily backups to keep; with 0 none is made. */
  readonly backups: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

interface Setting<T> {
  readonly flag: Flag & { readonly value: string };
  readonly variable: string;
  /** As typed. */
  readonly default: string | (() => string);
  /** Parses the value; throws an error whose message continues after the setting's name. */
  readonly read: (text: string, cwd: string) => T;
}

/** Without access control, only this machine may connect. */
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

/** Every setting. A flag wins over its variable, which wins over the default. */
const SETTINGS: { readonly [Name in keyof Settings]: Setting<Settings[Name]> } = {
  port: {
    flag: { name: 'port', value: 'NUMBER', meaning: 'where to listen; 0 takes any free port' },
    variable: 'TENAX_PORT',
    default: '4816',
    read: wholeNumber(0, 65_535),
  },
  host: {
    flag: { name: 'host', value: 'NAME', meaning: `the address to listen at: ${LOOPBACK.join(', ')}` },
    variable: 'TENAX_HOST',
    default: '127.0.0.1',
    read: loopback,
  },
  decks: {
    flag: { name: 'decks', value: 'FOLDER', meaning: 'the plans and their cards' },
    variable: 'TENAX_DECKS',
    default: './decks',
    read: folder,
  },
  data: {
    flag: { name: 'data', value: 'FOLDER', meaning: 'the database, and old contents of changed files' },
    variable: 'TENAX_DATA',
    default: './data',
    read: folder,
  },
  zone: {
    flag: {
      name: 'zone',
      value: 'ZONE',
      meaning: 'your time zone, such as Europe/Helsinki, unless settings have one',
    },
    variable: 'TENAX_ZONE',
    default: systemZone,
    read: zone,
  },
  rolloverMinutes: {
    flag: { name: 'rollover', value: 'HH:MM', meaning: 'when a study day starts, unless settings say' },
    variable: 'TENAX_ROLLOVER',
    default: '04:00',
    read: timeOfDay,
  },
  newPerDay: {
    flag: {
      name: 'new-per-day',
      value: 'NUMBER',
      meaning: 'the most new cards a day, unless settings say',
    },
    variable: 'TENAX_NEW_PER_DAY',
    default: '20',
    read: wholeNumber(0, 9_999),
  },
  reviewsPerDay: {
    flag: {
      name: 'reviews-per-day',
      value: 'NUMBER',
      meaning: 'the most reviews a day, unless settings say',
    },
    variable: 'TENAX_REVIEWS_PER_DAY',
    default: '200',
    read: wholeNumber(0, 9_999),
  },
  backups: {
    flag: {
      name: 'backups',
      value: 'NUMBER',
      meaning: 'how many daily backups of the database to keep; 0 makes none',
    },
    variable: 'TENAX_BACKUPS',
    default: '14',
    read: wholeNumber(0, 9_999),
  },
};

/** Every setting as an option of the command line, with its variable and default. */
export const SETTING_FLAGS: readonly Flag[] = Object.values(SETTINGS).map((setting) => ({
  ...setting.flag,
  meaning: `${setting.flag.meaning} (${setting.variable}; ${
    typeof setting.default === 'string' ? setting.default : "the system's"
  })`,
}));

/**
 * The settings given by arguments and environment; relative folders start at `cwd`.
 *
 * @throws UsageError that says in one line what is wrong and what is allowed.
 */
export function readSettings(argv: readonly string[], env: Environment, cwd: string): Settings {
  const line = readLine(argv, SETTING_FLAGS);
  if (line.words.length > 0) throw new UsageError(`Settings start with --, unlike "${line.words[0]}".`);
  return settingsOf(line, env, cwd);
}

/** `readSettings` of a command line already read. */
export function settingsOf(line: Line, env: Environment, cwd: string): Settings {
  const read = <T>(setting: Setting<T>) => chosen(setting, line, env, cwd);
  return {
    port: read(SETTINGS.port),
    host: read(SETTINGS.host),
    decks: read(SETTINGS.decks),
    data: read(SETTINGS.data),
    zone: read(SETTINGS.zone),
    rolloverMinutes: read(SETTINGS.rolloverMinutes),
    newPerDay: read(SETTINGS.newPerDay),
    reviewsPerDay: read(SETTINGS.reviewsPerDay),
    backups: read(SETTINGS.backups),
  };
}

/** Whether settings have the same value for an option; `others` by the names of `Settings`. */
export function agree(flag: string, settings: Settings, others: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(SETTINGS)
    .filter(([, setting]) => setting.flag.name === flag)
    .every(([name]) => settings[name as keyof Settings] === others[name]);
}

/** Path of the database. */
export function databaseFile(settings: Settings): string {
  return join(settings.data, 'tenax.db');
}

/** Folder of its backups. */
export function backupFolder(settings: Settings): string {
  return join(settings.data, 'backups');
}

/** Folder for old contents of changed files. */
export function trashFolder(settings: Settings): string {
  return join(settings.data, 'trash');
}

function chosen<T>(setting: Setting<T>, line: Line, env: Environment, cwd: string): T {
  const typed = line.value(setting.flag.name);
  // In a shell or a service file, an empty variable means unset.
  const fromEnv = env[setting.variable] || undefined;
  const fallback = typeof setting.default === 'string' ? setting.default : setting.default();
  const source = typed !== undefined ? `--${setting.flag.name}` : setting.variable;
  const text = typed ?? fromEnv ?? fallback;
  try {
    return setting.read(text, cwd);
  } catch (error) {
    throw new UsageError(
      `${source} ${JSON.stringify(text)} ${error instanceof Error ? error.message : error}`,
    );
  }
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^[0-9]+$/.test(text) && number >= least && number <= most) return number;
    throw new RangeError(`must be a whole number from ${least} to ${most}.`);
  };
}

function loopback(text: string): string {
  if (LOOPBACK.includes(text)) return text;
  throw new RangeError(
    `is not allowed: without access control, Tenax answers only this machine (${LOOPBACK.join(', ')}).`,
  );
}

function folder(text: string, cwd: string): string {
  if (text === '') throw new RangeError('must name a folder.');
  return resolve(cwd, text);
}

function zone(text: string): string {
  try {
    checkZone(text);
    return text;
  } catch {
    throw new RangeError('is not an IANA time zone: write one such as Europe/Helsinki or UTC.');
  }
}

function timeOfDay(text: string): number {
  const match = /^([01]?[0-9]|2[0-3]):([0-5][0-9])$/.exec(text);
  if (!match) throw new RangeError('must be a time of day from 00:00 to 23:59.');
  return Number(match[1]) * 60 + Number(match[2]);
}

/** UTC if the system names no usable zone. */
function systemZone(): string {
  const name = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    checkZone(name);
    return name;
  } catch {
    return 'UTC';
  }
}
