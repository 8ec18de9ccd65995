import type { Problem as Finding } from '../../deck/types.ts';
import { isDiskFault } from '../../library/disk-faults.ts';
import { readJson } from '../../store/errors.ts';
import { FileProblems, PartQuery, Problem } from '../schemas.ts';
import { scopeOf } from '../scope.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope } from '../unknown.ts';

/** At most this many problems are listed. */
const MOST = 100;

/** What can't be read in the files, seems to be lost in them, or is not a deck. */
export function problemRoutes(app: App, { store, library }: Services): void {
  app.get(
    '/api/problems',
    {
      schema: {
        summary:
          'What could not be read in the files, or seems lost in them, with line and remedy, as of the last scan',
        querystring: PartQuery,
        response: { 200: FileProblems, default: Problem },
      },
    },
    async ({ query: { plan, topic } }) => {
      await refuseUnknownScope(store, scopeOf({ plan, topic }));
      const rows = await store.read
        .selectFrom('files')
        .leftJoin('topics', (join) =>
          join.onRef('topics.deck_path', '=', 'files.path').on('topics.live', '=', 1),
        )
        .select(['files.plan_id', 'files.problems', 'topics.id as topicId'])
        .where('files.problems', '!=', '[]')
        .orderBy('files.path')
        .execute();
      const unlisted = library
        .unlisted()
        .filter(({ path }) => topic === undefined && (plan ?? path) === path)
        .map((finding) => ({ finding, topicId: null }));
      const inFiles = rows
        .filter((row) => (plan ?? row.plan_id) === row.plan_id && (topic ?? row.topicId) === row.topicId)
        .flatMap(({ problems, topicId }) =>
          readJson<Finding[]>(problems, 'files.problems').map((finding) => ({ finding, topicId })),
        );
      const found = [...unlisted, ...inFiles]
        .filter(({ finding }) => isAsked(finding))
        .map(({ finding: { path, line, severity, rule, message, fault }, topicId }) => ({
          path,
          line,
          severity,
          rule,
          message,
          ...(fault && { fault }),
          topicId,
        }));
      const failure = library.failure();
      return {
        failure: failure?.message ?? null,
        folder: failure?.about.path ?? null,
        files: new Set(found.map(({ path }) => path)).size,
        problems: found.slice(0, MOST),
      };
    },
  );
}

/**
 * Whether the author has something to do. A note that waits for its id, a warning without a fault, needs nobody, nor
 * does a file that is read-only on purpose.
 */
function isAsked({ severity, fault }: Finding): boolean {
  return severity === 'error' || (fault !== undefined && !isDiskFault(fault));
}
