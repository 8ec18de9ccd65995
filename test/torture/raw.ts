// HTTP by hand, for what no proper client would send.
import { connect, type Socket } from 'node:net';

/** An answer as it came; null if the connection ended without one. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. Of a header that is sent twice, the last one. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function portOf(address: string): number {
  return Number(new URL(address).port);
}

/** Sends bytes to a server and reads until it closes. @throws if it does not within `patienceMs` */
export async function exchange(
  address: string,
  request: string | Uint8Array,
  patienceMs = 20_000,
): Promise<RawAnswer | null> {
  const socket = open(address);
  socket.write(request);
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`No end of the answer to: ${String(request).slice(0, 200)}`));
    }, patienceMs);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  return parsed(Buffer.concat(chunks).toString('latin1'));
}

/** A connection whose errors are no matter: it is closed. */
export function open(address: string): Socket {
  const socket = connect(portOf(address), new URL(address).hostname);
  socket.on('error', () => undefined);
  return socket;
}

/** The lines of a request, each with its end. */
export function request(lines: readonly string[], body = ''): string {
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

function parsed(text: string): RawAnswer | null {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
  if (Number.isNaN(status)) return null;
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status, headers, body: rest.join('\r\n\r\n') };
}
