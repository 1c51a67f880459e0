import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";
import { guardOutput } from "./guard-output.ts";
import { isNode, isToJson, nameOf, type Node, nodesIn } from "./template-nodes.ts";

/** Longest series of numbers that `range` gives. Lists of data may be longer. */
const MAX_RANGE = 10_000;

/** Names of functions that a template can't write, since they contain a space. */
const APPEND = "append to";
const DEFINED = "is defined";

export interface JinjaTemplate {
  /**
   * Renders the template. It reads the data, which have to be JSON, and nothing else: no file, no time, no
   * property that isn't in the data.
   *
   * @throws Error when the template does what Jinja doesn't, or writes a value that isn't in the data
   */
  render(data: Readonly<Record<string, unknown>>): string;
}

/**
 * Parses a template with the rules of Jinja's defaults, as chatkit-python does it (`widgets.py`: `StrictUndefined`).
 * Lists have `append`.
 *
 * @throws Error when the source isn't Jinja, or could write data that change the structure of the JSON
 */
export function parseJinja(source: string): JinjaTemplate {
  const program = parse(tokenize(source));
  const reserved = guardOutput(program);
  // Listed before they change, so that each changes once.
  for (const node of new Set(nodesIn(program))) {
    callAppend(node);
    refuseUndefined(node);
  }
  return {
    render(data) {
      // Its own scope, because data may have any name, `range` too.
      const scope = new Environment(globals());
      for (const [name, value] of Object.entries(data)) if (!reserved.has(name)) scope.set(name, value);
      const inner = new Environment(scope);
      inner.set(APPEND, append);
      inner.set(DEFINED, requireDefined);
      const { value } = new Interpreter(inner).run(program);
      return typeof value === "string" ? value : "";
    },
  };
}

function globals(): Environment {
  const environment = new Environment();
  for (const [name, value] of [
    ["true", true],
    ["false", false],
    ["none", null],
  ] as const) {
    environment.set(name, value);
    environment.set(
      name.replace(/^./, (first) => first.toUpperCase()),
      value,
    );
  }
  environment.set("range", range);
  return environment;
}

function range(...given: unknown[]): number[] {
  const [first = 0, second, step = 1] = given.map(Number);
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (!(length <= MAX_RANGE)) throw new Error(`range() gives at most ${MAX_RANGE} numbers`);
  return Array.from({ length }, (_, index) => start + index * step);
}

/** Replaces `list.append(entry)`, which the interpreter doesn't have. The list gets the entry as it is in a list. */
function callAppend(node: Node): void {
  const { callee, args } = node;
  if (node.type !== "CallExpression" || !isNode(callee) || !Array.isArray(args)) return;
  const { object, property, computed } = callee;
  if (callee.type !== "MemberExpression" || computed === true || !isNode(property)) return;
  if (property.value !== "append") return;
  node.callee = { type: "Identifier", value: APPEND };
  node.args = [object, { type: "ArrayLiteral", value: args }];
}

function append(list: unknown, entries: unknown): void {
  if (!Array.isArray(list) || !Array.isArray(entries)) throw new Error("only lists have append()");
  list.push(...entries);
}

/** Replaces `x | tojson`, which would write `null` for what isn't there. */
function refuseUndefined(node: Node): void {
  if (!isToJson(node) || !isNode(node.operand)) return;
  const { operand } = node;
  const check = {
    type: "CallExpression",
    callee: { type: "Identifier", value: DEFINED },
    args: [
      { type: "ArrayLiteral", value: [operand] },
      { type: "StringLiteral", value: nameOf(operand) },
    ],
  };
  node.operand = { type: "Ternary", condition: check, trueExpr: operand, falseExpr: operand };
}

function requireDefined(values: unknown, name: unknown): boolean {
  if (hasUndefined(values)) throw new Error(`the data have no value for ${String(name)}`);
  return true;
}

/** Looks through the interpreter's values, which are lists and maps of nodes with a type and a value. */
function hasUndefined(inner: unknown): boolean {
  if (!Array.isArray(inner) && !(inner instanceof Map)) return false;
  return [...inner.values()].some(
    (each) => isNode(each) && (each.type === "UndefinedValue" || hasUndefined(each.value)),
  );
}
