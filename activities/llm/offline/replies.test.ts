import { expect } from 'chai';
import { offlineMove } from '#test/support/offline.ts';
import { consumerMove } from './consumer.ts';
import { enrollmentMove } from './enrollment.ts';
import type { Move } from './moment.ts';
import { providerMove } from './provider.ts';

const wordsOf = (move: Move): string => ('say' in move ? move.say : JSON.stringify(move));
const service = (serviceType: string) => ({
  serviceType,
  name: null,
  description: '',
  durationMinutes: 60,
  price: { min: 4_000, max: 6_000, currency: 'USD' },
  licenseNumber: null,
});

describe('what is taken away from an enrollment', () => {
  const enrollment = {
    services: [service('haircut'), service('hair_color'), service('leak_repair')],
    specializations: ['fades', 'balayage'],
  };
  const say = (said: string, written: object = enrollment): Move =>
    offlineMove(enrollmentMove, said, {
      role: 'enrollment',
      tools: {
        get_enrollment_summary: () => ({ enrollment: written, prepared: null, account: { name: '', email: 'a' } }),
      },
    });
  const leftBy = (said: string): unknown => {
    const move = say(said);
    return 'use' in move
      ? (move.input.services as { serviceType: string }[]).map((each) => each.serviceType)
      : move.say;
  };

  for (const [said, left] of [
    ['remove the haircuts, I only do braids', ['hair_color', 'leak_repair']],
    ["I don't do haircuts any more", ['hair_color', 'leak_repair']],
    ['take haircut and hair color off my list', ['leak_repair']],
    ['please stop offering leak repair', ['haircut', 'hair_color']],
    ['no more plumbing, lighting instead', ['haircut', 'hair_color', 'lighting']],
    ['I no longer do plumbing', ['haircut', 'hair_color']],
    ['drop the haircuts, hair color and leak repair', []],
    ['add deep cleaning and remove haircuts', ['hair_color', 'leak_repair', 'deep_cleaning']],
  ] as const) {
    it(`goes with “${said}”, and nothing else does`, () => expect(leftBy(said)).to.deep.equal(left));
  }

  it('takes its specialties with it, and keeps those of the others', () => {
    const move = say('remove the haircuts');
    expect('use' in move && move.input.specializations).to.deep.equal(['balayage']);
    const fewer = say('forget the fades');
    expect(fewer).to.have.deep.property('input', { specializations: ['balayage'], email: 'a' });
  });

  it('is said when it was not there, as is work that the catalog does not have', () => {
    expect(wordsOf(say('remove portraits'))).to.equal('Portrait is not among your services.');
    const braids = wordsOf(say('remove the haircuts, I only do braids', { services: [], specializations: [] }));
    expect(braids).to.equal('Haircut is not among your services. The catalog has no service for “braids”.');
  });
});

describe('what is said without a draft', () => {
  const request = { requestId: 'r', serviceType: 'leak_repair', status: 'matched', city: 'New York', openOffers: 0 };
  const tools = { get_request_status: () => request };

  it('changes the request that was made, or begins one when there is none', () => {
    for (const said of ['scrap that, make it tomorrow', 'tomorrow is better', 'can we push it to tomorrow']) {
      const move = offlineMove(consumerMove, said, { tools });
      expect(move, said).to.deep.include({ use: 'update_request_details' });
      expect('use' in move && move.input.timing, said).to.deep.include({ preferredDates: ['2026-06-10'] });
    }
    const refused = { status: 'refused', code: 'not_found', detail: 'there is no request yet' } as const;
    const none = offlineMove(
      (moment) => consumerMove({ ...moment, used: [{ name: 'get_request_status', result: refused }] }),
      'scrap that, make it tomorrow',
    );
    expect(none).to.have.nested.property('input.timing.preferredDates').deep.equal(['2026-06-10']);
  });

  it('cancels the work that was named, and no other in its place', () => {
    expect(offlineMove(consumerMove, 'call off the plumber', { tools })).to.have.property('use', 'cancel_request');
    const other = wordsOf(offlineMove(consumerMove, 'cancel my haircut', { tools }));
    expect(other).to.equal('Your newest request is for leak repair. To cancel that one, say “cancel my request”.');
  });

  it('does nothing that was forbidden', () => {
    for (const said of ["don't cancel my request", 'please do not book the first one']) {
      expect(wordsOf(offlineMove(consumerMove, said, { tools })), said).to.match(/^I leave everything as it is/);
    }
    for (const said of ["don't offer 60 for the first one", "don't bid on the second one on Friday"]) {
      expect(wordsOf(offlineMove(providerMove, said)), said).to.match(/^I leave everything as it is/);
    }
    expect(wordsOf(offlineMove(consumerMove, 'my plumber never showed up', { tools }))).to.match(
      /^That is about a booking/,
    );
    expect(wordsOf(offlineMove(consumerMove, 'decline the first offer'))).to.match(/^I have booked nothing/);
    for (const move of [consumerMove, providerMove]) {
      expect(wordsOf(offlineMove(move, 'cancel my offer on Friday', { tools }))).to.match(/^I have cancelled nothing/);
    }
  });
});

