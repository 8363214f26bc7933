import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { expect } from 'chai';
import fc from 'fast-check';
import { createPayloadCodec, isEncrypted, UnreadablePayload, type PayloadKey } from './payload-codec.ts';

const OLD: PayloadKey = { kid: 'old', secret: 'k9Vw2mQz7Rt4Lx8Bn3Jc6Hd1Fs5Gp0Ay' };
const NEW: PayloadKey = { kid: 'new', secret: 'Zt8qWm3nXv6bKc1jHf4dGs7aPl0oIu9y' };
const TEXT = 'ring twice at 1 Main Street';
const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value)!;
const read = (payload: Payload): unknown => defaultPayloadConverter.fromPayload(payload);
const bytes = (text: string): Uint8Array => Buffer.from(text);

async function encrypted(value: unknown, ...ring: PayloadKey[]): Promise<Payload> {
  const [payload] = await createPayloadCodec(ring).encode([plain(value)]);
  return payload!;
}

/** The error that decoding ends in; fails when it succeeds. */
async function refusal(payload: Payload, ...ring: PayloadKey[]): Promise<Error> {
  return createPayloadCodec(ring)
    .decode([payload])
    .then(
      () => expect.fail('it was decoded'),
      (error: unknown) => error as Error,
    );
}

describe('createPayloadCodec', () => {
  it('gives back any payload exactly as it was', async () => {
    const codec = createPayloadCodec([NEW]);
    const metadata = fc.dictionary(fc.string(), fc.uint8Array({ maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(metadata, fc.uint8Array({ maxLength: 2_000 }), async (own, data) => {
        const [decoded] = await codec.decode(await codec.encode([{ metadata: own, data }]));
        expect(Object.keys(decoded!.metadata ?? {}).toSorted()).to.deep.equal(Object.keys(own).toSorted());
        for (const [name, value] of Object.entries(own)) {
          expect(Buffer.from(decoded!.metadata![name]!).equals(value), name).to.equal(true);
        }
        expect(Buffer.from(decoded!.data!).equals(data)).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the order and the number of payloads, none included', async () => {
    const codec = createPayloadCodec([NEW]);
    expect(await codec.encode([])).to.deep.equal([]);
    expect(await codec.decode([])).to.deep.equal([]);
    const values = [1, 'two', null, { three: [3] }];
    const decoded = await codec.decode(await codec.encode(values.map(plain)));
    expect(decoded.map(read)).to.deep.equal(values);
  });

  it('encrypts an empty payload, and one without content, like any other', async () => {
    const codec = createPayloadCodec([NEW]);
    for (const empty of [{}, { metadata: {} }, { data: new Uint8Array() }, plain(undefined)]) {
      const [sealed] = await codec.encode([empty]);
      expect(isEncrypted(sealed!)).to.equal(true);
      const [decoded] = await codec.decode([sealed!]);
      expect(decoded!.data ?? []).to.have.length(0);
      expect(Object.keys(decoded!.metadata ?? {})).to.deep.equal(Object.keys(empty.metadata ?? {}));
    }
  });

  it('shows nothing of the content, and no metadata but its own', async () => {
    const payload = await encrypted({ address: TEXT }, NEW);
    expect(Buffer.from(payload.data!).includes(TEXT)).to.equal(false);
    const metadata = Object.entries(payload.metadata!).map(([name, value]) => [name, Buffer.from(value).toString()]);
    expect(Object.fromEntries(metadata)).to.deep.equal({
      encoding: 'binary/encrypted',
      'encryption-key-id': 'new',
    });
  });

  it('takes a nonce of its own for each payload, so equal payloads look different', async () => {
    const codec = createPayloadCodec([NEW]);
    const sealed = await codec.encode(Array.from({ length: 5_000 }, () => plain(TEXT)));
    const nonces = sealed.map(({ data }) => Buffer.from(data!.subarray(0, 12)).toString('hex'));
    expect(new Set(nonces).size).to.equal(nonces.length);
    expect(new Set(sealed.map(({ data }) => Buffer.from(data!).toString('hex'))).size).to.equal(sealed.length);
  });

  it('refuses a payload of which any single bit was changed, or that was cut', async () => {
    const payload = await encrypted(TEXT, NEW);
    for (let at = 0; at < payload.data!.length; at++) {
      const data = Buffer.from(payload.data!);
      data[at]! ^= 1 << (at % 8);
      expect(await refusal({ ...payload, data }, NEW), `byte ${at}`).to.be.instanceOf(UnreadablePayload);
    }
    for (const length of [0, 11, 12, 27, payload.data!.length - 1]) {
      const cut = { ...payload, data: payload.data!.subarray(0, length) };
      expect(await refusal(cut, NEW), `${length} bytes`).to.be.instanceOf(UnreadablePayload);
    }
    expect(await refusal({ metadata: payload.metadata! }, NEW)).to.be.instanceOf(UnreadablePayload);
  });

  it('binds a payload to the name of its key: under another name the same secret does not read it', async () => {
    const renamed: PayloadKey = { kid: 'renamed', secret: NEW.secret };
    const payload = await encrypted(TEXT, NEW);
    const moved = { ...payload, metadata: { ...payload.metadata, 'encryption-key-id': bytes('renamed') } };
    expect(await refusal(moved, renamed, NEW)).to.be.instanceOf(UnreadablePayload);
  });

  it('refuses a payload that another secret of the same name has encrypted', async () => {
    const impostor: PayloadKey = { kid: NEW.kid, secret: OLD.secret };
    const error = await refusal(await encrypted(TEXT, impostor), NEW);
    expect(error).to.be.instanceOf(UnreadablePayload);
    expect(error.message).to.include("'new'");
  });

  it('encrypts with the first key and reads those of all: what was written before a rotation stays readable', async () => {
    const before = await encrypted('before', OLD);
    const after = await encrypted('after', NEW, OLD);
    expect(Buffer.from(after.metadata!['encryption-key-id']!).toString()).to.equal('new');
    const decoded = await createPayloadCodec([NEW, OLD]).decode([before, plain('never encrypted'), after]);
    expect(decoded.map(read)).to.deep.equal(['before', 'never encrypted', 'after']);
  });

  it('names a key that it lacks, and nothing else', async () => {
    const error = await refusal(await encrypted(TEXT, OLD), NEW);
    expect(error).to.be.instanceOf(UnreadablePayload);
    expect(error.message).to.equal("a payload is encrypted with the key 'old', which is not in the key ring");
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.to.match(/Main Street|k9Vw|Zt8q/);
  });

  it('never repeats a key id that is none', async () => {
    const payload = await encrypted(TEXT, NEW);
    for (const kid of ['', 'x'.repeat(65), `new\n${TEXT}`, '<b>']) {
      const forged = { ...payload, metadata: { ...payload.metadata, 'encryption-key-id': bytes(kid) } };
      expect((await refusal(forged, NEW)).message).to.equal('an encrypted payload does not name its key');
    }
  });

  it('cannot be made without a key', () => {
    expect(() => createPayloadCodec([])).to.throw('no key');
  });
});
