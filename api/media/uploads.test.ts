import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { Media } from '#db/entities/media.entity.ts';
import { IMAGE_TYPES, MAX_IMAGE_BYTES } from '#domain/images.ts';
import { useApi } from '#test/support/api.ts';
import { exifOf, IMAGES, jpegOf, pixels, pngOf, pngOfPixels, pngOfSize } from '#test/support/images.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';
import { until } from '#test/support/until.ts';

const PATH = '/v1/media';

describe('uploading images', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const count = () => em().count(Media);
  const send = (as: { token: string }, body: unknown, type = 'image/png', headers = {}) =>
    fixture.api.post(PATH, { as, body, headers: { 'content-type': type, ...headers } });
  const contentOf = async (as: { token: string }, id: string) =>
    Buffer.from(
      await (
        await fetch(`${fixture.url}${PATH}/${id}/content`, { headers: { authorization: `Bearer ${as.token}` } })
      ).arrayBuffer(),
    );
  let as: SignedIn;
  beforeEach(async () => void (as = await people.consumer()));

  for (const type of IMAGE_TYPES) {
    it(`keeps ${type}, and gives back the picture that was sent`, async () => {
      const { status, headers, body } = await send(as, IMAGES[type], type);
      expect(status).to.equal(201);
      expect(headers.location).to.equal(`${PATH}/${body.id}`);
      const links = { self: `${PATH}/${body.id}`, content: `${PATH}/${body.id}/content` };
      const content = await contentOf(as, body.id);
      expect(body).to.deep.include({ contentType: type, bytes: content.length, links });
      expect((await fixture.api.get(links.self, { as })).body).to.deep.equal(body);
      expect(await pixels(content)).to.deep.equal(await pixels(IMAGES[type]));
    });
  }

  it('makes one image of the same bytes of one person, however often and at once, and another of somebody else’s', async () => {
    const image = pngOf(77);
    const before = await count();
    const sent = await Promise.all(Array.from({ length: 8 }, () => send(as, image)));
    expect(new Set(sent.map(({ status }) => status))).to.deep.equal(new Set([201]));
    const [first] = sent;
    expect(new Set(sent.map(({ body }) => JSON.stringify(body)))).to.deep.equal(new Set([JSON.stringify(first!.body)]));
    expect(await count()).to.equal(before + 1);
    const theirs = await send(await people.consumer(), image);
    expect(theirs.body.id).not.to.equal(first!.body.id);
    expect(await count()).to.equal(before + 2);
  });

  it('answers a key with its first answer, and refuses it for other bytes', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await send(as, pngOf(1), 'image/png', key);
    const again = await send(as, pngOf(1), 'image/png', key);
    expect(again.body).to.deep.equal(first.body);
    expect(again.headers['idempotency-replayed']).to.equal('true');
    const before = await count();
    expect(await send(as, pngOf(2), 'image/png', key)).to.be.problem(422, 'idempotency_key_reused');
    expect(await count()).to.equal(before);
  });

  it('takes an image of exactly 5 MB, and not a byte more, whether its length was declared or not', async () => {
    const [largest, larger] = [pngOfSize(MAX_IMAGE_BYTES), pngOfSize(MAX_IMAGE_BYTES + 1)];
    const { body } = await send(as, largest);
    expect(await pixels(await contentOf(as, body.id))).to.deep.equal(await pixels(largest));
    const before = await count();
    expect(await send(as, larger)).to.be.problem(413, 'payload_too_large');
    expect(await send(as, new Blob([larger]).stream())).to.be.problem(413, 'payload_too_large');
    expect(await count()).to.equal(before);
  });

  it('lets the content decide: what is no image, or another one than declared, is refused with 415', async () => {
    const before = await count();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    for (const [body, type] of [
      ['<html><script>alert(1)</script>', 'image/png'],
      [svg, 'image/png'],
      [svg, 'image/svg+xml'],
      [pngOf(), 'image/jpeg'],
      [jpegOf(), 'image/png'],
      [pngOf(), 'application/json'],
      [pngOf(), 'application/octet-stream'],
      [pngOf(), 'image/png; charset=utf-8'],
      [pngOf(), 'image/png, image/gif'],
      [pngOf(), ''],
      [Buffer.concat([Buffer.from('<!--'), pngOf()]), 'image/png'],
    ] as const) {
      expect(await send(as, body, type), `${type} ${String(body)}`).to.be.problem(415, 'unsupported_media_type');
    }
    const packed = await send(as, gzipSync(pngOf()), 'image/png', { 'content-encoding': 'gzip' });
    expect(packed).to.be.problem(415, 'unsupported_media_type');
    expect((await send(as, svg, 'text/html')).headers.accept).to.equal(IMAGE_TYPES.join(', '));
    expect(await count()).to.equal(before);
  });

  it('refuses nothing at all, a mere beginning and an image that is cut off', async () => {
    const before = await count();
    const image = pngOf(3);
    const cut = [image.subarray(0, 4), image.subarray(0, 20), image.subarray(0, image.length >> 1)];
    for (const [body, type] of [
      ['', 'image/png'],
      ...cut.map((each) => [each, 'image/png'] as const),
      [IMAGES['image/webp'].subarray(0, -4), 'image/webp'],
    ] as const) {
      const answer = await send(as, body, type);
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors).to.have.length(1);
      expect(answer.body.errors[0]).to.deep.include({ in: 'body', path: '' });
    }
    const bare = await fixture.api.post(`${PATH}?bogus=1`, { as });
    expect(bare).to.be.problem(400, 'validation_failed');
    expect(bare.body.errors.map((each: { path: string }) => each.path)).to.deep.equal(['', '/bogus']);
    expect(await count()).to.equal(before);
  });

  it('keeps neither the place where a photo was taken nor a page that hangs behind the picture', async () => {
    const place = '40.6782 N, 73.9442 W';
    const page = '<html><script>alert(1)</script></html>';
    const photo = Buffer.concat([jpegOf(exifOf(1, place)), Buffer.from(page)]);
    const told = pngOf(9, { tEXt: `Comment\0${page}` });
    for (const [image, type] of [
      [photo, 'image/jpeg'],
      [told, 'image/png'],
    ] as const) {
      const { body } = await send(as, image, type);
      const content = await contentOf(as, body.id);
      for (const secret of [place, page]) expect(content.includes(secret)).to.equal(false);
      expect(await pixels(content)).to.deep.equal(await pixels(image));
    }
  });

  it('refuses with 413 an image of more pixels than are decoded', async () => {
    const before = await count();
    const answer = await send(as, pngOfPixels(30_000, 30_000));
    expect(answer).to.be.problem(413, 'payload_too_large');
    expect(answer.body.detail).to.equal('an image may have at most 60 million pixels, all its frames together');
    expect(await count()).to.equal(before);
  });

  it('shows an image as an image and as nothing else', async () => {
    const { body } = await send(as, pngOf(5, { zzZz: '<html><script>alert(1)</script></html>' }));
    const answer = await fetch(`${fixture.url}${body.links.content}`, {
      headers: { authorization: `Bearer ${as.token}` },
    });
    expect(await answer.arrayBuffer()).to.have.property('byteLength', body.bytes);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).to.deep.include({
      'content-type': 'image/png',
      'content-length': String(body.bytes),
      'content-disposition': `inline; filename="${body.id}.png"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'private, max-age=86400, immutable',
    });
    expect(headers.vary).to.include('Authorization');
    expect(headers).not.to.have.any.keys('content-encoding', 'set-cookie');
  });

  it('leaves nothing behind of an upload that breaks off, and serves on', async () => {
    const before = await count();
    const image = pngOfSize(200_000);
    const request = http.request(`${fixture.url}${PATH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${as.token}`, 'content-type': 'image/png', 'content-length': image.length },
    });
    request.on('error', () => undefined); // it is we who hang up
    request.write(image.subarray(0, 150_000));
    await until('the upload to be under way', async () => (await inFlight()) > 0);
    request.destroy();
    await until('the upload to be given up', async () => (await inFlight()) === 0);
    expect(await count()).to.equal(before);
    expect((await send(as, image)).status).to.equal(201);
  });

  it('waits for an upload that comes slowly, and keeps it when it is whole', async () => {
    const before = await count();
    const image = pngOf(123_456);
    const request = http.request(`${fixture.url}${PATH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${as.token}`, 'content-type': 'image/png', 'content-length': image.length },
    });
    for (const byte of image.subarray(0, -1)) request.write(Buffer.from([byte]));
    await until('the upload to be under way', async () => (await inFlight()) > 0);
    expect(await count()).to.equal(before);
    request.end(image.subarray(-1));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.resume();
    expect(response.statusCode).to.equal(201);
    expect(await count()).to.equal(before + 1);
  });

  it('is for whoever is signed in, and asks for the bytes of nobody else', async () => {
    const request = http.request(`${fixture.url}${PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'image/png', 'content-length': 5_000_000, expect: '100-continue' },
    });
    request.on('continue', () => expect.fail('asked for the body of a stranger'));
    request.flushHeaders();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    request.destroy();
    expect(response.statusCode).to.equal(401);
  });

  /** Requests under way, this look aside. */
  async function inFlight(): Promise<number> {
    const { body } = await fixture.api.get<string>('/metrics');
    return Number(/^proxie_http_requests_in_flight (\d+)$/m.exec(body)?.[1]) - 1;
  }
});

describe('the limit of uploads', () => {
  const fixture = useApi({ settings: { PROXIE_RATE_LIMITS: 'uploads=5' } });
  const people = peopleOf(fixture);

  it('is each person’s own, and reading images does not count', async () => {
    const [as, other] = [await people.consumer(), await people.consumer()];
    const send = (who: SignedIn, colour: number) =>
      fixture.api.post(PATH, { as: who, body: pngOf(colour), headers: { 'content-type': 'image/png' } });
    const sent = await Promise.all(Array.from({ length: 5 }, (_, colour) => send(as, colour)));
    expect(new Set(sent.map(({ status }) => status))).to.deep.equal(new Set([201]));
    expect(await send(as, 21)).to.be.problem(429, 'rate_limited');
    expect(await fixture.orm.em.fork().count(Media, { account: as.accountId })).to.equal(5);
    expect((await fixture.api.get(sent[0]!.body.links.self, { as })).status).to.equal(200);
    expect((await send(other, 1)).status).to.equal(201);
  });
});
