/** V8 keeps a text that grows as its pieces, each of them several times as large as a word: so it grows by this many at once. */
const WORDS_AT_ONCE = 16;

/** Words that are to be added to a text together. */
export class JoinedWords {
  #words: string[] = [];

  get isFull(): boolean {
    return this.#words.length >= WORDS_AT_ONCE;
  }

  add(word: string): void {
    this.#words.push(word);
  }

  /** All words since the last time, as one. */
  take(): string {
    const text = this.#words.join("");
    this.#words = [];
    return text;
  }
}
