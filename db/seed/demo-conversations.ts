import { addDays, addSeconds, atHour } from "./demo-values.ts";
import { corpus, randomNumbers } from "./corpus.ts";
import { KINDS, type Kind } from "./small-talk.ts";

/** A conversation to seed. The texts are alternately of the user and of the assistant. */
export interface DemoConversation {
  title: string;
  startedAt: Date;
  texts: string[];
}

const SECONDS_BETWEEN = 30;
const YEARS_IN_DAYS = 730;

/** When the message was created. */
export function messageTime(conversation: DemoConversation, index: number): Date {
  return addSeconds(conversation.startedAt, index * SECONDS_BETWEEN);
}

/** 300 small conversations of the last two years, and the corpus in three sizes. */
export function demoConversations(now: Date): DemoConversation[] {
  return [
    ...smallTalk(now),
    ...[20, 200, 2000].map((count, at) => corpusConversation(count, addDays(now, -at / 24))),
  ];
}

/** The corpus conversations are the newest, so that they come first in lists. */
function corpusConversation(count: number, endsAt: Date): DemoConversation {
  const startedAt = addSeconds(endsAt, -count * SECONDS_BETWEEN);
  return { title: `Corpus ${count}`, startedAt, texts: corpus(count).map((message) => message.text) };
}

/** Every kind with every subject, mixed, and denser towards today. */
function smallTalk(now: Date): DemoConversation[] {
  const random = randomNumbers(7);
  const rounds = Math.max(...KINDS.map((kind) => kind.subjects.length));
  const all = Array.from({ length: rounds }, (_, round) =>
    KINDS.flatMap((kind, at) => aboutSubject(kind, (round * 7 + at * 4) % kind.subjects.length)),
  ).flat();
  return all.map((talk, at) => {
    const daysAgo = 1 + YEARS_IN_DAYS * (1 - (at + 1) / all.length) ** 1.4;
    const day = atHour(addDays(now, -daysAgo), 7 + Math.floor(random() * 15));
    return { ...talk, startedAt: addSeconds(day, Math.floor(random() * 3600)) };
  });
}

function aboutSubject(kind: Kind, at: number): Omit<DemoConversation, "startedAt">[] {
  const subject = kind.subjects[at];
  if (subject === undefined) return [];
  const fill = (text: string) => text.replaceAll("{}", subject);
  const title = fill(kind.title);
  return [{ title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`, texts: kind.turns.map(fill) }];
}
