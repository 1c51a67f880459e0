import { expect, test } from "vitest";
import { doneIn } from "./events.ts";
import { setUpAgent } from "./set-up.ts";

const agent = setUpAgent({ timeZone: "Europe/Berlin" });

const call = (name: string, args: Record<string, unknown>) => ({ calls: [{ name, arguments: args }] });

test("A model finds tasks by list and moves them together, as one change that is undone", async () => {
  const report = await agent.addTask({ title: "Report", list: "work", dueAt: new Date("2026-10-01") });
  const invoice = await agent.addTask({ title: "Invoice", list: "Work", dueAt: new Date("2026-10-03") });
  await agent.addTask({ title: "Milk" });
  const ids = [report.id, invoice.id];
  const chat = agent.start([
    call("find_tasks", { state: "open", list: "work" }),
    call("change_tasks", { ids, move_days: 2, priority: "urgent" }),
    { says: "Moved both." },
    call("undo_last_change", {}),
    { says: "Undone." },
  ]);
  await chat.send("Push my work tasks two days");
  const requests = agent.server().requests;
  expect(JSON.stringify(requests[1]?.body)).toContain("Invoice");
  expect(JSON.stringify(requests[1]?.body)).not.toContain("Milk");
  const due = async () =>
    (await agent.openTasks()).map(({ title, dueAt }) => `${title} ${dueAt?.toISOString().slice(0, 10)}`);
  expect(await due()).toEqual(["Report 2026-10-03", "Invoice 2026-10-05", "Milk undefined"]);
  await chat.send("No, undo that");
  expect(await due()).toEqual(["Report 2026-10-01", "Invoice 2026-10-03", "Milk undefined"]);
});

test("A model deletes several tasks only after the user has agreed to these", async () => {
  const one = await agent.addTask({ title: "One" });
  const two = await agent.addTask({ title: "Two" });
  const three = await agent.addTask({ title: "Three" });
  const chat = agent.start([
    call("delete_tasks", { ids: [one.id, two.id] }),
    // Other tasks than those that were agreed to are asked about again.
    call("delete_tasks", { ids: [one.id, two.id, three.id] }),
    call("delete_tasks", { ids: [one.id, two.id, three.id] }),
    { says: "Deleted." },
  ]);
  const answerForm = async (events: Awaited<ReturnType<typeof chat.send>>) => {
    const form = doneIn(events).at(-1);
    if (form?.type !== "structured_input") throw new Error("nothing was asked");
    const [input] = form.inputs;
    expect(input?.question).toMatch(/^Delete \d tasks: “/);
    const params = {
      thread_id: chat.threadId(),
      item_id: form.id,
      input: { answers: { [input?.id ?? ""]: { values: ["Delete them"] } } },
    };
    return chat.request({ type: "threads.add_structured_input", params });
  };
  const asked = await answerForm(await chat.send("Delete one and two"));
  expect(await agent.openTasks()).toHaveLength(3);
  await answerForm(asked);
  expect(await agent.openTasks()).toEqual([]);
});
