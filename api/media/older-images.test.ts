import { hash, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import sharp from 'sharp';
import { Media } from '#db/entities/media.entity.ts';
import { IMAGE_ENCODING, type ImageType } from '#domain/images.ts';
import { useApi } from '#test/support/api.ts';
import { exifOf, jpegOf } from '#test/support/images.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

const PLACE = '40.6782 N, 73.9442 W';

describe('images that were stored as they were sent', () => {
  const fixture = useApi();
  const em = () => fixture.orm.em.fork();
  let as: SignedIn;
  before(async () => void (as = await peopleOf(fixture).consumer()));

  async function store(content: Buffer, contentType: ImageType): Promise<string> {
    const id = randomUUID();
    const sha256 = hash('sha256', content, 'buffer');
    await em().insert(Media, { id, account: as.accountId, contentType, bytes: content.length, sha256, content });
    return id;
  }

  const read = async (id: string) => {
    const headers = { authorization: `Bearer ${as.token}` };
    const answer = await fetch(`${fixture.url}/v1/media/${id}/content`, { headers });
    return { status: answer.status, content: Buffer.from(await answer.arrayBuffer()) };
  };
  const row = (id: string) => em().findOneOrFail(Media, id, { populate: ['content'] });

  it('are shown without what a camera wrote in them, and are kept like that', async () => {
    const photo = jpegOf(exifOf(6, PLACE));
    const id = await store(photo, 'image/jpeg');
    const first = await read(id);
    expect([first.status, first.content.includes(PLACE)]).to.deep.equal([200, false]);
    const { width, height } = await sharp(photo).metadata();
    expect(await sharp(first.content).metadata()).to.deep.include({ width: height, height: width }); // turned upright
    const stored = await row(id);
    expect(stored).to.deep.include({ encoding: IMAGE_ENCODING, bytes: first.content.length });
    expect(Buffer.from(stored.content).equals(first.content)).to.equal(true);
    expect((await read(id)).content.equals(first.content), 'encoded once').to.equal(true);
    const { body } = await fixture.api.get(`/v1/media/${id}`, { as });
    expect(body.bytes).to.equal(first.content.length);
  });

  it('are shown to nobody when they cannot be decoded', async () => {
    const broken = jpegOf(exifOf(1, PLACE)).subarray(0, -20);
    const id = await store(broken, 'image/jpeg');
    const { status, content } = await read(id);
    expect([status, content.includes(PLACE)]).to.deep.equal([404, false]);
    expect(Buffer.from((await row(id)).content).equals(broken), 'and stay as they are').to.equal(true);
  });
});
