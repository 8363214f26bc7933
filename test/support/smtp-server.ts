import net from 'node:net';
import { createInterface } from 'node:readline';
import { unwrapped } from '#platform/mail-folder.ts';

/** What a mail server may do instead of taking a mail. */
export type SmtpBehaviour =
  | 'take'
  | 'refuse_for_now' // 451 to the recipient, as greylisting does
  | 'refuse_for_good' // 550 to the recipient, quoting the address as servers do
  | 'refuse_content' // 554 to the letter itself
  | 'refuse_sender' // 550 to our own address: our mistake, not the recipient's
  | 'hang' // accepts the connection and says nothing
  | 'drop_after_data'; // keeps the mail and hangs up before saying so

/** A mail as it came in. */
export interface ReceivedMail {
  readonly to: string;
  /** Headers and body, with quoted-printable undone. */
  readonly source: string;
}

/** A real SMTP server on loopback that does as it is told. */
export interface SmtpServer {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** The first words of what clients asked for. */
  readonly commands: readonly string[];
  /** How many connections there were. */
  readonly connections: number;
  behave(how: SmtpBehaviour): void;
  /** Nobody listens any more; `start` takes the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Starts the server on a free port. It keeps no process alive. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const commands: string[] = [];
  const sockets = new Set<net.Socket>();
  let behaviour: SmtpBehaviour = 'take';
  let connections = 0;
  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined); // the client may hang up whenever it likes
    socket.unref();
    if (behaviour === 'hang') return;
    converse(socket, () => behaviour, { mails, commands }).catch((error: unknown) => {
      if (!socket.errored) throw error; // what breaks the connection ends the conversation, too: a client may be killed
    });
  });
  server.unref();
  let port = 0;
  await start();
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    commands,
    get connections() {
      return connections;
    },
    behave: (how) => void (behaviour = how),
    start,
    stop,
  };

  async function start(): Promise<void> {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as net.AddressInfo).port;
  }

  async function stop(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  }
}

interface Heard {
  readonly mails: ReceivedMail[];
  readonly commands: string[];
}

async function converse(socket: net.Socket, behaviour: () => SmtpBehaviour, { mails, commands }: Heard): Promise<void> {
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  let to = '';
  let data: string[] | undefined;
  say('220 test.example ESMTP');
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (!data) commands.push(line.split(' ')[0] ?? '');
    if (data && line !== '.') data.push(line.replace(/^\./, ''));
    else if (data) {
      const how = behaviour();
      if (how !== 'refuse_content') mails.push({ to, source: unwrapped(data.join('\n')) });
      data = undefined;
      if (how === 'drop_after_data') socket.destroy();
      else say(how === 'refuse_content' ? `554 5.7.1 <${to}> does not want this` : '250 2.0.0 taken');
    } else if (/^(EHLO|HELO|RSET|NOOP)/i.test(line)) say('250 test.example');
    else if (/^MAIL FROM/i.test(line)) say(behaviour() === 'refuse_sender' ? '550 5.7.1 go away' : '250 2.1.0 ok');
    else if (/^RCPT TO/i.test(line)) {
      to = /<(.*?)>/.exec(line)?.[1] ?? '';
      say(answerToRecipient(behaviour(), to));
    } else if (/^DATA/i.test(line)) {
      data = [];
      say('354 go on');
    } else if (/^QUIT/i.test(line)) {
      say('221 bye');
      socket.end();
    } else say('502 5.5.1 not here');
  }
}

function answerToRecipient(how: SmtpBehaviour, to: string): string {
  if (how === 'refuse_for_now') return `451 4.7.1 <${to}> try again later`;
  if (how === 'refuse_for_good') return `550 5.1.1 <${to}> no such user`;
  return '250 2.1.5 ok';
}
