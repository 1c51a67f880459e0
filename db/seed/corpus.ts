// The corpus: the text that performance is measured with. It is the same on every machine and in every
// version, so that figures can be compared.

const WORDS = (
  "plan task deadline project review meeting notes summary budget team release deploy database index query " +
  "cache stream token render hydrate loader route session cookie policy retry backoff"
).split(" ");

export interface CorpusMessage {
  role: "user" | "assistant";
  /** Markdown. */
  text: string;
}

/** `count` messages, alternately of a user and an assistant, with headings, lists, code and tables. */
export function corpus(count = 200): CorpusMessage[] {
  const sentence = sentences(42);
  return Array.from({ length: count }, (_, at): CorpusMessage => {
    if (at % 2 === 0) return { role: "user", text: `MSG-${at} ${sentence(18)}` };
    return { role: "assistant", text: answer(at, sentence) };
  });
}

type Sentence = (words: number) => string;

// The order of the calls of `sentence` matters: it determines the random words.
function answer(at: number, sentence: Sentence): string {
  let text = `## Answer MSG-${at}\n\n${sentence(30)} ${sentence(25)}\n\n`;
  text += `- **${sentence(4)}** ${sentence(10)}\n- ${sentence(12)}\n- ${sentence(9)}\n\n${sentence(30)}\n`;
  if (at % 4 === 1) text += `\n\`\`\`ts\n${lines(12, (n) => codeLine(n, sentence))}\n\`\`\`\n`;
  if (at % 10 === 3) text += `\n| a | b | c |\n|---|---|---|\n${lines(6, () => tableRow(sentence))}\n`;
  return text;
}

function lines(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join("\n");
}

function codeLine(n: number, sentence: Sentence): string {
  return `export const v${n} = (x: number) => x * ${n}; // ${sentence(4)}`;
}

function tableRow(sentence: Sentence): string {
  return `| ${sentence(2)} | ${sentence(2)} | ${sentence(2)} |`;
}

function sentences(seed: number): Sentence {
  const random = randomNumbers(seed);
  return (words) => {
    const text = Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(" ");
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
}

/** Deterministic numbers from 0 to 1: the linear congruential generator of Numerical Recipes. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
