/** How much a guest has that comes along to an account. */
export interface Belongings {
  conversations: number;
  tasks: number;
}

/** "Your 2 conversations and 5 tasks"; null when there are none. */
function nameOf({ conversations, tasks }: Belongings): string | null {
  const counted = (count: number, one: string) =>
    `${count.toLocaleString("en")} ${count === 1 ? one : `${one}s`}`;
  const parts = [
    ...(conversations > 0 ? [counted(conversations, "conversation")] : []),
    ...(tasks > 0 ? [counted(tasks, "task")] : []),
  ];
  return parts.length > 0 ? `Your ${parts.join(" and ")}` : null;
}

const isOne = ({ conversations, tasks }: Belongings) => conversations + tasks === 1;

/** Tells a guest before the sign-in or sign-up what comes along; null when there is nothing. */
export function comesAlong(mode: "sign-in" | "sign-up", belongings: Belongings | null): string | null {
  const name = belongings && nameOf(belongings);
  if (!name) return null;
  const [verb, they] = isOne(belongings) ? ["comes", "it moves"] : ["come", "they move"];
  const advice =
    mode === "sign-up"
      ? `If you have an account already, sign in to it, and ${they} there.`
      : `With the sign-in, ${they} into your account, beside what it has.`;
  return `${name} ${verb} along. ${advice}`;
}

/** Tells a user after the sign-in or sign-up what came along; null when there was nothing. */
export function cameAlong(belongings: Belongings): string | null {
  const name = nameOf(belongings);
  return name && `${name} came along.`;
}

/** What a page is called to which a sign-in leads. */
export function destination(next: string): string | null {
  if (/^\/chat\/./.test(next)) return "this conversation";
  return next === "/chat" || next === "/" ? null : "this page";
}

/** Tells a stranger who has written something on the start screen that it isn't lost. */
export const WORDS_NOTE = "What you have written comes along: you find it in the message box.";