describe('a provider', () => {
  const lead = (requestId: string, serviceType: string) => ({
    requestId,
    serviceType,
    requirements: { specializations: [], description: '' },
    location: { city: 'New York', neighborhood: null, distanceKm: null },
    timing: { urgency: 'flexible', preferredDates: [], preferredTimes: [] },
    budget: null,
  });
  const leads = [lead('cut', 'haircut'), lead('leak', 'leak_repair')];
  const tools = { get_matching_requests: () => ({ leads }) };
  const say = (said: string): Move => offlineMove(providerMove, said, { role: 'provider', tools });

  it('hears of leads who asks what is new', () => {
    for (const said of ["what's new for me", 'got anything for me?']) {
      expect(wordsOf(say(said)), said).to.match(/^You have 2 leads:/);
    }
  });

  it('offers for the lead whose work was named, and for no other', () => {
    expect(say('could do 80 for the plumbing one')).to.have.deep.property('input', { requestId: 'leak' });
    expect(say("I'll do the haircut one for 65")).to.have.deep.property('input', { requestId: 'cut' });
    expect(wordsOf(say('could do 80 for the cleaning one'))).to.match(/^None of your leads is for that work/);
    expect(say('would do lead 2 for 120')).to.have.deep.property('input', { requestId: 'leak' });
  });
});

describe('an enrollment', () => {
  it('is not submitted by somebody who says that it is not to be', () => {
    for (const said of ["don't submit it yet", 'I am not ready to submit']) {
      expect(wordsOf(offlineMove(enrollmentMove, said)), said).to.match(/^I leave everything as it is/);
    }
    expect(offlineMove(enrollmentMove, 'submit it')).to.have.property('use', 'submit_enrollment');
  });
});

describe('prices of an enrollment', () => {
  const summary = { enrollment: {}, prepared: null, account: { name: '', email: 'a' } };
  const say = (said: string): Move =>
    offlineMove(enrollmentMove, said, { role: 'enrollment', tools: { get_enrollment_summary: () => summary } });

  it('go to the services that they were said with', () => {
    const move = say('cuts 40, colour 90 to 150');
    const services = 'use' in move ? (move.input.services as ReturnType<typeof service>[]) : [];
    expect(services.map(({ serviceType, price }) => [serviceType, price])).to.deep.equal([
      ['haircut', { min: 4_000, max: 4_000, currency: 'USD' }],
      ['hair_color', { min: 9_000, max: 15_000, currency: 'USD' }],
    ]);
  });

  it('come without a word of work that the catalog does not have being lost', () => {
    const written = { enrollment: {}, prepared: null, account: { name: '', email: 'a' } };
    const prepared = {
      kind: 'update_enrollment',
      draftId: 'd',
      revision: 1,
      body: {},
      about: { missing: [] },
      missing: [],
    };
    const used = [
      { name: 'get_enrollment_summary', result: { status: 'ok', data: written } },
      { name: 'update_enrollment', result: { status: 'prepared', draft: prepared } },
    ] as never;
    const move = offlineMove((moment) => enrollmentMove({ ...moment, used }), 'cuts 40, braids and lashes');
    expect(wordsOf(move)).to.include('The catalog has no service for “braids” and “lashes”.');
  });

  it('are asked about when nobody can tell', () => {
    const move = say('40 and 90');
    expect(wordsOf(move)).to.match(/^Which price is for which service/);
  });
});

describe('a question for the price', () => {
  it('is answered from the catalog, and makes no draft', () => {
    const cut = wordsOf(offlineMove(consumerMove, 'how much does a haircut cost in Brooklyn?'));
    expect(cut).to.match(/^By our catalog this usually costs: haircut \$30\.00 to \$100\.00\./);
    const cleaning = wordsOf(offlineMove(consumerMove, 'what are your prices for cleaning?'));
    expect(cleaning).to.match(/standard cleaning \$80\.00 to \$200\.00/);
    const all = wordsOf(offlineMove(providerMove, 'how much do people pay?'));
    expect(all).to.match(/haircut .* leak repair .* portrait/);
  });

  it('is a request when it says when or for how much', () => {
    const move = offlineMove(consumerMove, 'how much is a haircut in Brooklyn tomorrow?');
    expect(move).to.have.property('use', 'create_service_request');
  });
});

describe('words that ask for nothing', () => {
  it('are answered as people would', () => {
    for (const move of [consumerMove, providerMove, enrollmentMove]) {
      for (const said of ['thanks!', 'thank you so much', 'thx', 'cheers, great help']) {
        expect(wordsOf(offlineMove(move, said)), said).to.match(/^You are welcome!/);
      }
      expect(wordsOf(offlineMove(move, 'hello'))).not.to.match(/welcome/);
    }
  });

  it('change nothing about a draft', () => {
    const body = {
      serviceType: 'haircut',
      category: 'hair_beauty',
      location: { city: 'New York', neighborhood: null },
    };
    const draft = { id: 'd', kind: 'create_service_request', revision: 3, body, about: {} } as never;
    for (const said of ['no wait. hmm actually. ok cool', 'umm let me think', 'hold on a sec']) {
      expect(wordsOf(offlineMove(consumerMove, said, { drafts: [draft] })), said).to.match(/^I have changed nothing\./);
    }
  });

  it('are not lost when they rule days out and a request cannot hold that', () => {
    const prepared = {
      status: 'prepared',
      draft: { kind: 'create_service_request', draftId: 'd', revision: 1, body: {}, about: {}, missing: ['location'] },
    };
    const moment = {
      said: 'a haircut, not on Sunday',
      used: [{ name: 'create_service_request', result: prepared as never }],
    };
    const talk = (given: typeof moment): string =>
      wordsOf(offlineMove((each) => consumerMove({ ...each, ...given }), given.said));
    expect(talk(moment)).to.include('name the days that do');
    expect(talk({ ...moment, said: 'a haircut' })).not.to.include('name the days that do');
  });
});
