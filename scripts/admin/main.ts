import { resolve } from "node:path";
import { defineCommand, runMain, type ArgsDef, type CommandDef, type SubCommandsDef } from "citty";
import { describeError } from "#db/describe-error.ts";
import { call, RefusedError } from "./call.ts";
import { commandHelp } from "./help.ts";
import { print, showProgress } from "./print.ts";

/*
 * The command line of `scripts/admin.ts`. Each operation of `app/admin` is a command, and its input's fields are the options.
 */

const main = defineCommand({
  meta: { name: "npm run admin --", description: "What the operator of this server does" },
  subCommands: subCommands(),
});

await runMain(main);

/** `users.list` becomes the command `list` of `users`. */
function subCommands(): SubCommandsDef {
  const groups: Record<string, Record<string, CommandDef>> = {};
  const commands: Record<string, CommandDef> = {};
  for (const { name, summary, args } of commandHelp) {
    const [group = "", word] = name.split(".");
    const command = commandOf(name, summary, args);
    if (word === undefined) commands[group] = command;
    else (groups[group] ??= {})[word] = command;
  }
  for (const [group, subs] of Object.entries(groups)) {
    commands[group] = defineCommand({
      meta: { name: group, description: Object.keys(subs).join(", ") },
      subCommands: subs,
    });
  }
  return commands;
}

function commandOf(name: string, description: string, options: ArgsDef): CommandDef {
  const args: ArgsDef = { ...options, json: { type: "boolean", description: "prints JSON" } };
  return defineCommand({
    meta: { name: name.split(".").at(-1) ?? name, description },
    args,
    async run({ args: given }) {
      const input = Object.fromEntries(
        Object.entries(given)
          .filter(([key, value]) => key in options && value !== undefined)
          // A running server has another working directory.
          .map(([key, value]) => [key, key === "file" ? resolve(String(value)) : value]),
      );
      try {
        const result = await call(name, input, showProgress);
        if (given.json) console.log(JSON.stringify(result, null, 2));
        else print(result);
        if (name === "doctor" && JSON.stringify(result).includes('"failed"')) process.exitCode = 1;
      } catch (error) {
        console.error(error instanceof RefusedError ? error.message : describeError(error));
        process.exitCode = 1;
      }
    },
  });
}
