import { inStatement, isTracing } from "#app/traces.server.ts";

interface Client {
  query: unknown;
}

interface PgliteClient extends Client {
  transaction: unknown;
}

/** How much of a statement a span has, in characters. */
const MAX_TEXT = 1_000;

/**
 * Gives each statement of a connection a span, if traces are on. Done once for a connection of a pool, so that it has those
 * inside transactions, too, and not the wait for a connection.
 */
export function traceStatements(client: Client): void {
  if (!isTracing()) return;
  replace(client, "query", async (query, [statement, ...rest]) =>
    inStatement(
      () => describeStatement(textOf(statement)),
      async () => query(statement, ...rest),
    ),
  );
}

/** The same for PGlite, which gives the callback of a transaction a client of its own. */
export function tracePglite(client: PgliteClient): void {
  if (!isTracing()) return;
  traceStatements(client);
  replace(client, "transaction", (transaction, [callback]) =>
    transaction((tx: Client) => {
      traceStatements(tx);
      return typeof callback === "function" ? Reflect.apply(callback, undefined, [tx]) : undefined;
    }),
  );
}

type Method = (...given: unknown[]) => unknown;

function replace<Name extends string>(
  target: Record<Name, unknown>,
  name: Name,
  by: (method: Method, given: unknown[]) => unknown,
): void {
  const method = target[name];
  if (typeof method !== "function") return;
  const bound: Method = (...given) => Reflect.apply(method, target, given);
  Object.defineProperty(target, name, {
    value: (...given: unknown[]) => by(bound, given),
    configurable: true,
    writable: true,
  });
}

function textOf(statement: unknown): string {
  if (typeof statement === "string") return statement;
  const isConfig = statement instanceof Object && "text" in statement && typeof statement.text === "string";
  return isConfig ? String(statement.text) : "";
}

/**
 * The name and the attributes of a statement's span. Its parameters aren't there, and a constant that is written in the text
 * becomes a question mark, so that no word of a user can be in a trace.
 */
export function describeStatement(statement: string) {
  const text = statement
    .slice(0, MAX_TEXT * 2)
    .replaceAll(/'(?:[^']|'')*(?:'|$)/g, "?")
    .trim();
  const { operation, table } = summaryOf(text);
  return {
    name: table ? `${operation} ${table}` : operation,
    attributes: {
      "db.system.name": "postgresql",
      "db.operation.name": operation,
      "db.query.text": text.slice(0, MAX_TEXT),
      ...(table && { "db.collection.name": table }),
    },
  };
}

const CHANGE = /\b(insert\s+into|update|delete\s+from)\s+"?(\w+)"?/i;
const FROM = /\bfrom\s+"?(\w+)"?/i;
/** A function that does it all. */
const CALL = /^select\s+(\w+)\(/i;

/** What a statement does, and to which table. Of several in one, the first that changes something. */
function summaryOf(text: string): { operation: string; table: string | undefined } {
  const word = /^\w+/.exec(text)?.[0].toUpperCase() ?? "QUERY";
  // A select may end in "for update".
  const [, change, changed] = (word !== "SELECT" && CHANGE.exec(text)) || [];
  if (change) return { operation: change.split(/\s/, 1)[0]?.toUpperCase() ?? word, table: changed };
  const [, table] = FROM.exec(text) ?? CALL.exec(text) ?? [];
  return { operation: word === "WITH" ? "SELECT" : word, table };
}
