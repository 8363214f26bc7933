import vm from 'node:vm';
import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';

describe('the page that shows the code for a new device', () => {
  const fixture = useApi();

  /** The elements of the page by their ids, and the address that the browser shows. */
  async function open(hash: string) {
    const { body: script } = await fixture.api.get<string>('/device/device.js');
    const elements = {
      state: { textContent: '' },
      code: { textContent: '' },
      show: { hidden: false, press: (): void => undefined, addEventListener },
    };
    function addEventListener(_event: string, listener: () => void): void {
      elements.show.press = listener;
    }
    const shown = { url: `/device${hash}` };
    vm.runInNewContext(script, {
      location: { hash, pathname: '/device' },
      history: { replaceState: (_state: unknown, _title: string, url: string) => void (shown.url = url) },
      document: { getElementById: (id: keyof typeof elements) => elements[id] },
    });
    return { ...elements, shown };
  }

  it('shows the code when its button is pressed, and keeps it out of the history at once', async () => {
    const page = await open('#the.code');
    expect([page.shown.url, page.code.textContent]).to.deep.equal(['/device', '']);
    page.show.press();
    expect([page.code.textContent, page.show.hidden]).to.deep.equal(['the.code', true]);
  });
  it('says where it belongs when it is opened without a code', async () => {
    const page = await open('');
    expect(page.show.hidden).to.equal(true);
    expect(page.state.textContent).to.include('the link of a mail');
  });
});
