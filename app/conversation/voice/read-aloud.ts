/** The name of the highlight that marks the sentence; app/conversation's styles have its colour. */
const MARK = "read-aloud";

/** What isn't read: code, formulas, and what is there for the eye. */
const SKIPPED = "pre, .katex, button, [aria-hidden=true], svg";

/** Voices may come late in some browsers. */
const VOICES_MS = 1_000;

let stopCurrent: (() => void) | undefined;

/**
 * Reads an answer aloud with the browser's voice, and marks the sentence that is read.
 *
 * @param onEnd called once, when all is read or it was stopped
 * @returns a function that stops it
 * @throws {Error} with words for the user, when the browser can't
 */
export async function readAloud(answer: HTMLElement, onEnd: () => void): Promise<() => void> {
  stopCurrent?.();
  if (!(await hasVoice())) throw new Error("This browser has no voice to read with.");
  const sentences = sentencesOf(answer);
  let isStopped = false;
  const stop = () => {
    if (isStopped) return;
    isStopped = true;
    stopCurrent = undefined;
    speechSynthesis.cancel();
    CSS.highlights?.delete(MARK);
    onEnd();
  };
  stopCurrent = stop;
  const next = (index: number) => {
    const sentence = sentences[index];
    if (isStopped) return;
    if (!sentence || !answer.isConnected) return stop();
    mark(sentence.range);
    const utterance = new SpeechSynthesisUtterance(sentence.text);
    utterance.lang = answer.closest("[lang]")?.getAttribute("lang") ?? navigator.language;
    utterance.addEventListener("end", () => next(index + 1));
    utterance.addEventListener("error", stop);
    speechSynthesis.speak(utterance);
  };
  next(0);
  return stop;
}

async function hasVoice(): Promise<boolean> {
  if (!("speechSynthesis" in window)) return false;
  if (speechSynthesis.getVoices().length > 0) return true;
  await new Promise((done) => {
    speechSynthesis.addEventListener("voiceschanged", done, { once: true });
    setTimeout(done, VOICES_MS);
  });
  return speechSynthesis.getVoices().length > 0;
}

function mark(range: Range): void {
  CSS.highlights?.set(MARK, new Highlight(range));
  range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
}

interface Sentence {
  text: string;
  range: Range;
}

/** The sentences of each block, such as a paragraph or an item of a list: none goes over a block's end. */
function sentencesOf(answer: HTMLElement): Sentence[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "sentence" });
  return blocksOf(answer).flatMap((nodes) => {
    const text = nodes.map((node) => node.data).join("");
    return [...segmenter.segment(text)].flatMap(({ segment, index }) => {
      if (!/[\p{L}\p{N}]/u.test(segment)) return [];
      return { text: segment, range: rangeIn(nodes, index, index + segment.trimEnd().length) };
    });
  });
}

function blocksOf(answer: HTMLElement): Text[][] {
  const blocks: { block: Element | null; nodes: Text[] }[] = [];
  const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest(SKIPPED)) continue;
    const block =
      node.parentElement?.closest("p, li, h1, h2, h3, h4, h5, h6, td, th, blockquote, dd, dt") ?? null;
    const last = blocks.at(-1);
    if (last?.block === block) last.nodes.push(node);
    else blocks.push({ block, nodes: [node] });
  }
  return blocks.map(({ nodes }) => nodes);
}

function rangeIn(nodes: Text[], start: number, end: number): Range {
  const range = document.createRange();
  let before = 0;
  for (const node of nodes) {
    const after = before + node.length;
    if (start >= before && start < after) range.setStart(node, start - before);
    if (end > before && end <= after) range.setEnd(node, end - before);
    before = after;
  }
  return range;
}
