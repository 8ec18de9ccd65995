// Memory of the server.
import { Client } from './client.ts';
import type { Figure } from './report.ts';

const MIB = 1024 * 1024;

/** The memory of the server's process, by its own metrics. */
export async function measureMemory(port: number, when: string): Promise<readonly Figure[]> {
  const client = new Client(port);
  try {
    const metrics = await client.get('/metrics');
    const mebibytes = (name: string) => gauge(metrics, name) / MIB;
    return [
      { name: `resident memory ${when}`, value: mebibytes('process_resident_memory_bytes'), unit: 'MiB' },
      {
        name: `JavaScript heap in use ${when}`,
        value: mebibytes('nodejs_heap_size_used_bytes'),
        unit: 'MiB',
      },
    ];
  } finally {
    client.close();
  }
}

function gauge(metrics: string, name: string): number {
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1];
  if (value === undefined) throw new Error(`/metrics has no ${name}.`);
  return Number(value);
}
