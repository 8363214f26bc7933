import { expect } from 'chai';
import fc from 'fast-check';
import { createLinkFilter, LEFT_OUT, withoutLinks } from './without-links.ts';

/** Written without what the filter knows: nothing of this may be left for a renderer. */
const LIVE = [
  /\]\(/,
  /\]:/,
  /<[a-z/!?]/i,
  /[a-z]\w*:\/\//i,
  /\bwww\./i,
  /\bmailto:\S/i,
  /\bdata:[a-z]+\//i,
  /evil[.．。｡](example|com|рф|xn--p1ai)(?![a-zа-я\d])/i,
  /evil[.．]中国/,
  /evil\.pizza(:\d|\/|[?#]\w)/i,
  /[a-z]@evil[.．。｡][a-zа-я]{2}/i,
];

describe('withoutLinks', () => {
  const LINKS: readonly (readonly [string, string, string])[] = [
    ['a picture in Markdown', 'Look: ![x](https://evil.example/p.png?d=1) done', `Look: ![x] (${LEFT_OUT}) done`],
    ['a picture with a title', '![x](https://evil.example/p.png "t")', `![x] (${LEFT_OUT} "t")`],
    ['a link', '[your booking](http://evil.example)', `[your booking] (${LEFT_OUT})`],
    ['a link of another scheme', '[x](web+pay://evil.example)', `[x] (${LEFT_OUT})`],
    ['a link without a scheme', '[x](//evil.example/a)', `[x] (${LEFT_OUT})`],
    ['a link relative to the page', '[x](/v1/auth/logout)', '[x] (/v1/auth/logout)'],
    ['slashes that lean the other way', String.raw`[x](\\evil.example\a)`, `[x] (${LEFT_OUT})`],
    ['a definition', '![x][1]\n\n[1]: https://evil.example/p.png', `![x][1]\n\n[1] : ${LEFT_OUT}`],
    ['an address in brackets', '<https://evil.example/a>', `‹${LEFT_OUT}`],
    ['a picture in HTML', '<img src="https://evil.example/p.png">', `‹img src="${LEFT_OUT}`],
    ['a tag over two lines', '<img\nsrc="ht\ntps:/\n/evil.example">', `‹img\nsrc="ht\ntps:/\n/${LEFT_OUT}`],
    ['a naked address', 'See https://evil.example/a?b=c, or ask.', `See ${LEFT_OUT}, or ask.`],
    ['an address in a sentence', 'It is there (https://evil.example/a).', `It is there (${LEFT_OUT}).`],
    ['an address that a reader guesses', 'evil.example/steal?d=1 and www.evil.example', `${LEFT_OUT} and ${LEFT_OUT}`],
    ['an address of numbers', 'http is not needed: 192.0.2.7/x', `http is not needed: ${LEFT_OUT}`],
    ['a mail with a text', 'mailto:a@evil.example?body=secret', LEFT_OUT],
    ['a picture that is its own address', 'data:image/svg+xml;base64,PHN2Zz4', LEFT_OUT],
    ['a script', '[x](javascript:fetch(1))', `[x] (${LEFT_OUT}))`],
    ['an address in entities', 'https&#58;&#x2f;/evil.example/a', LEFT_OUT],
    ['an address in named entities', 'https&colon;&sol;&sol;evil.example', LEFT_OUT],
    ['an address with backslashes', String.raw`https\:\/\/evil.example`, LEFT_OUT],
    ['a hidden address before an open one', 'https&colon;&sol;/evil.example/,https://evil.example', LEFT_OUT],
    ['an address that is broken up', 'ht\u200btps:/\u2060/evil.example/a', LEFT_OUT],
    ['an address inside Chinese', '看https://evil.example/秘密吧', `看${LEFT_OUT}密吧`],
    ['two words of another program', '看www.evil.pizza吧 and 看javascript:x', `${LEFT_OUT} and 看${LEFT_OUT}`],
  ];
  for (const [what, text, becomes] of LINKS) {
    it(`leaves nothing to load or to open of ${what}`, () => {
      expect(withoutLinks(text)).to.equal(becomes);
      for (const live of LIVE) expect(withoutLinks(text)).not.to.match(live);
    });
  }

  const HOSTS = [
    [
      'of letters that are not Latin',
      'evil.рф/x?d=1',
      'evil.рф',
      'ЗЛО.РФ',
      'evil.中国/x?d=1',
      'evil.中国',
      '密.中国:80',
    ],
    [
      'of letters with signs on them',
      'evil.भारत',
      'evil.ไทย',
      'evil.한국에서',
      '例え.jp/x',
      '例え.みんな',
      'bücher.de',
      'secret.тогда.пицца',
    ],
    ['that is encoded', 'xn--abc.evil.xn--p1ai/x', 'evil.xn--p1ai', 'evil.XN--P1AI'],
    [
      'with wide dots and letters',
      'evil。com/x',
      'evil．com',
      'evil｡com',
      'ｅｖｉｌ．ｃｏｍ',
      'evil。com。/x',
      'evil.𝐜𝐨𝐦',
    ],
    [
      'with data in its first labels',
      'secret-abc.evil.com',
      'secret.evil.pizza',
      'secret.evil.It',
      '4111.1.evil.pizza',
      'a.b.me',
    ],
    ['with a port', 'evil.com:8080', 'evil.pizza:8080', 'evil.pizza.:8080'],
    [
      'with a path or a query',
      'evil.pizza/',
      'evil.pizza./x',
      'evil.pizza?d=1',
      'evil.pizza?=秘密',
      'evil.pizza#d',
      'evil.It/x',
    ],
    [
      'to write to',
      'user@evil.com',
      'user@evil.pizza',
      'a.b+c@evil.It',
      '"x"@evil.рф',
      'user＠evil.pizza',
      'ana@中国.pizza',
    ],
    [
      'alone',
      'evil.example',
      'EVIL.COM',
      'Evil.Com',
      'evil.com.',
      'evil.it',
      'evil.ru',
      'Evil.Ru',
      'evil.com-x',
      '👍.ws',
    ],
    ['of numbers', '192.0.2.7', '192.0.2.7:8080', 'x.192.0.2.7/x'],
    ['in other signs', 'evil&period;com', 'evil&#46;com', 'user&commat;evil.pizza', String.raw`evil\.com`],
    ['in marks', '**evil.com**', '(evil.com).', '`evil.com`', '"evil.com",', '—evil.com—', '[evil.com]'],
    ['that is broken up', 'evil\ufeff.com', 'evil.\u200bcom', 'evil.\u{e0041}中国', 'evil\u00ad.рф'],
  ] as const;
  for (const [what, ...hosts] of HOSTS) {
    it(`leaves no host ${what}`, () => {
      for (const host of hosts) {
        const said = withoutLinks(`See ${host} now`);
        expect(said, host).to.match(/^See [^.．。｡@＠]*\(link left out\)[).]*[^.．。｡@＠]* now$/);
        expect(withoutLinks(said), host).to.equal(said);
      }
    });
  }

  it('leaves nothing that nobody sees', () => {
    const hidden = Array.from('secret', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
    expect(withoutLinks(`Hello${hidden} \u202eworld\u202c\0 \u{e0101}!`)).to.equal('Hello world !');
    expect(withoutLinks('half \ud83d a pair')).to.equal('half \ufffd a pair');
  });

  const PLAIN = [
    'Your haircut costs $60.00 (4.8/5 from 12 reviews), Sat, Nov 28, 2:00 PM.',
    'Yes and/or no; a < b, 3<4 and x > y; ratio 1:2. Data: none. Tel: on request.',
    'Ask Dr. Who.Really? [1] (see below) 50% off! e.g. p.m./a.m. profile:x hotel:5',
    '你好，世界。こんにちは、いい天気ですね。 Ça va ? שלום',
    '1. one\n2. two\n\n- **bold** _it_ `code` 👩‍👩‍👧 ❤️',
    'An allowed action is [approve] or [cancel]. Revision 2.',
    'It is $60.00, or $60.00.Then 3.5 hours, $45.50/hour, 4.8/5, 1.5x, No.5, 28.11.2026, 9.30–17.00, v1.2.3.',
    'From 2:00 PM, 9a.m.-5p.m., at 9 a.m.to 5 p.m.or later, p.m./a.m., e.g. e.g.in i.e., i.e.the U.S., U.S.A. U.S.based D.C.',
    'All done.Then we go.It is late.So closed.Shop around.In time.No more!Yes.And or wait...what?Dr.Who?)',
    'With Johnson Barber & Co., Mr.Smith, St.Louis, Ph.D., Barber Co.Ltd, Dr.No and @petra.cuts, ana@home.',
    'Send invoice.pdf, photo.jpg, notes.txt, list.csv or photo.jpeg; made with Node.js.',
    'Готово.Тогда в 15.00, т.е.завтра. Fertig.Es ist z.B.so. Listo.La cita. Voilà.Après, hôtel:5',
    '我用Mac。OK吗？好。你好.世界很大，1.今天 3.5公里很近。价格：50元/小时，电话Tel：123。はい。OKです。',
    'ana (at) example (dot) com',
  ];
  for (const text of PLAIN) {
    it(`leaves as it is: ${text.slice(0, 30)}`, () => expect(withoutLinks(text)).to.equal(text));
  }

  const BITS = [
    ['http', 's', ':', '/', '//', 'evil.example', ' ', '\n', '](', ']', '(', '[', '!', '<', 'img', '&#58;', '\\'],
    ['.com', 'evil', '.рф', '。', '．', '@', 'com', ':80', 'evil.pizza', '国', '中国', '，', '\ufeff', '1', 'It'],
    ['www.', 'a', '\u200b', '好', '\ud83d', '\udc69', 'data:', 'image/', '?', '.', ')', '\u{e0041}'],
  ];
  const bits = fc.constantFrom(...BITS.flat());
  const texts = fc.array(bits, { maxLength: 30 });

  it('says the same wherever the text is cut', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(40), { maxLength: 6 }), (parts, cuts) => {
        const text = parts.join('');
        const filter = createLinkFilter();
        let [said, from] = ['', 0];
        for (const at of cuts.toSorted((one, other) => one - other)) {
          said += filter.push(text.slice(from, at));
          from = Math.max(from, at);
        }
        expect(said + filter.push(text.slice(from)) + filter.end()).to.equal(withoutLinks(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves nothing live of any mixture, and changes nothing a second time', () => {
    fc.assert(
      fc.property(texts, (parts) => {
        const once = withoutLinks(parts.join(''));
        for (const live of LIVE) expect(once).not.to.match(live);
        expect(withoutLinks(once)).to.equal(once);
      }),
      { numRuns: 5_000 },
    );
  });

  it('comes to an end with words that are longer than an answer may be', () => {
    // A rule that goes back again and again would take many minutes.
    for (const part of [
      'a',
      'a.',
      '://',
      '/',
      '&#',
      '](',
      '<a',
      'www',
      '1.',
      'ab.',
      'a@',
      'a.It?',
      'ab.Then)',
      '中',
      '.中',
      '中.',
      '1.2.',
      '。',
      '?，',
      '-',
    ]) {
      withoutLinks(part.repeat(100_000));
    }
  });
});
