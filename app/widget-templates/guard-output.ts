import { isNode, isToJson, nameOf, type Node, nodesIn } from "./template-nodes.ts";

/** The fields of nodes with statements, whose expressions are written. */
const BODIES = ["body", "alternate", "defaultBlock"];
/** Operators that give text. The others give numbers and truth values. */
const JOINING: ReadonlySet<unknown> = new Set(["~", "+", "or", "and"]);

/**
 * Makes sure that data are written as JSON only, so that a task called `", "type": "…` stays a text: what a
 * template writes is made by `tojson`, part of the template itself, or was captured by `{% set x %}…{% endset %}`,
 * to which the same applies. The widget builder's exports are written like this.
 *
 * @returns the names that are safe to write, if data can't have them
 * @throws Error that names the value
 */
export function guardOutput(program: unknown): ReadonlySet<string> {
  const nodes = [...nodesIn(program)];
  const safe: Safe = { names: safeNames(nodes), macros: namesOf(nodes, "Macro", "name") };
  for (const node of nodes) {
    for (const statement of BODIES.flatMap((field) => node[field])) {
      const [unsafe] = isNode(statement) ? unsafeIn(statement, safe) : [];
      if (unsafe) {
        throw new Error(
          `${nameOf(unsafe)} is written without the tojson filter, so data could change the widget`,
        );
      }
    }
  }
  return safe.names;
}

interface Safe {
  names: ReadonlySet<string>;
  macros: ReadonlySet<string>;
}

/** `loop`, and names that are only ever set to what the template has written. */
function safeNames(nodes: Node[]): ReadonlySet<string> {
  const sets = nodes.filter(({ type }) => type === "Set");
  const captures = sets.filter(({ value }) => value === null);
  const others = sets.filter(({ value }) => value !== null);
  const taken = new Set([
    ...namesOf(others, "Set", "assignee"),
    ...namesOf(nodes, "For", "loopvar"),
    ...namesOf(nodes, "Macro", "args"),
    ...namesOf(nodes, "CallStatement", "callerArgs"),
  ]);
  const names = ["loop", ...namesOf(captures, "Set", "assignee")];
  return new Set(names.filter((name) => !taken.has(name)));
}

function namesOf(nodes: Node[], type: string, field: string): Set<string> {
  const within = nodes.filter((node) => node.type === type).flatMap((node) => [...nodesIn(node[field])]);
  return new Set(within.filter((node) => node.type === "Identifier").map(({ value }) => String(value)));
}

/** The parts of an expression that would be written as they are in the data. */
function* unsafeIn(node: unknown, safe: Safe): Generator<Node> {
  if (!isNode(node) || isToJson(node)) return;
  switch (node.type) {
    case "Identifier":
      if (!safe.names.has(String(node.value))) yield node;
      return;
    case "MemberExpression":
      // A part of something captured, or a number of a loop.
      for (const _ of unsafeIn(node.object, safe)) return yield node;
      return;
    case "Ternary":
      yield* unsafeIn(node.trueExpr, safe);
      yield* unsafeIn(node.falseExpr, safe);
      return;
    case "SelectExpression":
      yield* unsafeIn(node.lhs, safe);
      return;
    case "BinaryExpression":
      if (isNode(node.operator) && !JOINING.has(node.operator.value)) return;
      yield* unsafeIn(node.left, safe);
      yield* unsafeIn(node.right, safe);
      return;
    case "FilterExpression":
      yield* unsafeIn(node.operand, safe);
      if (isNode(node.filter) && node.filter.type === "CallExpression")
        yield* anyUnsafe(node.filter.args, safe);
      return;
    case "CallExpression":
      if (!isNode(node.callee) || !safe.macros.has(String(node.callee.value))) yield node;
      return;
    case "ArrayLiteral":
    case "ObjectLiteral":
    case "TupleLiteral":
      yield node;
      return;
    default:
    // Statements, whose bodies are looked at on their own, literals, and tests.
  }
}

function* anyUnsafe(parts: unknown, safe: Safe): Generator<Node> {
  for (const part of Array.isArray(parts) ? parts : []) yield* unsafeIn(part, safe);
}
