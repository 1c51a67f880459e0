import { definePlugin, defineRule, type ESTree } from "@oxlint/plugins";
import { refusedImport } from "./rooms.ts";

/** Imports go in one direction; `rooms.ts` says which. */
const rooms = defineRule({
  create(context) {
    const check = (
      node: ESTree.ImportDeclaration | ESTree.ExportNamedDeclaration | ESTree.ExportAllDeclaration,
    ) => {
      const message = node.source && refusedImport(context.filename, node.source.value);
      if (message) context.report({ node, message });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
});

/**
 * Inside `db.transaction(async (tx) => …)` only `tx` may be used: PGlite has one connection, which the
 * transaction holds, so that the outer `db` would wait for ever.
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
            message: `Use the transaction's own handle here: "${node.name}" would wait for it for ever.`,
          });
        }
      },
    };
  },
});

export default definePlugin({ meta: { name: "project" }, rules: { rooms, "tx-only": txOnly } });
