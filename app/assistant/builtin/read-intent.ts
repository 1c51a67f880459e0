import type { LocalNow } from "#app/tasks/local-time.ts";
import type { Intent } from "./intent.ts";
import { readChange } from "./read-change.ts";
import { readCreate, readStatement } from "./read-create.ts";
import { readList } from "./read-list.ts";
import { readPlan } from "./read-plan.ts";
import { readTalk } from "./read-talk.ts";
import { plainRequest } from "./words.ts";

/** Understands a message in everyday English; dates are read on the person's clock. */
export function readIntent(message: string, local: LocalNow): Intent {
  const text = plainRequest(message);
  return (
    readTalk(message.trim()) ??
    readTalk(text) ??
    readPlan(text) ??
    readList(text, local) ??
    readCreate(text, local) ??
    readChange(text, local) ??
    readStatement(text, local) ?? { kind: "unknown" }
  );
}
