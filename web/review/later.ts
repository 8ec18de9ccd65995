export { Beside } from './beside.tsx';
export { Rest } from './rest.tsx';
