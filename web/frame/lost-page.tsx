// The page for addresses that do not exist.

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
