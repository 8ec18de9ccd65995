// The thread that renders what may take long.
import { offer } from '../store/in-kept-thread.ts';
import { createWork } from './work.ts';

offer(createWork());
