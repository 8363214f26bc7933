import { expect } from 'chai';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { Media } from '#db/entities/media.entity.ts';
import { setMedia, unreferencedMedia } from '#db/media.ts';
import { insertAccount, insertRequest } from '#test/support/factories.ts';
import { insertImage } from '#test/support/images.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
import { useOrm } from '#test/support/use-orm.ts';
import { purgeExpired } from './purge.ts';

const SETTINGS = { refreshTtlMs: 3_600_000, auditRetentionMs: 400 * 86_400_000, usageRetentionMs: 90 * 86_400_000 };

describe('purgeExpired, of images', () => {
  const db = useOrm();
  const purge = () => purgeExpired({ orm: db.orm, ...SETTINGS });
  const isThere = async (id: string) => (await db.em().count(Media, { id })) === 1;
  let account: string;
  beforeEach(async () => void (account = await insertAccount(db.em())));

  /** An image that was uploaded so many days ago, and that a request refers to. */
  async function imageOf(days: number): Promise<{ media: string; request: string }> {
    const { id: request } = await insertRequest(db.em(), { consumer: account });
    const media = await insertImage(db.em(), account, request);
    await db.em().execute(`update media set uploaded_at = now() - ? * interval '1 day' where id = ?`, [days, media]);
    return { media, request };
  }
  const letGo = (request: string) => setMedia({ em: db.em() }, { of: 'request', id: request, accountId: account }, []);

  it('takes those that nothing refers to a week after they were uploaded last, and no other', async () => {
    const [old, young, kept] = [await imageOf(8), await imageOf(6), await imageOf(400)];
    for (const { request } of [old, young]) await letGo(request);
    await purge();
    const left = await Promise.all([old, young, kept].map(({ media }) => isThere(media)));
    expect(left).to.deep.equal([false, true, true]);
  });

  it('keeps those that came with a message, as long as it is there', async () => {
    const { media, request } = await imageOf(30);
    await letGo(request);
    const { conversation } = await insertTalk(db.em(), account);
    const { id } = await db.em().findOneOrFail(ChatMessage, { conversation });
    await setMedia({ em: db.em() }, { of: 'message', id, accountId: account }, [media]);
    await purge();
    expect(await isThere(media)).to.equal(true);
    await db.em().execute('delete from conversations where id = ?', [conversation]);
    await purge();
    expect(await isThere(media)).to.equal(false);
  });

  it('keeps whatever any table comes to refer to by a foreign key', async () => {
    const { media, request } = await imageOf(30);
    await letGo(request);
    await db.em().execute('create table "Odd Photos" ("The Image" uuid references media (id))');
    try {
      await db.em().execute('insert into "Odd Photos" values (?)', [media]);
      expect(await unreferencedMedia({ em: db.em() })).to.include('"Odd Photos" r where r."The Image" = m.id');
      await purge();
      expect(await isThere(media)).to.equal(true);
    } finally {
      await db.em().execute('drop table "Odd Photos"');
    }
    await purge();
    expect(await isThere(media)).to.equal(false);
  });

  it('leaves alone what a transaction is about to refer to', async () => {
    const [{ media, request }, other] = [await imageOf(30), await imageOf(30)];
    for (const each of [request, other.request]) await letGo(each);
    await db.em().transactional(async (em) => {
      await setMedia({ em }, { of: 'request', id: request, accountId: account }, [media]);
      await purge();
    });
    expect([await isThere(media), await isThere(other.media)]).to.deep.equal([true, false]);
  });

  it('takes all there are, however many, with many at it', async () => {
    await db.em().execute(
      `insert into media (id, account_id, content_type, bytes, sha256, content, uploaded_at)
       select gen_random_uuid(), ?, 'image/png', 1, sha256(n::text::bytea), '\\x00', now() - interval '8 days'
       from generate_series(1, 170) n`,
      [account],
    );
    await Promise.all([purge(), purge(), purge()]);
    expect(await db.em().count(Media, { account })).to.equal(0);
  });
});
