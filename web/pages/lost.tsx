import { WayOn } from '../components/failure.tsx';
import { Page } from '../components/page.tsx';
import { words } from '../words/words.ts';

export default function Lost() {
  return (
    <Page title={words().frame.lost}>
      <WayOn />
    </Page>
  );
}
