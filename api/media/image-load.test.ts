import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { expect } from 'chai';
import sharp from 'sharp';
import { Media } from '#db/entities/media.entity.ts';
import { IMAGE_ENCODING } from '#domain/images.ts';
import { useApi } from '#test/support/api.ts';
import { pngOf } from '#test/support/images.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';
import { until } from '#test/support/until.ts';

const PER_ACCOUNT = 2;
const IN_ALL = 3;

describe('many images at once', () => {
  const fixture = useApi({
    settings: {
      PROXIE_IMAGE_LIMITS: `uploads=${IN_ALL},uploads_account=${PER_ACCOUNT},downloads=${IN_ALL},downloads_account=${PER_ACCOUNT}`,
      PROXIE_RATE_LIMITS: 'downloads=20,uploads=1000000,other=1000000',
    },
  });
  const people = peopleOf(fixture);
  const open: http.ClientRequest[] = [];
  afterEach(() => open.splice(0).forEach((each) => each.destroy()));

  const bearer = ({ token }: SignedIn): Record<string, string> => ({ authorization: `Bearer ${token}` });
  const upload = (as: SignedIn, image: Uint8Array = pngOf(randomBytes(4).readUInt32BE())) =>
    fixture.api.post('/v1/media', { as, body: image, headers: { 'content-type': 'image/png' } });
  const download = (as: SignedIn, id: string) =>
    fetch(`${fixture.url}/v1/media/${id}/content`, { headers: bearer(as) });

  /** An upload whose body does not come to its end; it is there once the API asks for the body. */
  async function beginUpload(as: SignedIn): Promise<http.ClientRequest> {
    const headers = { ...bearer(as), 'content-type': 'image/png', 'content-length': '1000000', expect: '100-continue' };
    const request = http.request(`${fixture.url}/v1/media`, { method: 'POST', headers });
    request.on('error', () => undefined);
    open.push(request);
    request.flushHeaders();
    await once(request, 'continue');
    return request;
  }

  /** A download that nobody reads. */
  async function beginDownload(as: SignedIn, id: string): Promise<http.ClientRequest> {
    const request = http.get(`${fixture.url}/v1/media/${id}/content`, { headers: bearer(as) });
    request.on('error', () => undefined);
    open.push(request);
    const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
    expect(answer.statusCode).to.equal(200);
    answer.on('error', () => undefined);
    return request;
  }

  /** Larger than what any connection takes while nobody reads, and than any upload. */
  async function insertImage({ accountId: account }: SignedIn): Promise<string> {
    const id = randomUUID();
    const content = Buffer.alloc(16_000_000, 7);
    const row = {
      id,
      account,
      contentType: 'image/png',
      bytes: content.length,
      sha256: randomBytes(32),
      content,
    } as const;
    await fixture.orm.em.fork().insert(Media, { ...row, encoding: IMAGE_ENCODING });
    return id;
  }

  /** Noise, which cannot be made smaller. */
  async function largeImage(as: SignedIn): Promise<string> {
    const { width, height } = { width: 1_200, height: 900 };
    const noise = sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });
    const { body } = await upload(as, await noise.png().toBuffer());
    expect(body.bytes).to.be.above(3_000_000);
    return body.id as string;
  }

  it('takes only so many uploads of one account and of all, and reads nothing of what is one too many', async () => {
    const [ann, bob, cid] = [await people.consumer(), await people.consumer(), await people.consumer()];
    const anns = [await beginUpload(ann), await beginUpload(ann)];
    const ofAnn = await upload(ann);
    expect(ofAnn).to.be.problem(429, 'rate_limited');
    expect(ofAnn.headers).to.include({ 'retry-after': '1' });
    await beginUpload(bob);
    const ofCid = await upload(cid);
    expect(ofCid).to.be.problem(503, 'unavailable');
    expect(ofCid.headers).to.include.keys('retry-after');
    expect(await fixture.api.get('/v1/auth/me', { as: cid })).to.deep.include({ status: 200 });
    anns[0]!.destroy();
    await until('room', async () => (await upload(cid)).status === 201);
  });

  it('sheds a burst of one account at once, takes the rest, and has room again after it', async () => {
    const ann = await people.consumer();
    const images = Array.from({ length: 60 }, (_, index) => pngOf(0x01000000 + index));
    const statuses = await Promise.all(images.map(async (image) => (await upload(ann, image)).status));
    expect(new Set(statuses)).to.deep.equal(new Set([201, 429]));
    const kept = statuses.filter((status) => status === 201).length;
    expect(await fixture.orm.em.fork().count(Media, { account: ann.accountId })).to.equal(kept);
    expect((await upload(ann)).status).to.equal(201);
  });

  it('gives an image back piece by piece, and never reads it as a whole', async () => {
    const ann = await people.consumer();
    const id = await largeImage(ann);
    const { content } = await fixture.orm.em.fork().findOneOrFail(Media, id, { populate: ['content'] });
    fixture.takeStatements();
    const answer = await download(ann, id);
    expect(Buffer.compare(Buffer.from(await answer.arrayBuffer()), Buffer.from(content))).to.equal(0);
    expect(Number(answer.headers.get('content-length'))).to.equal(content.length);
    const reads = fixture.takeStatements().filter((sql) => /\bcontent\b/.test(sql));
    expect(reads).to.have.length(Math.ceil(content.length / 262_144));
    for (const read of reads) expect(read).to.include('substring(content');
  });

  it('holds no connection of the database for who does not read, and no more of them than are allowed', async () => {
    const ann = await people.consumer();
    const id = await insertImage(ann);
    const unread = [await beginDownload(ann, id), await beginDownload(ann, id)];
    expect((await download(ann, id)).status).to.equal(429);
    await until('the database to be left alone', () => fixture.orm.poolState().inUse === 0);
    unread[0]!.destroy();
    await until('room', async () => {
      const answer = await download(ann, id);
      await answer.body?.cancel();
      return answer.status === 200;
    });
    const head = () => fetch(`${fixture.url}/v1/media/${id}/content`, { method: 'HEAD', headers: bearer(ann) });
    await until('room for those who only look', async () => (await head()).status === 200);
    for (let count = 0; count <= PER_ACCOUNT; count += 1) expect((await head()).status).to.equal(200);
  });

  it('counts downloads for themselves: who has had all of theirs can go on with everything else', async () => {
    const ann = await people.consumer();
    const { body } = await upload(ann);
    const statuses: number[] = [];
    for (let count = 0; count <= 20; count += 1) statuses.push((await download(ann, body.id)).status);
    expect(statuses.filter((status) => status === 200)).to.have.length(20);
    expect(statuses.at(-1)).to.equal(429);
    expect((await fixture.api.get(body.links.self, { as: ann })).status).to.equal(200);
  });
});
