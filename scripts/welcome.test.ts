import { expect } from 'chai';
import { DEMO_ACCOUNTS } from '#db/seeds/demo-accounts.ts';
import { testConfig } from '#test/support/config.ts';
import { welcome } from './welcome.ts';

const STRONG = {
  PROXIE_JWT_KEYS: 'one:k9Vw2mQz7Rt4Lx8Bn3Jc6Hd1Fs5Gp0Ay',
  PROXIE_CURSOR_SECRET: 'Zt8qWm3nXv6bKc1jHf4dGs7aPl0oIu9y',
};

describe('welcome', () => {
  it('shows where everything is, who can log in and three commands to try', () => {
    const shown = welcome(testConfig({ PROXIE_TEMPORAL_UI_URL: 'http://ui:8233' }), 'http://api:3000');
    for (const part of ['http://api:3000/v1', '/api/docs', 'http://ui:8233', '/metrics']) {
      expect(shown).to.include(part);
    }
    for (const { email, password } of DEMO_ACCOUNTS) expect(shown).to.include(`${email}  ${password}`);
    expect(shown.split('Try next:\n')[1]?.split('\n\n')[0]?.split('\n')).to.have.length(3);
  });

  it('begins with the address to open in a browser', () => {
    const [, first] = welcome(testConfig(), 'http://api:3000').trim().split('\n');
    expect(first).to.match(/Open in a browser +│ http:\/\/api:3000\/ /);
  });

  it('says where mails go', () => {
    const shown = (settings: Record<string, string>) => welcome(testConfig(settings), 'http://api:3000');
    expect(shown({ PROXIE_DATA_DIR: '/tmp/data-of-a-test' })).to.match(/Mails +│ \/tmp\/data-of-a-test\/mail /);
    expect(shown({ PROXIE_SMTP_URL: 'smtp://user:hunter22@mail.example' })).to.match(/Mails +│ sent out /);
    expect(shown({ NODE_ENV: 'production', ...STRONG })).to.match(/Mails +│ \(off: set PROXIE_SMTP_URL\)/);
  });

  it('draws a frame that is straight', () => {
    const frame = welcome(testConfig(), 'http://api:3000')
      .split('\n')
      .filter((line) => /^[┌│└]/.test(line));
    expect(new Set(frame.map((line) => line.length))).to.have.property('size', 1);
  });

  it('shows no demo account in production, where there is none', () => {
    const shown = welcome(testConfig({ NODE_ENV: 'production', ...STRONG }), 'http://api:3000');
    expect(shown).not.to.include(DEMO_ACCOUNTS[0]?.email);
  });
});
