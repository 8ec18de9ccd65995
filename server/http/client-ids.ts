import { asEventId, type EventId } from '../schedule/ids.ts';
import { ApiProblem } from './problems.ts';

/** A UUID in lower case: it means the same in capitals, and must count once. */
export function sameForm(uuid: EventId): EventId {
  return asEventId(uuid.toLowerCase());
}

export function otherContent(id: string): ApiProblem {
  return new ApiProblem(
    409,
    'id-reused',
    'Id already used',
    `The id ${id} was used before with other content. Send a new act with a new UUID; repeat an old one unchanged.`,
  );
}
