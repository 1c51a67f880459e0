import { describe, expect, test } from "vitest";
import { readIntent } from "./read-intent.ts";

/** A Thursday, noon in Berlin. */
const local = { now: new Date("2026-10-01T10:00:00Z"), timeZone: "Europe/Berlin" };

/** The intent in a line: what is asked for, of which task, with what. */
function read(message: string): string {
  const intent = readIntent(message, local);
  const due = (value: { at: Date; hasTime: boolean } | null) =>
    value ? value.at.toISOString().slice(0, value.hasTime ? 16 : 10) : "no date";
  switch (intent.kind) {
    case "create": {
      if (!intent.phrase) return "create ?";
      const { title, due: when, priority } = intent.phrase;
      return [
        `create ${title}`,
        ...(when ? [due(when)] : []),
        ...(priority === "normal" ? [] : [priority]),
      ].join(" | ");
    }
    case "offer":
      return `offer ${intent.phrase.title}`;
    case "create_many":
      return intent.phrases.map(({ title }) => title).join(", ");
    case "list": {
      const { state, overdue, undated, priority, about, due: range } = intent.filter;
      return [`list ${state}`, overdue && "overdue", undated && "undated", priority, about, range?.words]
        .filter(Boolean)
        .join(" | ");
    }
    case "change":
    case "change_many": {
      const { change } = intent;
      const target = intent.kind === "change" ? intent.target : intent.selection;
      const to =
        change.kind === "rename"
          ? change.title
          : change.kind === "set_due"
            ? due(change.due)
            : change.kind === "set_priority"
              ? change.priority
              : undefined;
      return [`${change.kind} ${target}`, to].filter(Boolean).join(" | ");
    }
    default:
      return intent.kind;
  }
}

