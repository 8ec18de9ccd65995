import { Page } from '../components/page.tsx';

export default function Lost() {
  return (
    <Page title="There is no such page">
      <p>
        The address may be mistyped, or the topic was renamed. Go to <a href="/">today’s cards</a> or look
        through <a href="/topics">your topics</a>.
      </p>
    </Page>
  );
}
