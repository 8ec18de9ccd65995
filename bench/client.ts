// An HTTP client for measurements.
import { Agent, request } from 'node:http';

const HOST = '127.0.0.1';

/** An HTTP client with its own kept-alive connection. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** The body of a 200; rejects on any other answer. */
  get(path: string): Promise<string> {
    return this.#ask('GET', path, 200);
  }

  /** The body of a 201; rejects on any other answer. */
  post(path: string, body: object): Promise<string> {
    return this.#ask('POST', path, 201, JSON.stringify(body));
  }

  /** The body of a 200 to a POST that creates nothing; rejects on any other answer. */
  postKnown(path: string, body: object): Promise<string> {
    return this.#ask('POST', path, 200, JSON.stringify(body));
  }

  /** The body of a 200; rejects on any other answer. */
  delete(path: string): Promise<string> {
    return this.#ask('DELETE', path, 200);
  }

  /** The body of a 200; rejects on any other answer. */
  patch(path: string, body: object): Promise<string> {
    return this.#ask('PATCH', path, 200, JSON.stringify(body));
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask(method: string, path: string, wanted: number, body?: string): Promise<string> {
    const headers =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const asked = request(
        { host: HOST, port: this.#port, agent: this.#agent, method, path, headers },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => {
            text += chunk;
          });
          answer.on('error', reject);
          answer.on('end', () => {
            if (answer.statusCode === wanted) resolve(text);
            else
              reject(new Error(`${method} ${path} was answered ${answer.statusCode}: ${text.slice(0, 500)}`));
          });
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }
}
