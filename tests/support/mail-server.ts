import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The first link in the text. */
  link: string;
}

export interface MailServer {
  /** For `SMTP_URL`. */
  url: string;
  /** The next mail to an address that nobody has taken yet. */
  next(to: string): Promise<ReceivedMail>;
  /** All mails to an address that nobody has taken yet. */
  waiting(to: string): ReceivedMail[];
  stop(): Promise<void>;
}

/** A local mail server that keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  let arrived = Promise.withResolvers<void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      void take(stream, done);
    },
  });
  async function take(stream: Readable, done: () => void): Promise<void> {
    mails.push(received(await simpleParser(stream)));
    arrived.resolve();
    arrived = Promise.withResolvers();
    done();
  }
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  // A TCP server's address is an object.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    async next(to) {
      for (;;) {
        const at = mails.findIndex((mail) => mail.to === to);
        const [mail] = at < 0 ? [] : mails.splice(at, 1);
        if (mail) return mail;
        await arrived.promise;
      }
    },
    waiting: (to) => mails.filter((mail) => mail.to === to),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function received({ to, subject = "", text = "", html }: ParsedMail): ReceivedMail {
  const [address] = [to ?? []].flat();
  return {
    to: address?.value[0]?.address ?? "",
    subject,
    text,
    html: html || "",
    link: /https?:\/\/\S+/.exec(text)?.[0] ?? "",
  };
}
