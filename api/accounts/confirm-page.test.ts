import vm from 'node:vm';
import { expect } from 'chai';
import { Account } from '#db/entities/account.entity.ts';
import { RefreshToken } from '#db/entities/refresh-token.entity.ts';
import { Registration } from '#db/entities/registration.entity.ts';
import { useApi } from '#test/support/api.ts';
import { until } from '#test/support/until.ts';

/** As much of a browser as the script of the page uses; what it fetches comes from the real API. */
class Browser {
  readonly state = { textContent: 'Did you register?' };
  readonly button = { hidden: false, disabled: false, addEventListener: this.listen.bind(this) };
  readonly fetched: string[] = [];
  shownUrl: string;
  #press = (): void => undefined;

  constructor(script: string, baseUrl: string, hash: string) {
    this.shownUrl = `/confirm${hash}`;
    vm.runInNewContext(script, {
      location: { hash, pathname: '/confirm' },
      history: { replaceState: (_state: unknown, _title: string, url: string) => void (this.shownUrl = url) },
      document: { getElementById: (id: string) => (id === 'state' ? this.state : this.button) },
      fetch: (path: string, request: RequestInit) => {
        this.fetched.push(path);
        return fetch(new URL(path, baseUrl), request);
      },
      JSON,
    });
  }

  press(): void {
    this.#press();
  }

  private listen(_event: string, listener: () => void): void {
    this.#press = listener;
  }
}

describe('the page that confirms a mail address', () => {
  const fixture = useApi({ settings: () => ({ PROXIE_WEB_DIR: 'no-client-is-built-here' }) });
  const em = () => fixture.orm.em.fork();
  let script: string;
  before(async () => {
    script = (await fixture.api.get<string>('/confirm/confirm.js')).body;
  });

  async function registered() {
    const email = `${crypto.randomUUID()}@test.example`;
    await fixture.api.post('/v1/auth/register', { body: { email, password: 'a long pass phrase', name: 'Ada' } });
    const { id } = await em().findOneOrFail(Registration, { email });
    return { email, hash: `#${fixture.deps.confirmationTokens.of(id)}` };
  }

  it('runs our own script only, and nothing that stands in the page itself', async () => {
    const { status, headers, body } = await fixture.api.get<string>('/confirm');
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('text/html; charset=utf-8');
    expect(headers['content-security-policy']).to.include("default-src 'none'").and.not.include('unsafe');
    expect(headers['referrer-policy']).to.equal('no-referrer');
    expect(body).not.to.match(/<script>|<style|\son\w+=|style=/);
    const sources = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources).to.have.length(3);
    for (const source of sources) expect((await fixture.api.get(source)).status, source).to.equal(200);
    for (const id of ['state', 'confirm']) expect(body).to.include(`id="${id}"`);
    expect(script).not.to.match(/innerHTML|https?:/);
  });

  it('sends nothing before the button is pressed, and keeps the link out of the history of the browser', async () => {
    const { email, hash } = await registered();
    const browser = new Browser(script, fixture.url, hash);
    expect(browser.fetched).to.deep.equal([]);
    expect(browser.shownUrl).to.equal('/confirm');
    expect(await em().count(Account, { email })).to.equal(0);
  });

  it('opens the account and leaves no session behind', async () => {
    const { email, hash } = await registered();
    const browser = new Browser(script, fixture.url, hash);
    browser.press();
    expect(browser.button.disabled).to.equal(true);
    await until('the good news', () => browser.state.textContent.startsWith('Your account is open'));
    expect(browser.button.hidden).to.equal(true);
    const { id } = await em().findOneOrFail(Account, { email });
    expect(await em().count(RefreshToken, { account: id, revokedAt: null })).to.equal(0);
  });

  it('shows the problem of a link that is not good, and does not offer to try it again', async () => {
    const browser = new Browser(script, fixture.url, '#nothing');
    browser.press();
    await until('the problem', () => browser.state.textContent.startsWith('The confirmation is not valid'));
    expect(browser.button.hidden).to.equal(true);
  });

  it('offers to try again when nobody answers', async () => {
    const browser = new Browser(script, 'http://127.0.0.1:1', '#nothing');
    browser.press();
    await until('the bad news', () => browser.state.textContent.includes('cannot be reached'));
    expect([browser.button.hidden, browser.button.disabled]).to.deep.equal([false, false]);
  });

  it('has no button where there is no link', () => {
    const browser = new Browser(script, fixture.url, '');
    expect(browser.button.hidden).to.equal(true);
  });
});
