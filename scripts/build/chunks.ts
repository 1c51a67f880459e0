/**
 * The chunks that pages share. Without groups, the bundler makes a chunk for each set of pages that share modules, which
 * is 46 for the conversation page: on a slow line, each costs a request and compresses without the others. Parts that are
 * loaded on demand are not `$initial` and keep chunks of their own.
 */
export const CHUNKS = [
  { name: "framework", test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/, priority: 3 },
  // Before the conversation, which would take the shell's modules along. The form is on one page only.
  { name: "shell", test: /[\\/]app[\\/](shell|ui)[\\/](?!preferences-form)/, tags: ["$initial" as const], priority: 2 },
  {
    name: "conversation",
    test: /[\\/]app[\\/](conversation|chatkit|markdown)[\\/]/,
    tags: ["$initial" as const],
    priority: 1,
  },
];
