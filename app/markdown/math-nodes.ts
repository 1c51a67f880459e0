import type { CompileContext, Extension as FromMarkdown, Token } from "mdast-util-from-markdown";
import type { InlineMath, Math } from "mdast-util-math";

declare module "mdast-util-math" {
  interface InlineMathData {
    /** Set for `\[…\]`, which is set apart although it stands in a paragraph. */
    isDisplay?: boolean;
    delimiters?: readonly [string, string];
  }
  interface MathData {
    delimiters?: readonly [string, string];
  }
}

/** What `texSyntax` adds to the tree: the nodes of mdast-util-math. */
export const texFromMarkdown: FromMarkdown = {
  enter: {
    texText(token) {
      const node: InlineMath = { type: "inlineMath", value: "", data: {} };
      this.enter(node, token);
      this.buffer();
    },
    texFlow(token) {
      const node: Math = { type: "math", value: "", meta: null };
      this.enter(node, token);
      this.buffer();
    },
  },
  exit: {
    texText(token) {
      const value = this.resume();
      const node = this.stack.at(-1);
      const isDisplay = this.sliceSerialize(token).startsWith("\\[");
      if (node?.type === "inlineMath") {
        node.value = value;
        node.data = { isDisplay, delimiters: isDisplay ? ["\\[", "\\]"] : ["\\(", "\\)"] };
      }
      this.exit(token);
    },
    texFlow(token) {
      const value = this.resume().replaceAll(/^\n|\n$/g, "");
      const node = this.stack.at(-1);
      if (node?.type === "math") {
        node.value = value;
        node.data = { delimiters: ["\\[", "\\]"] };
      }
      this.exit(token);
    },
    texValue: keepText,
  },
};

function keepText(this: CompileContext, token: Token): undefined {
  this.config.enter.data?.call(this, token);
  this.config.exit.data?.call(this, token);
}
