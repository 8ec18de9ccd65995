import type { Settings } from '../../server/config.ts';

/** The settings of a Tenax on these folders. */
export function settingsIn(data: string, decks: string): Settings {
  return {
    port: 4816,
    host: '127.0.0.1',
    decks,
    data,
    zone: 'UTC',
    rolloverMinutes: 240,
    newPerDay: 20,
    reviewsPerDay: 200,
    backups: 14,
  };
}
