// The page at an address that is no place.

import { Page } from '../ui/page.tsx';
import { words } from '../words/words.ts';
import { WayOn } from './failure.tsx';

export default function Lost() {
  return (
    <Page title={words().frame.lost}>
      <WayOn />
    </Page>
  );
}
