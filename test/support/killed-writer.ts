// A process that dies in the middle of a change of a database file and leaves its journal.
import Database from 'better-sqlite3';

const handle = new Database(process.argv[2] ?? '');
handle.pragma('journal_mode = delete');
// With so little memory, pages are written before the commit.
handle.pragma('cache_size = 1');
handle.exec('begin');
handle.exec('create table half_made (text)');
const insert = handle.prepare('insert into half_made values (?)');
for (let row = 0; row < 500; row++) insert.run('x'.repeat(500));
console.log('half made');
process.kill(process.pid, 'SIGKILL');
