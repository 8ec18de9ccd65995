// The thread that reads and edits long files.
import { offer } from '../store/in-kept-thread.ts';
import { work } from './work.ts';

offer(work);
