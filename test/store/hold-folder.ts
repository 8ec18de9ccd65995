import { lockDataFolder } from '../../server/store/lock.ts';

const folder = process.argv[2] ?? '';
const lock = await lockDataFolder(folder).catch((error: unknown) => {
  console.log(`${error}`);
  process.exit(1);
});
lock.announce('http://127.0.0.1:7777');
console.log('held');
setInterval(() => {}, 1_000);
