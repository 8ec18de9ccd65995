// Ids that clients give to their acts.
import { asEventId, type EventId } from '../schedule/ids.ts';
import { ApiProblem } from './problems.ts';

/** A UUID in lower case, since capitals must not make it another id. */
export function sameForm(uuid: EventId): EventId {
  return asEventId(uuid.toLowerCase());
}

/** The problem of an id that was used before with different content. */
export function otherContent(id: string): ApiProblem {
  return new ApiProblem(
    409,
    'id-reused',
    'This was sent before with different content',
    `The id ${id} was used before with different content. Send a new act with a new UUID, or repeat the old one unchanged.`,
  );
}
