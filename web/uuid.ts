import { asEventId, type EventId } from '../server/schedule/ids.ts';
/** A random UUID. `crypto.randomUUID` is missing if the page came over plain HTTP from another machine. */
export function uuid(): EventId {
  if (typeof crypto.randomUUID === 'function') return asEventId(crypto.randomUUID());
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = [...bytes].map((byte, i) => {
    const value = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  });
  return asEventId(digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}
