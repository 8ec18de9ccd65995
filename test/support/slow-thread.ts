// The thread of the tests of kept threads.
import { offer } from '../../server/store/in-kept-thread.ts';
import { works } from './slow-works.ts';

offer(works);
