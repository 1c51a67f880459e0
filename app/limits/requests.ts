import { ChatKitError } from "#app/chatkit/errors.ts";
import { env } from "#app/env.server.ts";
import { getDatabase } from "#db/client.ts";
import { createCounter, type Counter } from "#db/queries/limits.ts";
import { inWords } from "./when.ts";

const { db } = await getDatabase();

const HOUR_SECONDS = 60 * 60;

interface RequestLimit {
  counter: Counter;
  max: number | null;
  /** "You have searched", after which the sentence goes on. */
  done: string;
}

const limits = {
  searches: {
    counter: createCounter(db, "search", 60),
    max: env.LIMIT_SEARCHES_PER_MINUTE,
    done: "You have searched very often",
  },
  exports: {
    counter: createCounter(db, "export", HOUR_SECONDS),
    max: env.LIMIT_EXPORTS_PER_HOUR,
    done: "You have exported and imported very often",
  },
  sessions: {
    counter: createCounter(db, "session", 60),
    max: env.LIMIT_SESSIONS_PER_MINUTE,
    done: "You have asked for very many client secrets",
  },
  transcriptions: {
    counter: createCounter(db, "transcription", 60),
    max: env.LIMIT_TRANSCRIPTIONS_PER_MINUTE,
    done: "You have dictated very often",
  },
  api: {
    counter: createCounter(db, "api", 60),
    max: env.LIMIT_API_REQUESTS_PER_MINUTE,
    done: "This API key has been used very often",
  },
  uploads: {
    counter: createCounter(db, "upload", 60),
    max: env.LIMIT_UPLOADS_PER_MINUTE,
    done: "You have attached very many files",
  },
  guests: {
    counter: createCounter(db, "guests", HOUR_SECONDS),
    max: env.LIMIT_GUESTS_PER_HOUR,
    done: "Too many people have started as guests from your network",
  },
} satisfies Record<string, RequestLimit>;

/**
 * Counts a request that costs, if there may be another one now.
 *
 * @param key who it counts for: a user's id, or an address
 * @throws {ChatKitError} `rate_limited` with the seconds to wait, and a sentence that says when
 */
export async function countRequest(name: keyof typeof limits, key: string): Promise<void> {
  const { counter, max, done } = limits[name];
  if (max === null) return;
  const { count, endsInMs } = await counter.add(key);
  if (count <= max) return;
  throw new ChatKitError("rate_limited", `${done}. Try again ${inWords(endsInMs)}.`, {
    retryAfter: Math.ceil(endsInMs / 1000),
  });
}
