import { ChatKitError } from "#app/chatkit/errors.ts";
import type { PerKind } from "#app/env-fields.ts";
import { env } from "#app/env.server.ts";
import { getDatabase } from "#db/client.ts";
import { createCounter, readAllowance, type Count } from "#db/queries/limits.ts";
import { forWhom, limitOf, orSignUp } from "./kinds.ts";
import { requireStorage } from "./storage.ts";
import { inWords, untilMidnight } from "./when.ts";

const { db } = await getDatabase();
const minute = createCounter(db, "minute", 60);
const day = createCounter(db, "day", 24 * 60 * 60);

/** A turn that has been counted. */
export interface CountedTurn {
  /** Takes it back: it was a repeat, or was refused for something else. */
  takeBack(): Promise<void>;
}

/**
 * Counts a turn of the assistant, if its user may have another one now. Everything is asked at once, so that a send waits for the
 * database once.
 *
 * @throws {ChatKitError} `rate_limited` with the seconds to wait, and a sentence that says when
 */
export async function countTurn(userId: string): Promise<CountedTurn> {
  const takeBack = async () => {
    await Promise.all([minute.takeBack(userId), day.takeBack(userId)]);
  };
  const [allowance, inMinute, inDay] = await Promise.all([
    readAllowance(db, userId),
    minute.add(userId),
    day.add(userId),
  ]);
  try {
    const isGuest = allowance?.isGuest ?? true;
    requireCount("a minute", env.LIMIT_MESSAGES_PER_MINUTE, isGuest, inMinute);
    requireCount("a day", env.LIMIT_MESSAGES_PER_DAY, isGuest, inDay);
    const { tokensToday = 0, tokensOfAll = 0 } = allowance ?? {};
    requireTokens(env.LIMIT_TOKENS_PER_DAY, isGuest, tokensToday, isGuest ? "guests have" : "one person has");
    requireTokens(
      env.LIMIT_ALL_TOKENS_PER_DAY,
      isGuest,
      tokensOfAll,
      `all ${isGuest ? "guests" : "people here"} together have`,
    );
    requireStorage(userId, isGuest);
  } catch (error) {
    // What is refused isn't used up.
    await takeBack();
    throw error;
  }
  return { takeBack };
}

function requireCount(window: string, pair: PerKind, isGuest: boolean, { count, endsInMs }: Count): void {
  const limit = limitOf(pair, isGuest);
  if (limit === null || count <= limit) return;
  throw new ChatKitError(
    "rate_limited",
    `You have sent ${limit} ${limit === 1 ? "message" : "messages"} in ${window}, the limit for ${forWhom(isGuest)}. Send it again ${inWords(endsInMs)}.${orSignUp(isGuest)}`,
    { retryAfter: Math.ceil(endsInMs / 1000) },
  );
}

function requireTokens(pair: PerKind, isGuest: boolean, tokens: number, whoHas: string): void {
  const limit = limitOf(pair, isGuest);
  if (limit === null || tokens < limit) return;
  const ms = untilMidnight(new Date());
  throw new ChatKitError(
    "rate_limited",
    `Today’s answers have used up what ${whoHas} for a day. Send it again ${inWords(ms)}, after midnight UTC.${orSignUp(isGuest)}`,
    { retryAfter: Math.ceil(ms / 1000) },
  );
}
