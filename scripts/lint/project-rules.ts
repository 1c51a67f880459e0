import { definePlugin, defineRule, type ESTree } from "@oxlint/plugins";
import { isServerOnly, refusedImport } from "./refused-import.ts";

type Declaration = ESTree.ImportDeclaration | ESTree.ExportNamedDeclaration | ESTree.ExportAllDeclaration;

/** Refuses imports that `rooms.ts` does not allow. */
const rooms = defineRule({
  create(context) {
    const check = (node: Declaration) => {
      if (!node.source) return;
      const source = node.source.value;
      const message = refusedImport({ file: context.filename, source, isType: isTypeOnly(node) });
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression({ source }) {
        if (source.type !== "Literal" || typeof source.value !== "string") return;
        const message = refusedImport({ file: context.filename, source: source.value, isType: false });
        if (message) context.report({ node: source, message });
      },
    };
  },
});

function isTypeOnly(node: Declaration): boolean {
  if (node.type !== "ImportDeclaration") return node.exportKind === "type";
  if (node.importKind === "type") return true;
  const { specifiers } = node;
  return (
    specifiers.length > 0 &&
    specifiers.every((one) => one.type === "ImportSpecifier" && one.importKind === "type")
  );
}

/**
 * Refuses the outer `db` inside `db.transaction(async (tx) => …)`. PGlite has one connection, which the
 * transaction holds, so a query on `db` would wait forever.
 */
const txOnly = defineRule({
  create(context) {
    const open: string[] = [];
    const outer = (node: ESTree.CallExpression) => {
      const { callee } = node;
      const isTransaction =
        callee.type === "MemberExpression" &&
        callee.property.type === "Identifier" &&
        callee.property.name === "transaction" &&
        callee.object.type === "Identifier";
      return isTransaction && callee.object.type === "Identifier" ? callee.object.name : undefined;
    };
    return {
      CallExpression(node) {
        const name = outer(node);
        if (name) open.push(name);
      },
      "CallExpression:exit"(node: ESTree.CallExpression) {
        if (outer(node)) open.pop();
      },
      Identifier(node) {
        const { parent } = node;
        const isCallee =
          parent.type === "MemberExpression" &&
          parent.property.type === "Identifier" &&
          parent.property.name === "transaction";
        const isName = parent.type === "Property" && parent.key === node && !parent.shorthand;
        if (open.includes(node.name) && !isCallee && !isName) {
          context.report({
            node,
            message: `Use the transaction's own handle here: "${node.name}" would wait for it forever.`,
          });
        }
      },
    };
  },
});

/** Members that a page has only in a secure context: https, or http on loopback. */
const SECURE_ONLY: Readonly<Record<string, readonly string[]>> = {
  crypto: ["randomUUID", "subtle"],
  navigator: ["clipboard", "locks", "mediaDevices", "serviceWorker", "storage"],
};

/**
 * Refuses those members in code that runs in the browser. On plain http in a local network they are undefined,
 * although their types say otherwise.
 */
const plainHttp = defineRule({
  create(context) {
    const root = import.meta.dirname.replaceAll("\\", "/").replace(/scripts\/lint$/, "");
    const path = context.filename.replaceAll("\\", "/").replace(root, "");
    if (!path.startsWith("app/") || isServerOnly(path) || path === "app/ui/browser.ts") return {};
    const check = (node: ESTree.Node, owner: string | undefined, member: string | undefined) => {
      if (!owner || !member || !SECURE_ONLY[owner]?.includes(member)) return;
      context.report({
        node,
        message: `${owner}.${member} is missing on plain http: use app/ui/browser.ts, or add a helper there.`,
      });
    };
    return {
      MemberExpression(node) {
        check(node, lastName(node.object), memberName(node));
      },
      VariableDeclarator({ id, init }) {
        if (id.type !== "ObjectPattern" || !init) return;
        for (const property of id.properties) {
          if (property.type === "Property" && property.key.type === "Identifier")
            check(property, lastName(init), property.key.name);
        }
      },
    };
  },
});

/** `crypto` of `crypto`, `globalThis.crypto` and `window.crypto`. */
function lastName(node: ESTree.Expression | ESTree.Super): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? memberName(node) : undefined;
}

function memberName({ property }: ESTree.MemberExpression): string | undefined {
  if (property.type === "Identifier") return property.name;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

export default definePlugin({
  meta: { name: "project" },
  rules: { rooms, "tx-only": txOnly, "plain-http": plainHttp },
});
