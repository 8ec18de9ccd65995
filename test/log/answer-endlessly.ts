// Answers numbered cards until it is killed or the disk is full, and prints the number of each review that was kept.
import { writeSync } from 'node:fs';
import { migrations } from '../../migrations/index.ts';
import { record } from '../../server/review/record.ts';
import { StoreError } from '../../server/store/errors.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { deskOn, numbered } from '../review/numbered.ts';

const CLIENTS = 8;

const desk = deskOn(await openStore({ file: process.argv[2] ?? '', migrations }));
let next = 0;

async function client(): Promise<void> {
  for (;;) {
    const number = next++;
    const { outcome } = await record(desk, numbered(number));
    if (outcome === 'created') writeSync(1, `${number}\n`);
  }
}

try {
  await Promise.all(Array.from({ length: CLIENTS }, client));
} catch (error) {
  writeSync(1, `${error instanceof StoreError ? error.failure : error}\n`);
  process.exit(1);
}
