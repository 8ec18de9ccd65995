import { WayOn } from '../components/failure.tsx';
import { Page } from '../components/page.tsx';

export default function Lost() {
  return (
    <Page title="There is no such page">
      <WayOn />
    </Page>
  );
}
