import path from 'node:path';
import { expect } from 'chai';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { factId } from '#db/facts.ts';
import { PROJECT_DIR } from '#platform/config.ts';
import type { NodeProcess } from '#test/support/node-process.ts';
import { startNode } from '#test/support/processes.ts';
import { useProduct } from '#test/support/product.ts';
import { atEnd } from '#test/support/servers.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { answerOf, talkOf } from '#test/support/talk.ts';

const { talks: TALKS, kills: KILLS } = sizeOf('talking');

describe('a conversation while things break', function () {
  this.timeout(limitMs('talking'));
  const product = useProduct();
  let worker: NodeProcess;

  it('waits for a worker and is worked off in order when one comes', async () => {
    const talk = talkOf(() => product.api, await product.consumer(), 'consumer', 120_000);
    const words = ['I need a haircut in Brooklyn', 'help', 'this weekend'];
    const tasks: string[] = [];
    for (const message of words) tasks.push(await talk.post({ message }));
    worker = await product.startWorker();
    for (const task of tasks) answerOf(await talk.finished(task));
    const messages = await product.orm.em.fork().findAll(ChatMessage, {
      where: { conversation: talk.id()!, author: 'assistant' },
      orderBy: { seq: 1 },
    });
    expect(messages.map(({ turn }) => turn.id)).to.deep.equal(tasks);
    await worker.kill();
  });

  it('has one final answer when its worker is killed in the middle of a call of the model', async () => {
    const args = [path.join(PROJECT_DIR, 'test/support/silent-worker.process.ts')];
    const silent = startNode(args, product.env);
    atEnd(async () => void silent.child.kill('SIGKILL'));
    const talk = talkOf(() => product.api, await product.consumer(), 'consumer', 120_000);
    const task = await talk.post({ message: 'I need a haircut' });
    const after = await talk.post({ message: 'help' });
    await silent.said('thinking');
    silent.child.kill('SIGKILL');
    await silent.ended();
    worker = await product.startWorker();
    for (const each of [task, after]) {
      expect(answerOf(await talk.finished(each))).not.to.include('just about to');
      await expectOneEnd(each);
    }
  });

  it('has one answer, one end and one word in the feed for every turn, however often its workers are killed', async () => {
    const people = await Promise.all(Array.from({ length: TALKS }, () => product.consumer()));
    const talks = people.map((person) => talkOf(() => product.api, person, 'consumer', 200_000));
    const posted = talks.map(async (talk) => {
      const tasks: string[] = [];
      for (const message of ['I need a haircut', 'in New York', 'this weekend', 'help']) {
        tasks.push(await talk.post({ message }));
      }
      return tasks;
    });
    for (let kills = 0; kills < KILLS; kills += 1) {
      await worker.kill();
      worker = await product.startWorker();
    }
    const tasks = (await Promise.all(posted)).flat();
    const byTalk = await Promise.all(talks.map((talk, index) => talk.finished(tasks[index * 4 + 3]!)));
    for (const task of byTalk) answerOf(task);
    for (const taskId of tasks) await expectOneEnd(taskId);
  });

  async function expectOneEnd(taskId: string): Promise<void> {
    const em = product.orm.em.fork();
    expect(await em.count(ChatMessage, { turn: taskId, author: 'assistant' })).to.equal(1);
    expect(await em.count(Event, { aggregateId: taskId })).to.equal(2);
    const told = await em.findAll(FeedEntry, { where: { event: factId(`turn/${taskId} end`) } });
    expect(told.map(({ type }) => type).toSorted()).to.deep.equal(['chat:response', 'task:updated']);
  }
});
