import { expect, test } from "vitest";
import { describeStatement } from "./traced-statements.ts";

test.each([
  [`select "id" from "messages" where "id" = $1 for update`, "SELECT messages", "SELECT"],
  [`insert into "tasks" ("id") values ($1) on conflict do update set x = $2`, "INSERT tasks", "INSERT"],
  [`update "runs" set "status" = $1`, "UPDATE runs", "UPDATE"],
  [
    `with given as (select 1), alive as (update runs set a = 1 returning id) select * from alive`,
    "UPDATE runs",
    "UPDATE",
  ],
  [`\n with a as (select 1 from threads) select * from a`, "SELECT threads", "SELECT"],
  ["select * from start_run($1, $2)", "SELECT start_run", "SELECT"],
  ["select start_run($1)", "SELECT start_run", "SELECT"],
  ["select coalesce(sum(size), 0) from (select max(size) from files) as x", "SELECT files", "SELECT"],
  ["begin", "BEGIN", "BEGIN"],
  ["", "QUERY", "QUERY"],
])("%s is named %s", (text, name, operation) => {
  const described = describeStatement(text);
  expect([described.name, described.attributes["db.operation.name"]]).toEqual([name, operation]);
});

test("A constant in a statement becomes a question mark, and a long statement is cut", () => {
  const text = describeStatement(`select 1 where a = 'it''s mine' and b = $1 and c = 'x`).attributes[
    "db.query.text"
  ];
  expect(text).toBe("select 1 where a = ? and b = $1 and c = ?");
  const long = `select 1 in (${"$1, ".repeat(5_000)}'cut`;
  expect(describeStatement(long).attributes["db.query.text"].length).toBeLessThanOrEqual(1_000);
});
