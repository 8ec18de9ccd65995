import { describe, expect, it } from 'vitest';
import { databaseFile, readSettings, SETTING_FLAGS } from '../server/config.ts';
import { DEFAULT_ROLLOVER_MINUTES, DEFAULT_SESSION } from '../server/schedule/settings.ts';

const read = (argv: readonly string[], env: Record<string, string> = {}) =>
  readSettings(argv, env, '/home/ada');

describe('the settings', () => {
  it('have defaults that work', () => {
    expect(read([])).toEqual({
      port: 4816,
      host: '127.0.0.1',
      decks: '/home/ada/decks',
      data: '/home/ada/data',
      zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      rolloverMinutes: DEFAULT_ROLLOVER_MINUTES,
      newPerDay: DEFAULT_SESSION.newPerDay,
      reviewsPerDay: DEFAULT_SESSION.reviewsPerDay,
      backups: 14,
    });
  });

  it('are set by flags, in any order, with a space or =', () => {
    const argv = [
      '--reviews-per-day=50',
      '--zone',
      'Asia/Kathmandu',
      '--new-per-day',
      '0',
      '--rollover=3:30',
    ];
    expect(read([...argv, '--data', 'd', '--decks=/k', '--host=::1', '--port', '0'])).toEqual({
      port: 0,
      host: '::1',
      decks: '/k',
      data: '/home/ada/d',
      zone: 'Asia/Kathmandu',
      rolloverMinutes: 210,
      newPerDay: 0,
      reviewsPerDay: 50,
      backups: 14,
    });
  });

  it('are set by the environment', () => {
    const env = {
      TENAX_PORT: '5000',
      TENAX_HOST: 'localhost',
      TENAX_DECKS: '../plans',
      TENAX_DATA: '/var/tenax',
      TENAX_ZONE: 'UTC',
      TENAX_ROLLOVER: '00:00',
      TENAX_NEW_PER_DAY: '5',
      TENAX_REVIEWS_PER_DAY: '9999',
      TENAX_BACKUPS: '3',
    };
    expect(read([], env)).toEqual({
      port: 5000,
      host: 'localhost',
      decks: '/home/plans',
      data: '/var/tenax',
      zone: 'UTC',
      rolloverMinutes: 0,
      newPerDay: 5,
      reviewsPerDay: 9999,
      backups: 3,
    });
  });

  it('follow the flag before the variable, and the default if the variable is empty', () => {
    expect(read(['--port', '6000'], { TENAX_PORT: '5000' }).port).toBe(6000);
    expect(read([], { TENAX_PORT: '' }).port).toBe(4816);
  });

  it('keep the database in the data folder', () => {
    expect(databaseFile(read(['--data', '/d']))).toBe('/d/tenax.db');
  });

  it('have the variable and the default of each in the help', () => {
    for (const { name, meaning } of SETTING_FLAGS) {
      expect(meaning).toContain(`TENAX_${name.toUpperCase().replaceAll('-', '_')}; `);
    }
  });

  it.each([
    [['--port', '65536'], '--port "65536" must be a whole number from 0 to 65535.'],
    [['--port=8e3'], '--port "8e3" must be a whole number from 0 to 65535.'],
    [['--port='], '--port "" must be a whole number from 0 to 65535.'],
    [['--new-per-day', '1.5'], '--new-per-day "1.5" must be a whole number from 0 to 9999.'],
    [['--rollover', '24:00'], '--rollover "24:00" must be a time of day from 00:00 to 23:59.'],
    [['--zone', 'Mars/Olympus'], '--zone "Mars/Olympus" is not an IANA time zone'],
    [['--zone', '+02:00'], '--zone "+02:00" is not an IANA time zone'],
    [['--data='], '--data "" must name a folder.'],
    [['--prot', '5000'], 'Unknown option --prot. Did you mean --port?'],
    [['-p', '5000'], 'Unknown option -p. Did you mean --port?'],
    [['--quantum'], /^Unknown option --quantum\.$/],
    [['--port'], '--port needs a value'],
    [['--port', '--data', 'd'], '--port needs a value'],
    [['--port', '1', '--port', '2'], '--port is given twice.'],
    [['serve'], 'Settings start with --, unlike "serve".'],
  ])('refuse %j in one clear line', (argv, message) => {
    expect(() => read(argv)).toThrow(message);
    expect(() => read(argv)).toThrow(/^[^\n]*$/);
  });

  it.each(['0.0.0.0', '192.168.1.2', '::', 'example.org'])('refuse to listen at %s', (host) => {
    expect(() => read(['--host', host])).toThrow(
      /is not allowed: .* only this machine \(127\.0\.0\.1, localhost, ::1\)/,
    );
  });

  it('name the variable that is wrong', () => {
    expect(() => read([], { TENAX_PORT: 'http' })).toThrow('TENAX_PORT "http" must be a whole number');
  });
});