const PHRASES: Record<string, [string, string][]> = {
  "Words of time as people write them": [
    ["movie night fri at 20.30", "create Movie night | 2026-10-02T18:30"],
    ["buy milk tomorow evening", "create Buy milk | 2026-10-02T18:00"],
    ["call ann tmrw 9am", "create Call ann | 2026-10-02T07:00"],
    ["pay rent first of the month", "create Pay rent | 2026-10-01"],
    ["submit taxes end of next month", "create Submit taxes | 2026-11-30"],
    ["call bob in an hour and a half", "create Call bob | 2026-10-01T11:30"],
    ["email Bob re 3/4 inch pipes", "create Email Bob re 3/4 inch pipes"],
    ["pay the $3.50 fee", "create Pay the $3.50 fee"],
    ["p1 call Ann #home", "create Call Ann #home | high"],
    ["every weekday at 9 standup", "create Standup (every weekday) | 2026-10-02T07:00"],
    [
      "water plants every monday and thursday",
      "create Water plants (every monday and thursday) | 2026-10-05",
    ],
  ],
  "Days as they are": ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"].map((day, index) => [
    `call Ann on ${day}day`,
    `create Call Ann | 2026-10-${["05", "06", "07", "08", "02", "03", "04"][index]}`,
  ]),
  "Words that may be a task": [
    ["move dentist 2 days later", "offer Move dentist"],
    ["red paint for the shed", "offer Red paint for the shed"],
    ["make it 4", "unknown"],
    ["also eggs", "create Eggs"],
    ["don't forget to pay taxes", "create Pay taxes"],
    ["and tomorrow?", "list open | tomorrow"],
  ],
  "Several tasks": [
    ["call mum\npay rent friday\nbook dentist", "Call mum, Pay rent, Book dentist"],
    ["Groceries:\n- milk\n- eggs", "Milk, Eggs"],
    ["buy milk and call mum tomorrow", "Buy milk, Call mum"],
    ["add: send invoice; pay rent on friday", "Send invoice, Pay rent"],
    ["- buy milk friday\n".repeat(51), "too_long"],
    ["wash and iron the shirts", "create Wash and iron the shirts"],
    ["pick up the kids and take them to school", "create Pick up the kids and take them to school"],
    ["buy milk, eggs and bread", "create Buy milk, eggs and bread"],
  ],
  "What was done, with the verb of its task": [
    ["called mum", "complete call mum"],
    ["I've just sent the invoice", "complete send the invoice"],
    ["I lost my passport", "complete lose my passport"],
    ["read the book", "create Read the book"],
  ],
  "Questions about several tasks": [
    ["how many are overdue?", "list open | overdue"],
    ["tasks without a due date", "list open | undated"],
    ["due in the next 7 days", "list open | in the next 7 days"],
    ["what did I do last week?", "list completed | last week"],
    ["when is my dentist appointment", "list open | dentist appointment"],
    ["Plan next week", "list open | next week"],
  ],
  "Changes of many": [
    ["move them all to monday", "set_due shown | 2026-10-05"],
    ["clear completed", "delete completed"],
    ["delete all completed tasks", "delete completed"],
    ["push everything overdue to tomorrow", "set_due overdue | 2026-10-02"],
    ["complete both", "complete shown"],
    ["mark all as high priority", "set_priority open | high"],
    ["undo", "undo"],
    ["take that back", "undo"],
  ],
  "A plan": [
    ["Plan my day", "plan"],
    ["can you plan my day for me?", "plan"],
    ["What should I do today?", "plan"],
    ["What should I do first?", "plan"],
    ["Give me an overview", "plan"],
    ["overview of my tasks", "plan"],
    ["Prioritise my tasks", "plan"],
    ["Plan the summer party", "create Plan the summer party"],
    ["What should I do next week?", "list open | next week"],
    ["What do I have to do today?", "list open | today"],
  ],
  "An explicit request for a task": [
    ["Create a task", "create ?"],
    ["create a new task.", "create ?"],
    ["Can you add a task for me?", "create ?"],
    ["new task", "create ?"],
    ["I want to add a task", "create ?"],
    ["add task water the plants", "create Water the plants"],
    ["Add a task: water the plants on Saturday", "create Water the plants | 2026-10-03"],
    ["Create a high priority task to file taxes by April 15", "create File taxes | 2027-04-15 | high"],
    ["Please add milk to my list", "create Milk"],
    ["add buy eggs to my to-do list for tomorrow", "create Buy eggs | 2026-10-02"],
    ["remind me to call Ann on Friday", "create Call Ann | 2026-10-02"],
    ["Remind me tomorrow at 9 to call Bob", "create Call Bob | 2026-10-02T07:00"],
    ["don't let me forget to lock the door tonight", "create Lock the door | 2026-10-01T20:00"],
    ["I need to renew my passport next month", "create Renew my passport | 2026-11-01"],
    ["I have to pay rent on the 5th", "create Pay rent | 2026-10-05"],
    ["todo: fix the bike", "create Fix the bike"],
  ],
  "A statement that is a task": [
    ["Buy milk tomorrow at 5pm, high priority", "create Buy milk | 2026-10-02T15:00 | high"],
    ["buy milk", "create Buy milk"],
    ["Dentist Friday 3pm", "create Dentist | 2026-10-02T13:00"],
    ["Finish the slides by Monday, it's urgent", "create Finish the slides | 2026-10-05 | high"],
    ["Call at 5", "create Call | 2026-10-01T15:00"],
    ["Submit report in 2 hours", "create Submit report | 2026-10-01T12:00"],
  ],
  "A request for a list": [
    ["List tasks", "list open"],
    ["list my tasks please", "list open"],
    ["Show me all my tasks", "list open"],
    ["show completed tasks", "list completed"],
    ["What have I done today?", "list completed | today"],
    ["what's due today?", "list open | today"],
    ["What is due tomorrow?", "list open | tomorrow"],
    ["what do I have to do this week", "list open | this week"],
    ["Anything due by Friday?", "list open | by tomorrow"],
    ["which tasks are overdue?", "list open | overdue"],
    ["show high priority tasks", "list open | high"],
    ["What's on my list?", "list open"],
    ["how many tasks do I have?", "list open"],
    ["my tasks", "list open"],
    ["list tasks about milk", "list open | milk"],
  ],
  "A task is done": [
    ["mark buy milk as done", "complete buy milk"],
    ["Mark the milk task as complete.", "complete milk"],
    ["I finished the report", "complete report"],
    ["I've done the laundry!", "complete laundry"],
    ["I'm done with the report", "complete report"],
    ["the report is done", "complete report"],
    ["check off buy milk", "complete buy milk"],
    ["complete buy milk", "complete buy milk"],
    ["I bought milk", "complete buy milk"],
    ["Could you mark it as done?", "complete it"],
  ],
  "A task is changed": [
    ["reopen buy milk", "reopen buy milk"],
    ["mark buy milk as not done", "reopen buy milk"],
    ["the report isn't done yet", "reopen report"],
    ["delete the milk task", "delete milk"],
    ["remove buy milk from my list", "delete buy milk"],
    ["rename buy milk to buy oat milk", "rename buy milk | buy oat milk"],
    ["change the title of buy milk to “Buy bread”", "rename buy milk | Buy bread"],
    ["move buy milk to Monday", "set_due buy milk | 2026-10-05"],
    ["postpone the report until next Friday at 10am", "set_due report | 2026-10-09T08:00"],
    ["set the due date of buy milk to tomorrow at 5pm", "set_due buy milk | 2026-10-02T15:00"],
    ["remove the due date from buy milk", "set_due buy milk | no date"],
    ["make buy milk high priority", "set_priority buy milk | high"],
    ["set the priority of buy milk to low", "set_priority buy milk | low"],
    ["mark the report as urgent", "set_priority report | high"],
    ["delete all tasks", "delete open"],
  ],
  Talk: [
    ["Get help", "help"],
    ["what can you do?", "help"],
    ["hi", "greeting"],
    ["Hello there!", "greeting"],
    ["thanks!", "thanks"],
    ["never mind", "cancel"],
  ],
  "A message that isn't about tasks": [
    ["What is the capital of France?", "unknown"],
    ["The weather is nice today", "unknown"],
    ["my mom visits tomorrow", "unknown"],
    ["Tell me a joke", "unknown"],
    ["Did you finish it?", "unknown"],
    ["Write a poem?", "unknown"],
    ["lorem ipsum", "offer Lorem ipsum"],
    ["Is the report done?", "unknown"],
  ],
};

describe.each(Object.entries(PHRASES))("%s", (_name, phrases) => {
  test.each(phrases)("%s", (message, expected) => {
    expect(read(message)).toBe(expected);
  });
});
