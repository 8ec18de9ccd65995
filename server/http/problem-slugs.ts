import type { StoreFailure } from '../store/errors.ts';

/** Every kind of problem that the API returns. Its type is `urn:tenax:<slug>`. The web has its own words for each. */
export type ProblemSlug =
  | 'backups-unwritable'
  | 'bad-request'
  | 'body-too-large'
  | 'card-changed'
  | 'decks-missing'
  | 'decks-read-only'
  | 'disk-full'
  | 'file-changed'
  | 'file-unreadable'
  | 'foreign-origin'
  | 'id-reused'
  | 'id-taken'
  | 'if-match-missing'
  | 'internal-error'
  | 'invalid-request'
  | 'malformed-json'
  | 'malformed-path'
  | 'method-not-allowed'
  | 'optimizing'
  | 'proposal-decided'
  | 'several-weights'
  | 'store-unavailable'
  | 'text-refused'
  | 'unknown-act'
  | 'unknown-card'
  | 'unknown-host'
  | 'unknown-media'
  | 'unknown-milestone'
  | 'unknown-name'
  | 'unknown-plan'
  | 'unknown-proposal'
  | 'unknown-route'
  | 'unknown-topic'
  | 'unknown-weights'
  | 'unsupported-media-type'
  | 'web-not-built';

/** Why the database can't be used, if the user can act on it: the member `failure` of `store-unavailable`. */
export type StoreTrouble = Exclude<StoreFailure, 'full' | 'backups' | 'missing' | 'stalled' | 'ended'>;
