import type { Code, Construct, Effects, Extension, State, TokenizeContext } from "micromark-util-types";

/*
 * LaTeX's own delimiters: `\(…\)` and `\[…\]` within a paragraph, and `\[` on a line of its own, which lasts
 * until `\]` or the end of its container. `$$` comes from remark-math.
 */

declare module "micromark-util-types" {
  interface TokenTypeMap {
    texText: "texText";
    texFlow: "texFlow";
    texFence: "texFence";
    texValue: "texValue";
  }
}

const BACKSLASH = 92;
const ROUND = 40;
const SQUARE = 91;
/** The closing bracket of each opening one. */
const CLOSING: ReadonlyMap<Code, number> = new Map([
  [ROUND, 41],
  [SQUARE, 93],
]);

const isLineEnding = (code: Code) => code !== null && code < -2;
const isBlank = (code: Code) => code === -2 || code === -1 || code === 32;

/** Which brackets are known not to be closed any more in a text, so that each is looked for only once. */
const unclosed = new WeakMap<TokenizeContext, Set<number>>();

const text: Construct = {
  name: "texText",
  // Before the escape of a bracket.
  add: "before",
  tokenize(effects, ok, nok) {
    const known = unclosed.get(this) ?? new Set();
    unclosed.set(this, known);
    let closing: number;
    return start;

    function start(code: Code) {
      effects.enter("texText");
      effects.enter("texFence");
      effects.consume(code);
      return open;
    }
    function open(code: Code) {
      const bracket = CLOSING.get(code);
      if (bracket === undefined || known.has(bracket)) return nok(code);
      closing = bracket;
      effects.consume(code);
      effects.exit("texFence");
      return between;
    }
    function between(code: Code): State | undefined {
      if (code === null) {
        known.add(closing);
        return nok(code);
      }
      if (isLineEnding(code)) {
        effects.enter("lineEnding");
        effects.consume(code);
        effects.exit("lineEnding");
        return between;
      }
      if (code === BACKSLASH)
        return effects.attempt(closeOf(closing), done, textUpTo(effects, between))(code);
      return textUpTo(effects, between)(code);
    }
    function done(code: Code) {
      effects.exit("texText");
      return ok(code);
    }
  },
};

/** Text up to the next backslash or line ending. What a backslash escapes closes nothing: `\\]`. */
function textUpTo(effects: Effects, after: State): State {
  const more: State = (code) => {
    if (code !== null && !isLineEnding(code) && code !== BACKSLASH) {
      effects.consume(code);
      return more;
    }
    effects.exit("texValue");
    return after(code);
  };
  const escaped: State = (code) => {
    if (code === null || isLineEnding(code)) return more(code);
    effects.consume(code);
    return more;
  };
  return (code) => {
    effects.enter("texValue");
    effects.consume(code);
    return code === BACKSLASH ? escaped : more;
  };
}

const closeOf = (bracket: number): Construct => ({
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter("texFence");
      effects.consume(code);
      return (next) => {
        if (next !== bracket) return nok(next);
        effects.consume(next);
        effects.exit("texFence");
        return ok;
      };
    };
  },
});

const flow: Construct = {
  name: "texFlow",
  concrete: true,
  tokenize(effects, ok, nok) {
    const isLazy = () => this.parser.lazy[this.now().line] === true;
    return start;

    function start(code: Code) {
      effects.enter("texFlow");
      effects.enter("texFence");
      effects.consume(code);
      return open;
    }
    function open(code: Code) {
      if (code !== SQUARE) return nok(code);
      effects.consume(code);
      return afterOpen;
    }
    function afterOpen(code: Code): State | undefined {
      if (isBlank(code)) {
        effects.consume(code);
        return afterOpen;
      }
      if (code !== null && !isLineEnding(code)) return nok(code);
      effects.exit("texFence");
      return endOfLine(code);
    }
    function endOfLine(code: Code): State | undefined {
      if (code === null) return done(code);
      return effects.attempt(nextLine(isLazy), startOfLine, done)(code);
    }
    function startOfLine(code: Code): State | undefined {
      if (code === null || isLineEnding(code)) return endOfLine(code);
      if (code === BACKSLASH) return effects.attempt(closingLine, done, textUpTo(effects, startOfLine))(code);
      return textUpTo(effects, startOfLine)(code);
    }
    function done(code: Code) {
      effects.exit("texFlow");
      return ok(code);
    }
  },
};

/** `\]` at the end of a line, with a sentence's end behind it at most, which becomes part of the formula. */
const closingLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter("texFence");
      effects.consume(code);
      return bracket;
    };
    function bracket(code: Code) {
      if (code !== CLOSING.get(SQUARE)) return nok(code);
      effects.consume(code);
      effects.exit("texFence");
      return after;
    }
    function after(code: Code): State | undefined {
      if (code === 46 || code === 44 || code === 59) {
        effects.enter("texValue");
        effects.consume(code);
        effects.exit("texValue");
        return blanks;
      }
      return blanks(code);
    }
    function blanks(code: Code): State | undefined {
      if (code === null || isLineEnding(code)) return ok(code);
      if (!isBlank(code)) return nok(code);
      effects.enter("whitespace");
      return inBlanks(code);
    }
    function inBlanks(code: Code): State | undefined {
      if (isBlank(code)) {
        effects.consume(code);
        return inBlanks;
      }
      effects.exit("whitespace");
      return code === null || isLineEnding(code) ? ok(code) : nok(code);
    }
  },
};

/** The line ending before a line that is in the same containers, as in micromark's fenced code. */
const nextLine = (isLazy: () => boolean): Construct => ({
  partial: true,
  tokenize(effects: Effects, ok: State, nok: State) {
    return (code) => {
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      return (next) => (isLazy() ? nok(next) : ok(next));
    };
  },
});

/** micromark's syntax extension. */
export const texSyntax: Extension = { text: { [BACKSLASH]: text }, flow: { [BACKSLASH]: flow } };
