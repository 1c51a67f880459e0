import { defaultSchema, type Options as Schema } from "rehype-sanitize";

/** What KaTeX writes for presentation, and its annotation with the source. No links, no styles. */
const MATH: Record<string, string[]> = {
  math: ["display"],
  semantics: [],
  annotation: ["encoding"],
  mrow: [],
  mi: ["mathvariant"],
  mn: ["mathvariant"],
  mo: [
    "accent",
    "fence",
    "form",
    "largeop",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rspace",
    "separator",
    "stretchy",
    "symmetric",
  ],
  mtext: ["mathvariant"],
  mspace: ["width", "height", "depth", "linebreak"],
  ms: [],
  mfrac: ["linethickness"],
  msqrt: [],
  mroot: [],
  mstyle: ["displaystyle", "scriptlevel", "mathcolor", "mathbackground", "mathsize"],
  mpadded: ["width", "height", "depth", "lspace", "voffset"],
  mphantom: [],
  menclose: ["notation"],
  merror: [],
  msub: [],
  msup: [],
  msubsup: [],
  munder: ["accentunder"],
  mover: ["accent"],
  munderover: ["accent", "accentunder"],
  mmultiscripts: [],
  mprescripts: [],
  mtable: [
    "columnalign",
    "columnlines",
    "columnspacing",
    "displaystyle",
    "rowlines",
    "rowspacing",
    "scriptlevel",
    "side",
    "width",
  ],
  mtr: [],
  mtd: ["columnalign"],
  mlabeledtr: [],
};

/**
 * GitHub's allowlist, and MathML. Ids need no prefix here: raw HTML is text, so that all ids are of
 * footnotes, and have the prefix of their message.
 */
export const safeElements: Schema = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), ...Object.keys(MATH)],
  attributes: {
    ...defaultSchema.attributes,
    ...MATH,
    code: [["className", /^language-./]],
    p: [["className", "formula"]],
    span: [["className", "formula"]],
  },
  protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto", "tel"] },
  clobber: [],
};
